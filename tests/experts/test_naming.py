"""Whoever is named has an account, is invited, and is the same person in every agreement."""

import datetime
from decimal import Decimal
from importlib import import_module

import pytest
from django.apps import apps
from django.utils import timezone

from talkoot.audit.models import LogEntry
from talkoot.calls.queries import choosable_experts
from talkoot.core.refusals import NotAllowed
from talkoot.correspondence.models import Message
from talkoot.experts.actions import replacement as actions
from talkoot.experts.listing import directory_experts
from talkoot.experts.models import Expert
from talkoot.experts.queries.profiles import get_own_profile, own_ties
from talkoot.experts.rules.profiles import is_away_on
from talkoot.people.models import User
from tests.experts.sending import send
from tests.factories.calls import make_application
from tests.factories.experts import make_expert, make_framework, make_supplier
from tests.factories.people import make_user
from tests.factories.procurement import make_replacement
from tests.factories.profiles import make_availability, make_tie

TODAY = timezone.localdate
PERSON = {
    "name": "Uuno Uusi",
    "email": "uuno@esimerkki.fi",
    "title": "Valmentaja",
    "languages": "sv fi",
    "quality_points": None,
}


def name(supplier, by, **values):
    return actions.name_expert(supplier, values={**PERSON, "named_on": TODAY(), **values}, by=by)


def test_a_named_person_without_an_account_gets_one_and_an_invitation(programme, office_user):
    expert = name(make_supplier(contact_email="myynti@esimerkki.fi"), office_user)
    assert (expert.user.email, expert.user.name) == ("uuno@esimerkki.fi", "Uuno Uusi")
    assert expert.user.language == "sv" and not expert.user.has_usable_password()
    mail = Message.objects.get(kind="expert-named")
    assert mail.user == expert.user and "/my/profile/" in mail.body
    entry = LogEntry.objects.get(key="experts.expert.named")
    assert entry.actor == office_user
    assert get_own_profile(expert.user) == expert


def test_the_successor_of_a_replaced_expert_can_sign_in(programme, office_user):
    row = make_replacement(make_expert(quality_points=Decimal(80)))
    new = actions.approve_replacement(row, points=Decimal(80), grounds="", by=office_user)
    assert new.user == User.objects.get(email=row.email)
    assert Message.objects.filter(kind="expert-named", user=new.user).exists()


def test_who_is_named_again_is_the_same_person(expert, programme, office_user):
    supplier = make_supplier(make_framework(programme, name="Seuraava"))
    again = name(supplier, office_user, email=expert.email.upper())
    assert again.user == expert.user
    assert User.objects.filter(email__iexact=expert.email).count() == 1
    actions.end_named_expert(expert, on=TODAY(), grounds="Kausi päättyi.", by=office_user)
    assert get_own_profile(expert.user) == again


def test_ties_and_absences_are_the_persons_own_in_every_agreement(expert, programme):
    again = make_expert(supplier=make_supplier(make_framework(programme)), user=expert.user)
    draft = make_application()
    assert again in choosable_experts(draft, on=TODAY())
    tie = make_tie(expert, draft.organisation)
    make_availability(expert)
    assert again not in choosable_experts(draft, on=TODAY())
    assert list(own_ties(again)) == [tie]
    assert is_away_on(again, TODAY())
    assert all(row.is_away for row in directory_experts(on=TODAY()).filter(user=expert.user))
    assert len(get_own_profile(expert.user).periods) == 1


def test_naming_is_refused_outside_the_term_and_twice(expert, office_user):
    last = expert.supplier.framework.valid_to
    for values in (
        {"named_on": last + datetime.timedelta(days=1)},
        {"email": expert.email.upper()},
    ):
        with pytest.raises(NotAllowed):
            name(expert.supplier, office_user, **values)
    assert Expert.objects.count() == 1


def test_an_expert_ends_without_a_successor_and_the_parties_are_told(expert, office_user):
    type(expert.supplier).objects.update(contact_email="myynti@esimerkki.fi")
    waiting = make_replacement(expert)
    values = {"on": TODAY(), "grounds": "Siirtyi muualle."}
    with pytest.raises(NotAllowed):
        actions.end_named_expert(expert, **values, by=office_user)
    actions.withdraw_replacement(waiting, by=office_user)
    actions.end_named_expert(expert, **values, by=office_user)
    expert.refresh_from_db()
    assert expert.ended_on == TODAY()
    mails = Message.objects.filter(kind="expert-ended", body__contains="Siirtyi muualle.")
    assert {mail.address for mail in mails} == {expert.email, "myynti@esimerkki.fi"}
    with pytest.raises(NotAllowed):
        actions.end_named_expert(expert, **values, by=office_user)


def test_the_office_names_and_ends_on_the_pages(page, office_user, programme):
    supplier = make_supplier()
    data = {**PERSON, "languages": ["fi"], "quality_points": "81,5", "named_on": str(TODAY())}
    page.sign_in(office_user)
    where = f"/office/suppliers/{supplier.pk}/experts/new/"
    assert where in page.get("office-framework", supplier.framework_id).links.values()
    page.get("name-expert", supplier.pk)
    send(page, "name-expert", supplier.pk, data=data, to="/office/frameworks/")
    expert = Expert.objects.get(supplier=supplier)
    assert (expert.quality_points, expert.languages) == (Decimal("81.5"), "fi")
    send(page, "name-expert", supplier.pk, data=data, status=422)
    where = f"/office/experts/{expert.slug}/end/"
    assert where in page.get("office-framework", supplier.framework_id).links.values()
    page.get("end-expert", expert.slug)
    data = {"on": str(TODAY()), "grounds": "Syy."}
    send(page, "end-expert", expert.slug, data=data, to="/office/frameworks/")
    send(page, "end-expert", expert.slug, data=data, status=422)


def test_nobody_of_the_supplier_names_its_experts(page, expert, expert_user, other_officer):
    for user, status in ((expert_user, 403), (other_officer, 404), (make_user(), 403)):
        page.sign_in(user)
        page.get("name-expert", expert.supplier_id, status=status)
        page.get("end-expert", expert.slug, status=status)


def test_who_was_named_before_accounts_were_opened_gets_one(programme):
    migration = import_module("talkoot.experts.migrations.0004_same_person_in_many_agreements")
    known = make_user("tuttu@esimerkki.fi")
    new, same = make_expert(email="Uusi@esimerkki.fi"), make_expert(email="Tuttu@esimerkki.fi")
    gone = make_expert(ended_on=TODAY())
    migration.link_named_experts(apps, None)
    for row in (new, same, gone):
        row.refresh_from_db()
    assert (new.user.email, same.user, gone.user) == ("uusi@esimerkki.fi", known, None)
    assert not new.user.has_usable_password()
