"""What changed between two texts."""

import pytest

from talkoot.core.differences import word_changes


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("", "", []),
        ("sama", "sama", [("same", "sama")]),
        ("", "uusi", [("added", "uusi")]),
        ("yksi kaksi", "yksi kolme", [("same", "yksi "), ("removed", "kaksi"), ("added", "kolme")]),
    ],
)
def test_words_that_went_and_came(before, after, expected):
    assert [(row.kind, row.text) for row in word_changes(before, after)] == expected


def test_what_stayed_and_came_is_the_new_text():
    before, after = "Hae  apua\nheti tai huomenna.", "Hae tukea\n\nhuomenna, heti."
    rows = word_changes(before, after)
    assert "".join(row.text for row in rows if row.kind != "removed") == after
    assert "".join(row.text for row in rows if row.kind != "added") == before
