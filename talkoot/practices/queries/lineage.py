"""Who has a practice through somebody's own version of it."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.db.models.expressions import RawSQL

from talkoot.core.dates import end_of_day
from talkoot.practices.models import Practice
from talkoot.practices.queries.register import Register
from talkoot.practices.rules.spread import Adopter, Spread

VERSIONS = """
WITH RECURSIVE versions (id) AS (
    SELECT id FROM practices_practice WHERE origin_practice_id = %s
    UNION SELECT own.id FROM practices_practice AS own
    JOIN versions ON own.origin_practice_id = versions.id
)
SELECT id FROM versions
"""


def beyond(
    practice: Practice,
    spread: Spread,
    versions: list[Any],
    adopters: Mapping[int, Iterable[Adopter]],
    register: Register,
) -> tuple[Adopter, ...]:
    """Whom the versions have reached, each with whom it learned from."""
    standing: dict[int, int | None] = {row.organisation_id: row.pk for row in spread.started}
    origin = register.now(practice.organisation_id)
    lineage = Lineage(spread, register, {**standing, origin: None}, {practice.pk: None})
    for version in versions:
        lineage.add_teller(version)
        lineage.add_adopters(version, adopters.get(version.pk, ()))
    return lineage.rows()


@dataclass
class Lineage:
    """What has been found so far: each organisation stands in the tree once."""

    spread: Spread
    register: Register
    standing: dict[int, int | None]  # {organisation: its place in the tree, None for the origin}
    tellers: dict[int, int | None]  # {practice: the place of who told it}
    stands_for: dict[int, int | None] = field(default_factory=dict)  # {adoption left out: place}
    found: list[Adopter] = field(default_factory=list)

    def add_teller(self, version: Any) -> None:
        """Who told its own version learned the practice, even where it has not marked it."""
        teller = self.register.rows[self.register.now(version.organisation_id)]
        if teller.pk not in self.standing:
            learned_from = self.tellers[version.origin_practice_id]
            names = (teller.pk, teller.key, teller.name, teller.kind)
            row = Adopter(-version.pk, *names, None, (), learned_from=learned_from)
            self._stand(replace(row, through=teller.name))
        self.tellers[version.pk] = self.standing[teller.pk]

    def add_adopters(self, version: Any, adopters: Iterable[Adopter]) -> None:
        teller = self.register.rows[self.register.now(version.organisation_id)]
        for row in adopters:
            if row.organisation_id in self.standing:
                self.stands_for[row.pk] = self.standing[row.organisation_id]
            elif row.began_on and row.began_on <= self.spread.as_of:
                source = row.learned_from or self.tellers[version.pk]
                self._stand(replace(row, learned_from=source, through=teller.name))

    def _stand(self, row: Adopter) -> None:
        self.standing[row.organisation_id] = row.pk
        self.found.append(row)

    def rows(self) -> tuple[Adopter, ...]:
        stands_for = self.stands_for
        return tuple(
            replace(row, learned_from=stands_for.get(row.learned_from or 0, row.learned_from))
            for row in self.found
        )


def versions_on(practice: Practice, day: datetime.date) -> list[Any]:
    """Own versions of the practice, and theirs, that were public by the day; a version follows
    what it is a version of. One query.
    """
    rows = Practice.objects.filter(
        pk__in=RawSQL(VERSIONS, (practice.pk,)),  # noqa: S611 - no typed text in it.
        state=Practice.State.PUBLISHED,
        published_at__lte=end_of_day(day),
    )
    names = ("pk", "organisation_id", "origin_practice_id")
    of: dict[int, list[Any]] = defaultdict(list)
    for row in rows.order_by("published_at", "pk").values_list(*names, named=True):
        of[row.origin_practice_id].append(row)
    found = of.pop(practice.pk, [])
    for row in found:  # It grows as it is walked; a loop ends, for each origin is taken once.
        found += [each for each in of.pop(row.pk, []) if each.pk != practice.pk]
    return found
