"""Answers at the same moment: each is stored once, none is lost, none slips in after the close."""

import threading

import pytest
from django.db import connection
from django.utils import timezone

from talkoot.core.refusals import NotAllowed
from talkoot.surveys import actions
from talkoot.surveys.actions.answers import answer_openly
from talkoot.surveys.actions.drafts import save_draft
from talkoot.surveys.models import AnswerLink, Invitation, Response, Round
from tests.factories.surveys import make_invitation, make_round

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
WHOLE = {"grade": "5", "effect": "4", "yes-no": "yes"}


def at_once(*tasks):
    """Run the tasks on connections of their own; returns how many were refused. No other fault."""
    barrier, refused, faults = threading.Barrier(len(tasks)), [], []

    def run(task):
        barrier.wait()
        try:
            task()
        except NotAllowed:
            refused.append(task)
        except Exception as fault:
            faults.append(fault)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[task]) for task in tasks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not faults
    return len(refused)


def sent(invitation, text="x"):
    fresh = Invitation.objects.select_related("round").get(pk=invitation.pk)
    return lambda: actions.answer(
        fresh, answers={**WHOLE, "text": text}, on=timezone.localdate()
    )  # fmt: skip


@pytest.mark.parametrize("mode", Round.Mode.values)
def test_one_person_in_two_windows_answers_once(mode):
    invitation = make_invitation(make_round(mode=mode), token="abc")
    assert at_once(*[sent(invitation) for _window in range(5)]) == 4
    assert Response.objects.count() == 1


def test_many_anonymous_answers_are_all_kept():
    survey = make_round(mode=Round.Mode.ANONYMOUS)
    people = [make_invitation(survey) for _person in range(6)]
    own = [sent(row, text=f"oma {number}") for number, row in enumerate(people)]
    by_link = [
        lambda: answer_openly(survey, answers=WHOLE, on=timezone.localdate())
        for _person in range(4)
    ]
    assert at_once(*own, *by_link) == 0
    texts = {row.answers.get("text") for row in Response.objects.all()}
    assert Response.objects.count() == 10
    assert texts == {None, *(f"oma {number}" for number in range(6))}


def test_answer_at_the_close_is_stored_before_it_or_refused():
    survey = make_round(mode=Round.Mode.ANONYMOUS)
    people = [make_invitation(survey, token=str(number)) for number in range(5)]
    refused = at_once(*map(sent, people), lambda: actions.close_round(survey))
    assert Response.objects.count() == 5 - refused
    assert Invitation.objects.filter(has_answered=True).count() == 5 - refused
    assert not AnswerLink.objects.exists()


def test_draft_saved_at_the_moment_of_sending_does_not_stay():
    invitation = make_invitation(make_round(mode=Round.Mode.ANONYMOUS), token="abc")

    def save():
        save_draft(invitation, {"text": "x"}, codes=["text"], seen=0, on=timezone.localdate())

    at_once(sent(invitation), save)
    assert AnswerLink.objects.get().draft == {}
