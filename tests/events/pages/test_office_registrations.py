"""The office's pages of registrations, seats and participants."""

import re

import pytest
from django.utils import timezone

from talkoot.correspondence.models import Message
from talkoot.events import tokens
from talkoot.events.models import FundedParticipation, Presence, SeatQuota, Series
from talkoot.events.queries.registrations import composition
from talkoot.programmes.models import FundingProject
from tests.factories.events import make_session
from tests.factories.people import make_organisation
from tests.factories.registrations import (
    make_open_series,
    make_participant,
    make_registration,
    person,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


@pytest.fixture
def series(programme, office_user, page):
    page.sign_in(office_user)
    return make_open_series(programme, seats=3)


@pytest.mark.parametrize("count", [1, 3])
def test_list_costs_the_same_at_any_length(page, series, count):
    for _ in range(count):
        make_registration(series, role="staff")
    make_registration(series, role="management", state="cancelled")
    answer = page.get("office-registrations", series.slug, queries=15)
    assert len(answer.page.all("tr")) == count + 2
    [(_label, told)] = composition(series)["roles"]
    assert told == sum(number for _name, number in composition(series)["bodies"]) == count


def test_the_office_confirms_where_somebody_comes_from(page, series):
    row, other = (make_registration(series, organisation=make_organisation()) for _n in range(2))
    make_session(series, state="agreed", title="Ohjaus", organisation=row.organisation)
    token = tokens.token_of(row)
    own = page.get("registration", token)
    assert "to be confirmed" in own.text and "Ohjaus" not in own.text
    assert "to be confirmed" not in page.get("registration", tokens.token_of(other)).text
    address = f"/en/office/events/{series.slug}/registrations/"
    shown = page.get(f"{address}?state=to-confirm")
    assert row.participant.name in shown.text and other.participant.name not in shown.text
    for wrong in ("9" * 5000, str(other.organisation_id)):
        data = {"registration": str(row.pk), "organisation": wrong}
        page.post("office-confirm-registration", data, series.slug, status=409)
    data["organisation"] = str(row.organisation_id)
    page.post("office-confirm-registration", data, series.slug, redirects_to=address)
    assert "Nothing to confirm" in page.get(f"{address}?state=to-confirm").text
    page.get("registration", token, status=404)
    row.refresh_from_db()
    assert "Ohjaus" in page.get("registration", tokens.token_of(row)).text


def test_partners_have_counters_and_links(page, series):
    quota = series.seat_quotas.create(
        kind="partner", seats=2, code="oulu", organisation=make_organisation("Oulun kaupunki")
    )
    make_registration(series, quota=quota)
    answer = page.get("office-registrations", series.slug)
    assert "Oulun kaupunki" in answer.text
    assert f"/events/{series.slug}/register/oulu/" in answer.text


def test_filter_file_and_cancelling(page, series):
    row = make_registration(series)
    waiting = make_registration(series, state="waiting")
    address = f"/en/office/events/{series.slug}/registrations/"
    assert row.participant.name not in page.get(f"{address}?state=waiting").text
    file = page.get("office-registrations-csv", series.slug)
    assert file.status == 200
    data = {"registration": str(row.pk)}
    page.post("office-cancel-registration", data, series.slug, redirects_to=address)
    waiting.refresh_from_db()
    assert waiting.state == "registered"


def test_the_office_registers_a_latecomer_from_its_page(page, series, office_user):
    Series.objects.update(registration_closes_at=timezone.now())
    address = f"/en/office/events/{series.slug}/registrations/"
    register = f"/en/events/{series.slug}/register/"
    assert register in page.get(address).links.values()
    form = page.get("register-person", series.slug)
    assert office_user.email not in form.text
    row = person()
    data = {"name": row.name, "email": row.email, "role": "staff"}
    page.post("register-person", data, series.slug, redirects_to=address)
    assert series.registrations.get().state == "registered"
    page.sign_out()
    page.get("register-person", series.slug, status=409)


def test_seats_and_quotas_are_kept_and_the_line_is_seated(page, series):
    for _ in range(2):
        make_registration(series, state="waiting")
    make_organisation("Oulun kaupunki")
    address = f"/en/office/events/{series.slug}/registrations/"
    data = {
        "seats": "4",
        "has_waiting_list": "on",
        "count": "2",
        "0-kind": "partner",
        "0-seats": "1",
        "0-organisation": "Oulun kaupunki",
        "1-kind": "organisation",
    }
    answer = page.post("office-seats", data, series.slug, redirects_to=address).follow()
    assert "2 persons of the line got a seat" in answer.text
    quota = SeatQuota.objects.get()
    assert (quota.kind, quota.seats, quota.code) == ("partner", 1, "oulun-kaupunki")
    assert page.get("office-seats", series.slug).page.by_id("id_0-code").get("value")


def test_quota_without_its_subject_is_told(page, series):
    data = {"count": "2", "0-kind": "role", "0-seats": "1", "1-kind": "partner", "1-seats": "1"}
    answer = page.post("office-seats", data, series.slug, status=422)
    assert len(answer.errors) == 2


def took_part(series, kind="training", **fields):
    session = make_session(make_open_series(series.programme, kind=kind), state="held")
    who = make_participant(series, **fields)
    Presence.objects.create(session=session, participant=who, role="staff", source="list")
    return who


@pytest.mark.parametrize("count", [1, 3])
def test_participants_cost_the_same_at_any_length(page, series, count):
    for _ in range(count):
        took_part(series)
    answer = page.get("office-participants", queries=9)
    assert f"{count} person" in answer.text


def test_project_counts_those_of_long_term_services_once(page, series):
    project = FundingProject.objects.create(programme=series.programme, name="Hanke")
    trained, visitor = took_part(series), took_part(series, "webinar")
    today = timezone.localdate()
    data = {
        "project": str(project.pk),
        "informed_on": today.isoformat(),
        "started_on": today.isoformat(),
        "participant": [str(trained.pk)],
    }
    for _ in range(2):
        page.post("office-participants", data, redirects_to="office-participants")
    row = FundedParticipation.objects.get()
    assert row.participant == trained
    refused = data | {"participant": [str(visitor.pk)]}
    answer = page.post("office-participants", refused, status=422)
    assert "Open webinars and events make nobody" in answer.errors[0]
    page.post("end-funded", {}, row.pk, redirects_to="office-participants")
    row.refresh_from_db()
    assert row.ended_on == today
    page.post("end-funded", {}, row.pk, status=409)


def test_notice_to_the_funder_is_reminded_of_until_it_is_told_of(page, series, office_user):
    project = FundingProject.objects.create(programme=series.programme, name="H", fund="esf_2021")
    who, today = took_part(series), timezone.localdate()
    row = who.funded.create(project=project, started_on=today, informed_at=timezone.now())
    make_registration(series, participant=who)
    unfilled = "/office/participants/?only=unfilled"
    back = "office-participants"
    for _again in range(2):  # Once in seven days.
        page.post("remind-of-notices", {}, project.pk, redirects_to=back)
    mail = Message.objects.get(kind="funder-notice")
    assert mail.address == who.email
    [token] = re.findall("/registrations/(.+)/notices/", mail.body)
    own = page.get("own-notices", token)
    assert project.name in own.text
    assert own.page.all("button", name="notice", value="start_notice_on")
    begun, ended = {"notice": "start_notice_on"}, {"notice": "end_notice_on"}
    told = {"part": row.pk, **begun}
    page.post("own-notices", told, token, redirects_to=re.compile("/notices/$"))
    for wrong in ("x", "9" * 5000):
        page.post("own-notices", {"part": wrong}, token, status=404)
    page.post("mark-notice", ended, row.pk, status=409)
    assert who.email not in page.get(unfilled).text
    page.post("end-funded", {}, row.pk, redirects_to=back)
    shown = page.get(unfilled)
    assert who.email in shown.text
    assert shown.page.all("button", name="notice", value="end_notice_on")
    page.post("own-notices", told, token, status=409)  # The same button once more.
    page.post("mark-notice", ended, row.pk, redirects_to=back)
    row.refresh_from_db()
    assert row.start_notice_on == row.end_notice_on == today
    FundingProject.objects.update(fund="other")
    page.post("remind-of-notices", {}, project.pk, status=409)
