"""Names and other marks of persons in open answers."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from talkoot.search import analysis
from talkoot.surveys.reading.redaction import (
    is_passage,
    proposals,
    segments,
    spans_of,
    stems_of_all,
    without,
)


def removed(text, *known, is_name=None):
    return without(text, proposals(text, stems_of_all(known), is_name=is_name))


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Kiitos Liisa Virtaselle ja Pekan ryhmälle.", "Kiitos […] ja […] ryhmälle."),
        ("Matti Meikäläinen auttoi.", "[…] auttoi."),
        ("Tack till Anders Lindström!", "Tack till […]!"),
        ("Soita 040 123 4567 tai +358 50 1234567.", "Soita […] tai […]."),
        ("Osoite on matti.meikalainen@kunta.fi.", "Osoite on […]."),
        ("Tunnus 010190-123A ja 010101A1234.", "Tunnus […] ja […]."),
        ("Katso www.kunta.fi/omat.", "Katso […]."),
    ],
)
def test_marks_of_persons_are_proposed(text, left):
    assert removed(text) == left


@pytest.mark.parametrize(
    "text",
    [
        "Kaikki sujui hyvin. Työvuorot paranivat Turussa.",
        "Vuonna 2020 säästimme 150 000 euroa, 12 345 678 kertaa.",
        "Annettiin aikaa. Kokeilimme 1.1.2020 alkaen.",
    ],
)
def test_plain_words_and_numbers_stay(text):
    assert removed(text) == text


def test_people_of_the_round_are_known_in_any_case_and_form():
    known = "Jari Mäkinen"
    assert removed("Esimies jari ja Mäkisen tiimi, Jarilla oli kiire.", known) == (
        "Esimies […] ja […] tiimi, […] oli kiire."
    )


def test_the_analyser_knows_surnames_and_leaves_everyday_words_alone():
    text = "Toivo on tärkeää. Saimme apua Korhoselta. Anna Lehto ja Toivo Lehto tulivat."
    with analysis.deep_analysis():
        assert removed(text, is_name=analysis.is_person_name) == (
            "Toivo on tärkeää. Saimme apua […]. […] ja […] tulivat."
        )


def test_words_that_a_person_adds_are_found_in_any_case():
    text = "Johtaja oli paikalla. johtajan tuki auttoi."
    assert without(text, spans_of(text, ["johtaja", ""])) == "[…] oli paikalla. […]n tuki auttoi."
    assert spans_of(text, []) == []


def test_segments_hold_the_whole_text():
    text = "Kiitos Liisa!"
    assert segments(text, proposals(text, ())) == [
        ("Kiitos ", False),
        ("Liisa", True),
        ("!", False),
    ]


@pytest.mark.parametrize(
    ("passage", "stands"),
    [
        ("sai aikaa", True),
        ("Tiimi … kokeilla", True),
        ("Tiimi […] kokeilla.", True),
        ("kokeilla … Tiimi", False),
        ("sai lisää aikaa", False),
        ("…", False),
    ],
)
def test_a_passage_stands_in_the_text_in_its_order(passage, stands):
    assert is_passage(passage, "Tiimi sai\naikaa kokeilla.") is stands


@settings(max_examples=200)
@given(st.text(alphabet="Aa Liisa. Kai040-@\n1234fi", max_size=60))
def test_proposals_lie_in_the_text_in_order(text):
    spans = proposals(text, stems_of_all(["Kai Aalto"]))
    flat = [place for span in spans for place in span]
    assert flat == sorted(set(flat)) and all(0 <= place <= len(text) for place in flat)
    assert "".join(piece for piece, _is_name in segments(text, spans)) == text
