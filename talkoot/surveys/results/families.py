"""Families of rounds: those that are settled together, and their sums as the worker keeps them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from django.db.models import Q

from talkoot.surveys.models import FamilySum, Round
from talkoot.surveys.results.counting import WHOLE, Count
from talkoot.surveys.results.shapes import Audience


@dataclass(frozen=True)
class Family:
    """Rounds that are shown together where one alone is too small."""

    programme: int
    service: int | None
    viewpoint: str
    questionnaire: str
    is_identified: bool

    @classmethod
    def of(cls, survey: Round) -> "Family":
        return cls(
            survey.programme_id,
            survey.service_id,
            survey.viewpoint,
            survey.questionnaire.code,
            survey.mode == Round.Mode.IDENTIFIED,
        )

    @property
    def name(self) -> str:
        """Tells the family from the others of its programme."""
        is_named = "named" if self.is_identified else ""
        return f"{self.service or ''}/{self.viewpoint}/{self.questionnaire}/{is_named}"

    def rounds(self) -> list[Round]:
        """The closed ones that have been counted, in the order of counting."""
        rounds = Round.objects.filter(
            programme=self.programme,
            service=self.service,
            viewpoint=self.viewpoint,
            questionnaire__code=self.questionnaire,
            state=Round.State.CLOSED,
            tallies__item_code=WHOLE,
            tallies__dimension="",
            tallies__figures__has_key="is_final",
        )
        named = Q(mode=Round.Mode.IDENTIFIED)
        rounds = rounds.filter(named if self.is_identified else ~named)
        return list(rounds.select_related("questionnaire").order_by("tallied_at", "pk"))


def counted_families() -> set[Family]:
    """Those of the closed rounds that have been counted."""
    counted = Round.objects.filter(state=Round.State.CLOSED).exclude(tallied_at=None)
    rows = counted.values_list("programme", "service", "viewpoint", "questionnaire__code", "mode")
    return {Family(*row[:4], row[4] == Round.Mode.IDENTIFIED) for row in rows.distinct()}


class Cell(NamedTuple):
    """What may be seen of the answers to an item, of one group; partial: not all may."""

    questionnaire: int
    group: str
    code: str
    sum: Count
    is_partial: bool


def kept_sums(rounds: Iterable[Round], audience: Audience, dimension: str) -> list[FamilySum]:
    """The kept sums of those families of which every counted round is asked for; one query."""
    rounds = list(rounds)
    rows = FamilySum.objects.filter(
        programme__in={survey.programme_id for survey in rounds}, dimension=dimension
    )
    in_full = Q(is_in_full=True, is_identified=True) | Q(is_identified=False)
    rows = rows.filter(in_full if audience == Audience.OFFICE else Q(is_in_full=False))
    keys = {survey.pk for survey in rounds}
    return [row for row in rows if keys.issuperset(row.rounds)]


def cells_of(row: FamilySum) -> Iterator[Cell]:
    for questionnaire, group, code, n, cannot_say, missing, options, total, is_partial in row.cells:
        count = Count(n, cannot_say, missing, options, Decimal(total))
        yield Cell(questionnaire, group, code, count, is_partial)


def packed(cell: Cell) -> list[object]:
    """The cell as it is kept."""
    count = cell.sum
    numbers = [count.n, count.cannot_say, count.missing, dict(count.options), str(count.total)]
    return [cell.questionnaire, cell.group, cell.code, *numbers, cell.is_partial]
