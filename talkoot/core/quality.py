"""The registry of data-quality checks: what does not hold together is shown, never hidden.

A check is a function of (programme, as_of, facts) that gives warnings; `facts` are the programme's
published figures, read once for all checks.
"""

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

Check = Callable[[Any, datetime.date, Sequence[Any]], list["Warn"]]


@dataclass(frozen=True)
class Warn:
    """What is doubtful, in a whole sentence, and by which check; `code` is the figure's place."""

    check: str
    code: str
    text: str


_checks: dict[str, Check] = {}


def register(name: str) -> Callable[[Check], Check]:
    """Add a check; an app's quality.py does this at import, its AppConfig imports it."""

    def add(check: Check) -> Check:
        if name in _checks:
            raise ValueError(f"Check {name} is registered twice.")
        _checks[name] = check
        return check

    return add


def warnings_of(programme: Any, as_of: datetime.date, facts: Sequence[Any]) -> list[Warn]:
    """The warnings of all checks, in the order of registration."""
    return [warn for check in _checks.values() for warn in check(programme, as_of, facts)]
