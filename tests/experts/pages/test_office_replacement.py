"""Asking for a replacement and deciding it."""

from decimal import Decimal

import pytest

from talkoot.audit.models import LogEntry
from talkoot.experts.models import Expert, Replacement
from tests.experts.sending import send
from tests.factories.experts import make_expert
from tests.factories.people import make_user
from tests.factories.procurement import make_replacement
from tests.factories.programmes import make_offering

PERSON = {
    "reason": "Eläkkeelle.",
    "from_on": "2026-01-01",
    "name": "Uuno Uusi",
    "email": "uuno@esimerkki.fi",
    "title": "Valmentaja",
    "profile": "Kokenut.",
    "languages": ["fi", "sv"],
}


def test_expert_asks_and_the_office_approves(page, office_user):
    expert = make_expert(user=make_user(), quality_points=Decimal(80))
    page.sign_in(expert.user).get("replace-expert", expert.slug)
    send(page, "replace-expert", expert.slug, data=PERSON, to="/suppliers/")
    row = Replacement.objects.get()
    assert row.languages == "fi sv"
    page.get("replace-expert", expert.slug, status=409)
    page.sign_in(office_user).get("office-replacement", row.pk, queries=5)
    empty = send(page, "office-replacement", row.pk, data={"decision": "approve"}, status=422)
    low = {"decision": "approve", "points": "70"}
    lower = send(page, "office-replacement", row.pk, data=low, status=422)
    assert (len(empty.errors), len(lower.errors)) == (1, 1)
    data = {"decision": "approve", "points": "81,5"}
    send(page, "office-replacement", row.pk, data=data, to="/office/replacements/")
    assert Expert.objects.get(name="Uuno Uusi").quality_points == Decimal("81.5")
    page.get("office-replacement", row.pk)


def test_refusing_needs_grounds(page, office_user):
    row = make_replacement()
    page.sign_in(office_user)
    send(page, "office-replacement", row.pk, data={"decision": "refuse"}, status=422)
    data = {"decision": "refuse", "grounds": "Pisteet eivät riitä."}
    send(page, "office-replacement", row.pk, data=data, to="/office/replacements/")
    assert "Pisteet eivät riitä." in page.get("office-replacement", row.pk).text


@pytest.mark.parametrize("count", [1, 3])
def test_supplier_looks_after_its_experts_and_curricula(page, programme, count):
    expert = make_expert(user=make_user())
    for _number in range(count):
        make_expert(supplier=expert.supplier)
        make_offering(programme)
    answer = page.sign_in(expert.user).get("supplier", expert.supplier_id, queries=10)
    links = set(answer.links.values())
    assert all(f"/experts/{row.slug}/replace/" in links for row in expert.supplier.experts.all())
    assert sum("/curricula/" in link for link in links) == programme.offerings.count()


def test_supplier_withdraws_a_request_that_waits(page, office_user):
    expert = make_expert(user=make_user())
    page.sign_in(expert.user).get("withdraw-replacement", expert.slug, status=404)
    row = make_replacement(expert)
    own = page.get("my-profile").links.values()
    where = f"/experts/{expert.slug}/replace/withdraw/"
    assert where in own and f"/experts/{expert.slug}/replace/" not in own
    assert where in page.get("supplier", expert.supplier_id).links.values()
    assert row.name in page.get("withdraw-replacement", expert.slug).text
    send(page, "withdraw-replacement", expert.slug, data={}, to=f"/suppliers/{expert.supplier_id}/")
    row.refresh_from_db()
    assert row.state == "withdrawn"
    assert LogEntry.objects.get(key="experts.replacement.withdrawn").actor == expert.user
    send(page, "withdraw-replacement", expert.slug, data={}, status=404)
    assert f"/experts/{expert.slug}/replace/" in page.get("my-profile").links.values()
    page.sign_in(office_user).get("office-replacement", row.pk)
