"""Results of a service and of a programme: viewpoints, trend, the three best, the rounds."""

import datetime

import pytest
from django.utils import timezone

from talkoot.surveys.actions.tallies import tally_rounds
from talkoot.surveys.models import Round
from tests.factories.assessments import make_disqualification
from tests.factories.engagements import make_engagement
from tests.factories.programmes import make_offering, the_programme
from tests.factories.results import make_counted_round, make_wide_questionnaire
from tests.html import text_of
from tests.surveys.pages.test_round_file import csv_rows

GROUPS = {"01": 8, "02": 7}


@pytest.fixture
def service(db):
    return make_offering(the_programme())


def make_rounds(service, number, viewpoints=("organisation", "individual")):
    form = make_wide_questionnaire()
    today = timezone.localdate()
    for year in range(number):
        for viewpoint in viewpoints:
            opens = today - datetime.timedelta(days=365 * (number - year))
            make_counted_round(
                GROUPS, questionnaire=form, service=service, viewpoint=viewpoint, count=False,
                title=f"Kysely {year} {viewpoint}", opens_on=opens,
                closes_on=opens + datetime.timedelta(days=30),
            )  # fmt: skip
    tally_rounds()


@pytest.mark.parametrize("number", [1, 3])
def test_service_costs_the_same_with_any_number_of_rounds(page, office_user, service, number):
    make_rounds(service, number)
    address = ("service-results", service.programme.slug, service.slug)
    answer = page.sign_in(office_user).get(*address, queries=14)
    assert "Osaaminen" in answer.text and "1." in answer.text
    assert (answer.page.by_id("q-trend") is not None) == (number > 1)
    for survey in Round.objects.filter(viewpoint="organisation"):
        assert answer.links[survey.title] == f"/office/rounds/{survey.pk}/results/"


@pytest.mark.parametrize("number", [1, 2])
def test_viewpoints_stand_side_by_side(page, office_user, service, number):
    make_rounds(service, number)
    address = f"/office/results/{service.programme.slug}/{service.slug}/?view=sides"
    answer = page.sign_in(office_user).get(address, queries=12)
    words = text_of(answer.page.by_id("sides"))
    assert words.count(f"n = {15 * number}") >= 10
    for survey in Round.objects.all():
        assert answer.links[survey.title] == f"/office/rounds/{survey.pk}/results/"


@pytest.mark.parametrize("number", [2, 3])
def test_a_split_compares_the_groups_of_all_rounds(page, office_user, service, number):
    make_rounds(service, number, viewpoints=["individual"])
    address = f"/office/results/{service.programme.slug}/{service.slug}/"
    page.sign_in(office_user)
    url = page.get(address).links["Maakunta"]
    answer = page.get(f"{address}{url}", queries=12)
    words = text_of(answer.page.by_id("q-overall"))
    assert "Uusimaa" in words and f"n = {8 * number}" in words


def test_one_viewpoint_has_nothing_beside_it(page, office_user, service):
    make_rounds(service, 1, viewpoints=["individual"])
    address = ("service-results", service.programme.slug, service.slug)
    answer = page.sign_in(office_user).get(*address)
    assert not [url for url in answer.links.values() if "sides" in url]


def test_programme_leads_to_its_services(page, office_user, service):
    make_rounds(service, 1)
    answer = page.sign_in(office_user).get("programme-results", service.programme.slug)
    assert answer.links[service.name].endswith(f"/{service.slug}/")
    [url] = [url for url in answer.links.values() if url.endswith("?view=sides")]
    answer = page.get(f"/office/results/{service.programme.slug}/{url}")
    assert text_of(answer.page.by_id("sides")).count("n = 15") >= 10
    for file in [url for url in answer.links.values() if "/files/" in url]:
        assert file.endswith("?view=sides") and page.get(file).status == 200


def test_a_service_without_rounds_says_so(page, office_user, service):
    address = ("service-results", service.programme.slug, service.slug)
    answer = page.sign_in(office_user).get(*address)
    assert answer.page.all("section", class_="ui-panel") == []


def test_a_round_kept_from_the_officer_is_in_no_sum_and_no_file(page, office_user, service):
    make_rounds(service, 2, viewpoints=["individual"])
    engagement = make_engagement()
    engagement.feedback_round = kept = Round.objects.order_by("pk")[1]
    engagement.save(update_fields=["feedback_round"])
    make_disqualification(engagement.application, user=office_user)
    page.sign_in(office_user)
    for address in ("", f"{service.slug}/"):
        answer = page.get(f"/office/results/{service.programme.slug}/{address}")
        assert kept.title not in answer.text
        assert "n = 15" in answer.text and "n = 30" not in answer.text
        [file] = [url for url in answer.links.values() if "/files/csv/" in url]
        told = str(csv_rows(page.get(file).content, "results"))
        assert "'15'" in told and "'30'" not in told
