"""A service’s chapter: what it was, its TOP3, figures, lessons, quotes and what it brought."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from talkoot.reports.actions import freeze
from talkoot.reports.content import chapters_of
from talkoot.reports.figures_shown import address_of
from talkoot.reports.jobs import renew_report_files
from talkoot.reports.models import ReportFile
from talkoot.reports.shape import SERVICE_CHARTS, SERVICE_FIGURES
from talkoot.surveys.actions.quotes import withdraw_quote
from talkoot.surveys.models import Quote
from talkoot.surveys.results.shares import AREAS, EFFECTIVENESS
from tests.factories.calls import make_application, make_call
from tests.factories.engagements import make_engagement
from tests.factories.files import make_file
from tests.factories.practices import make_practice
from tests.factories.programmes import make_offering
from tests.factories.reports import make_report, make_section
from tests.factories.surveys import make_questionnaire, make_round, make_tally
from tests.factories.texts import make_interview, make_quote

pytestmark = pytest.mark.django_db
# What a service brought has registers of its own: at most a page's fifteen.
PART_QUERIES = {"": 9, "learned": 13, "brought": None}


@pytest.fixture
def service(programme):
    return make_offering(programme, name_fi="Sparraus", summary_fi="Tukea työhön.")


@pytest.fixture
def told(programme, service):
    """A report of the service alone, with answers, a quote and a figure."""
    survey = make_round(
        questionnaire=make_questionnaire(EFFECTIVENESS[0]), programme=programme, service=service,
        viewpoint="organisation", state="closed",
    )  # fmt: skip
    for best, area in enumerate(("hurry", "skills", "newways", "customers")):
        counts = {"5": 2 + 2 * best, "2": 10 - 2 * best}
        make_tally(survey, f"{AREAS}.{area}", counts)
    make_quote(make_interview(programme, service=service), text="Opimme kysymään.", is_public=True)
    make_quote(make_interview(programme), text="Muusta palvelusta.", is_public=True)
    report = make_report(programme=programme)
    shown = {"figures": SERVICE_FIGURES["sparring"], "charts": SERVICE_CHARTS["sparring"]}
    make_section(report, kind="service", offering=service, **shown)
    return report


def blocks_of(report):
    [chapter] = chapters_of(report)
    return chapter.blocks


def test_description_and_top3_stand_before_the_figures(told):
    own, summary, top, tiles, *_rest = blocks_of(told)
    assert (own.paragraphs, summary.paragraphs) == (["Teksti."], ["Tukea työhön."])
    assert [(row[0], row[1], row[3]) for row in top.rows] == [
        ("customers", "1.", "12"), ("newways", "2.", "12"), ("skills", "3.", "12"),
    ]  # fmt: skip
    assert set(top.links) == {address_of(told, "effect-ranks")}
    assert tiles.is_tiles


def test_examples_are_practices_of_the_service_by_the_day(told, service):
    case = make_engagement(application=make_application(call=make_call(offering=service)))
    make_practice("Palvelun käytäntö", engagement=case)
    make_practice("Muualta")
    later = make_engagement(application=make_application(call=make_call(offering=service)))
    make_practice(
        "Myöhempi", engagement=later, published_at=timezone.now() + datetime.timedelta(days=2)
    )
    rows = [row[0] for block in blocks_of(told) for row in block.rows]
    assert "Palvelun käytäntö" in rows
    assert "Muualta" not in rows and "Myöhempi" not in rows


def test_quotes_are_those_of_the_service(told):
    words = str([block.items for block in blocks_of(told)])
    assert "Opimme kysymään." in words and "Muusta palvelusta." not in words


def test_quote_taken_back_leaves_a_frozen_report(told, office_user):
    freeze(told, by=office_user)
    told.refresh_from_db()
    assert "Opimme kysymään." in str(blocks_of(told))
    withdraw_quote(Quote.objects.get(text="Opimme kysymään."), by=office_user)
    assert not [block for block in blocks_of(told) if block.quotes]


def test_files_with_a_quote_that_was_taken_back_are_made_anew(told, office_user):
    freeze(told, by=office_user)
    told.refresh_from_db()
    old = ReportFile.objects.create(
        report=told, kind="pdf", language="sv", file=make_file(), by=office_user
    )
    renew_report_files()
    assert ReportFile.objects.filter(pk=old.pk).exists()
    withdraw_quote(Quote.objects.get(text="Opimme kysymään."), by=office_user)
    renew_report_files()
    new = told.files.get()
    assert new.pk != old.pk and (new.file, new.kind, new.language) == (None, "pdf", "sv")
    renew_report_files()
    assert told.files.get().pk == new.pk


@pytest.mark.parametrize("part", PART_QUERIES)
def test_live_chapter_is_read_part_by_part(part, told, page, office_user):
    address = reverse("report-chapter", args=[told.pk, told.sections.get().pk])
    page.sign_in(office_user)
    shown = page.get(f"{address}?part={part}", fragment=True, queries=PART_QUERIES[part])
    leads = {"": "learned", "learned": "brought", "brought": None}
    assert (f"part={leads[part]}" in shown.content.decode()) == (leads[part] is not None)
    page.get(f"{address}?part=other", status=404)
