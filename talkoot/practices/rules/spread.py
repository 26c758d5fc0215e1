"""How far a practice has spread on a day: the measures, made of moves of adoptions alone."""

import datetime
import math
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from statistics import median

from talkoot.core.dates import add_months
from talkoot.practices.models import Adoption
from talkoot.practices.rules.sizes import LEAST

Stage = Adoption.Stage
IN_USE = frozenset({Stage.IN_USE, Stage.ESTABLISHED})
REGIONS = 19
YEAR = 12
FEWEST_ANSWERS = 5  # A share of fewer answers about benefit is not shown.
GOOD = 4  # The two best of the scale from 1 to 5.
EARTH_KM = 6371.0088


@dataclass(frozen=True)
class Place:
    """A municipality as it counts: where it lies and how many live there.

    A wellbeing services county stands at its largest municipality with the inhabitants of all.
    """

    code: str
    region: str
    county: str
    population: int
    latitude: float
    longitude: float

    @property
    def size_class(self) -> int:
        """0 for the smallest class of rules/sizes.py, under 5 000 inhabitants, and so on."""
        return bisect_right(LEAST, self.population) - 1


@dataclass(frozen=True)
class Adopter:
    """An adopting organisation with the moves of its adoption, the oldest first."""

    pk: int
    organisation_id: int
    key: str
    name: str
    kind: str
    place: Place | None
    moves: tuple[tuple[datetime.date, str], ...]
    is_independent: bool = True
    benefit: int | None = None
    replaced_old: bool | None = None
    learned_from: int | None = None
    scope: str = ""
    fidelity: str = ""
    mechanism: str = ""
    is_demo: bool = False
    through: str = ""  # Whose own version of the practice it has, or told.
    ended_on: datetime.date | None = None  # The organisation's last day; nobody carries it on.

    def stage_on(self, day: datetime.date) -> str:
        """The stage reached by the end of the day; "" before the first move and after the end."""
        if self.ended_on and day > self.ended_on:
            return ""
        stage = ""
        for on, reached in self.moves:
            if on > day:
                break
            stage = reached
        return stage

    def uses_on(self, day: datetime.date) -> bool:
        return self.stage_on(day) in IN_USE

    @cached_property
    def began_on(self) -> datetime.date | None:
        """The first day in use; None if it never was."""
        return next((on for on, stage in self.moves if stage in IN_USE), None)


@dataclass(frozen=True)
class Origin:
    """The practice as the measures need it: when it was published and where it is from."""

    published_on: datetime.date | None
    organisation_id: int
    place: Place | None


@dataclass(frozen=True)
class Spread:
    """All measures of one practice at the end of a day.

    `everybody` are the visible and confirmed adoptions; `eligible_kinds` and `eligible` tell which
    organisations could adopt it or have (rules/eligible.py); `beyond` are those that have it by
    somebody's own version, who are no adopters of this one. Shares are of 1, None when nothing can
    be said.
    """

    origin: Origin
    everybody: tuple[Adopter, ...]
    as_of: datetime.date
    eligible_kinds: frozenset[str] = frozenset()
    eligible: frozenset[int] = frozenset()
    county_places: Mapping[str, frozenset[str]] = field(default_factory=dict)
    populations: Mapping[str, int] = field(default_factory=dict)
    beyond: tuple[Adopter, ...] = ()

    @cached_property
    def started(self) -> list[Adopter]:
        """Everybody who has begun to use it by the day, in that order, also who gave it up."""
        begun = [row for row in self.everybody if row.began_on and row.began_on <= self.as_of]
        return sorted(begun, key=lambda row: (row.began_on, row.pk))

    @property
    def reached(self) -> list[Adopter]:
        """Everybody whom it has reached, also through others' own versions."""
        return [*self.started, *self.beyond]

    @cached_property
    def adopters(self) -> list[Adopter]:
        """Who uses it on the day."""
        return [row for row in self.started if row.uses_on(self.as_of)]

    @cached_property
    def independent(self) -> list[Adopter]:
        return [row for row in self.adopters if row.is_independent]

    @cached_property
    def dropped(self) -> list[Adopter]:
        """Who used it and has given it up."""
        return [row for row in self.started if row.stage_on(self.as_of) == Stage.DROPPED]

    @property
    def drop_out_rate(self) -> float | None:
        return _share(len(self.dropped), len(self.started))

    @cached_property
    def eligible_adopters(self) -> list[Adopter]:
        return [row for row in self.adopters if row.kind in self.eligible_kinds]

    @property
    def eligible_count(self) -> int:
        return len(self.eligible)

    @property
    def reach(self) -> float | None:
        return _share(len(self.eligible_adopters), self.eligible_count)

    @cached_property
    def regions(self) -> dict[str, int]:
        """{region: adopters}, of the independent ones too; no region without a municipality."""
        return regions_of(self.adopters)

    @cached_property
    def size_classes(self) -> dict[int, int]:
        return sizes_of(self.adopters)

    @cached_property
    def covered(self) -> frozenset[str]:
        """Municipalities that adopted it themselves or whose wellbeing services county did."""
        codes: set[str] = set()
        for row in self.adopters:
            if row.place and row.kind == "municipality":
                codes.add(row.place.code)
            elif row.place and row.kind == "wellbeing_county":
                codes |= self.county_places.get(row.place.county, frozenset())
        return frozenset(codes)

    @property
    def population_coverage(self) -> float | None:
        """The share of the country's inhabitants who live in the covered municipalities."""
        whole = sum(self.populations.values())
        return _share(sum(self.populations.get(code, 0) for code in self.covered), whole)

    @cached_property
    def distances(self) -> list[tuple[Adopter, float]]:
        """Kilometres from the origin's municipality to each adopter's, as the crow flies."""
        here = self.origin.place
        if here is None:
            return []
        return [(row, kilometres(here, row.place)) for row in self.adopters if row.place]

    @property
    def median_distance(self) -> float | None:
        return median(far for _row, far in self.distances) if self.distances else None

    def lag(self, number: int) -> int | None:
        """Days from publishing to the `number`th organisation's first day of use.

        None where fewer have begun, and where it began before: nobody waited for what was not
        published, and a negative number would tell of the day of publishing, not of spreading.
        """
        began, published = self._nth_began(number), self.origin.published_on
        if began is None or published is None or began < published:
            return None
        return (began - published).days

    def is_older(self, number: int) -> bool:
        """The `number`th organisation began before the practice was published."""
        began, published = self._nth_began(number), self.origin.published_on
        return began is not None and published is not None and began < published

    def _nth_began(self, number: int) -> datetime.date | None:
        return self.started[number - 1].began_on if len(self.started) >= number else None

    @cached_property
    def by_year(self) -> dict[int, int]:
        """{year: organisations that began}, with the years in between."""
        years = Counter(row.began_on.year for row in self.started if row.began_on)
        if not years:
            return {}
        return {year: years[year] for year in range(min(years), self.as_of.year + 1)}

    @cached_property
    def tried_a_year(self) -> list[Adopter]:
        """Who began at least twelve months before the day."""
        return [
            row
            for row in self.started
            if row.began_on and add_months(row.began_on, YEAR) <= self.as_of
        ]

    @cached_property
    def established(self) -> list[Adopter]:
        return [row for row in self.adopters if row.stage_on(self.as_of) == Stage.ESTABLISHED]

    @property
    def established_at_12_months(self) -> float | None:
        """Of who began at least twelve months ago: the share that says it is established."""
        return _share(len(set(self.established) & set(self.tried_a_year)), len(self.tried_a_year))

    @cached_property
    def benefits(self) -> list[int]:
        return [row.benefit for row in self.adopters if row.benefit is not None]

    @property
    def good_benefit(self) -> float | None:
        """The share of 4 and 5; None under five answers."""
        if len(self.benefits) < FEWEST_ANSWERS:
            return None
        return _share(sum(value >= GOOD for value in self.benefits), len(self.benefits))

    @property
    def replaced(self) -> float | None:
        """The share of adopters for whom the old way became unnecessary."""
        return _share(sum(row.replaced_old is True for row in self.adopters), len(self.adopters))

    @cached_property
    def generation_of(self) -> dict[int, int]:
        """{adoption: generation}: 1 learned from the origin, 2 from an adopter, and so on."""
        return generations({row.pk: row.learned_from for row in self.reached})

    @property
    def generations(self) -> int:
        return max(self.generation_of.values(), default=0)

    def growth(self, months: int, *, until: datetime.date | None = None) -> int:
        """By how many there are more users on `until` than `months` before it; may be negative."""
        until = until or self.as_of
        before = add_months(until, -months)
        return sum(row.uses_on(until) - row.uses_on(before) for row in self.everybody)

    @property
    def years_of_growth(self) -> int:
        """Twelve-month spans in a row, back from the day, in each of which users increased."""
        years, until = 0, self.as_of
        while self.growth(YEAR, until=until) > 0:
            years, until = years + 1, add_months(until, -YEAR)
        return years


def regions_of(adopters: Iterable[Adopter]) -> dict[str, int]:
    return dict(Counter(row.place.region for row in adopters if row.place))


def sizes_of(adopters: Iterable[Adopter]) -> dict[int, int]:
    return dict(Counter(row.place.size_class for row in adopters if row.place))


def generations(learned_from: Mapping[int, int | None]) -> dict[int, int]:
    """{adoption: its distance from the origin}; a loop or an unknown source counts from there."""
    found: dict[int, int] = {}
    for start in learned_from:
        chain: list[int] = []
        here: int | None = start
        while here in learned_from and here not in found and here not in chain:
            chain.append(here)  # type: ignore[arg-type]  # It is a key of the mapping.
            here = learned_from[here]  # type: ignore[index]
        depth = found.get(here, 0) if here is not None else 0
        for each in reversed(chain):
            depth += 1
            found[each] = depth
    return found


def kilometres(one: Place, other: Place) -> float:
    """The great-circle distance."""
    lat1, lat2 = math.radians(one.latitude), math.radians(other.latitude)
    across = math.radians(other.longitude - one.longitude)
    chord = (
        math.sin((lat2 - lat1) / 2) ** 2
        + math.cos(lat1) * math.cos(lat2) * math.sin(across / 2) ** 2
    )
    return 2 * EARTH_KM * math.asin(math.sqrt(chord))


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None
