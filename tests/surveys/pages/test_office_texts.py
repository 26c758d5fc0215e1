"""The piles of open answers."""

import pytest
from django.utils.translation import gettext as _

from tests.factories.surveys import make_questionnaire
from tests.factories.texts import make_laid_round, make_read_answer


@pytest.mark.parametrize("count", [1, 3])
def test_piles_cost_the_same_with_any_number_of_rounds(page, office_user, count):
    questionnaire = make_questionnaire()
    for _number in range(count):
        make_laid_round(2, questionnaire=questionnaire)
    make_read_answer(questionnaire=questionnaire)
    answer = page.sign_in(office_user).get("office-texts", queries=7)
    cells = answer.page.all("td", data_l=_("Unread"))
    assert len(cells) == 1
    assert "Kysymys 4" in answer.text and str(2 * count) in answer.text


def test_without_answers_the_desk_says_so(page, office_user):
    assert _("No open answers yet") in page.sign_in(office_user).get("office-texts").text


def test_few_protected_answers_wait(page, office_user):
    make_laid_round(4, mode="anonymous")
    text = page.sign_in(office_user).get("office-texts").text
    assert _("Some answers wait until there are enough of them.") in text
    assert "Liisa" not in text


def test_questions_of_two_questionnaires_by_one_code_are_apart(page, office_user):
    first, second = make_laid_round(text="Eka"), make_laid_round(text="Toka")
    page.sign_in(office_user)
    assert len(page.get("office-texts").page.all("td", data_l=_("Unread"))) == 2
    form = f"?form={first.questionnaire.code}"
    text = page.get(f"/office/texts/in/{first.programme.slug}/text/{form}").text
    assert "Eka" in text and "Toka" not in text and second.pk
