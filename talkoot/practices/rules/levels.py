"""The six levels of diffusion, from a practice in its own use to a breakthrough innovation.

A level is reached when its own conditions hold; the breakthrough needs the level below it too. The
numbers are the office's (`LevelRules`); the conditions themselves are the same for everybody.
"""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from statistics import median

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from talkoot.core.refusals import NotAllowed
from talkoot.practices.models import Contribution, Practice
from talkoot.practices.rules.spread import YEAR, Spread, regions_of, sizes_of
from talkoot.programmes.models import Offering

LEVELS = {
    0: _("practice"),
    1: _("in use with benefit"),
    2: _("copied"),
    3: _("spreading"),
    4: _("candidate for a breakthrough"),
    5: _("breakthrough innovation"),
}
CANDIDATE, BREAKTHROUGH = 4, 5
# {"condition_level": usual number}. Shares are per cent.
NUMBERS = {
    "evidence_1": 2,
    "adopters_2": 1,
    "independent_3": 5,
    "regions_3": 3,
    "reach_4": 10,
    "independent_4": 15,
    "regions_4": 5,
    "sizes_4": 2,
    "growth_4": 1,
    "reach_5": 16,
    "years_5": 3,
    "established_5": 60,
    "answers_5": 5,
    "benefit_5": 4,
    "replaced_5": 50,
}
# {level: conditions in the order shown}; those in one tuple are alternatives.
CONDITIONS: dict[int, tuple[tuple[str, ...], ...]] = {
    1: (("use",), ("evidence",)),
    2: (("adopters",),),
    3: (("independent",), ("regions",)),
    4: (("reach", "independent"), ("regions",), ("sizes",), ("growth",)),
    5: (
        ("candidate",),
        ("reach", "years"),
        ("established",),
        ("answers",),
        ("benefit",),
        ("replaced",),
        ("jury",),
    ),
}
YES_OR_NO = frozenset({"use", "candidate", "jury"})
SHARES = frozenset({"reach", "established", "replaced"})
TEXTS: dict[str, str | Promise] = {
    "use": _("in use where it was made"),
    "evidence": _("evidence of benefit: 0 told, 1 tried, 2 measured"),
    "adopters": _("confirmed adopters"),
    "independent": _("independent adopters"),
    "regions": _("regions of the independent adopters"),
    "sizes": _("size classes of municipalities"),
    "growth": _("more adopters than 12 months before"),
    "reach": _("share of eligible organisations, %"),
    "years": _("years of growth in a row"),
    "established": _("share of adopters with the practice established, %"),
    "answers": _("answers about benefit"),
    "benefit": _("median of the benefit, from 1 to 5"),
    "replaced": _("share of adopters for whom it replaced the old way, %"),
    "candidate": _("candidate for a breakthrough"),
    "jury": _("a jury has confirmed it with written grounds"),
}
UNFOUNDED = _(
    "Nothing shows that the programme's own measures brought this about: it comes of no engagement "
    "or team, and its author has not said so. Choose another class."
)


@dataclass(frozen=True)
class Facts:
    """What the conditions look at; the names are those of the conditions."""

    is_published: bool = True
    use: bool = False
    evidence: int = 0
    adopters: int = 0
    independent: int = 0
    regions: int = 0
    sizes: int = 0
    growth: int = 0
    reach: float | None = None
    years: int = 0
    established: float | None = None
    answers: int = 0
    benefit: float | None = None
    replaced: float | None = None
    jury: bool = False


@dataclass(frozen=True)
class Condition:
    """A condition of a level: what is wanted, what was found, and whether that is enough.

    `is_alternative`: another condition of the same level will do in its place.
    """

    name: str
    wanted: float
    found: float | None
    is_met: bool
    is_alternative: bool = False

    @property
    def text(self) -> str | Promise:
        return TEXTS[self.name]

    @property
    def is_yes_or_no(self) -> bool:
        return self.name in YES_OR_NO


def numbers_with(own: Mapping[str, float]) -> dict[str, float]:
    """The usual numbers with the office's own in their place; unknown names are left out."""
    return {name: own.get(name, usual) for name, usual in NUMBERS.items()}


def facts_of(
    spread: Spread, *, is_published: bool, is_in_use: bool, evidence: int, jury: bool
) -> Facts:
    """What the levels look at, on the spread's day."""
    return Facts(
        is_published=is_published,
        use=is_in_use,
        evidence=evidence,
        adopters=len(spread.adopters),
        independent=len(spread.independent),
        regions=len(regions_of(spread.independent)),
        sizes=len(sizes_of(spread.independent)),
        growth=spread.growth(YEAR),
        reach=_per_cent(spread.reach),
        years=spread.years_of_growth,
        established=_per_cent(
            len(spread.established) / len(spread.adopters) if spread.adopters else None
        ),
        answers=len(spread.benefits),
        benefit=median(spread.benefits) if spread.benefits else None,
        replaced=_per_cent(spread.replaced),
        jury=jury,
    )


def level_of(facts: Facts, numbers: Mapping[str, float]) -> int:
    """The highest level whose conditions hold; 0 for what is not published."""
    if not facts.is_published:
        return 0
    return next((level for level in (5, 4, 3, 2, 1) if _reaches(level, facts, numbers)), 0)


def conditions(level: int, facts: Facts, numbers: Mapping[str, float]) -> list[Condition]:
    """The level taken apart: each of its conditions, met or not."""
    return [
        _condition(name, level, facts, numbers, is_alternative=len(names) > 1)
        for names in CONDITIONS[level]
        for name in names
    ]


def is_confirmed(grounds: str, stated_on: datetime.date, is_yes: bool, day: datetime.date) -> bool:
    """A jury's statement counts from its day on, and only with its grounds written."""
    return is_yes and bool(grounds.strip()) and stated_on <= day


def is_used(practice: Practice) -> bool:
    """In use where it was made; an experiment or a lesson is not."""
    return practice.status == Practice.Status.IN_USE and practice.kind == Practice.Kind.PRACTICE


def _reaches(level: int, facts: Facts, numbers: Mapping[str, float]) -> bool:
    return all(
        any(_condition(name, level, facts, numbers, is_alternative=False).is_met for name in names)
        for names in CONDITIONS[level]
    )


def _condition(
    name: str, level: int, facts: Facts, numbers: Mapping[str, float], *, is_alternative: bool
) -> Condition:
    if name == "candidate":
        is_met = _reaches(CANDIDATE, facts, numbers)
        return Condition(name, 1, float(is_met), is_met)
    found = getattr(facts, name)
    if name in YES_OR_NO:
        return Condition(name, 1, float(found), bool(found))
    wanted = numbers[f"{name}_{level}"]
    is_met = found is not None and found >= wanted
    return Condition(name, wanted, found, is_met, is_alternative)


def _per_cent(share: float | None) -> float | None:
    # Rounded so far that 0.1 + 0.2 makes no difference to a condition.
    return None if share is None else round(100 * share, 9)


def check_statement(
    practice: Practice, grounds: str, stated_on: datetime.date, *, on: datetime.date
) -> None:
    """A jury speaks of a public practice, in writing, and not of days to come."""
    if practice.state != Practice.State.PUBLISHED:
        raise NotAllowed(gettext("A jury's statement is recorded of a published practice."))
    if not grounds.strip():
        raise NotAllowed(
            gettext("Write the jury's grounds. Without them a statement does not count.")
        )
    if stated_on > on:
        raise NotAllowed(gettext("The day of the statement cannot be in the future."))


def came_of_service(practice: Practice) -> bool:
    """The records show the programme's own measure, or the author has told of it."""
    return bool(
        practice.engagement_id or practice.team_id or practice.origin == Practice.Origin.SERVICE
    )


def check_service(practice: Practice, origin_class: int, service: Offering | None) -> None:
    """A service model can itself be adopted: the practice is then the programme's own service."""
    itself = Contribution.OriginClass.PROGRAMME_ITSELF
    if service and (service.programme_id != practice.programme_id or origin_class != itself):
        raise NotAllowed(
            gettext("Choose a service of the practice's own programme, and the class that it is.")
        )


def check_origin_class(practice: Practice, origin_class: int) -> None:
    """A programme never claims as its own what was born in the field (class 2 as class 1).

    The first class needs a record that the programme did not write: an engagement or a team of its
    services, or the author's own word.
    """
    if origin_class == Contribution.OriginClass.BY_PROGRAMME and not came_of_service(practice):
        raise NotAllowed(str(UNFOUNDED))
