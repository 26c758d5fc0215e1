"""What pages read of whole families equals what their rounds' own counts give."""

import itertools

import pytest

from talkoot.surveys import results
from talkoot.surveys.actions.tallies import tally_rounds
from talkoot.surveys.models import FamilySum, Item, Round, ShareInterval
from talkoot.surveys.results import Audience
from tests.factories.surveys import make_item, make_questionnaire, make_response, make_round

REGIONS = ("01", "02", "")


def make_form(number: int = 1, *, kind: str = Item.Kind.EFFECT):
    form = make_questionnaire("effects", version=number)
    form.items.all().delete()
    make_item(form, code="direction", kind=kind, has_cannot_say=True)
    make_item(form, code="days", kind=Item.Kind.NUMBER, order=2)
    return form


def make_answered(form, count: int, *, mode: str = "confidential", viewpoint: str = "individual"):
    survey = make_round(form, mode=mode, viewpoint=viewpoint, state=Round.State.CLOSED)
    for number in range(count):
        answers = {"direction": str(number % 6), "days": f"{number}.5"}
        groups = {"region": REGIONS[number % 3]} if REGIONS[number % 3] else {}
        make_response(survey, answers, groups=groups)
    return survey


@pytest.fixture
def rounds(db, programme):
    """Two families in parts, one identified, one of two versions, one with too few answers."""
    first, second = make_form(), make_form(2, kind=Item.Kind.SCALE)
    made = []
    for form, count, options in (
        (first, 23, {}),
        (first, 3, {}),
        (first, 31, {"viewpoint": "organisation", "mode": "identified"}),
        (first, 2, {"viewpoint": "organisation", "mode": "identified"}),
        (second, 40, {}),
    ):
        made.append(make_answered(form, count, **options))
        tally_rounds()
    return made


def seen(rounds):
    """All that can be asked for of any union of the rounds."""
    found = []
    for size in range(1, len(rounds) + 1):
        for chosen in itertools.combinations(rounds, size):
            for audience in Audience:
                whole = results.together(chosen, audience)
                groups = results.split(chosen, "region", audience)
                found.append((whole.is_hidden, whole.is_partial, numbers(whole.items)))
                found.append([(one.group, one.is_hidden, numbers(one.items)) for one in groups])
    return found


def numbers(items):
    return [
        (
            *(row.code, row.is_hidden, row.n, row.cannot_say, row.missing, row.mean, row.flags),
            *((option.code, option.count, option.interval_text) for option in row.options),
        )
        for row in items
    ]


def test_sums_give_what_the_rounds_give(rounds):
    with_sums = seen(rounds)
    assert {len(row.rounds) for row in FamilySum.objects.all()} == {2, 3}
    FamilySum.objects.all().delete()
    assert seen(rounds) == with_sums


def test_programmes_results_read_no_rounds_counts(rounds, django_assert_num_queries):
    """Items, sums, intervals, those invited and the answers; nothing by the round."""
    with django_assert_num_queries(5) as queries:
        results.together(rounds, Audience.OFFICE)
    assert not any("surveys_tally" in query["sql"] for query in queries)


def test_round_that_comes_later_is_summed_with_the_others(rounds):
    before = results.together(rounds, Audience.PUBLIC).item("days")
    later = make_answered(rounds[0].questionnaire, 12)
    tally_rounds()
    after = results.together([*rounds, later], Audience.PUBLIC).item("days")
    assert after.n == before.n + 12
    kept = FamilySum.objects.filter(is_identified=False, dimension="").get()
    assert kept.rounds == [rounds[0].pk, rounds[1].pk, rounds[4].pk, later.pk]


def test_worker_stopped_before_summing_sums_next_time(rounds):
    FamilySum.objects.all().delete()
    tally_rounds()
    assert FamilySum.objects.filter(dimension="", is_in_full=False).count() == 2


def test_every_shown_share_of_ten_has_its_interval(rounds):
    for audience in Audience:
        for row in results.together(rounds, audience).items:
            for option in row.options:
                assert row.n < 10 or option.interval_text
    assert ShareInterval.objects.exists()
