"""Laying open answers out, reading and coding them."""

import pytest

from talkoot.audit.models import LogEntry
from talkoot.core.refusals import NotAllowed
from talkoot.home.jobs import all_jobs
from talkoot.surveys import jobs
from talkoot.surveys.actions import close_round
from talkoot.surveys.actions.reading import ask_grouping, lay_out, read_answer
from talkoot.surveys.models import AnswerPile, Code, CodedPoint, Grouping, ReadAnswer
from talkoot.surveys.reading import desk
from talkoot.surveys.reading.marks import reading_mark
from tests.factories.people import make_user
from tests.factories.programmes import the_programme
from tests.factories.surveys import make_invitation, make_response, make_round
from tests.factories.texts import (
    CONFIRMED,
    TEXT,
    make_frame,
    make_laid_round,
    make_quote,
    make_read_answer,
)

pytestmark = pytest.mark.django_db


def read(answer, by, **values):
    values = {"removed": answer.proposed, "codes": [], "seen": reading_mark(answer), **values}
    return read_answer(answer, by=by, **values)


def test_answers_are_laid_out_once_with_names_proposed(programme):
    survey = make_round()
    make_invitation(survey, user=make_user("jari@esimerkki.fi", name="Jari Susi"))
    make_response(survey, {"text": "Jari ja susi auttoivat."})
    make_response(survey, {"text": "  "})
    make_response(survey, {"grade": "4"})
    assert (lay_out(survey), lay_out(survey)) == (1, 0)
    answer = ReadAnswer.objects.get()
    assert (answer.proposed, answer.text, answer.is_confirmed) == ([[0, 4], [8, 12]], "", False)
    pile = AnswerPile.objects.get()
    assert (pile.response_count, pile.given_count, pile.released_count) == (3, 1, 1)


def test_protected_answers_wait_for_enough_of_them_and_for_the_close(programme):
    survey = make_round(mode="anonymous")
    for number in range(12):
        make_response(survey, {"text": f"Vastaus {number}"})
    assert lay_out(survey) == 5
    early = set(ReadAnswer.objects.values_list("response_id", flat=True))
    close_round(survey)
    assert set(ReadAnswer.objects.values_list("response_id", flat=True)) == early
    assert lay_out(survey) == 7
    few = make_round(mode="confidential", state="closed")
    for _number in range(4):
        make_response(few)
    assert lay_out(few) == 0


def test_the_order_of_two_questions_does_not_join_the_answers_of_one_person(programme):
    survey = make_round(mode="anonymous", state="closed")
    second = survey.questionnaire.items.get(code="text")
    second.pk, second.code, second.order = None, "other", 9
    second.save()
    for number in range(30):
        make_response(survey, {"text": f"a{number}", "other": f"b{number}"})
    lay_out(survey)
    orders = [
        list(ReadAnswer.objects.filter(item_code=code).order_by("pk").values_list("response_id"))
        for code in ("text", "other")
    ]
    assert orders[0] != orders[1] and sorted(orders[0]) == sorted(orders[1])
    assert orders[0] != sorted(orders[0])


def test_the_worker_lays_out_what_is_new_and_what_has_closed(programme):
    survey = make_round(mode="confidential")
    assert {jobs.lay_out_answers, jobs.group_answers} <= {job.run for job in all_jobs()}
    assert list(desk.pending_rounds()) == []
    for _number in range(10):
        make_response(survey)
    assert jobs.lay_out_answers() == 5
    assert list(desk.pending_rounds()) == []
    close_round(survey)
    assert jobs.lay_out_answers() == 5
    assert list(desk.pending_rounds()) == []


def test_reading_confirms_the_text_and_adds_codes(programme, office_user):
    code = make_frame().codes.first()
    answer = make_read_answer(is_confirmed=False)
    assert desk.confirmed_texts(answer.response.round) == {}
    answer = read(answer, office_user, codes=[code.pk], new_code="Kiitos")
    assert (answer.text, answer.read_by) == (CONFIRMED, office_user)
    names = answer.points.order_by("code__order").values_list("code__name_fi", flat=True)
    assert list(names) == ["Aika", "Kiitos"]
    assert desk.confirmed_texts(answer.response.round) == {"text": [CONFIRMED]}
    entry = LogEntry.objects.get(key="surveys.answer.read")
    assert "Virta" not in str(entry.after) and entry.actor == office_user
    again = read(answer, office_user, removed=[], new_code="kiitos")
    assert again.text == TEXT
    assert [point.code.name_fi for point in again.points.all()] == ["Kiitos"]
    assert Code.objects.filter(name_fi__iexact="kiitos").count() == 1


def test_the_first_code_of_an_item_makes_its_frame(programme, office_user):
    answer = read(make_read_answer(is_confirmed=False), office_user, new_code="Aika")
    frame = answer.points.get().code.frame
    assert (frame.item_code, frame.programme) == ("text", programme)


def test_two_readers_do_not_write_over_each_other(programme, office_user):
    answer = make_read_answer(is_confirmed=False)
    seen = reading_mark(answer)
    read(answer, office_user, new_code="Aika")
    with pytest.raises(NotAllowed):
        read(answer, office_user, seen=seen, new_code="Ideat")
    assert CodedPoint.objects.get().code.name_fi == "Aika"


def test_codes_of_another_question_are_left_out(programme, office_user):
    other = make_frame(item_code="other").codes.first()
    answer = read(make_read_answer(is_confirmed=False), office_user, codes=[other.pk])
    assert not answer.points.exists()


def test_a_quote_that_no_longer_stands_is_taken_back(programme, office_user):
    answer = make_read_answer(consent="yes")
    quote = make_quote(answer, is_public=True)
    read(answer, office_user, removed=[[0, 4], *answer.proposed])
    quote.refresh_from_db()
    assert not quote.is_public


def test_groups_are_made_when_asked_and_the_same_each_time(programme, office_user):
    survey = make_round(state="closed")
    texts = [
        "Kehittämiseen oli liian vähän aikaa",
        "Aika loppui kehittämisessä kesken",
        "Uusia ideoita työvuoroihin",
        "Uudet ideat työvuorojen suunnitteluun",
        "Kahvi maistui",
    ]
    for text in texts:
        make_response(survey, {"text": text})
    lay_out(survey)
    assert jobs.group_answers() == 0
    first = ask_grouping(programme, "text", rounds=[], by=office_user)
    assert ask_grouping(programme, "text", rounds=[], by=office_user) == first
    assert jobs.group_answers() == 1
    ask_grouping(programme, "text", rounds=[], by=office_user)
    jobs.group_answers()
    first, second = Grouping.objects.order_by("pk")
    assert first.groups == second.groups
    originals = {row.pk: desk.original_of(row) for row in ReadAnswer.objects.all()}
    grouped = {frozenset(originals[pk] for pk in row["answers"]) for row in first.groups}
    assert grouped == {frozenset(texts[:2]), frozenset(texts[2:4])}
    assert all("aika" in row["words"] or "idea" in row["words"] for row in first.groups)
    assert first.answer_count == 5


def test_names_are_no_words_of_a_group(programme, office_user):
    make_laid_round(3)
    grouping = ask_grouping(the_programme(), "text", rounds=[], by=office_user)
    assert all("Liisa" not in text for text in desk.shown_texts(grouping).values())


def test_closing_an_anonymous_round_keeps_codes_and_quotes(programme, office_user):
    survey = make_round(mode="anonymous")
    for _number in range(10):
        make_response(survey, {"text": TEXT, "quote-consent": "yes"})
    lay_out(survey)
    answer = read(ReadAnswer.objects.first(), office_user, new_code="Kiitos")
    quote = make_quote(answer)
    close_round(survey)
    answer.refresh_from_db()
    assert answer.points.count() == 1 and quote.answer.response.round == survey
