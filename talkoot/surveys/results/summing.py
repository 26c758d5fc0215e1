"""Summing what may be seen of a family's counted rounds."""

from collections import defaultdict
from collections.abc import Iterator

from django.db.models import QuerySet

from talkoot.surveys.models import FamilySum, Tally
from talkoot.surveys.results.building import add_kept
from talkoot.surveys.results.counting import WHOLE, Count
from talkoot.surveys.results.families import Cell, Family, packed
from talkoot.surveys.results.reading import read_rows


def sums_of(family: Family) -> Iterator[FamilySum]:
    """The family's sums as its rounds' counts give them, not saved."""
    forms = {one.pk: one.questionnaire_id for one in family.rounds()}
    rows = Tally.objects.filter(round__in=forms)
    names = rows.filter(item_code=WHOLE).values_list("dimension", flat=True).distinct()
    for name in names:
        for is_in_full in {False, family.is_identified}:
            yield FamilySum(
                programme_id=family.programme,
                family=family.name,
                is_identified=family.is_identified,
                is_in_full=is_in_full,
                dimension=name,
                rounds=sorted(forms),
                cells=_cells(rows.filter(dimension=name), forms, is_in_full=is_in_full),
            )


def _cells(
    rows: "QuerySet[Tally]", forms: dict[int, int], *, is_in_full: bool
) -> list[list[object]]:
    """The sums of what may be seen, by questionnaire, group and item."""
    counts: dict[tuple[int, str, str], Count] = defaultdict(Count)
    partial = set()
    for row in read_rows(rows.exclude(item_code=WHOLE).order_by()):
        key = (forms[row["round_id"]], row["group"], row["item_code"])
        block = row["figures"].get("block")
        count = counts[key]
        if is_in_full or (block and forms.keys() >= set(block)):
            add_kept(count, row)
        else:
            partial.add(key)
    return [packed(Cell(*key, count, key in partial)) for key, count in counts.items()]
