"""At the same moment: two readers of an answer, two workers that lay a round out."""

import threading

import pytest
from django.db import connection

from talkoot.core.refusals import NotAllowed
from talkoot.surveys.actions.reading import lay_out, read_answer
from talkoot.surveys.models import ReadAnswer
from talkoot.surveys.reading.marks import reading_mark
from tests.factories.people import make_officer
from tests.factories.surveys import make_response, make_round
from tests.factories.texts import make_read_answer

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


def at_once(*tasks):
    """Run the tasks on connections of their own; returns what each gave, "refused" if nothing."""
    barrier, given = threading.Barrier(len(tasks)), []

    def run(task):
        barrier.wait()
        try:
            given.append(task())
        except NotAllowed:
            given.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[task]) for task in tasks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return given


def test_of_two_readers_the_second_is_told():
    answer = make_read_answer(is_confirmed=False)
    reader = make_officer(answer.response.round.programme.office)
    seen = reading_mark(answer)
    given = at_once(
        *[
            lambda code=code: read_answer(
                answer, seen=seen, removed=[], codes=[], new_code=code, by=reader
            )
            for code in ("Aika", "Ideat", "Muu")
        ]
    )
    assert given.count("refused") == 2
    assert answer.points.count() == 1


def test_two_workers_release_no_more_than_one_would():
    survey = make_round(mode="anonymous")
    for _number in range(14):
        make_response(survey)
    given = at_once(*[lambda: lay_out(survey)] * 3)
    assert sorted(given) == [0, 0, 5]
    assert ReadAnswer.objects.count() == 5
