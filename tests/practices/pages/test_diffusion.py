"""How a programme's practices spread."""

import datetime

import pytest
from django.utils import timezone

from talkoot.practices.models import Practice
from tests.factories.diffusion import make_jury_statement, make_spread
from tests.factories.people import make_organisation
from tests.factories.practices import make_adoption, make_practice

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("count", [1, 3])
def test_page_costs_the_same_with_any_number(page, programme, count):
    for level in (4, 5):
        for _number in range(count):
            make_practice(organisation=make_organisation(), level=level)
    page.get("diffusion", queries=9)


def test_breakthrough_stands_with_the_jury_s_words(page, practice):
    Practice.objects.filter(pk=practice.pk).update(level=5)
    statement = make_jury_statement(practice)
    candidate = make_practice("Ehdokas teoksi", level=4)
    text = page.get("diffusion").text
    assert practice.title in text and statement.grounds in text and candidate.title in text


def test_practices_to_follow_have_new_adopters_and_are_no_candidates_yet(page, practice):
    today = timezone.localdate()
    old, candidate = make_practice("Vanha suosikki"), make_practice("Ehdokas", level=4)
    make_adoption(old, adopted_on=today - datetime.timedelta(days=400))
    for each in (practice, practice, candidate):
        make_adoption(each, adopted_on=today - datetime.timedelta(days=30))
    [row] = page.get("diffusion").context["rising"]
    assert (row, row.new) == (practice, 2)


def test_years_have_new_and_together(page, programme):
    today = timezone.now()
    make_practice(published_at=today)
    make_practice(published_at=today.replace(year=today.year - 1, day=1))
    make_spread(make_practice(published_at=today), 2)
    (_title, _columns, rows), _sectors = page.get("diffusion").context["tables"]
    assert [(row[1], row[2]) for row in rows] == [(1, 1), (2, 3)]


def test_page_without_a_programme_says_so(page, db):
    page.get("diffusion")


def test_unknown_programme_is_not_found(page, programme):
    page.get("/diffusion/?programme=ei-ole", status=404)


def test_page_opens_in_each_language(page, practice):
    for prefix in ("", "/sv", "/en"):
        page.get(f"{prefix}/diffusion/")
