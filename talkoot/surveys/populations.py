"""Who is asked: populations that apps register, because lower code cannot look up.

A population is a query of what happened (an occasion). What it gives is frozen when the round opens
(actions.opening), each person with the reason for being there.
"""

import datetime
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from django.utils.functional import Promise

from talkoot.people.models import Organisation, User
from talkoot.programmes.models import Offering, Programme
from talkoot.surveys.groups import groups_of
from talkoot.surveys.models import Round
from talkoot.surveys.plan_models import SurveyPlan

Text = str | Promise
Trigger = SurveyPlan.Trigger


@dataclass(frozen=True)
class Occasion:
    """What a survey is about.

    `kind` and `pk` name it: ("session", 12), ("programme", 3); `since` and `until` bound, both
    included, what is looked at of a whole programme; None: no bound.
    """

    kind: str
    pk: int
    programme: Programme
    service: Offering | None = None
    since: datetime.date | None = None
    until: datetime.date | None = None

    @property
    def key(self) -> str:
        """As Round.occasion keeps it: "session:12", "programme:3:2026-01-01:2026-06-30"."""
        days = [day.isoformat() if day else "" for day in (self.since, self.until)]
        return ":".join([self.kind, str(self.pk), *(days if any(days) else [])])


@dataclass(frozen=True)
class Invitee:
    """A person of a population. `reason` is a code of the population's reasons."""

    reason: str
    address: str
    language: str = "fi"
    user: User | None = None
    organisation: Organisation | None = None
    groups: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Population:
    """A query that surveys may go to.

    `kinds` are the kinds of occasions that it can be asked of; `reasons` says in words why somebody
    is in it. `people` may give the same address many times.
    """

    code: str
    label: Text
    kinds: Collection[str]
    reasons: Mapping[str, Text]
    people: Callable[[Occasion], Iterable[Invitee]]


KINDS: dict[str, str] = {
    Trigger.SESSION_CLOSED: "session",
    Trigger.SERIES_CLOSED: "series",
    Trigger.ENGAGEMENT_CLOSED: "engagement",
    Trigger.PROGRAMME_ENDED: "programme",
    Trigger.SCHEDULED: "programme",
    Trigger.BY_HAND: "programme",
}
_registry: dict[str, Population] = {}


def register(population: Population) -> None:
    """Called once by an app when it starts."""
    if population.code in _registry:
        raise ValueError(f"Population {population.code} is registered twice.")
    _registry[population.code] = population


def get_population(code: str) -> Population | None:
    return _registry.get(code)


def all_populations() -> list[Population]:
    return list(_registry.values())


def populations_for(trigger: str) -> list[Population]:
    """Those that can be asked of what sets the trigger off."""
    return [row for row in _registry.values() if KINDS[trigger] in row.kinds]


def invitee(
    reason: str,
    user: User,
    organisation: Organisation | None = None,
    *,
    service: Offering | None = None,
    role: str = "",
) -> Invitee:
    """A user as somebody to invite, with the groups of the organisation."""
    groups = groups_of(organisation, service=service, role=role)
    return Invitee(reason, user.email, user.language, user, organisation, groups)


def occasion_of(survey: Round) -> Occasion:
    """What the round is about; without an occasion of its own, the whole programme."""
    kind, _colon, rest = (survey.occasion or f"programme:{survey.programme_id}").partition(":")
    pk, *days = rest.split(":")
    since, until = [
        datetime.date.fromisoformat(day) if day else None for day in (*days, "", "")[:2]
    ]
    return Occasion(kind, int(pk), survey.programme, survey.service, since, until)


def people_of(survey: Round) -> Iterator[Invitee]:
    """The round's population as it is today; nobody without a plan."""
    population = get_population(survey.plan.population) if survey.plan else None
    return iter(population.people(occasion_of(survey)) if population else ())


def reason_text(codes: str) -> str:
    """The words of reasons kept as "participant:2,contact"; a number tells of merged rows."""
    words = {code: text for row in _registry.values() for code, text in row.reasons.items()}
    parts = [part.partition(":")[0] for part in codes.split(",") if part]
    return ", ".join(str(words.get(code, code)) for code in parts)


def merged_count(codes: str) -> int:
    """How many rows of the population were merged into this one."""
    return sum(int(part.partition(":")[2] or 1) for part in codes.split(",") if part) - 1
