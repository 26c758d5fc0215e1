"""What a slate would give before anything is committed.

Days, money, regions, themes, the programme's goals, newcomers.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import F, FilteredRelation, Q

from talkoot.calls.models import Call
from talkoot.calls.rules.capacity import Room
from talkoot.core.charts import region_names
from talkoot.decisions.queries.quotas import Limit, known_rooms, limits_of, shares_of
from talkoot.decisions.queries.slates import SlateRow, framework_of
from talkoot.decisions.rules.content import GRANTING
from talkoot.experts.models import Framework
from talkoot.programmes.models import Goal, Theme, ThemeUse


@dataclass(frozen=True)
class Grouped:
    """How many of the granted lines fall where: [(name, count)], and the names without any."""

    counts: list[tuple[str, int]]
    missing: list[str]


@dataclass(frozen=True)
class WhatIf:
    """The slate's totals. The rest of the names tell themselves."""

    lines: int
    outcomes: dict[str, int]
    days: Decimal
    cost: Decimal
    organisations: int
    first_timers: int
    problems: int
    quotas: list[Limit]
    frameworks: list[Limit]
    regions: Grouped
    themes: Grouped
    goals: Grouped

    @property
    def granted(self) -> int:
        return sum(self.outcomes.get(outcome, 0) for outcome in GRANTING)

    @property
    def of_lines(self) -> str:
        """What stands after the number granted."""
        return f"/ {self.lines}"

    @property
    def refused(self) -> int:
        return self.lines - self.granted


@dataclass(frozen=True)
class Facts:
    """What the totals are measured against: the call's quotas and what is granted, themes, goals.

    `themes` are names by key; `goals` the themes that serve each, by its text.
    """

    rooms: list[Room]
    themes: dict[int, str]
    goals: dict[str, set[int]]


def facts_of(call: Call, *, has_themes: bool = True) -> Facts:
    """Two queries, and one to three more where the call has quotas; without themes one fewer."""
    if not has_themes:
        return Facts(known_rooms(call), {}, {})
    own = FilteredRelation("goals", condition=Q(goals__programme=call.offering.programme_id))
    texts = {name: F(f"own__{name}") for name in ("number", "text_fi", "text_sv", "text_en")}
    themes: dict[int, str] = {}
    goals: defaultdict[str, set[int]] = defaultdict(set)
    # A theme comes once for each goal that it serves.
    for theme in Theme.objects.filter(use=ThemeUse.NEED).alias(own=own).annotate(**texts):
        themes[theme.pk] = theme.name
        goal = Goal(**{name: getattr(theme, name) for name in texts})
        if goal.number is not None:
            goals[str(goal)].add(theme.pk)
    return Facts(known_rooms(call), themes, goals)


def what_if(rows: list[SlateRow], facts: Facts) -> WhatIf:
    """The totals of a slate's rows."""
    # What a signed slate has given already counts as used, so only the rest is still wanted.
    granted = [row for row in rows if row.is_granting and not row.is_undone]
    coming = [row for row in granted if not row.is_signed]
    names = region_names()
    newcomers = {row.application.organisation_id for row in granted if row.is_first_timer}
    return WhatIf(
        lines=len(rows),
        outcomes=dict(Counter(row.line.outcome for row in rows)),
        days=sum((row.line.days for row in granted), Decimal(0)),
        cost=sum((row.cost for row in granted), Decimal(0)),
        organisations=len({row.application.organisation_id for row in granted}),
        first_timers=len(newcomers),
        problems=sum(bool(row.problem) for row in rows),
        quotas=limits_of(facts.rooms, shares_of(row.line for row in coming)),
        frameworks=_frameworks(coming),
        regions=_regions(granted, names),
        themes=_themes(granted, facts.themes),
        goals=_goals(granted, facts.goals),
    )


def _regions(rows: list[SlateRow], names: dict[str, str]) -> Grouped:
    counts = Counter(_region_code(row) for row in rows)
    return Grouped(
        counts=sorted(
            ((names.get(code, "–"), count) for code, count in counts.items()),
            key=lambda pair: (-pair[1], pair[0]),
        ),
        missing=sorted(name for code, name in names.items() if code not in counts),
    )


def _region_code(row: SlateRow) -> str:
    place = row.application.organisation.municipality
    return place.region_code if place else ""


def _themes(rows: list[SlateRow], names: dict[int, str]) -> Grouped:
    counts = Counter(theme.pk for row in rows for theme in row.application.themes.all())
    found = [(name, counts[key]) for key, name in names.items() if counts[key]]
    return Grouped(
        counts=sorted(found, key=lambda pair: -pair[1]),
        missing=[name for key, name in names.items() if not counts[key]],
    )


def _goals(rows: list[SlateRow], goals: dict[str, set[int]]) -> Grouped:
    """By the programme's goals; an application counts for each that its themes serve."""
    wanted = [{theme.pk for theme in row.application.themes.all()} for row in rows]
    counts = {
        goal: sum(bool(themes & serving) for themes in wanted)
        for goal, serving in sorted(goals.items())
    }
    return Grouped(
        counts=[(goal, count) for goal, count in counts.items() if count],
        missing=[goal for goal, count in counts.items() if not count],
    )


def _frameworks(rows: list[SlateRow]) -> list[Limit]:
    """Each framework agreement that the granted lines use."""
    using: defaultdict[Any, list[SlateRow]] = defaultdict(list)
    for row in rows:
        framework = framework_of(row.application)
        if framework is not None and row.framework_left is not None:
            using[framework].append(row)
    return [_framework(framework, found) for framework, found in using.items()]


def _framework(framework: Framework, rows: list[SlateRow]) -> Limit:
    """What is left in euros is of the agreement's ceiling; without one its days at its price."""
    days_left = rows[0].framework_left or Decimal(0)
    wanted = sum((row.line.days for row in rows), Decimal(0))
    wanted_eur = sum((row.cost for row in rows), Decimal(0))
    if framework.value_cap_eur is None:
        left_eur = (days_left - wanted) * framework.day_price_eur
    else:
        ordered_eur = rows[0].line.called_off_eur  # type: ignore[attr-defined]
        left_eur = framework.value_cap_eur - ordered_eur - wanted_eur
    prices = {row.cost / row.line.days for row in rows if row.line.days}
    return Limit(
        framework.name,
        framework.days_cap,
        framework.days_cap - days_left,
        wanted,
        price_eur=prices.pop() if len(prices) == 1 else None,
        wanted_eur=wanted_eur,
        left_eur=left_eur,
    )
