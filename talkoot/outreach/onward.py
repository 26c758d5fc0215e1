"""Ways from a programme's page to pages of the apps above.

They register, because lower code cannot look up.
"""

from collections.abc import Callable
from typing import Any

from talkoot.programmes.models import Programme

Way = tuple[str, str]  # Words and address.
Source = Callable[[Any, Programme], list[Way]]
_sources: list[Source] = []


def register(source: Source) -> Source:
    """Add a source: (user, programme) to the ways that the person has; one query at most."""
    _sources.append(source)
    return source


def ways_onward(user: Any, programme: Programme) -> list[Way]:
    """The ways of every source, in the order of registration."""
    return [way for source in _sources for way in source(user, programme)]
