"""The same attack while answers come, on sensitive questions and on pairs of rounds."""

import itertools

import pytest

from talkoot.surveys import results
from talkoot.surveys.actions.tallies import tally_rounds
from talkoot.surveys.models import Item, Round
from talkoot.surveys.results import Audience, suppression
from tests.factories.surveys import make_item, make_questionnaire, make_response, make_round
from tests.surveys.test_suppression import Numbers, surface, told_apart

PLACES = list(itertools.product("ab", "xy"))


def make_form(**fields):
    form = make_questionnaire()
    form.items.all().delete()
    make_item(form, code="who", kind=Item.Kind.ONE, **fields)
    return form


def answer(survey: Round, name: str, place: int, **fields) -> None:
    region, kind = PLACES[place % len(PLACES)]
    given = {"who": name, **fields.pop("answers", {})}
    make_response(survey, given, groups={"region": region, "kind": kind}, **fields)


def test_nobody_is_told_apart_while_answers_come(db, programme):
    survey = make_round(make_form(), mode="confidential")
    numbers: Numbers = set()
    for number in range(23):
        answer(survey, f"0-{number}", number)
        tally_rounds()
        numbers |= surface([Round.objects.get()])
    assert numbers, "Something is shown before the end, else nothing has been tried."
    assert told_apart(numbers) == []
    Round.objects.update(state="closed")
    tally_rounds()
    assert told_apart(numbers | surface([Round.objects.get()])) == []


def test_a_sensitive_question_tells_of_twenty_and_never_of_under_ten(db, programme):
    form = make_form(is_sensitive=True)
    numbers: Numbers = set()
    rounds = []
    for number, size in enumerate((46, 12, 21, 9)):
        survey = make_round(form, mode="confidential", state="closed")
        for place in range(size):
            answer(survey, f"{number}-{place}", 0 if place % 5 == 4 else place)
        rounds.append(survey)
        tally_rounds()
        numbers |= surface(rounds)
    assert numbers and min(map(len, numbers)) >= suppression.SENSITIVE.least
    assert told_apart(numbers, least=suppression.SENSITIVE.step) == []


@pytest.mark.parametrize(
    ("first", "second", "is_told"),
    [
        (range(60), range(20, 90), True),
        (range(12), range(12), True),
        (range(14), range(11), False),  # Three answered the first round alone.
        (range(9), range(6, 20), False),  # Three answered both.
    ],
)
def test_pairs_beside_the_rounds_tell_of_nobody(db, programme, first, second, is_told):
    """Who answered again is a part of both rounds, so that the rest of each must hold, too."""
    form = make_form()
    make_item(form, code="overall", kind=Item.Kind.GRADE)
    numbers: Numbers = set()
    rounds = []
    for number, people in enumerate((first, second)):
        survey = make_round(form, mode="confidential", state="closed")
        for person in people:
            answers = {"overall": str(1 + person % 5)}
            answer(survey, f"{number}-{person}", person, panel=f"p{person}", answers=answers)
        rounds.append(survey)
        tally_rounds()
        numbers |= surface(rounds)
    both = set(first) & set(second)
    shown = [pair for pair in results.pairs(rounds[1], Audience.PUBLIC) if not pair.is_hidden]
    for pair in shown:
        assert (pair.code, pair.n) == ("overall", len(both))
        numbers |= {frozenset(f"{number}-{person}" for person in both) for number in (0, 1)}
    assert told_apart(numbers) == []
    assert bool(shown) is is_told
