"""Asking the owner, answering, hiding."""

import re

import pytest

from talkoot.practices.models import Question
from tests.factories.adoptions import make_question
from tests.factories.practices import make_practice

OWN = re.compile(r"/questions/\d+/")


@pytest.fixture
def owned(applicant):
    return make_practice(author=applicant)


def test_question_and_answer_join_the_practice(page, owned, applicant, outsider):
    page.sign_in(outsider)
    assert page.get("practice", owned.slug).page.by_id("ask-text") is not None
    sent = {"text": "Kuinka kauan aloitus kesti?"}
    page.post("ask-question", sent, owned.slug, redirects_to=OWN).follow()
    question = Question.objects.get()
    assert sent["text"] not in page.get("practice", owned.slug).text
    page.post("question", {"answer": "Minä vastaan"}, question.pk, status=404)
    page.sign_in(applicant).get("question", question.pk, queries=6)
    page.post(
        "question",
        {"answer": "Kaksi kuukautta."},
        question.pk,
        redirects_to=owned.get_absolute_url(),
    )
    text = page.sign_in(outsider).get("practice", owned.slug).text
    assert sent["text"] in text and "Kaksi kuukautta." in text
    assert outsider.name not in text and applicant.name not in text
    assert "Kaksi kuukautta." in page.get("question", question.pk).text


def test_second_answer_is_refused(page, owned, applicant):
    question = make_question(owned, answer="Kyllä.")
    page.sign_in(applicant).post("question", {"answer": "Ei."}, question.pk, status=409)


@pytest.mark.parametrize("text", ["", "   ", "x" * 1501])
def test_empty_and_long_questions_come_back(page, owned, outsider, text):
    answer = page.sign_in(outsider).post("ask-question", {"text": text}, owned.slug)
    assert len(answer.errors) == 1
    assert not Question.objects.exists()


def test_withdrawn_practice_is_not_asked(page, outsider):
    gone = make_practice(state="withdrawn")
    page.sign_in(outsider).get("ask-question", gone.slug, status=404)


def test_office_hides_and_shows_again(page, owned, office_user, other_officer):
    question = make_question(owned, answer="Puhelinnumeroni on salainen.")
    page.sign_in(other_officer).post("hide-question", {}, question.pk, status=404)
    page.sign_in(office_user).post("hide-question", {}, question.pk, redirects_to="office-talk")
    assert question.answer not in page.get("practice", owned.slug).text
    page.post("hide-question", {"show": "1"}, question.pk, redirects_to="office-talk")
    assert question.answer in page.get("practice", owned.slug).text


def test_others_question_is_not_found(page, owned, outsider):
    page.sign_in(outsider).get("question", make_question(owned).pk, status=404)


def test_script_in_a_question_stays_text(page, owned):
    make_question(owned, text="<script>alert(1)</script>", answer="<b>Ei</b>")
    source = page.get("practice", owned.slug).page.source
    assert "<script>alert(1)" not in source and "<b>Ei</b>" not in source


def test_pages_open_in_each_language(page, owned, applicant):
    question = make_question(owned)
    page.sign_in(applicant)
    for prefix in ("", "/sv", "/en"):
        page.get(f"{prefix}/practices/{owned.slug}/ask/")
        page.get(f"{prefix}/questions/{question.pk}/")
