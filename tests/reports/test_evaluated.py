"""The report tells the whole evaluation: who found what, on what it rests, and what followed."""

import datetime

import pytest
from django.urls import reverse

from talkoot.reports import actions
from talkoot.reports.content import chapters_of
from tests.factories.impact import (
    make_assessment,
    make_evaluation,
    make_evidence,
    make_expectation,
    make_finding,
    make_influence,
    make_lesson,
    make_link,
    make_node,
    make_recommendation,
    make_statistic,
    make_story,
    make_study,
    make_tip,
)
from tests.factories.programmes import make_offering
from tests.factories.reports import make_report, make_section

pytestmark = pytest.mark.django_db
PART_QUERIES = {"": 9, "told": 11, "chain": 14, "around": 9}


@pytest.fixture
def evaluated(programme):
    """A report with the evaluation, everything in it once, and the recommendations."""
    make_evaluation(title_fi="Ulkoinen arviointi").areas.create(number=1, text_fi="Hyödyt")
    make_finding(text_fi="Matala kynnys", grounds="Haastattelut")
    make_study().points.create(number=1, text_fi="Aika puuttuu", mentions=4)
    make_lesson(text_fi="Aikaa tarvitaan")
    make_lesson(text_fi="Palvelun oppi", offering=make_offering(programme))
    make_tip(text_fi="Aloita ajoissa")
    start, end = make_node(text_fi="Sparraukset"), make_node("effect", text_fi="Työ sujuu")
    make_link(start, end, assumption="Johto on mukana", risk="Aika loppuu")
    make_expectation(end, 4)
    make_assessment(end, 3, light="much", proposed_light="much", confidence="low")
    make_evidence(end, kind="survey_item")
    make_evidence(end, kind="figure", reference="practices-published", is_against=True)
    make_story(title="Muutos", published_on="2026-01-01")
    make_story(title="Keskeneräinen")
    make_statistic(label_fi="Väestö")
    make_influence(text_fi="Korona")
    row = make_recommendation("accepted", addressee="Hallitus", due_on=datetime.date(2027, 3, 1))
    row.follow_ups.create(text="Aloitettu.", by=make_story().by)
    report = make_report(programme=programme)
    make_section(report, kind="evaluation")
    make_section(report, kind="recommendations")
    return report


def words_of(chapter):
    return [
        word
        for block in chapter.blocks
        for word in [*block.items, *(cell for row in block.rows for cell in row), block.heading]
    ]


def test_chapter_tells_who_found_what_and_on_what_it_rests(evaluated):
    words = words_of(chapters_of(evaluated)[0])
    told = "\n".join(words)
    for text in (
        "Ulkoinen arviointi", "Hyödyt", "Haastattelut", "Aika puuttuu (4)", "Aikaa tarvitaan",
        "Aloita ajoissa", "Johto on mukana", "Aika loppuu", "Muutos", "Uusi laki.",
        "Korona", "Väestö",
    ):  # fmt: skip
        assert text in told, text
    assert "Keskeneräinen" not in told and "Palvelun oppi" not in told
    [mix] = [block for block in chapters_of(evaluated)[0].blocks if len(block.rows) == 6]
    assert [row[1:] for row in mix.rows[:2]] == [["0", "1"], ["1", "0"]]


def test_recommendation_tells_its_day_and_what_has_followed(evaluated):
    [block] = chapters_of(evaluated)[1].blocks[1:]
    [[_text, addressee, state, answer]] = block.rows
    assert (addressee, "1.3.2027" in state) == ("Hallitus", True)
    assert answer.startswith("Jatkamme.\n") and answer.endswith("Aloitettu.")


def test_frozen_evaluation_stays(evaluated, office_user):
    before = words_of(chapters_of(evaluated)[0])
    actions.freeze(evaluated, by=office_user)
    evaluated.refresh_from_db()
    make_finding(text_fi="Myöhempi")
    assert words_of(chapters_of(evaluated)[0]) == before


@pytest.mark.parametrize("part", PART_QUERIES)
def test_live_evaluation_is_read_part_by_part(part, evaluated, page, office_user):
    section = evaluated.sections.get(kind="evaluation")
    address = reverse("report-chapter", args=[evaluated.pk, section.pk])
    page.sign_in(office_user)
    page.get(f"{address}?part={part}", fragment=True, queries=PART_QUERIES[part])
