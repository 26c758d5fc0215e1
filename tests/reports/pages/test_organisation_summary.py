"""The yearly summary of an organisation as PDF."""

import io

import pypdf
import pytest
from django.utils import timezone

from talkoot.practices.queries.organisations import year_of
from talkoot.reports.yearly import yearly_content
from tests.factories.diffusion import make_spread
from tests.factories.people import make_organisation
from tests.factories.practices import make_adoption, make_practice

pytestmark = pytest.mark.django_db


def test_own_people_get_a_tagged_pdf(page, practice, applicant):
    page.sign_in(applicant)
    year = timezone.localdate().year
    answer = page.get("organisation-summary", practice.organisation.key, year)
    pdf = answer.response.content
    assert pdf.startswith(b"%PDF-") and b"/MarkInfo" in pdf


def test_summary_tells_the_year_s_events(practice):
    (learner,) = make_spread(practice, 1, days=0)
    other = make_practice(organisation=make_organisation())
    taken = make_adoption(
        other, organisation=practice.organisation, adopted_on=timezone.localdate()
    )
    earlier = make_adoption(
        make_practice(organisation=make_organisation()),
        organisation=practice.organisation,
        adopted_on=timezone.localdate().replace(year=timezone.localdate().year - 2, day=1),
    )
    today = timezone.localdate()
    year = year_of(practice.organisation, today.year)
    content = yearly_content(practice.organisation, year, on=today)
    words = str(content["sections"])
    assert practice.title in words and learner.organisation.name in words
    assert taken.practice.title in words and earlier.practice.title not in words


def test_summary_stays_on_one_page_whatever_happened(page, practice, applicant):
    for _number in range(12):
        make_practice("Pitkä otsikko, joka menee kahdelle riville " * 3,
                      organisation=practice.organisation)  # fmt: skip
    page.sign_in(applicant)
    year = timezone.localdate().year
    answer = page.get("organisation-summary", practice.organisation.key, year)
    pdf = pypdf.PdfReader(io.BytesIO(answer.response.content))
    assert len(pdf.pages) == 1
    assert "9" in pdf.pages[0].extract_text()  # Of thirteen four are named.


def test_others_are_refused(page, practice, outsider):
    year = timezone.localdate().year
    page.sign_in(outsider)
    page.get("organisation-summary", practice.organisation.key, year, status=403)


def test_year_before_everything_is_not_found(page, practice, applicant):
    page.sign_in(applicant)
    page.get("organisation-summary", practice.organisation.key, 1999, status=404)
