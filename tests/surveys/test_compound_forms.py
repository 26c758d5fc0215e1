"""Matrices and rankings: kept, read back, told what is missing or wrong."""

import pytest
from django.http import QueryDict

from talkoot.core.forms import first_control_id
from talkoot.surveys import rules
from talkoot.surveys.forms import AnswerForm
from talkoot.surveys.models import Item
from talkoot.surveys.texts import answer_text

Kind = Item.Kind
ROWS = [{"code": "work", "fi": "Työ"}, {"code": "team", "fi": "Yhteisö"}]
STEPS = [{"code": "2", "fi": "paljon"}, {"code": "1", "fi": "vähän"}]
COLOURS = [{"code": code, "fi": code.title()} for code in ("red", "blue", "green")]


def matrix(**fields):
    return Item(
        code="m", kind=Kind.MATRIX, text_fi="Alueet", options=STEPS, **{"rows": ROWS, **fields}
    )


def ranking(**fields):
    return Item(code="r", kind=Kind.RANKING, text_fi="Värit", options=COLOURS, **fields)


def form_of(item, typed=None, **options):
    data = None if typed is None else QueryDict("&".join(f"{k}={v}" for k, v in typed.items()))
    return AnswerForm([item], data, **options)


def test_matrix_is_kept_by_row_and_read_back():
    form = form_of(matrix(), {"m.work": "2", "m.team": "1"})
    assert form.is_valid(), form.errors
    assert form.answers() == {"m": {"work": "2", "team": "1"}}
    assert answer_text(matrix(), {"team": "1", "work": "2"}) == "Työ: paljon\nYhteisö: vähän"
    page = str(form_of(matrix(), answers={"m": {"team": "1"}})["m"])
    assert page.count("<fieldset") == page.count("<legend") == 2
    assert page.count(" checked") == 1


def test_matrix_tells_which_rows_are_missing():
    form = form_of(matrix(), {"m.work": "2"})
    assert "Yhteisö" in form.errors["m"][0] and "Työ" not in form.errors["m"][0]
    assert str(form["m"]).count("ui-matrix__row--error") == 1
    assert first_control_id(form["m"]) == "id_m_1_0"  # The error leads to the row that is missing.
    assert form_of(matrix(), {"m.work": "2"}, is_draft=True).is_valid()
    free = form_of(matrix(is_required=False), {"m.work": "2"})
    assert free.is_valid() and free.answers() == {"m": {"work": "2"}}


def test_each_row_may_offer_cannot_say():
    typed = {"m.work": "cannot_say", "m.team": "2"}
    assert form_of(matrix(has_cannot_say=True), typed).is_valid()
    assert form_of(matrix(), typed, is_draft=True).errors["m"]


def test_ranking_is_kept_as_codes_the_best_first():
    form = form_of(ranking(), {"r.red": "3", "r.blue": "1", "r.green": "2"})
    assert form.is_valid(), form.errors
    assert form.answers() == {"r": ["blue", "green", "red"]}
    assert answer_text(ranking(), ["blue", "green", "red"]) == "1. Blue\n2. Green\n3. Red"
    page = str(form_of(ranking(), answers={"r": ["blue", "red"]})["r"])
    assert page.count("<select") == 3 and page.count(" selected") == 2


def test_ranking_tells_what_has_the_same_place():
    form = form_of(ranking(), {"r.red": "1", "r.blue": "1", "r.green": "2"}, is_draft=True)
    assert "Red, Blue" in form.errors["r"][0]
    assert str(form["r"]).count(" selected") == 3  # What was chosen stays.


@pytest.mark.parametrize("typed", [{"r.red": "4"}, {"r.red": "0"}, {"r.red": "x"}])
def test_place_outside_the_list_is_told(typed):
    assert len(form_of(ranking(), typed, is_draft=True).errors["r"]) == 1


def test_part_of_a_ranking_is_kept_in_a_draft_and_missed_in_the_end():
    typed = {"r.red": "1", "r.blue": "3"}
    assert form_of(ranking(), typed, is_draft=True).is_valid()
    assert len(form_of(ranking(), typed).errors["r"]) == 1
    free = form_of(ranking(is_required=False), typed)
    assert free.is_valid() and free.answers() == {"r": ["red", "blue"]}


def test_only_the_best_ones_need_a_place():
    item = ranking(most=2)
    assert form_of(item, {"r.red": "2", "r.green": "1"}).is_valid()
    assert form_of(item, {"r.red": "3"}, is_draft=True).errors["r"]
    assert str(form_of(item)["r"]).count('value="2"') == 3


def test_rows_and_options_take_their_time():
    assert rules.minutes_to_answer([matrix(rows=ROWS * 10)]) == 3
    assert rules.minutes_to_answer([ranking()]) == 1
