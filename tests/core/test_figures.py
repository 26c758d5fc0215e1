"""Figures are counted in batches, and each alone gives the same."""

import pytest
from django.utils import timezone

from talkoot.core.figures import (
    Figure,
    Measure,
    all_figures,
    count_figures,
    largest_remainder,
    share,
)
from talkoot.practices.models import Practice
from talkoot.programmes.models import Programme
from tests.factories.practices import make_adoption, make_practice
from tests.figures import count, make_records

pytestmark = pytest.mark.django_db
MANY = 124


def make_figure(figure_id, *, records=lambda programme, as_of: Practice.objects.all(), **fields):
    return Figure(figure_id, "Luku", "kpl", "Tekojen määrä.", "tekoa", records, **fields)


def counted(figures, programme):
    return count_figures(figures, programme, timezone.localdate())


def test_every_figure_alone_equals_itself_among_all(call):
    make_records()
    make_records()
    together = counted(all_figures(), Programme.objects.get())
    assert [(row.value, row.n) for row in together.values()] == [
        (alone.value, alone.n) for alone in map(count, together)
    ]


def test_number_is_the_number_of_records_that_open(call):
    make_records()
    for row in all_figures():
        if row.measure is None:
            found = count(row.id)
            assert found.value == found.n == len(found.records) > 0, row.id


def test_many_numbers_take_one_query(programme, django_assert_num_queries):
    make_practice()
    figures = [make_figure(f"luku-{number}") for number in range(MANY)]
    with django_assert_num_queries(1):
        assert {row.value for row in counted(figures, programme).values()} == {1}


def test_figures_that_read_the_same_take_one_query(programme, django_assert_num_queries):
    make_practice()
    measure = Measure(lambda programme, as_of: Practice.objects.count(), lambda n: (2 * n, n))
    figures = [make_figure(f"luku-{number}", measure=measure) for number in range(MANY)]
    with django_assert_num_queries(1):
        assert {row.value for row in counted(figures, programme).values()} == {2}


def test_record_reached_by_two_ways_counts_once(programme):
    practice = make_practice()
    make_adoption(practice)
    make_adoption(practice)
    figure = make_figure(
        "otettu",
        records=lambda programme, as_of: Practice.objects.filter(
            adoptions__isnull=False
        ).distinct(),
    )
    assert counted([figure], programme)["otettu"].value == 1


def test_figure_that_cannot_have_records_is_none(programme):
    none = make_figure("ei", records=lambda programme, as_of: Practice.objects.none())
    some = make_figure("on")
    make_practice()
    assert [row.value for row in counted([none, some], programme).values()] == [0, 1]


def test_share_of_nothing_is_not_zero():
    assert share(0, 0) == (None, 0)
    assert share(1, 4) == (25, 4)


@pytest.mark.parametrize(
    ("counts", "shares"),
    [
        ([133, 220, 67, 47, 13, 27, 40, 120], [20, 33, 10, 7, 2, 4, 6, 18]),
        ([1, 1, 1], [34, 33, 33]),
        ([0, 5], [0, 100]),
        ([], []),
        ([0, 0], [0, 0]),
    ],
)
def test_largest_remainder_sums_to_the_whole(counts, shares):
    assert largest_remainder(counts) == shares
