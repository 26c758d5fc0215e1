"""The office's queue."""

import datetime
import re

import pytest
from django.utils import timezone

from talkoot.calls.models import Application, Intake
from talkoot.decisions.models import SlateLine
from tests.factories.calls import make_application, make_call
from tests.factories.decisions import make_decision
from tests.factories.engagements import make_engagement
from tests.factories.people import make_contact, make_organisation

QUERIES = 15


def titles(answer):
    return [
        cell.find("a").text.replace("\u00ad", "") for cell in answer.page.all("th", scope="row")
    ]


def wait(application, days):
    arrived = timezone.now() - datetime.timedelta(days=days)
    Application.objects.filter(pk=application.pk).update(submitted_at=arrived)


@pytest.mark.parametrize("count", [1, 3])
def test_queue_makes_the_same_queries_however_long_it_is(page, office_user, call, count):
    for _number in range(count):
        make_application(state="submitted")
        make_decision(make_application(state="submitted"))
        make_engagement()
    answer = page.sign_in(office_user).get("office-applications", queries=QUERIES)
    assert len(titles(answer)) == 3 * count


def test_queue_shows_the_longest_wait_first_and_the_decided_last(page, office_user, call):
    for title, state, days in [("A", "submitted", 1), ("B", "rejected", 9), ("C", "submitted", 4)]:
        wait(make_application(title=title, state=state), days)
    assert titles(page.sign_in(office_user).get("office-applications")) == ["C", "A", "B"]
    newest = page.get("/office/applications/?sort=newest")
    assert titles(newest) == ["A", "C", "B"]


def test_queue_leaves_out_what_never_arrived_and_other_offices(page, office_user, call, outsider):
    make_application(state="draft")
    make_application(state="withdrawn")
    assert titles(page.sign_in(office_user).get("office-applications")) == []


@pytest.mark.parametrize(
    "query",
    [
        *("q=äänekosken", "q=SISÄILMA", "q=CASE-77", "q=kirjasto"),
        *("state=approved", "expert={expert}", "size=50-249"),
    ],
)
def test_queue_filters(page, office_user, call, expert, query):
    make_application(state="submitted", title="Muu")
    contact = make_contact(make_organisation("Äänekosken kaupunki", staff_count=249))
    make_application(
        state="approved",
        applicant=contact,
        title="Sisäilma kuntoon",
        unit_name="Kirjasto",
        number="CASE-77",
        expert=expert,
    )
    answer = page.sign_in(office_user).get(
        "/office/applications/?" + query.format(expert=expert.pk)
    )
    assert titles(answer) == ["Sisäilma kuntoon"]


@pytest.mark.parametrize("query", ["state=x", "expert=999999", "sort=;drop", "page=-4"])
def test_queue_nonsense_in_the_address_is_no_filter(page, office_user, application, query):
    answer = page.sign_in(office_user).get(f"/office/applications/?{query}")
    assert titles(answer) == [application.title]


def test_queue_that_matches_nothing_offers_all(page, office_user, application):
    answer = page.sign_in(office_user).get("/office/applications/?q=olematon")
    assert titles(answer) == []
    assert "/office/applications/" in answer.links.values()


def test_queue_is_for_the_office(page, applicant, expert_user, application):
    page.get("office-applications", redirects_to="/accounts/login/?next=/office/applications/")
    for user in (applicant, expert_user):
        page.sign_in(user).get("office-applications", status=403)


def test_queue_stays_within_forty_kilobytes(page, office_user, call):
    for _number in range(30):
        make_application(state="submitted")
    answer = page.sign_in(office_user).get("office-applications")
    assert len(titles(answer)) == 24
    assert len(answer.content) < 40_000


def test_queue_of_one_call(page, office_user, call, application):
    other = make_application(state="submitted", call=make_call(offering=call.offering))
    answer = page.sign_in(office_user).get(f"/office/applications/?call={other.call_id}")
    assert titles(answer) == [other.title]
    assert len(titles(page.get("/office/applications/?call=999999"))) == 2


def test_queue_of_one_round(page, office_user, call):
    days = [datetime.timedelta(days=number) for number in (5, 40)]
    rounds = [
        Intake.objects.create(call=call, number=number, closes_at=timezone.now() + ahead)
        for number, ahead in enumerate(days, start=1)
    ]
    first, second = (make_application(state="submitted", intake=intake) for intake in rounds)
    answer = page.sign_in(office_user).get("/office/applications/?round=2", queries=QUERIES)
    assert titles(answer) == [second.title]
    assert titles(page.get("/office/applications/?round=1")) == [first.title]
    assert len(titles(page.get("/office/applications/?round=9"))) == 2
    chosen = {"all": "1", "round": "2", "back": "/office/applications/?round=2"}
    page.post("add-to-slate", chosen, redirects_to=re.compile("/office/slates/"))
    assert [line.application for line in SlateLine.objects.all()] == [second]


def test_queue_tells_what_is_later_than_its_call_promised(page, office_user, call):
    now = timezone.now()
    late = make_application(state="submitted", submitted_at=now - datetime.timedelta(hours=3))
    make_application(state="submitted", submitted_at=now)
    make_application(state="approved", submitted_at=now - datetime.timedelta(hours=3))
    page.sign_in(office_user)
    for promised, numbers in ((None, []), (2, [late.number]), (4, [])):
        type(call).objects.update(promised_hours=promised)
        rows = page.get("office-applications").context["rows"]
        assert [row.application.number for row in rows if row.is_late] == numbers
