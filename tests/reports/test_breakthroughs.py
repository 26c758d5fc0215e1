"""The report tells which practices have broken through by its day, with their curve and map."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from talkoot.practices.models import LevelRules
from talkoot.practices.rules.levels import NUMBERS
from talkoot.reports import actions
from talkoot.reports.content import chapters_of
from talkoot.reports.files import pdf_bytes
from tests.correspondence.pdf import accessibility_faults
from tests.factories.diffusion import make_contribution, make_spread
from tests.factories.practices import make_practice
from tests.factories.reports import make_report, make_section

pytestmark = pytest.mark.django_db
QUERIES = 14
EASY = {"independent_3": 2, "regions_3": 2, "independent_4": 3, "regions_4": 3}


@pytest.fixture
def spread(programme):
    """A practice of three regions, with numbers that make it a candidate, in a report of today."""
    LevelRules.objects.create(programme=programme, numbers={**NUMBERS, **EASY})
    practice = make_practice("Vuorot yhdessä", level=4, adoption_count=3)
    make_spread(practice, 3)
    make_contribution(practice)
    report = make_report(programme=programme)
    make_section(report, kind="breakthroughs", body_fi="")
    return report


def test_candidate_is_told_with_its_curve_and_map(spread, programme):
    [chapter] = chapters_of(spread)
    table, about, curve, area = chapter.blocks
    assert [row[0] for row in table.rows] == ["Vuorot yhdessä"]
    assert (table.rows[0][2][0], table.rows[0][3:5]) == ("4", ["3", "3"])
    assert table.links == [curve.caption_link] and "as_of=" in curve.caption_link
    assert about.paragraphs and curve.picture and curve.rows[-1][1] == "3"
    assert area.area_map and sorted(area.counts.values()) == [1, 1, 1]
    assert accessibility_faults(pdf_bytes(spread, [chapter])) == []


def test_what_had_not_come_so_far_by_the_day_is_left_out(spread):
    spread.cut_off = timezone.localdate() - datetime.timedelta(days=365)
    [chapter] = chapters_of(spread)
    assert chapter.is_empty


def test_frozen_curve_and_map_are_drawn_of_what_was_kept(spread, office_user):
    actions.freeze(spread, by=office_user)
    spread.refresh_from_db()
    make_spread(make_practice("Myöhempi", level=5), 3)
    _table, _about, curve, area = chapters_of(spread)[0].blocks
    assert curve.paper_svg().startswith("<svg") and area.area_map


@pytest.mark.parametrize("count", [1, 3])
def test_chapter_reads_the_same_however_many(count, spread, page, office_user):
    for _number in range(count - 1):
        make_spread(make_practice(level=4), 3)
    section = spread.sections.get()
    page.sign_in(office_user)
    page.get(reverse("report-chapter", args=[spread.pk, section.pk]), queries=QUERIES)
