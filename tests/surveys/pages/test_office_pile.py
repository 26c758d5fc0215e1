"""The answers to one item."""

import pytest
from django.utils.translation import gettext as _

from talkoot.surveys.jobs import group_answers
from talkoot.surveys.models import Grouping, ReadAnswer
from tests.factories.surveys import make_round
from tests.factories.texts import make_frame, make_laid_round, make_read_answer


def address(survey, query=""):
    return f"/office/texts/in/{survey.programme.slug}/text/{query}"


@pytest.mark.parametrize("count", [1, 3])
def test_answers_cost_the_same_however_many(page, office_user, count):
    survey = make_laid_round(count)
    code = make_frame().codes.first()
    for answer in ReadAnswer.objects.all():
        answer.points.create(code=code)
    answer = page.sign_in(office_user).get(address(survey), queries=15)
    assert len(answer.page.all("blockquote")) == 0
    assert answer.text.count("Hyvä päivä") == count
    assert _("Read the next unread answer") in answer.text


def test_answers_are_narrowed_by_round_code_and_reading(page, office_user):
    first, second = make_laid_round(text="Eka"), make_laid_round(text="Toka")
    code = make_frame().codes.first()
    make_read_answer(text="Luettu").points.create(code=code)
    page.sign_in(office_user)

    def shown(query):
        text = page.get(address(first, query)).text
        return {word for word in ("Eka", "Toka", "Luettu") if word in text}

    assert shown("") == {"Eka", "Toka", "Luettu"}
    assert shown(f"?round={second.pk}") == {"Toka"}
    assert shown(f"?code={code.pk}") == {"Luettu"}
    assert shown("?unread=1") == {"Eka", "Toka"}
    assert shown("?round=x&code=y&group=z") == {"Eka", "Toka", "Luettu"}


def test_groups_are_made_only_when_asked(page, office_user):
    survey = make_laid_round(3)
    page.sign_in(office_user)
    assert not Grouping.objects.exists()
    address_of_groups = f"{address(survey)}groups/"
    page.post(address_of_groups, redirects_to=f"{address(survey)}#groups")
    assert (
        _("The groups are being made. Reload the page in a moment.")
        in page.get(address(survey)).text
    )
    group_answers()
    text = page.get(address(survey, "?group=1")).text
    assert "päivä" in text and "Hyvä päivä" in text
    assert _("Group again") in text


def test_an_unknown_pile_is_not_found(page, office_user):
    survey = make_laid_round()
    page.sign_in(office_user).get(f"/office/texts/in/{survey.programme.slug}/ei/", status=404)


def test_a_round_that_has_not_been_laid_out_shows_nothing_of_the_others(page, office_user):
    first = make_laid_round(text="Eka")
    new = make_round(first.questionnaire)
    text = page.sign_in(office_user).get(address(first, f"?round={new.pk}")).text
    assert "Eka" not in text and _("No answers to show.") in text
