"""Bodies and their meetings, strategies and continuity, on the office's and everybody's pages."""

import datetime
import re
from io import BytesIO

import pytest
from django.utils import timezone, translation
from pypdf import PdfReader

from talkoot.audit.models import LogEntry
from talkoot.governance.models import Alignment, Meeting, StrategyAim
from talkoot.governance.reference import load_governance
from talkoot.home.reference import load_reference
from talkoot.programmes.models import Programme
from tests.factories.calls import make_call
from tests.factories.events import make_event
from tests.factories.governance import (
    make_body,
    make_body_member,
    make_continuation_item,
    make_item,
    make_meeting,
    make_meeting_task,
    make_strategy,
)
from tests.factories.people import make_organisation
from tests.factories.practices import make_practice
from tests.factories.programmes import (
    make_mandate,
    make_offering,
    make_party,
    make_period,
    make_programme,
)

pytestmark = pytest.mark.django_db
OFFICE = re.compile("/office/")
PUBLIC_QUERIES = 12
OFFICE_QUERIES = 15
PARTS_QUERIES = 7
BODY_QUERIES = 10
MEETING_QUERIES = 8


@pytest.fixture
def office_page(page, office_user):
    return page.sign_in(office_user)


def fill(programme, count):
    for _number in range(count):
        body = make_body(programme)
        organisation = make_organisation(name=f"Kunta {body.pk}")
        member = make_body_member(body, organisation=organisation)
        body.documents.create(
            kind="recommendation", title="Suositus", dated_on="2021-01-01", text="Kehittäkää."
        )
        meeting = make_meeting(body=body)
        meeting.present.add(member)
        make_meeting_task(make_item(meeting))
        make_mandate(programme, text_fi=f"Sopimus {body.pk}")
        make_continuation_item(programme)
        make_strategy(programme, "Luottamus")
        offering = make_offering(programme)
        for aim in StrategyAim.objects.filter(strategy__programme=programme):
            Alignment.objects.create(aim=aim, offering=offering)


@pytest.mark.parametrize("count", [1, 3])
def test_pages_take_the_same_queries_and_name_nobody_to_everybody(count, page, programme):
    fill(programme, count)
    shown = page.get("governance", programme.slug, queries=PUBLIC_QUERIES)
    assert shown.text.count("Kehittäkää.") == shown.text.count("Kunta ") == count
    assert "Jäsen " not in shown.text


@pytest.mark.parametrize("count", [1, 3])
def test_office_pages_take_the_same_queries(count, office_page, programme):
    fill(programme, count)
    office_page.get("edit-governance", programme.slug, queries=OFFICE_QUERIES)
    body = programme.bodies.first()
    for _number in range(count - 1):
        meeting = make_meeting(body=body)
        make_meeting_task(make_item(meeting))
        make_meeting_task(make_item(meeting))
        make_body_member(body)
    office_page.get("office-body", body.pk, queries=BODY_QUERIES)
    meeting = body.meetings.first()
    office_page.get("office-meeting", meeting.pk, queries=MEETING_QUERIES)


@pytest.mark.parametrize("count", [1, 3])
def test_periods_and_parties_take_the_same_queries(count, office_page, programme):
    for number in range(1, count + 1):
        make_period(programme, order=number)
        make_party(programme)
    office_page.get("programme-parts", programme.slug, queries=PARTS_QUERIES)


def test_periods_share_no_day_and_stay_in_the_programme(office_page, programme):
    year = programme.starts_on.year
    sent = {"name_fi": "Kausi 1", "starts_on": f"1.1.{year}", "ends_on": f"31.12.{year}"}
    address = ("add-to-governance", programme.slug, "period")
    office_page.post(address[0], sent, *address[1:], redirects_to=OFFICE)
    first = programme.periods.get()
    for days in (
        {"starts_on": f"31.12.{year}", "ends_on": f"1.2.{year + 1}"},
        {"starts_on": f"1.1.{year + 1}", "ends_on": f"1.1.{year + 9}"},
        {"starts_on": f"2.1.{year + 1}", "ends_on": f"1.1.{year + 1}"},
    ):
        assert office_page.post(address[0], sent | days, *address[1:], status=422).errors
    later = {"starts_on": f"1.1.{year + 1}", "ends_on": f"31.12.{year + 1}"}
    office_page.post(address[0], sent | later, *address[1:], redirects_to=OFFICE)
    assert [row.order for row in programme.periods.all()] == [1, 2]
    shorter = sent | {"ends_on": f"30.11.{year}"}
    office_page.post("edit-in-governance", shorter, "period", first.pk, status=422)  # Not opened.
    office_page.change("edit-in-governance", shorter, "period", first.pk, redirects_to=OFFICE)
    entry = LogEntry.objects.get(key="governance.period.saved")
    assert (entry.before, entry.after) == (
        {"ends_on": f"{year}-12-31"}, {"ends_on": f"{year}-11-30"}
    )  # fmt: skip
    make_offering(programme, period=first)
    office_page.post("remove-from-governance", {}, "period", first.pk, status=409)


def test_party_stands_once_in_a_part_and_shares_are_at_most_a_hundred(office_page, programme):
    funder, other = make_organisation("Rahoittaja", kind="funder"), make_organisation("Liitto")
    address = ("programme-parts", programme.slug)
    sent = {"organisation": "rahoittaja", "kind": "funder", "share_percent": "75"}
    add = ("add-to-governance", programme.slug, "party")
    office_page.post(add[0], sent, *add[1:], redirects_to=OFFICE)
    assert programme.parties.get().organisation == funder
    for wrong in (
        sent,
        sent | {"organisation": "Liitto", "share_percent": "25,5"},
        sent | {"organisation": "Liitto", "share_percent": "NaN"},
        sent | {"organisation": "Liitto", "kind": "owner"},
        sent | {"organisation": "Ei ole"},
        sent | {"organisation": ""},
    ):
        assert office_page.post(add[0], wrong, *add[1:], status=422).errors
    right = {"organisation": other.name, "kind": "funder", "share_percent": "25"}
    office_page.post(add[0], right, *add[1:], redirects_to=OFFICE)
    assert "Liitto" in office_page.get(*address).text
    row = programme.parties.get(organisation=other)
    office_page.post("remove-from-governance", {}, "party", row.pk, redirects_to=OFFICE)
    assert programme.parties.count() == 1


def test_body_meets_and_its_task_is_followed(office_page, programme):
    sent = {"name_fi": "Ohjausryhmä", "kind": "steers", "goal": "Hankkeet\nSuositukset"}
    made = office_page.post("add-to-governance", sent, programme.slug, "body", redirects_to=OFFICE)
    body = programme.bodies.get()
    assert made.location == f"/office/bodies/{body.pk}/"
    assert [aim.text_fi for aim in body.aims.all()] == ["Hankkeet", "Suositukset"]
    member = {"name": "Maija Malli", "seat": "chair", "starts_on": "1.1.2021"}
    office_page.post("add-to-body", member, body.pk, "member", redirects_to=OFFICE)
    office_page.post("add-to-body", member, body.pk, "member", status=409)
    assert body.members.count() == 1
    when = {"starts_at": "2.3.2021 9.00"}
    office_page.post("add-to-body", when, body.pk, "meeting", redirects_to=OFFICE)
    meeting = body.meetings.get()
    office_page.post("move-meeting", {"to": "held"}, meeting.pk, status=409)
    office_page.post(
        "add-to-meeting", {"title": "Talousarvio"}, meeting.pk, "item", redirects_to=OFFICE
    )
    office_page.post("move-meeting", {"to": "held"}, meeting.pk, redirects_to=OFFICE)
    office_page.post("move-meeting", {"to": "approved"}, meeting.pk, status=409)
    present = {**when, "present": [body.members.get().pk]}
    office_page.change("edit-in-governance", present, "meeting", meeting.pk, redirects_to=OFFICE)
    item = meeting.items.get()
    minutes = {"title": item.title, "decision": "Hyväksyttiin."}
    office_page.change("edit-in-governance", minutes, "item", item.pk, redirects_to=OFFICE)
    task = {"item": item.pk, "text": "Tiedote", "owner": "Sihteeri", "due_on": "9.3.2021"}
    office_page.post("add-to-meeting", task, meeting.pk, "task", redirects_to=OFFICE)
    office_page.post("move-meeting", {"to": "approved"}, meeting.pk, redirects_to=OFFICE)
    meeting.refresh_from_db()
    assert meeting.state == Meeting.State.APPROVED
    office_page.change("edit-in-governance", minutes, "item", item.pk, status=409)
    assert "Tiedote" in office_page.get("office-body", body.pk).text
    done = {**task, "done_on": "8.3.2021", "note": "Julkaistiin."}
    given = item.tasks.get()
    office_page.change("edit-in-governance", done, "task", given.pk, redirects_to=OFFICE)
    given.refresh_from_db()
    assert given.done_on == datetime.date(2021, 3, 8)
    minutes = office_page.get("meeting-minutes", meeting.pk)
    told = "".join(sheet.extract_text() for sheet in PdfReader(BytesIO(minutes.content)).pages)
    assert "Maija Malli" in told and "Hyväksyttiin." in told and "Tiedote" in told
    keys = set(LogEntry.objects.values_list("key", flat=True))
    assert {"governance.meeting.approved", "governance.item.saved"} <= keys
    told = "".join(str(row.before) + str(row.after) for row in LogEntry.objects.all())
    assert "Hyväksyttiin." in told and "Maija Malli" not in told


def test_meeting_to_come_is_not_held_and_a_term_has_its_order(office_page, programme):
    body = make_body(programme)
    meeting = make_meeting(body=body, starts_at=timezone.now() + datetime.timedelta(days=3))
    make_item(meeting)
    office_page.post("move-meeting", {"to": "held"}, meeting.pk, status=409)
    member = {
        "name": "M", "seat": "member", "starts_on": "2.1.2021", "ends_on": "1.1.2021"
    }  # fmt: skip
    assert office_page.post("add-to-body", member, body.pk, "member", status=422).errors
    assert not body.members.exists()


def test_uneven_sides_are_told(office_page, programme):
    body = make_body(programme, has_equal_sides=True)
    for side in ("luottamushenkilöt", "luottamushenkilöt", "viranhaltijat"):
        make_body_member(body, side=side)
    shown = office_page.get("office-body", body.pk).text
    assert "luottamushenkilöt 2, viranhaltijat 1" in shown
    make_body_member(body, side="viranhaltijat")
    assert "luottamushenkilöt 2" not in office_page.get("office-body", body.pk).text


def test_services_events_practices_and_figures_serve_goals(office_page, programme):
    sent = {"text_fi": "Levittää käytäntöjä", "number": 1}
    office_page.post("add-to-governance", sent, programme.slug, "goal", redirects_to=OFFICE)
    office_page.post("add-to-governance", sent, programme.slug, "goal", status=422)
    goal = programme.goals.get()
    office_page.post("add-un-goals", {}, programme.slug, redirects_to=OFFICE)
    office_page.post("add-un-goals", {}, programme.slug, redirects_to=OFFICE)
    strategy = programme.strategies.get()
    assert strategy.aims.count() == 17
    decent_work = strategy.aims.get(number=8)
    event, practice = make_event(programme=programme), make_practice(programme=programme)
    for kind, key in (
        ("service", make_offering(programme).pk), ("event", event.pk), ("practice", practice.pk),
        ("figure", "practices-published"),
    ):  # fmt: skip
        sent = {"goals": [goal.pk], f"aims-{strategy.pk}": [decent_work.pk]}
        office_page.post("serves-goals", sent, programme.slug, kind, key, redirects_to=OFFICE)
    assert Alignment.objects.filter(goal=goal).count() == 4
    office_page.post(
        "serves-goals", {"sent": 1}, programme.slug, "event", event.pk, redirects_to=OFFICE
    )
    assert set(decent_work.served_by.values_list("figure_id", flat=True)) == {
        "", "practices-published"
    }  # fmt: skip
    assert decent_work.served_by.count() == 3
    shown = office_page.get("governance", programme.slug)
    assert any("/figures/practices-published/" in url for url in shown.links.values())


def test_goal_of_a_strategy_keeps_what_serves_it_when_the_lines_move(office_page, programme):
    strategy = make_strategy(programme, "Luottamus", "Osaaminen", text := "Terveys")
    kept = strategy.aims.get(text_fi=text)
    Alignment.objects.create(aim=kept, offering=make_offering(programme))
    sent = {"name_fi": strategy.name_fi, "lines": f"{text}\nLuottamus\nOsaava työvoima"}
    office_page.change("edit-in-governance", sent, "strategy", strategy.pk, redirects_to=OFFICE)
    aims = [(aim.number, aim.text_fi) for aim in strategy.aims.all()]
    assert aims == [(1, text), (2, "Luottamus"), (3, "Osaava työvoima")]
    kept.refresh_from_db()
    assert kept.number == 1 and kept.served_by.count() == 1


def test_programme_carries_another_on_and_never_in_a_ring(office_page, programme):
    old = make_programme(office=programme.office, state="ended", slug="vanha")
    office_page.post(
        "programme-continuity", {"continues": old.pk}, programme.slug, redirects_to=OFFICE
    )
    programme.refresh_from_db()
    assert programme.continues == old
    assert programme.name in office_page.get("governance", old.slug).text
    office_page.post("programme-continuity", {"continues": programme.pk}, old.slug, status=409)


def test_plan_tells_what_is_not_settled(office_page, programme):
    sent = {"text_fi": "Portaali", "owner": "KT", "until_on": "1.1.2021"}
    office_page.post("add-to-governance", sent, programme.slug, "continuation", redirects_to=OFFICE)
    item = programme.continuation_items.get()
    task = {"task": "communicator", "starts_on": "1.1.2019", "ends_on": "31.12.2020"}
    office_page.post("add-to-governance", task, programme.slug, "staff", redirects_to=OFFICE)
    assert programme.staff.get().ends_on.year == 2020
    shown = office_page.get("edit-governance", programme.slug)
    assert "Portaali" in shown.text and item.until_on.year == 2021
    assert str(shown.content.decode()).count("ui-tag--warn") == 2  # No money, and it has ended.


def test_published_bodies_and_strategies_are_loaded_once(page):
    load_reference()
    load_governance()
    programme = Programme.objects.get(slug="kunteko")
    assert programme.bodies.count() == 6 and programme.goals.count() == 6
    shown = page.get("governance", "kunteko").text
    assert "Tekry" in shown and "Osaava työvoima" in shown and "Tekojen torin ylläpito" in shown


def test_service_has_its_price_and_stays_while_others_rest_on_it(office_page, programme):
    sent = {
        "name_fi": "Valmennus", "summary_fi": "Kolme päivää.", "kind": "training",
        "price_eur": "90", "price_basis": "participant", "has_own_costs": "on",
        "is_long_term": "on", "followup_months": "4", "feedback": "day",
    }  # fmt: skip
    address = ("add-to-governance", sent, programme.slug, "service")
    office_page.post(*address, redirects_to=OFFICE)
    service = programme.offerings.get(slug="valmennus")
    assert office_page.post(*address, status=422).errors
    with translation.override("en"):
        assert service.price_words.startswith("90 € for each participant; you arrange")
    make_call(offering=service)
    office_page.post("remove-from-governance", {}, "service", service.pk, status=409)
    entry = LogEntry.objects.get(key="governance.service.added")
    assert entry.after["price_eur"] == "90"


def test_key_figures_are_kept_with_the_meeting(office_page, programme):
    practice = make_practice(state="published", published_at=timezone.now())
    meeting = make_meeting(body=make_body(programme), starts_at=timezone.now())
    office_page.post("freeze-meeting-figures", {}, meeting.pk, redirects_to=OFFICE)
    practice.delete()
    shown = office_page.get("office-meeting", meeting.pk)
    address = f"/figures/practices-published/?programme={programme.slug}"
    assert any(url.startswith(address) for url in shown.links.values())
    meeting.refresh_from_db()
    kept = {row["id"]: row["value"] for row in meeting.figures["rows"]}
    assert kept["practices-published"] == "1" and "days-granted" not in kept
    Meeting.objects.update(state="approved")
    office_page.post("freeze-meeting-figures", {}, meeting.pk, status=409)
