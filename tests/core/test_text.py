"""Markdown that people write becomes safe HTML."""

import pytest

from talkoot.core.templatetags.text import markdown


def test_lists_links_and_emphasis_stay():
    html = markdown("Hae **nyt**:\n\n- [haku](https://esimerkki.fi)\n- [posti](mailto:a@b.fi)")
    assert "<strong>nyt</strong>" in html
    assert html.count("<li>") == 2
    assert 'href="https://esimerkki.fi"' in html
    assert 'href="mailto:a@b.fi"' in html


def test_highest_heading_becomes_the_asked_level():
    html = markdown("# Yksi\n\n## Kaksi\n\n# Kolme", 3)
    assert [html.count(f"<h{level}>") for level in range(1, 6)] == [0, 0, 2, 1, 0]


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "[x](javascript:alert(1))",
        '<a href="x" onclick="alert(1)">x</a>',
        "![x](https://esimerkki.fi/x.png)",
        "<style>p{}</style>",
    ],
)
def test_nothing_that_runs_or_loads_comes_through(text):
    html = markdown(text)
    for sign in ("<script", 'href="javascript', "<img", "<style", '<a href="x"'):
        assert sign not in html


def test_empty_text_is_empty():
    assert markdown("") == ""
