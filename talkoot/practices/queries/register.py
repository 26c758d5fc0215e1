"""The register of organisations on a day: who there is, who carries on whose work, who is kin."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q, QuerySet

from talkoot.people.models import Organisation
from talkoot.people.queries import last_ones
from talkoot.practices.rules.adoptions import roots_of

FIELDS = "pk key name kind municipality_id parent_id is_demo valid_from valid_to".split()
SUCCESSOR = ("successions__successor", "successions__on")


@dataclass(frozen=True)
class Register:
    """Every organisation by its key, and the ways between them (people.queries.NEAR)."""

    day: datetime.date
    rows: Mapping[int, Any]
    last: Mapping[int, int]
    above: Mapping[int, set[int]]
    below: Mapping[int, set[int]]
    _known: dict[frozenset[str], frozenset[int]] = field(default_factory=dict)

    def now(self, organisation_id: int) -> int:
        """The organisation, or the one that carries its work on by the day."""
        return self.last.get(organisation_id, organisation_id)

    def real(self, kinds: frozenset[str]) -> frozenset[int]:
        """Those of the kinds that there are on the day; invented ones are none of the field."""
        if kinds not in self._known:
            self._known[kinds] = frozenset(
                pk for pk, row in self.rows.items() if not row.is_demo and self.is_of(pk, kinds)
            )
        return self._known[kinds]

    def is_of(self, organisation_id: int, kinds: frozenset[str]) -> bool:
        """It is of the kinds, and there is one on the day."""
        row = self.rows[organisation_id]
        has_begun = row.valid_from is None or row.valid_from <= self.day
        return row.kind in kinds and has_begun and (row.valid_to or self.day) >= self.day

    def own_of(self, owners: Iterable[Organisation]) -> set[int]:
        """The owners and what is of the same organisation, as rules.adoptions.is_own tells it."""
        roots = roots_of(owners)
        return _within(roots, self.above) | _within(roots, self.below)


def register_on(day: datetime.date) -> Register:
    """The register of the day, in one query."""
    rows = {}
    last = []
    above: dict[int, set[int]] = defaultdict(set)
    below: dict[int, set[int]] = defaultdict(set)
    # One row for each successor of an organisation, or one without.
    for row in Organisation.objects.order_by("pk").values_list(*FIELDS, *SUCCESSOR, named=True):
        rows[row.pk] = row
        if row.parent_id:
            above[row.pk].add(row.parent_id)
            below[row.parent_id].add(row.pk)
        if row.successions__successor:
            for ways in (above, below):
                ways[row.pk].add(row.successions__successor)
                ways[row.successions__successor].add(row.pk)
            if row.successions__on <= day:
                last.append((row.pk, row.successions__successor))
    return Register(day, rows, last_ones(last), above, below)


def present_on(day: datetime.date) -> "QuerySet[Organisation]":
    """The register's organisations that exist on the day."""
    return Organisation.objects.filter(
        Q(valid_from=None) | Q(valid_from__lte=day), Q(valid_to=None) | Q(valid_to__gte=day)
    )


def _within(starts: set[int], ways: Mapping[int, set[int]]) -> set[int]:
    found, new = set(starts), set(starts)
    while new:
        new = {each for here in new for each in ways.get(here, ())} - found
        found |= new
    return found
