"""Reading one answer."""

import re

import pytest

from talkoot.surveys.models import ReadAnswer
from talkoot.surveys.reading.marks import reading_mark
from tests.factories.texts import CONFIRMED, make_frame, make_laid_round, make_read_answer


def data_of(answer, **values):
    return {"seen": reading_mark(answer), "removed": ["0"], "new_code": "", **values}


@pytest.mark.parametrize("count", [1, 3])
def test_an_answer_costs_the_same_with_any_number_of_codes(page, office_user, count):
    answer = make_read_answer(is_confirmed=False)
    make_frame(codes=tuple("ABC"[:count]))
    found = page.sign_in(office_user).get("read-answer", answer.pk, queries=14)
    assert "Liisa Virtaselle" in found.text
    assert len(found.page.all("input", name="codes")) == count


def test_saving_leads_to_the_next_unread_and_then_to_the_list(page, office_user):
    survey = make_laid_round(2)
    code = make_frame().codes.first()
    first, second = ReadAnswer.objects.order_by("pk")
    page.sign_in(office_user)
    query = f"?round={survey.pk}"
    page.post(
        f"/office/texts/answers/{first.pk}/{query}",
        data_of(first, codes=[code.pk]),
        redirects_to=re.compile(f"/office/texts/answers/{second.pk}/.*#answer"),
    )
    page.post(
        "read-answer",
        data_of(second, new_code="Kiitos"),
        second.pk,
        redirects_to=re.compile(f"/office/texts/in/{survey.programme.slug}/text/"),
    )
    first.refresh_from_db()
    assert first.text.startswith(CONFIRMED) and first.read_by == office_user
    assert second.points.get().code.name_fi == "Kiitos"


def test_a_second_reader_is_told(page, office_user):
    answer = make_read_answer(is_confirmed=False)
    data = data_of(answer)
    page.sign_in(office_user)
    answer.points.create(code=make_frame().codes.first())
    page.post("read-answer", data, answer.pk, status=409)
    answer.refresh_from_db()
    assert not answer.is_read


def test_words_that_are_not_in_the_answer_are_asked_again(page, office_user):
    answer = make_read_answer(is_confirmed=False)
    page.sign_in(office_user)
    found = page.post("read-answer", data_of(answer, also_removed="Pekka"), answer.pk)
    assert len(found.errors) == 1
    page.post(
        "read-answer",
        data_of(answer, also_removed="hyvä\n", removed=[]),
        answer.pk,
        redirects_to=re.compile(f"/office/texts/in/{answer.response.round.programme.slug}/text/"),
    )
    answer.refresh_from_db()
    assert answer.text == "[…] päivä, kiitos Liisa Virtaselle."
