"""Whose names may come up in the answers of a round: apps above tell it, as they know more."""

from collections.abc import Callable, Iterable

from talkoot.people.models import User
from talkoot.surveys.models import Invitation, Round

_sources: list[Callable[[Round], Iterable[str]]] = []


def register(names_of: Callable[[Round], Iterable[str]]) -> None:
    """Called once by an app when it starts."""
    _sources.append(names_of)


def names_of_round(survey: Round) -> Iterable[str]:
    """Names of the invited, of the office's people, and of whom the apps above add."""
    invited = Invitation.objects.filter(round=survey)
    yield from invited.exclude(user=None).values_list("user__name", flat=True).iterator()
    office = User.objects.filter(memberships__organisation=survey.programme.office_id)
    yield from office.values_list("name", flat=True)
    for names_of in _sources:
        yield from names_of(survey)
