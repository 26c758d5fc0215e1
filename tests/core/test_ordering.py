"""Rows put in order one step at a time."""

import pytest

from talkoot.core.ordering import DOWN, UP, move_row
from talkoot.practices.models import CuratedList
from tests.factories.practices import make_curated_list

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("moved", "step", "titles"),
    [
        ("B", UP, ["B", "A", "C"]),
        ("B", DOWN, ["A", "C", "B"]),
        ("A", UP, ["A", "B", "C"]),
        ("C", DOWN, ["A", "B", "C"]),
    ],
)
def test_row_moves_one_step_and_stays_at_the_ends(moved, step, titles):
    rows = [make_curated_list(title_fi=name, order=7) for name in "ABC"]
    has_moved = move_row(rows, next(row for row in rows if row.title_fi == moved), step)
    assert has_moved == (titles != ["A", "B", "C"])
    kept = CuratedList.objects.order_by("order", "pk").values_list("title_fi", "order")
    assert [title for title, _order in kept] == titles
    if has_moved:
        assert [order for _title, order in kept] == [1, 2, 3]


def test_row_that_is_not_there_moves_nothing():
    rows = [make_curated_list(order=7)]
    assert not move_row(rows, make_curated_list(), UP)
    assert rows[0].order == 7
