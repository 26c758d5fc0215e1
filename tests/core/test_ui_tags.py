"""Dates, soft hyphens, page numbers and the geometry of charts."""

import datetime
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
from django.core.paginator import Paginator
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation
from django.utils.safestring import SafeString, mark_safe
from hypothesis import given
from hypothesis import strategies as st

from talkoot.core import charts, hyphenation
from talkoot.core.templatetags import ui

SHY = hyphenation.SOFT_HYPHEN
AFTERNOON = datetime.datetime(2029, 11, 21, 14, 32, tzinfo=ZoneInfo("Europe/Helsinki"))


@pytest.mark.parametrize(
    ("language", "day", "moment"),
    [
        ("fi", "21.11.2029", "21.11.2029 klo 14.32"),
        ("sv", "21.11.2029", "21.11.2029 kl. 14.32"),
        ("en", "21 November 2029", "21 November 2029, 14:32"),
    ],
)
def test_dates_by_language(language, day, moment):
    with translation.override(language):
        assert ui.day(AFTERNOON.date()) == day
        assert ui.day(AFTERNOON.astimezone(datetime.UTC)) == day
        assert ui.moment(AFTERNOON.astimezone(datetime.UTC)) == moment


def test_day_turns_at_local_midnight():
    late = datetime.datetime(2029, 11, 20, 22, 5, tzinfo=datetime.UTC)
    assert ui.day(late) == "21.11.2029"
    assert ui.moment(late) == "21.11.2029 klo 0.05"


def test_dates_of_nothing_are_empty():
    assert ui.day(None) == ui.moment(None) == ""


@pytest.mark.parametrize(
    ("word", "by_dictionary", "by_syllables"),
    [
        (
            "varhaiskasvatushenkilöstön",
            "varhais-kasvatus-henkilöstön",
            "varhaiskasvatus-henkilöstön",
        ),
        ("Vaikuttavuuskysely", "Vaikuttavuus-kysely", "Vaikuttavuus-kysely"),
        ("kehittämistarve", "kehittämis-tarve", "kehittämis-tarve"),
        ("työyhteisö", "työyhteisö", "työyhteisö"),  # Short enough.
    ],
)
def test_shy_at_borders(word, by_dictionary, by_syllables):
    """The dictionary is the system's, where it has one."""
    hyphenated = by_dictionary if hyphenation._dictionary() else by_syllables
    assert ui.shy(word) == hyphenated.replace("-", SHY)


def test_shy_without_the_dictionary(monkeypatch):
    monkeypatch.setattr(hyphenation, "_dictionary", lambda: None)
    hyphenation.hyphenate_word.cache_clear()
    parts = hyphenation.hyphenate_word("kaupunkiympäristössä").split(SHY)
    hyphenation.hyphenate_word.cache_clear()
    assert "".join(parts) == "kaupunkiympäristössä"
    assert len(parts) > 1
    assert min(map(len, parts)) >= hyphenation.MIN_PART


def test_shy_leaves_other_languages_alone():
    assert ui.shy("personalutvecklingsprogrammet", "sv") == "personalutvecklingsprogrammet"
    with translation.override("sv"):
        assert ui.shy("varhaiskasvatushenkilöstön") == "varhaiskasvatushenkilöstön"
        assert SHY in ui.shy("varhaiskasvatushenkilöstön", "fi")


def test_shy_escapes_and_spares_markup():
    text = Template("{{ text|shy }}")
    assert "<b>" not in text.render(Context({"text": "<b>varhaiskasvatushenkilöstön"}))
    markup = mark_safe('<a href="/varhaiskasvatushenkilosto">x</a>')
    assert ui.shy(markup) == markup
    assert isinstance(ui.shy(mark_safe("varhaiskasvatushenkilöstön")), SafeString)
    assert ui.shy(None) == ""


@given(st.text(max_size=60))
def test_shy_only_adds_soft_hyphens(text):
    assert ui.shy(text).replace(SHY, "") == text.replace(SHY, "")


def test_language_of_tells_the_fallback():
    row = SimpleNamespace(name_fi="Haku", name_sv="", name_en="Call")
    for language, told in (("fi", "fi"), ("sv", "fi"), ("en", "en")):
        with translation.override(language):
            assert ui.language_of(row, "name") == told


@pytest.mark.parametrize(
    ("pages", "number", "shown"),
    [
        (1, 1, [1]),
        (3, 2, [1, 2, 3]),
        (31, 1, [1, 2, None, 31]),
        (31, 4, [1, 2, 3, 4, 5, None, 31]),
        (31, 12, [1, None, 11, 12, 13, None, 31]),
        (31, 31, [1, None, 30, 31]),
    ],
)
def test_page_numbers(pages, number, shown):
    assert ui.page_numbers(Paginator(range(pages), 1).page(number)) == shown


def test_csrf_field_without_a_request_is_empty():
    assert ui.csrf_field(Context()) == ""


def test_main_menu_marks_where_one_is():
    context = Context()
    context.request = RequestFactory().get("/practices/varhaiskasvatus/")
    menu = ui.main_menu(context)
    assert menu.count('aria-current="true"') == 1
    assert 'href="/practices/" aria-current="true"' in menu
    context.request = RequestFactory().get("/my/")
    assert "aria-current" not in ui.main_menu(context)
    assert 'href="/practices/"' in ui.main_menu(context)


def test_bar_chart_of_nothing_and_of_zeros():
    assert charts.bar_chart([])["rows"] == []
    rows = charts.bar_chart([{"label": "a", "value": 0}, {"label": "b", "value": 0}])["rows"]
    assert [row["width"] for row in rows] == [2, 2]


def test_bar_chart_widths_follow_the_values():
    rows = charts.bar_chart([{"label": "a", "value": 10}, {"label": "b", "value": 5}])["rows"]
    assert [row["width"] for row in rows] == [540, 270]


@pytest.mark.parametrize("counts", [{}, {"01": 1}, {"01": 3, "19": 2}, {"06": 72, "19": 31}])
def test_tile_grid_has_every_region(counts):
    grid = charts.tile_grid({code: {"count": count} for code, count in counts.items()})
    assert len(grid["tiles"]) == 19
    assert {tile["count"] for tile in grid["tiles"]} >= set(counts.values())
    spans = dict(grid["legend"])
    for tile in grid["tiles"]:
        low, high = spans[tile["step"]]
        assert low <= tile["count"] <= high
    assert len(spans) <= 4


def test_true_minus():
    assert [ui.true_minus(text) for text in ("-20,0", "3,5", "")] == ["\u221220,0", "3,5", ""]
