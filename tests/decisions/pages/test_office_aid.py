"""The de minimis register of the office."""

import datetime
from decimal import Decimal

import pytest
from django.utils import timezone

from talkoot.audit.models import LogEntry
from talkoot.decisions.models import AidGrant, AidRule
from talkoot.decisions.reference import load_aid_rules
from tests.factories.calls import make_application
from tests.factories.decisions import make_sent_decision
from tests.factories.people import make_officer


def make_grant(**fields):
    decision = make_sent_decision(make_application(state="approved"))
    today = timezone.localdate()
    values = {
        "decision": decision,
        "organisation": decision.application.organisation,
        "amount_eur": Decimal("1150.00"),
        "declared_eur": 0,
        "granted_on": today,
        "register_due_on": today + datetime.timedelta(days=28),
    }
    return AidGrant.objects.create(**{**values, **fields})


@pytest.mark.parametrize("count", [1, 3])
def test_register_makes_the_same_queries_however_long_it_is(page, office_user, call, count):
    grants = [make_grant() for _number in range(count)]
    answer = page.sign_in(office_user).get("office-aid", queries=6)
    for grant in grants:
        assert grant.decision.number in answer.text


def test_empty_register_tells_so(page, office_user):
    assert page.sign_in(office_user).get("office-aid").text


def test_grant_is_marked_as_registered_once(page, officer, call):
    grant = make_grant()
    page.sign_in(officer).post("register-aid", {}, grant.pk, redirects_to="/office/aid/")
    grant.refresh_from_db()
    assert grant.registered_on == timezone.localdate()
    page.post("register-aid", {}, grant.pk, status=409)


def test_missing_sector_is_filled_in_once(page, officer, call):
    grant = make_grant()
    links = page.sign_in(officer).get("office-aid").links
    assert f"/office/aid/{grant.pk}/sector/" in links.values()
    page.post("aid-sector", {"sector": "kauppa"}, grant.pk, status=422)
    page.post("aid-sector", {"sector": "62.10"}, grant.pk, redirects_to="/office/aid/")
    page.post("aid-sector", {"sector": "47.11"}, grant.pk, status=409)
    grant.refresh_from_db()
    assert grant.sector == "62.10"
    entry = LogEntry.objects.get(key="decisions.aid_grant.completed")
    assert entry.after["aid_sector"] == "62.10"


def test_register_as_a_file(page, office_user, call):
    grant = make_grant(sector="62.10")
    grant.organisation.name = "=HYPERLINK(1)"
    grant.organisation.save()
    answer = page.sign_in(office_user).django.get("/office/aid.csv")
    lines = b"".join(answer.streaming_content).decode().splitlines()
    assert lines[1].startswith("'=HYPERLINK(1);")
    assert "1150.00" in lines[1]
    assert "62.10" in lines[1]


def test_register_is_the_offices_own(page, call, applicant, outsider):
    grant = make_grant()
    page.sign_in(applicant).get("office-aid", status=403)
    other = make_officer(outsider.memberships.get().organisation)
    page.sign_in(other).post("register-aid", {}, grant.pk, status=404)
    assert grant.decision.number not in page.get("office-aid").text


RULE = {
    "valid_from": "2030-01-01",
    "ceiling_eur": "400 000",
    "years": "3", "day_price_eur": "1300", "source": "(EU) 2029/1",
}  # fmt: skip


def test_decision_maker_adds_a_dated_row_and_what_holds_stays(page, office_user, officer, db):
    load_aid_rules()
    was = list(AidRule.objects.values())
    page.sign_in(officer).post("aid-rules", RULE, status=403)
    page.sign_in(office_user).post("aid-rules", RULE | {"valid_from": "2024-01-02"}, status=422)
    page.post("aid-rules", RULE, redirects_to="/office/aid/rules/")
    page.post("aid-rules", RULE | {"ceiling_eur": "350000"}, redirects_to="/office/aid/rules/")
    assert list(AidRule.objects.values())[:2] == was
    assert AidRule.objects.last().ceiling_eur == 350_000
    assert page.get("aid-rules", queries=5).text
    assert LogEntry.objects.filter(key="decisions.aid_rule.set").count() == 2
