"""The same attack while answers come, on sensitive questions and on pairs of rounds."""

import itertools

import pytest
from django.utils import translation
from hypothesis import HealthCheck, given, settings

from talkoot.surveys import result_pages, results
from talkoot.surveys.actions.tallies import tally_rounds
from talkoot.surveys.exports.books import csv_zip
from talkoot.surveys.exports.sides import sides_zip
from talkoot.surveys.exports.tables import pair_rows
from talkoot.surveys.models import Item, Questionnaire, Round
from talkoot.surveys.results import Audience, suppression
from tests.factories.surveys import make_item, make_questionnaire, make_response, make_round
from tests.surveys.pages.test_round_file import csv_rows
from tests.surveys.test_suppression import (
    Numbers,
    Plan,
    make_rounds,
    plans,
    surface,
    told_apart,
)

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
    found = list(pair_rows(results.Sources(rounds[1:]), Audience.OFFICE))
    if found:
        content = csv_zip(rounds[1:], Audience.OFFICE, "")
        assert [row[0] for row in csv_rows(content, "pairs")[1:]] == [row[0] for row in found]
    assert [row[:5] for row in found if any(row[4:-1])] == [
        [pair.code, pair.text, rounds[0].title, rounds[1].title, pair.n] for pair in shown
    ]


BOTH_SIDES = [
    Plan((("a", "x"),) * 7 + (("b", "x"),) * 3, "organisation"),
    Plan((("a", "y"),) * 9, "individual"),
]


def told_by(content: bytes, sheet: str) -> Numbers:
    """Whose answers each number of a file's sheet counts; what is hidden has no number."""
    header, *rows = csv_rows(content, sheet)
    people: list[set[str]] = []
    for cells in rows:
        row = dict(zip(header, cells, strict=True))
        if row["why hidden"]:
            assert not any(cell for cell in cells[header.index("option code") : -1])
        elif row["code"] == "who" and not row["option code"]:
            people.append(set())
        elif row["code"] == "who" and row["count"] != "0":
            people[-1].add(row["option code"])
    return set(map(frozenset, people))


def in_files(rounds: list[Round]) -> Numbers:
    """Every number of the files of any of the rounds together, and of their two viewpoints."""
    numbers: Numbers = set()
    for size in range(1, len(rounds) + 1):
        for chosen in itertools.combinations(rounds, size):
            content = csv_zip(chosen, Audience.OFFICE, "")
            numbers |= told_by(content, "results")
            if size > 1:
                alone = [results.of_round(one, Audience.PUBLIC).item("who") for one in chosen]
                told = [row[10] for row in csv_rows(content, "rounds")[1:]]
                assert told == ["" if one.is_hidden else str(one.n) for one in alone]
    pair = result_pages.viewpoints(result_pages.views_of(rounds))
    return numbers | (told_by(sides_zip(pair, ""), "numbers") if pair else set())


@given(plans)
@settings(
    max_examples=3, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_files_that_compare_tell_what_the_pages_tell_and_of_nobody_alone(db, programme, plans):
    """Groups, rounds and viewpoints side by side are taken along under the pages' own limits."""
    Round.objects.all().delete()
    rounds = list(make_rounds([*plans[:2], *BOTH_SIDES]))
    Questionnaire.objects.update(purpose="effectiveness")
    tally_rounds()
    rounds = list(Round.objects.select_related("questionnaire", "programme__office").order_by("pk"))
    with translation.override("en"):
        numbers = in_files(rounds)
    assert numbers == surface(rounds)
    assert told_apart(numbers) == []
