"""Who uses questionnaires: apps above tell it here, because lower code cannot look up."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from talkoot.surveys.models import Questionnaire


@dataclass(frozen=True)
class Place:
    """Something that asks by a questionnaire."""

    text: str
    url: str


@dataclass(frozen=True)
class Answered:
    """How many sets of answers were looked at, and how many of them answer each code."""

    n: int = 0
    counts: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Use:
    """What an app does with questionnaires of its purposes.

    `places` takes ids of questionnaires and a person, and gives {id: where the person's offices use
    it}, so that nobody sees another office's drafts; `answered` counts the answers to these
    questionnaires. A code in `kinds` means something of its own to the app, so its question must be
    of one of these kinds; `lengths` bounds its text; for those in `own_options` the app supplies
    the options.
    """

    purposes: Collection[str]
    places: Callable[[Collection[int], Any], Mapping[int, list[Place]]]
    answered: Callable[[Collection[int]], Answered]
    kinds: Mapping[str, Collection[str]] = field(default_factory=dict)
    lengths: Mapping[str, int] = field(default_factory=dict)
    own_options: Collection[str] = ()


USES: list[Use] = []


def register(use: Use) -> None:
    """Called once by an app when it starts."""
    USES.append(use)


def use_of(questionnaire: Questionnaire) -> Use | None:
    """The use of the questionnaire's purpose."""
    return next((use for use in USES if questionnaire.purpose in use.purposes), None)


def places_of(ids: Collection[int], user: Any) -> dict[int, list[Place]]:
    """{questionnaire id: where the person's offices use it}; one query for each use."""
    found: dict[int, list[Place]] = {}
    for use in USES:
        for key, places in use.places(ids, user).items():
            found.setdefault(key, []).extend(places)
    return found
