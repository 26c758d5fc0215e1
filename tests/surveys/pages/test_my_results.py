"""An organisation's own answers beside everybody's."""

import pytest
from django.utils import timezone

from talkoot.surveys.models import Round
from tests.factories.people import make_organisation, make_user
from tests.factories.results import make_counted_round
from tests.html import text_of


@pytest.fixture
def kajaani(db):
    return make_organisation("Kajaanin kaupunki")


def make_member(organisation, *, is_confirmed=True):
    user = make_user("jasen@esimerkki.fi")
    confirmed_at = timezone.now() if is_confirmed else None
    user.memberships.create(organisation=organisation, role="member", confirmed_at=confirmed_at)
    return user


def test_own_answers_stand_beside_all(page, kajaani):
    make_counted_round(
        {"01": 8, "02": 7}, mode=Round.Mode.IDENTIFIED, organisations=[kajaani], title="Oma"
    )
    answer = page.sign_in(make_member(kajaani)).get("my-results", kajaani.key)
    compared = answer.page.by_id("compared")
    words = text_of(compared)
    assert "Kokonaisarvosana" in words and "n = 15" in words
    assert "n = 1)" not in words, "One answer is told in words."
    assert "9-" in answer.text or "8½" in answer.text


def test_all_are_hidden_while_they_are_few(page, kajaani):
    make_counted_round({"01": 3}, mode=Round.Mode.IDENTIFIED, organisations=[kajaani])
    answer = page.sign_in(make_member(kajaani)).get("my-results", kajaani.key)
    words = text_of(answer.page.by_id("compared"))
    assert "8½" in words and "n = 3" not in words


def test_protected_rounds_are_never_listed(page, kajaani):
    make_counted_round({"01": 8}, mode=Round.Mode.CONFIDENTIAL, title="Luottamuksellinen")
    answer = page.sign_in(make_member(kajaani)).get("my-results", kajaani.key)
    assert "Luottamuksellinen" not in answer.text


@pytest.mark.parametrize("rounds", [1, 3])
def test_costs_the_same_with_any_number_of_rounds(page, kajaani, rounds):
    for _number in range(rounds):
        make_counted_round(
            {"01": 6}, mode=Round.Mode.IDENTIFIED, organisations=[kajaani],
            questionnaire=Round.objects.first() and Round.objects.first().questionnaire,
        )  # fmt: skip
    page.sign_in(make_member(kajaani)).get("my-results", kajaani.key, queries=13)


def test_a_declared_membership_opens_nothing(page, kajaani):
    make_counted_round({"01": 6}, mode=Round.Mode.IDENTIFIED, organisations=[kajaani])
    page.sign_in(make_member(kajaani, is_confirmed=False))
    page.get("my-results", kajaani.key, status=404)
