"""Results of a round: means, shares, cannot say, suppression."""

from decimal import Decimal

import pytest

from talkoot.surveys.models import Round
from talkoot.surveys.queries import items_of, round_results
from tests.factories.surveys import (
    make_invitation,
    make_item,
    make_questionnaire,
    make_response,
    make_round,
)


@pytest.fixture
def survey(db):
    return make_round(mode=Round.Mode.IDENTIFIED)


def result(survey, code):
    return next(row for row in round_results(survey).items if row.item.code == code)


def test_mean_is_rounded_half_up_with_its_n(survey):
    for grade in ("4", "4", "4", "5"):
        make_response(survey, {"grade": grade})
    make_response(survey, {"yes-no": "no"})
    assert (result(survey, "grade").mean, result(survey, "grade").n) == (Decimal("4.3"), 4)


def test_effect_counts_two_best_steps_and_leaves_cannot_say_out(survey):
    for step in ("5", "4", "3", "0", "0"):
        make_response(survey, {"effect": step})
    effect = result(survey, "effect")
    assert (effect.positive_percent, effect.n, effect.cannot_say) == (67, 3, 2)
    assert effect.mean is None


def test_yes_share_and_open_answers(survey):
    make_response(survey, {"yes-no": "yes", "text": "Toinen"})
    make_response(survey, {"yes-no": "no", "text": "Ensimmäinen"})
    assert result(survey, "yes-no").positive_percent == 50
    assert result(survey, "text").texts == ["Ensimmäinen", "Toinen"]


def test_item_without_answers_says_nothing(survey):
    make_response(survey, {"yes-no": "yes"})
    assert result(survey, "grade").mean is None
    assert result(survey, "effect").positive_percent is None


@pytest.mark.parametrize(("count", "is_suppressed"), [(4, True), (5, False)])
def test_confidential_round_is_shown_from_five_answers(db, count, is_suppressed):
    survey = make_round(mode=Round.Mode.CONFIDENTIAL)
    for _number in range(count):
        make_response(survey)
    results = round_results(survey)
    assert results.is_suppressed == is_suppressed
    assert bool(results.items) != is_suppressed


def test_response_rate_is_of_those_who_got_the_link(survey):
    sent = survey.created_at
    make_invitation(survey, sent_at=sent, has_answered=True, answered_at=sent)
    make_invitation(survey, sent_at=sent)
    make_invitation(survey, sent_at=sent)
    make_invitation(survey)
    make_response(survey)
    results = round_results(survey)
    assert (results.invited, results.answered, results.response_percent) == (3, 1, 33)


@pytest.mark.django_db(transaction=True)
def test_published_questions_are_read_once(django_assert_num_queries):
    form = make_questionnaire()
    with django_assert_num_queries(2):  # The items, and whether the form has been published.
        read = items_of(form.pk)
    read.clear()  # The list is the caller's own.
    with django_assert_num_queries(0):
        assert [item.code for item in items_of(form.pk)] == ["grade", "effect", "yes-no", "text"]


@pytest.mark.django_db(transaction=True)
def test_questions_of_a_draft_are_never_remembered():
    form = make_questionnaire(is_published=False)
    before = len(items_of(form.pk))
    make_item(form)
    assert len(items_of(form.pk)) == before + 1


def test_questions_read_in_a_transaction_are_not_remembered(db):
    form = make_questionnaire()  # It may still be undone.
    before = len(items_of(form.pk))
    make_item(form)
    assert len(items_of(form.pk)) == before + 1
