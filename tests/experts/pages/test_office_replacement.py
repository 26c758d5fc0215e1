"""Asking for a replacement and deciding it."""

from decimal import Decimal

from talkoot.experts.models import Expert, Replacement
from tests.experts.sending import send
from tests.factories.experts import make_expert
from tests.factories.people import make_user
from tests.factories.procurement import make_replacement

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
    send(page, "replace-expert", expert.slug, data=PERSON, to="/experts/")
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
