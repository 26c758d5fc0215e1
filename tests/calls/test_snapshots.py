"""Comparing three ways: as loaded, as posted, as kept."""

import pytest

from talkoot.calls.rules import snapshots


def marks(**answers):
    return {code: snapshots.mark(code, answer) for code, answer in answers.items()}


@pytest.mark.parametrize(
    ("loaded", "posted", "stored", "changes", "conflicts"),
    [
        ("a", "a", "a", {}, {}),
        ("a", "b", "a", {"need": "b"}, {}),
        ("a", "a", "c", {}, {}),  # The other's change stays.
        ("a", "c", "c", {}, {}),
        ("a", "b", "c", {}, {"need": "c"}),
        ("", "b", "", {"need": "b"}, {}),
        ("a", "", "c", {}, {"need": "c"}),
    ],
)
def test_merge_tells_whose_change_it_is(loaded, posted, stored, changes, conflicts):
    merged = snapshots.merge({"need": posted}, {"need": stored}, marks(need=loaded))
    assert (merged.changes, merged.conflicts) == (changes, conflicts)


def test_merge_without_marks_takes_what_is_posted():
    merged = snapshots.merge({"need": "b"}, {"need": "a"}, None)
    assert merged.changes == {"need": "b"}


@pytest.mark.parametrize(
    ("code", "one", "other"),
    [
        ("need", "", None),
        ("themes", [], ""),
        ("themes", ["1", "2"], ["2", "1"]),
        ("days_requested", "1.0", "1"),
        ("groups", {"staff": 1, "other": 2}, {"other": 2, "staff": 1}),
    ],
)
def test_the_same_answer_has_the_same_mark(code, one, other):
    assert snapshots.mark(code, one) == snapshots.mark(code, other)


def test_order_of_a_ranking_is_its_answer():
    assert snapshots.mark("jarjestys", ["a", "b"]) != snapshots.mark("jarjestys", ["b", "a"])


def test_numbers_in_texts_are_texts():
    assert snapshots.mark("title", "1.0") != snapshots.mark("title", "1")


def test_seal_opens_for_its_application_alone():
    text = snapshots.seal("abc", {"need": "a"}, ["need", "goals"], {})
    assert snapshots.opened(text, "abc") == marks(need="a", goals="")
    assert snapshots.opened(text, "def") is None
    assert snapshots.opened(text[:-2] + "xx", "abc") is None
    assert snapshots.opened("", "abc") is None


def test_seal_keeps_the_marks_it_is_told_to_keep():
    text = snapshots.seal("abc", {"need": "new"}, ["need"], marks(need="old"))
    assert snapshots.opened(text, "abc") == marks(need="old")
