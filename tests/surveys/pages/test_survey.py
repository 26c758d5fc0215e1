"""Answering by the link."""

import datetime

import pytest
from django.utils import timezone
from django.utils.translation import gettext as _

from talkoot.surveys.actions import close_round
from talkoot.surveys.models import AnswerLink, Item, Questionnaire, Response, Round, Section
from talkoot.surveys.reference import load_questionnaires
from tests.factories.surveys import make_invitation, make_item, make_questionnaire, make_round

WHOLE = {"grade": "5", "effect": "0", "yes-no": "no", "text": "Hyvä"}
AUTOSAVE = {"X-Autosave": "1"}


@pytest.fixture
def survey(db):
    survey = make_round()
    make_invitation(survey, token="abc")
    return survey


@pytest.fixture
def paged(db):
    """Pages with grade; yes-no; text, which is asked only of those who said yes."""
    form = make_questionnaire(is_paged=True)
    conditions = [{}, {}, {"condition_item": "yes-no", "condition_values": ["yes"]}, {}]
    sections = [
        Section.objects.create(
            questionnaire=form, order=n, code=f"osa-{n}", title_fi=f"Osa {n}", **row
        )
        for n, row in enumerate(conditions, start=1)
    ]
    codes = ("grade", "yes-no", "text", "effect")
    for section, code in zip(sections, codes, strict=True):
        form.items.filter(code=code).update(section=section)
    survey = make_round(form)
    make_invitation(survey, token="abc")
    return survey


def draft():
    return AnswerLink.objects.get().draft.get("answers", {})


def seal(answer):
    return answer.page.all("input", name="seal")[0].get("value")


def test_answer_needs_no_sign_in_and_ends_in_thanks(page, survey):
    answer = page.post("survey", WHOLE, "abc", redirects_to="survey-thanks")
    assert answer.follow().h1 == _("Thank you for your answer")
    assert Response.objects.get().answers == WHOLE
    assert draft() == {}


@pytest.mark.parametrize("mode", Round.Mode.values)
def test_handling_is_told_before_the_first_question(page, db, mode):
    survey = make_round(mode=mode, split_by=["region"])
    make_invitation(survey, token="abc")
    text = page.get("survey", "abc", queries=2).text
    places = [
        text.index(word)
        for word in (
            _("How your answers are handled"),
            _("Who sees your answers"),
            _("What is kept"),
            _("region"),
            _("Until when"),
            "Kysymys 1",
        )
    ]
    assert places == sorted(places)
    assert survey.programme.name in text


def test_partial_answer_is_kept_and_each_missing_one_is_named(page, survey):
    answer = page.post("survey", {"grade": "5", "text": "Kesken"}, "abc")
    assert len(answer.errors) == 2
    assert "Kesken" in answer.page.source
    assert answer.page.by_id("id_grade_0").get("checked") is not None
    assert not Response.objects.exists()
    assert draft() == {"grade": "5", "text": "Kesken"}


def test_too_long_text_is_refused_and_nothing_is_lost(page, survey):
    answer = page.post("survey", {**WHOLE, "text": "x" * 10_000}, "abc")
    assert len(answer.errors) == 1
    assert "x" * 10_000 in answer.page.source


def test_refusals_are_the_rules_sentences(page, db):
    make_invitation(make_round(state="closed"), token="suljettu")
    make_invitation(make_round(), token="vastattu", has_answered=True)
    make_invitation(make_round(state="planned"), token="tuleva")
    assert "kysely" in page.get("survey", "suljettu", status=410).text.lower()
    page.get("survey", "vastattu", status=409)
    page.get("survey", "tuleva", status=409)
    page.post("survey", WHOLE, "vastattu", status=409)
    page.get("survey", "korvattu", status=404)


def test_who_tries_one_wrong_link_after_another_waits(page, survey, monkeypatch):
    monkeypatch.setattr("talkoot.surveys.views.public.WRONG_LINKS", 5)
    for _try in range(5):
        page.get("survey", "vale", status=404)
    page.get("survey", "vale", status=429)


def test_real_questionnaires_open_in_each_language(page, db):
    load_questionnaires()
    for number, questionnaire in enumerate(Questionnaire.objects.all()):
        make_invitation(make_round(questionnaire), token=f"linkki{number}")
        for prefix, title in (("", "title_fi"), ("/sv", "title_sv"), ("/en", "title_en")):
            answer = page.get(f"{prefix}/s/linkki{number}/")
            assert answer.h1 == getattr(questionnaire, title)


def test_first_question_is_chosen_from_the_mail_and_a_scanner_stores_nothing(page, survey):
    for value in ("5", "4", "1"):
        answer = page.get("/s/abc/?first=" + value)
        checked = [row.get("value") for row in answer.page.all("input", checked="checked")]
        checked += [row.get("value") for row in answer.page.all("input", checked="")]
        assert checked == [value]
        assert "Sitä ei ole vielä lähetetty." in answer.text
    assert (draft(), AnswerLink.objects.get().draft_version) == ({}, 0)
    assert not Response.objects.exists()


@pytest.mark.parametrize("value", ["9", "", "<b>", "cannot_say"])
def test_nonsense_from_the_mail_chooses_nothing(page, survey, value):
    answer = page.get(f"/s/abc/?first={value}")
    assert not answer.page.all("input", checked="")


def test_draft_is_saved_told_with_its_time_and_shown_in_each_language(page, survey):
    page.post("survey", {"grade": "2", "draft": "1"}, "abc", redirects_to="/s/abc/1/")
    for prefix in ("", "/sv", "/en"):
        answer = page.get(f"{prefix}/s/abc/")
        assert answer.page.by_id("id_grade_3").get("checked") is not None
        assert f"{timezone.localtime():%Y}" in answer.text


def test_autosave_keeps_what_is_right_and_names_what_is_not(page, survey):
    data = {"grade": "3", "text": "x" * 10_000, "seal": "0"}
    answer = page.post("survey", data, "abc", headers=AUTOSAVE, status=200)
    told = answer.response.json()
    assert told["seal"] == 1
    assert "Kysymys 4" in told["text"]
    assert draft() == {"grade": "3"}


def test_two_tabs_that_answer_differently_are_shown_both(page, survey):
    page.post("survey", {"grade": "5", "seal": "0"}, "abc", headers=AUTOSAVE, status=200)
    other = {"grade": "1", "text": "Toinen", "seal": "0"}
    told = page.post("survey", other, "abc", headers=AUTOSAVE, status=409).response.json()
    assert "seal" not in told
    answer = page.post("survey", {**WHOLE, **other}, "abc", status=409)
    assert _("You have answered these in another window too") in answer.text
    assert _("5 – excellent, fully agree") in answer.text
    assert answer.page.by_id("id_grade_4").get("checked") is not None
    assert draft() == {"grade": "5"}
    page.post("survey", {**WHOLE, "grade": "1", "seal": seal(answer)}, "abc",
              redirects_to="survey-thanks")  # fmt: skip
    assert Response.objects.get().answers["grade"] == "1"


def test_other_tabs_answers_can_be_kept(page, survey):
    page.post("survey", {"grade": "5", "seal": "0"}, "abc", headers=AUTOSAVE, status=200)
    page.post("survey", {"grade": "1", "theirs": "1"}, "abc", redirects_to="/s/abc/1/")
    assert draft() == {"grade": "5"}


def test_tab_left_empty_takes_nothing_away(page, survey):
    page.post("survey", {"grade": "5", "seal": "0"}, "abc", headers=AUTOSAVE, status=200)
    page.post("survey", {"text": "Lisäys", "seal": "0", "draft": "1"}, "abc",
              redirects_to="/s/abc/1/")  # fmt: skip
    assert draft() == {"grade": "5", "text": "Lisäys"}


def test_own_answer_can_be_cleared(page, survey):
    page.post("survey", {"text": "Pois", "seal": "0", "draft": "1"}, "abc",
              redirects_to="/s/abc/1/")  # fmt: skip
    page.post("survey", {"text": "", "seal": "1", "draft": "1"}, "abc", redirects_to="/s/abc/1/")
    assert draft() == {}


def test_page_at_a_time_goes_on_back_and_over_what_is_not_asked(page, paged):
    first = page.get("survey", "abc", queries=3)
    assert _("Page %(place)s/%(count)s") % {"place": 1, "count": 3} in first.text
    page.post("survey", {"grade": "4", "seal": "0"}, "abc", redirects_to="/s/abc/2/")
    page.post("survey-page", {"yes-no": "no", "seal": "1"}, "abc", 2, redirects_to="/s/abc/4/")
    page.get("survey-page", "abc", 3, redirects_to="/s/abc/")
    last = page.get("survey-page", "abc", 4)
    assert _("Page %(place)s/%(count)s") % {"place": 3, "count": 3} in last.text
    back = {"effect": "5", "back": "1", "seal": "2"}
    page.post("survey-page", back, "abc", 4, redirects_to="/s/abc/2/")
    page.post("survey-page", {"yes-no": "yes", "seal": "3"}, "abc", 2, redirects_to="/s/abc/3/")
    page.post("survey-page", {"text": "Siksi", "seal": "4"}, "abc", 3, redirects_to="/s/abc/4/")
    assert not Response.objects.exists()
    page.post("survey-page", {"effect": "5", "seal": "5"}, "abc", 4, redirects_to="survey-thanks")
    assert Response.objects.get().answers == {
        "grade": "4", "yes-no": "yes", "text": "Siksi", "effect": "5",
    }  # fmt: skip


def test_page_that_was_left_out_is_led_to(page, paged):
    sent = page.post("survey-page", {"effect": "5", "seal": "0"}, "abc", 4,
                     redirects_to="/s/abc/1/?missing=1")  # fmt: skip
    assert "Kysymys 1" in sent.follow().text
    assert draft() == {"effect": "5"}


def test_missing_answer_stops_its_own_page(page, paged):
    assert len(page.post("survey", {}, "abc").errors) == 1


def test_running_round_asks_the_version_it_began_with(page, survey):
    before = page.get("survey", "abc").text
    form = survey.questionnaire
    newer = Questionnaire.objects.create(
        code=form.code, version=2, purpose=form.purpose, title_fi="Uusi", is_published=True
    )
    make_item(newer, code="uusi", kind=Item.Kind.YES_NO, text_fi="Uusi kysymys")
    assert page.get("survey", "abc").text == before
    page.post("survey", WHOLE, "abc", redirects_to="survey-thanks")


def posted(answer, **values):
    """What the open tab sends: its hidden fields too."""
    hidden = {row.get("name"): row.get("value") for row in answer.page.all("input", type="hidden")}
    return {**hidden, **values}


def test_answer_after_the_close_is_shown_to_copy(page, survey):
    tab = page.get("survey", "abc")
    close_round(survey)
    late = page.post("survey", posted(tab, grade="5", text="Pitkä teksti"), "abc", status=410)
    assert late.h1 == _("Your answer was not sent")
    assert "Pitkä teksti" in late.text
    assert "Kysymys 1" in late.text
    assert not Response.objects.exists()
    autosaved = posted(tab, grade="5")
    page.post("survey", autosaved, "abc", headers=AUTOSAVE, status=410)


def test_after_the_last_day_the_draft_is_shown_too(page, paged):
    page.post("survey", {"grade": "4", "seal": "0"}, "abc", redirects_to="/s/abc/2/")
    Round.objects.update(closes_on=timezone.localdate() - datetime.timedelta(days=1))
    late = page.post("survey-page", {"yes-no": "no", "seal": "1"}, "abc", 2, status=410)
    assert "Kysymys 1\n4" in late.page.source
    assert "Kysymys 3" in late.text


def test_second_tab_that_sends_too_sees_what_it_wrote(page, survey):
    tab = page.get("survey", "abc")
    page.post("survey", WHOLE, "abc", redirects_to="survey-thanks")
    again = posted(tab, **{**WHOLE, "text": "Vielä tämä"})
    second = page.post("survey", again, "abc", status=409)
    assert "Vielä tämä" in second.text
    assert Response.objects.count() == 1


def test_replaced_link_loses_nothing_either(page, survey):
    tab = page.get("survey", "abc")
    AnswerLink.objects.update(token_hash="toinen")
    answer = page.post("survey", posted(tab, text="Tärkeä"), "abc", status=404)
    assert "Tärkeä" in answer.text


def test_forged_seal_of_the_round_is_a_wrong_link(page, survey):
    page.post("survey", {"round": f"{survey.pk}:vale", "text": "x"}, "vale", status=404)


def test_autosave_that_comes_after_the_answer_leaves_no_draft(page, survey):
    page.post("survey", WHOLE, "abc", redirects_to="survey-thanks")
    page.post("survey", {"text": "Myöhässä", "seal": "0"}, "abc", headers=AUTOSAVE, status=409)
    assert AnswerLink.objects.get().draft == {}
