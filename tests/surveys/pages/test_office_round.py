"""The results of a round."""

import pytest
from django.utils.translation import gettext as _

from talkoot.surveys.models import Round
from tests.factories.surveys import make_item, make_response, make_round
from tests.html import text_of


@pytest.mark.parametrize("count", [1, 3])
def test_results_cost_the_same_with_any_number_of_answers(page, office_user, count):
    survey = make_round()
    for _number in range(count):
        make_response(survey)
    answer = page.sign_in(office_user).get("office-round", survey.pk, queries=9)
    numbers = [text_of(cell) for cell in answer.page.all("td", data_l="n")]
    assert numbers == [str(count)] * 3
    assert "4,0" in answer.text and "100 %" in answer.text and "Hyvä päivä." in answer.text


def test_few_confidential_answers_are_not_shown(page, office_user):
    survey = make_round(mode=Round.Mode.CONFIDENTIAL)
    make_response(survey)
    text = page.sign_in(office_user).get("office-round", survey.pk).text
    assert "Hyvä päivä." not in text
    assert _("Too few answers to show") in text


def test_round_without_answers_says_so(page, office_user):
    survey = make_round(state="planned", opens_on=None, closes_on=None)
    text = page.sign_in(office_user).get("office-round", survey.pk).text
    assert _("No answers yet") in text


def test_questions_with_options_of_their_own_have_a_table_each(page, office_user):
    survey = make_round()
    options = [{"code": "a", "fi": "Aamu"}, {"code": "b", "fi": "Ilta"}]
    own = {"text_fi": "Milloin?", "is_required": False}
    make_item(survey.questionnaire, code="when", kind="several", options=options, **own)
    make_item(survey.questionnaire, code="scale", kind="scale", least=0, most=10)
    make_item(survey.questionnaire, code="sum", kind="money")
    make_response(survey, {"when": ["a", "b"], "scale": "8", "sum": "1200.50"})
    make_response(survey, {"when": ["b"], "scale": "9"})
    text = page.sign_in(office_user).get("office-round", survey.pk).text
    assert "Ilta" in text and "8,5" in text and "1200,5 €" in text
