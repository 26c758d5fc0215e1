"""How one practice has spread."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from talkoot.practices.models import Adoption, CurveFit
from tests.factories.diffusion import make_jury_statement, make_place, make_spread
from tests.factories.people import make_municipality, make_organisation
from tests.factories.practices import make_adoption, make_practice

pytestmark = pytest.mark.django_db
QUERIES = 12  # From ten adopters on, when models of the curve are looked for.


@pytest.mark.parametrize("count", [10, 13])
def test_page_costs_the_same_with_any_number_of_adopters(page, practice, count):
    make_spread(practice, count)
    page.get("practice-spread", practice.slug, queries=QUERIES)


def test_adopters_stand_in_curve_tree_map_and_table(page, practice):
    first, second = make_spread(practice, 2)
    second.learned_from = first
    second.save(update_fields=["learned_from"])
    answer = page.get("practice-spread", practice.slug)
    html = answer.response.content.decode()
    assert html.count(reverse("organisation", args=[second.organisation.key])) >= 3
    assert 'class="ui-geo"' in html and 'class="ui-graph"' in html
    assert first.organisation.name in answer.text


def test_map_by_municipality_leads_to_the_organisation(page, practice):
    (adoption,) = make_spread(practice, 1)
    html = page.get(f"/practices/{practice.slug}/spread/?map=municipality").response.content
    address = reverse("organisation", args=[adoption.organisation.key])
    name = adoption.organisation.municipality.name
    assert f'<a href="{address}" aria-label="{name}: 1">'.encode() in html


def test_earlier_day_shows_what_was_then(page, practice):
    make_spread(practice, 3)
    day = timezone.localdate() - datetime.timedelta(days=4000)
    text = page.get(f"/practices/{practice.slug}/spread/?as_of={day}").text
    assert _("Nobody has taken it up by this day") in text


@pytest.mark.parametrize("day", ["", "ei-ole", "9999-99-99", "2999-01-01", "0001-01-01"])
def test_nonsense_day_is_today(page, practice, day):
    make_spread(practice, 1)
    answer = page.get(f"/practices/{practice.slug}/spread/?as_of={day}")
    assert answer.context["as_of"] == timezone.localdate()


def test_curve_stands_alone_with_the_reason(page, practice):
    make_spread(practice, 10)
    CurveFit.objects.create(
        practice=practice, counted_on=timezone.localdate(), reason=CurveFit.Reason.FEW_PERIODS
    )
    text = page.get("practice-spread", practice.slug).text
    assert str(CurveFit.Reason.FEW_PERIODS.label) in text
    assert _("Models of the curve") not in text


def test_few_adopters_are_the_reason_at_once(page, practice):
    make_spread(practice, 1)
    text = page.get("practice-spread", practice.slug).text
    assert str(CurveFit.Reason.FEW_ADOPTERS.label) in text


def test_jury_s_grounds_stand_on_the_page(page, practice):
    statement = make_jury_statement(practice)
    text = page.get("practice-spread", practice.slug).text
    assert statement.grounds in text and statement.jury in text


def test_removed_and_unconfirmed_marks_are_not_there(page, practice):
    removed = make_adoption(practice, state=Adoption.State.REMOVED)
    waiting = make_adoption(practice, confirmed_at=None)
    text = page.get("practice-spread", practice.slug).text
    assert removed.organisation.name not in text and waiting.organisation.name not in text


def test_draft_is_there_for_its_author_only(page, applicant):
    practice = make_practice(state="draft", author=applicant)
    page.get("practice-spread", practice.slug, status=404)
    page.sign_in(applicant).get("practice-spread", practice.slug)


def test_page_opens_in_each_language(page, practice):
    make_spread(practice, 2)
    for prefix in ("", "/sv", "/en"):
        assert practice.title in page.get(f"{prefix}/practices/{practice.slug}/spread/").h1


def test_map_by_municipality_leads_to_the_list_of_several(page, practice):
    place = make_place(4)
    here = [make_organisation(f"Yksikkö {number}", municipality=place) for number in range(2)]
    near = make_municipality("980", name="Ylöjärvi", region_code=place.region_code)
    for organisation in [*here, make_organisation("Naapuri", municipality=near)]:
        make_adoption(practice, organisation=organisation)
    links = page.get(f"/practices/{practice.slug}/spread/?map=municipality").links
    (address,) = {url for url in links.values() if "municipality=837" in url}
    answer = page.get(address)
    assert {row["name"] for row in answer.context["adopters"]} == {row.name for row in here}
    assert answer.context["area"] == place.name
