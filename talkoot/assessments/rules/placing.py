"""Who assesses what: balanced, the same each time, each choice with its reasons. No database."""

from collections import Counter, deque
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

# One shared theme is worth this many assignments more than an assessor without it has.
THEME_WORTH = 2.0
FURTHER_THEME_WORTH = 0.5
MOST_THEMES = 3
# Another application from the same region counts as this much of an assignment.
REGION_COST = 0.5
Pair = tuple[int, int]


@dataclass(frozen=True)
class Case:
    """An application to be given out."""

    key: int
    themes: frozenset[int] = frozenset()
    region: str = ""


@dataclass(frozen=True)
class Reader:
    """An assessor who takes at most `capacity` applications in the phase."""

    key: int
    capacity: int
    themes: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Choice:
    """A case given to a reader. `facts` are what explanation_text words."""

    case: int
    reader: int
    facts: dict[str, Any]


@dataclass(frozen=True)
class Gap:
    """A case that lacks `missing` readers: of the `others`, some are disqualified, some full."""

    case: int
    missing: int
    disqualified: int
    full: int


@dataclass
class Plan:
    """What placing came to."""

    choices: list[Choice] = field(default_factory=list)
    gaps: list[Gap] = field(default_factory=list)


def place(
    cases: Iterable[Case],
    readers: Iterable[Reader],
    *,
    each: int,
    barred: Collection[Pair] = (),
    taken: Collection[Pair] = (),
) -> Plan:
    """Give every case `each` readers as far as that is possible at all.

    `barred` are (case, reader) pairs of disqualified people, `taken` those that stand already. The
    hardest case comes first; shared themes count for, load and a crowded region against. Where all
    who could take a case are full, others hand over what somebody else can take (augmenting paths),
    so as many are placed as can be. The same input always gives the same plan.
    """
    placing = _Placing(list(cases), list(readers), frozenset(barred), frozenset(taken))
    for _round in range(each):
        for case in placing.hardest_first():
            if placing.count(case) < each and placing.lacks(case, _round + 1):
                placing.give(case)
    placing.even_out()
    return Plan(placing.chosen(), placing.gaps(each))


class _Placing:
    def __init__(
        self,
        cases: list[Case],
        readers: list[Reader],
        barred: frozenset[Pair],
        taken: frozenset[Pair],
    ) -> None:
        self.cases = {case.key: case for case in cases}
        self.readers = {reader.key: reader for reader in sorted(readers, key=lambda row: row.key)}
        self.barred, self.taken = barred, taken
        self.facts: dict[Pair, dict[str, Any]] = {}
        self.load = Counter(reader for _case, reader in taken)
        self.held: dict[int, set[int]] = {key: set() for key in self.cases}
        self.regions: Counter[tuple[int, str]] = Counter()
        for case, reader in taken:
            if case in self.cases:
                self.held[case].add(reader)
                self._count_region(case, reader, 1)

    def hardest_first(self) -> list[Case]:
        """Those that fewest people may assess come first."""
        return sorted(self.cases.values(), key=lambda row: (len(self._able(row.key)), row.key))

    def count(self, case: Case) -> int:
        return len(self.held[case.key])

    def lacks(self, case: Case, wanted: int) -> bool:
        return len(self.held[case.key]) < wanted

    def give(self, case: Case) -> None:
        """To the one whom it suits best; if all are full, room is made where that is possible."""
        free = [key for key in self._able(case.key) if self._has_room(key)]
        if free:
            self._assign(case.key, min(free, key=lambda key: self._cost(case, key)), free)
        else:
            self._make_room(case)

    def even_out(self) -> None:
        """Move a choice to whom it suits better, as long as there is one. Each move lowers the sum
        of all costs, so this ends.
        """
        moved = 1
        while moved:
            moved = sum(self._improve(*pair) for pair in sorted(self.facts))

    def _improve(self, key: int, reader: int) -> bool:
        free = [taker for taker in self._able(key) if self._has_room(taker)]
        if not free:
            return False
        case = self.cases[key]
        kept = self.facts[key, reader]
        self._take_away(key, reader)
        best = min([reader, *free], key=lambda taker: self._cost(case, taker)[0])
        if best == reader:
            self._assign(key, reader, [reader])
            self.facts[key, reader] = kept
            return False
        self._assign(key, best, free)
        return True

    def chosen(self) -> list[Choice]:
        return [Choice(*pair, self.facts[pair]) for pair in sorted(self.facts)]

    def gaps(self, each: int) -> list[Gap]:
        found = []
        for key in sorted(self.cases):
            missing = each - len(self.held[key])
            if missing > 0:
                others = [reader for reader in self.readers if reader not in self.held[key]]
                disqualified = sum((key, reader) in self.barred for reader in others)
                found.append(Gap(key, missing, disqualified, len(others) - disqualified))
        return found

    def _able(self, case: int) -> list[int]:
        """Readers who may take the case and do not hold it."""
        return [
            key
            for key in self.readers
            if key not in self.held[case] and (case, key) not in self.barred
        ]

    def _has_room(self, reader: int) -> bool:
        return self.load[reader] < self.readers[reader].capacity

    def _shared(self, case: Case, reader: int) -> int:
        return len(case.themes & self.readers[reader].themes)

    def _cost(self, case: Case, reader: int) -> tuple[float, int, int]:
        shared = min(self._shared(case, reader), MOST_THEMES)
        worth = THEME_WORTH + FURTHER_THEME_WORTH * (shared - 1) if shared else 0
        crowd = self.regions[reader, case.region] if case.region else 0
        cost = self.load[reader] - worth + REGION_COST * crowd
        return cost, self.load[reader], reader

    def _assign(self, case: int, reader: int, among: list[int], *, is_moved: bool = False) -> None:
        row = self.cases[case]
        facts = {
            "themes": self._shared(row, reader),
            "load": self.load[reader],
            "is_least_loaded": all(self.load[reader] <= self.load[key] for key in among),
            "region": self.regions[reader, row.region] if row.region else 0,
        }
        self.facts[case, reader] = {**facts, "is_moved": True} if is_moved else facts
        self.held[case].add(reader)
        self.load[reader] += 1
        self._count_region(case, reader, 1)

    def _take_away(self, case: int, reader: int) -> None:
        del self.facts[case, reader]
        self.held[case].discard(reader)
        self.load[reader] -= 1
        self._count_region(case, reader, -1)

    def _count_region(self, case: int, reader: int, step: int) -> None:
        if self.cases[case].region:
            self.regions[reader, self.cases[case].region] += step

    def _make_room(self, case: Case) -> None:
        """Find the shortest chain of handovers that ends at somebody with room, and carry it out.

        `came` tells for each reader reached which case they would take over, and from whom.
        """
        first = self._able(case.key)
        came: dict[int, tuple[int, int | None]] = dict.fromkeys(first, (case.key, None))
        queue = deque(first)
        while queue:
            giver = queue.popleft()
            for moved in sorted(key for key, reader in self.facts if reader == giver):
                for taker in self._able(moved):
                    if taker in came:
                        continue
                    came[taker] = (moved, giver)
                    if self._has_room(taker):
                        self._hand_over(came, taker)
                        return
                    queue.append(taker)

    def _hand_over(self, came: dict[int, tuple[int, int | None]], last: int) -> None:
        taker: int | None = last
        while taker is not None:
            case, giver = came[taker]
            if giver is not None:
                self._take_away(case, giver)
            self._assign(case, taker, [taker], is_moved=True)
            taker = giver


def explanation_text(facts: dict[str, Any]) -> str:
    """Why just this person: "2 shared themes; 3 assignments so far, the fewest; …"."""
    if facts.get("by_hand"):
        return _("chosen by the office; not disqualified")
    themes, load, region = (facts.get(name, 0) for name in ("themes", "load", "region"))
    parts = [
        ngettext("%(count)s shared theme", "%(count)s shared themes", themes) % {"count": themes}
        if themes
        else _("no shared theme"),
        ngettext("%(count)s assignment so far", "%(count)s assignments so far", load)
        % {"count": load},
    ]
    if facts.get("is_moved"):
        parts.append(_("moved so that another application found an assessor"))
    elif facts.get("is_least_loaded"):
        parts.append(_("fewest of those who could take it"))
    if region:
        parts.append(
            ngettext(
                "%(count)s other from the same region",
                "%(count)s others from the same region",
                region,
            )
            % {"count": region}
        )
    parts.append(_("not disqualified"))
    return "; ".join(parts)


def gap_text(gap: Gap) -> str:
    """Why the case lacks assessors, and what helps."""
    missing = ngettext(
        "%(count)s assessor is missing", "%(count)s assessors are missing", gap.missing
    ) % {"count": gap.missing}
    reasons = []
    if gap.disqualified:
        reasons.append(
            ngettext("%(count)s is disqualified", "%(count)s are disqualified", gap.disqualified)
            % {"count": gap.disqualified}
        )
    if gap.full:
        reasons.append(
            ngettext("%(count)s has no capacity left", "%(count)s have no capacity left", gap.full)
            % {"count": gap.full}
        )
    if not reasons:
        reasons.append(_("there is nobody else to choose from"))
    return _("%(missing)s: %(reasons)s. Add assessors or raise their capacity.") % {
        "missing": missing,
        "reasons": ", ".join(reasons),
    }
