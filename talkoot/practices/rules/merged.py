"""Adopters that have merged: each organisation counts once, with what all its parts have told."""

import datetime
from collections.abc import Iterable
from dataclasses import replace

from talkoot.practices.models import Adoption
from talkoot.practices.rules.spread import Adopter

Stage = Adoption.Stage
# Of two that have merged the one that has come further tells how far they are.
FURTHER = ["", Stage.DROPPED, Stage.INTERESTED, Stage.TRYING, Stage.IN_USE, Stage.ESTABLISHED]


def merged(adopters: Iterable[Adopter]) -> list[Adopter]:
    """One adopter for each organisation, in the place of its earliest mark.

    The rows name the organisation that stands for them on the day. Who learned from one of several
    marks learned from the one that is left.
    """
    groups: dict[int, list[Adopter]] = {}
    for row in adopters:
        groups.setdefault(row.organisation_id, []).append(row)
    found = [_joined(rows) if len(rows) > 1 else rows[0] for rows in groups.values()]
    left = {row.pk: joined.pk for joined in found for row in groups[joined.organisation_id]}
    return [_taught(row, left) for row in found]


def _joined(rows: list[Adopter]) -> Adopter:
    first = min(rows, key=lambda row: (row.moves[0][0], row.pk))
    others = [first, *(row for row in rows if row is not first)]
    return replace(
        first,
        moves=_moves(rows),
        is_independent=any(row.is_independent for row in rows),
        benefit=next((row.benefit for row in others if row.benefit is not None), None),
        replaced_old=next(
            (row.replaced_old for row in others if row.replaced_old is not None), None
        ),
    )


def _moves(rows: list[Adopter]) -> tuple[tuple[datetime.date, str], ...]:
    days = sorted({day for row in rows for day, _stage in row.moves})
    return tuple((day, max((row.stage_on(day) for row in rows), key=FURTHER.index)) for day in days)


def _taught(row: Adopter, left: dict[int, int]) -> Adopter:
    source = left.get(row.learned_from or 0, row.learned_from)
    source = None if source == row.pk else source
    return row if source == row.learned_from else replace(row, learned_from=source)
