"""Pictures of numbers: what is drawn equals the table, hidden rows have words alone."""

import re
from xml.etree import ElementTree as ET

import pytest
from django.template.loader import render_to_string
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from talkoot.core import pictures
from talkoot.core.canvas import Axis, Bar, Pair, Point, Stack
from talkoot.home.views.gallery_pictures import samples

NAMESPACE = "{http://www.w3.org/2000/svg}"


def parsed(drawing):
    svg = drawing.svg("x", title="Nimi", description="Kuvaus")
    return ET.fromstring(svg.replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"', 1))


def words_of(drawing):
    return ["".join(e.itertext()) for e in parsed(drawing).iter(f"{NAMESPACE}text")]


@pytest.mark.parametrize("name", ["stacks", "intervals", "pairs", "trend"])
def test_each_kind_is_named_described_and_tabled(name):
    picture = {key: one for key, one, _caption in samples()}[name]
    for drawing in (picture.wide, picture.short):
        root = parsed(drawing)
        assert root.get("role") == "img"
        assert root.find(f"{NAMESPACE}title").text and root.find(f"{NAMESPACE}desc").text
        assert not [e for e in root.iter() if e.get("style")], "No inline style passes the CSP."
    html = render_to_string("ui/chart.html", {"id": name, "picture": picture})
    assert html.count("<table") == 1 and "<style" not in html and "style=" not in html
    assert all(len(row) == len(picture.columns) for row in picture.rows)


@pytest.mark.parametrize("name", ["stacks", "intervals", "pairs"])
def test_a_hidden_row_has_words_and_no_mark(name):
    picture = {key: one for key, one, _caption in samples()}[name]
    assert "alle 5" in " ".join(words_of(picture.short))
    assert "alle 5" in picture.rows[-1][1]


@settings(max_examples=30)
@given(st.lists(st.integers(0, 50), min_size=2, max_size=6).filter(any))
def test_parts_fill_the_width_in_their_shares(counts):
    total = sum(counts)
    parts = [(count / total, f"{count}") for count in counts]
    row = Stack("Kysymys", parts, "n = 1")
    picture = pictures.stacked("Otsikko", [str(n) for n in range(len(counts))], [row], heading="x")
    rects = [e for e in parsed(picture.wide).iter(f"{NAMESPACE}rect") if e.get("class")]
    widths = [float(e.get("width")) for e in rects]
    drawn = [count for count in counts if 640 * count / total > 2]
    assert len(widths) >= len(drawn)
    for width, count in zip(widths, [c for c in counts if c], strict=False):
        assert width <= 640 * count / total + 0.1


def test_colour_is_never_alone():
    steps = [str(step) for step in range(5)]
    row = Stack("Kysymys", [(0.2, "20 %")] * 5)
    picture = pictures.stacked("Otsikko", steps, [row], heading="x")
    body = picture.wide.svg("k", title="a", description="b")
    assert len(set(re.findall(r"url\(#(k-p\d)\)", body))) == 3
    assert words_of(picture.wide).count("20 % ".strip()) == 5
    lines = [(str(n), [Point(0.5, "x"), Point(0.6, "x")]) for n in range(6)]
    trend = pictures.trend("T", ["a", "b"], lines, heading="x", axis=pictures.SHARES)
    shapes = {e.get("d") for e in parsed(trend.wide).iter(f"{NAMESPACE}path") if e.get("transform")}
    assert len(shapes) == 6


def test_words_are_escaped():
    bad = "<script>alert(1)</script> & %key%"
    bars = pictures.bars(bad, [Bar(bad, 0.5, bad)], heading=bad, value_heading=bad)
    pair = Pair(bad, 1, 2, bad, bad, bad)
    axis = Axis(0, 5, [(0, bad)])
    for one in (bars, pictures.pairs(bad, [pair], heading=bad, axis=axis)):
        html = render_to_string("ui/chart.html", {"id": "a", "picture": one})
        assert "<script>" not in html


def test_long_words_are_broken_to_the_width():
    label = "Varhaiskasvatushenkilöstön työhyvinvointisuunnitelmaprosessi " * 3
    picture = pictures.bars("T", [Bar(label, 0.5, "50 %")], heading="x", value_heading="y")
    assert max(len(words) for words in words_of(picture.short)) <= 360 / 8


def test_print_has_its_own_colours():
    with translation.override("fi"):
        svg = pictures.print_svg(samples()[0][1])
    root = ET.fromstring(svg)
    assert "#063f3c" in root.find(f"{NAMESPACE}style").text
    assert "var(" not in svg
