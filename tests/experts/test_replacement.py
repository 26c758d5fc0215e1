"""Replacing a named expert."""

import datetime
from decimal import Decimal

import pytest
from django.db import transaction
from django.utils import timezone

from talkoot.core.refusals import NotAllowed
from talkoot.correspondence.models import Message
from talkoot.experts.actions import replacement as actions
from talkoot.experts.models import Replacement
from talkoot.experts.queries import listed_experts
from talkoot.experts.rules import frameworks as rules
from tests.factories.experts import make_expert
from tests.factories.people import make_membership, make_user
from tests.factories.procurement import make_replacement

PERSON = {
    "reason": "Eläkkeelle.",
    "from_on": datetime.date(2026, 1, 1),
    "name": "Uuno Uusi",
    "email": "uuno@esimerkki.fi",
    "title": "Valmentaja",
    "profile": "Kokenut.",
    "languages": "fi sv",
}


@pytest.fixture
def expert(programme):
    return make_expert("Vanha Konkari", quality_points=Decimal(80))


def test_request_is_told_to_the_office_and_made_once(expert, office_user):
    row = actions.request_replacement(expert, values=PERSON, by=office_user)
    assert row.state == "requested"
    assert Message.objects.get(kind="replacement-requested").user == office_user
    with pytest.raises(NotAllowed):
        actions.request_replacement(expert, values=PERSON, by=office_user)


def test_equal_points_are_approved(expert, office_user):
    row = actions.request_replacement(expert, values=PERSON, by=office_user)
    successor = actions.approve_replacement(row, points=Decimal(80), grounds="", by=office_user)
    row.refresh_from_db()
    expert.refresh_from_db()
    assert (row.state, row.successor) == ("approved", successor)
    assert (successor.slug, successor.supplier) == ("uuno-uusi", expert.supplier)
    assert (successor.named_on, expert.ended_on) == (PERSON["from_on"], PERSON["from_on"])
    assert Message.objects.filter(kind="replacement-decided").exists()


@pytest.mark.parametrize("known", [True, False])
def test_lower_or_unknown_points_need_grounds(expert, office_user, known):
    if not known:
        type(expert).objects.update(quality_points=None)
    points = Decimal("79.5") if known else Decimal(100)
    row = make_replacement(expert)
    with pytest.raises(NotAllowed), transaction.atomic():
        actions.approve_replacement(row, points=points, grounds=" ", by=office_user)
    assert Replacement.objects.get().state == "requested"
    actions.approve_replacement(row, points=points, grounds="Ainoa tarjolla.", by=office_user)
    assert Replacement.objects.get().grounds == "Ainoa tarjolla."


def test_refused_keeps_the_expert(expert, office_user):
    row = make_replacement(expert)
    actions.refuse_replacement(row, grounds="Pisteet eivät riitä.", by=office_user)
    expert.refresh_from_db()
    assert expert.ended_on is None
    with pytest.raises(NotAllowed):
        actions.approve_replacement(row, points=Decimal(90), grounds="", by=office_user)
    row.refresh_from_db()
    assert row.grounds == "Pisteet eivät riitä."
    actions.withdraw_replacement(make_replacement(expert), by=office_user)


def test_one_who_has_ended_leaves_the_directory(expert, office_user):
    today = timezone.localdate()
    actions.end_expert(expert, on=today, by=office_user)
    assert expert not in listed_experts(on=today)
    with pytest.raises(NotAllowed):
        actions.request_replacement(expert, values=PERSON, by=office_user)


def test_who_may_act_for_a_supplier(expert, office_user, outsider):
    supplier = expert.supplier
    declared, own = make_user(), make_user()
    make_membership(declared, supplier.organisation, confirmed_at=None)
    make_membership(own, supplier.organisation)
    assert rules.can_act_for(own, supplier)
    assert rules.can_act_for(office_user, supplier)
    assert not rules.can_act_for(declared, supplier)
    assert not rules.can_act_for(outsider, supplier)
