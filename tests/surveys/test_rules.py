"""Which questions are asked, which lack an answer, and how long they take."""

from talkoot.surveys import rules
from talkoot.surveys.models import Item, Questionnaire

Kind = Item.Kind


def item(code, kind=Kind.YES_NO, **fields):
    return Item(code=code, kind=kind, text_fi="Kysymys", **fields)


def test_condition_on_several_options_needs_one_of_them():
    dependent = item("b", condition_item="a", condition_values=["x", "y"])
    assert rules.is_asked(dependent, {"a": ["z", "y"]})
    assert not rules.is_asked(dependent, {"a": ["z"]})
    assert not rules.is_asked(dependent, {})


def test_conditions_chain_through_questions_that_are_asked():
    items = [
        item("a"),
        item("b", condition_item="a", condition_values=["yes"]),
        item("c", condition_item="b", condition_values=["yes"]),
    ]
    stale = {"a": "no", "b": "yes"}
    assert [row.code for row in rules.asked_items(items, stale)] == ["a"]
    assert [row.code for row in rules.missing_items(items, {"a": "yes", "b": "yes"})] == ["c"]


def test_zero_is_an_answer_and_an_empty_list_is_not():
    assert rules.has_answer(0) and rules.has_answer("0")
    assert not any(map(rules.has_answer, ("", None, [], {})))


def test_minutes_grow_with_words_and_kinds(db):
    form = Questionnaire.objects.create(code="f", purpose="feedback", title_fi="F")
    assert rules.minutes_of(form) == 1
    Item.objects.create(
        questionnaire=form, order=1, code="a", kind=Kind.TEXT, max_length=3600, text_fi="sana " * 50
    )
    # 3600 / 3 characters at 120 a minute, and 50 words at 200 a minute.
    assert rules.minutes_of(form) == 11
