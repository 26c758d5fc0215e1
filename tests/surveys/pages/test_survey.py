"""Answering by the link."""

import pytest
from django.utils.translation import gettext as _

from talkoot.surveys.models import Questionnaire, Response, Round
from talkoot.surveys.reference import load_questionnaires
from tests.factories.surveys import make_invitation, make_round

WHOLE = {"grade": "5", "effect": "0", "yes-no": "no", "text": "Hyvä"}


@pytest.fixture
def survey(db):
    survey = make_round()
    make_invitation(survey, token="abc")
    return survey


def test_answer_needs_no_sign_in_and_ends_in_thanks(page, survey):
    answer = page.post("survey", WHOLE, "abc", redirects_to="survey-thanks")
    assert answer.follow().h1 == _("Thank you for your answer")
    assert Response.objects.get().answers == WHOLE


@pytest.mark.parametrize("mode", Round.Mode.values)
def test_handling_is_told_before_the_first_question(page, db, mode):
    make_invitation(make_round(mode=mode), token="abc")
    text = page.get("survey", "abc", queries=2).text
    told = text.index(_("How your answers are handled"))
    assert told < text.index("Kysymys 1")


def test_partial_answer_is_kept_and_each_missing_one_is_named(page, survey):
    answer = page.post("survey", {"grade": "5", "text": "Kesken"}, "abc")
    assert len(answer.errors) == 2
    assert "Kesken" in answer.page.source
    assert answer.page.by_id("id_grade_0").get("checked") is not None
    assert not Response.objects.exists()


def test_too_long_text_is_refused_and_nothing_is_lost(page, survey):
    answer = page.post("survey", {**WHOLE, "text": "x" * 10_000}, "abc")
    assert len(answer.errors) == 1
    assert "x" * 10_000 in answer.page.source


def test_refusals_are_the_rules_sentences(page, db):
    make_invitation(make_round(state="closed"), token="suljettu")
    make_invitation(make_round(), token="vastattu", has_answered=True)
    assert "kysely" in page.get("survey", "suljettu", status=410).text.lower()
    page.get("survey", "vastattu", status=409)
    page.post("survey", WHOLE, "vastattu", status=409)
    page.get("survey", "korvattu", status=404)


def test_real_questionnaires_open_in_each_language(page, db):
    load_questionnaires()
    for number, questionnaire in enumerate(Questionnaire.objects.all()):
        make_invitation(make_round(questionnaire), token=f"linkki{number}")
        for prefix, title in (("", "title_fi"), ("/sv", "title_sv"), ("/en", "title_en")):
            answer = page.get(f"{prefix}/s/linkki{number}/")
            assert answer.h1 == getattr(questionnaire, title)
