"""De minimis aid: who gets it, how it is counted, the ceiling of three years and the register."""

import datetime
from decimal import Decimal

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from talkoot.calls.models import Application
from talkoot.core.dates import add_months, is_office_day
from talkoot.core.refusals import NotAllowed
from talkoot.decisions import actions
from talkoot.decisions.actions.aid import register_aid
from talkoot.decisions.actions.undo import undo_decision
from talkoot.decisions.models import AidGrant, AidRule
from talkoot.decisions.reference import load_aid_rules
from talkoot.decisions.rules.aid import Aid, aid_of, rule_on, undertaking_ids
from talkoot.people.models import Organisation
from tests.decisions.test_outcomes import GRANT, words
from tests.factories.decisions import make_decision
from tests.factories.people import make_organisation

pytestmark = pytest.mark.usefixtures("questionnaires", "aid_rules")


@pytest.fixture
def aid_rules(db):
    load_aid_rules()


@pytest.fixture
def company(application):
    Organisation.objects.filter(pk=application.organisation_id).update(kind="municipal_company")
    Application.objects.update(earlier_aid_eur=Decimal(0))
    application.refresh_from_db()
    return Organisation.objects.get(pk=application.organisation_id)


def granted_earlier(organisation, amount, on):
    return AidGrant.objects.create(
        decision=make_decision(state="signed"),
        organisation=organisation,
        amount_eur=amount,
        declared_eur=0,
        granted_on=on,
        register_due_on=on,
    )


def test_ceiling_follows_the_day():
    assert rule_on(datetime.date(2023, 12, 31)).ceiling_eur == 200_000
    assert rule_on(datetime.date(2024, 1, 1)).ceiling_eur == 300_000
    assert load_aid_rules() == AidRule.objects.count() == 2


def test_company_gets_the_statement_and_the_register_row(application, company, office_user):
    price = application.expert.supplier.framework.day_price_eur
    decision = actions.decide(application, **GRANT, by=office_user)
    grant = AidGrant.objects.get()
    assert (grant.amount_eur, grant.organisation) == (price, company)
    assert grant.granted_on == timezone.localdate()
    day, passed = grant.granted_on, 0
    while day < grant.register_due_on:
        day += datetime.timedelta(days=1)
        passed += is_office_day(day)
    assert passed == 20
    assert "2023/2831" in str(decision.letter.content["sections"])


def test_municipality_gets_the_other_statement(application, office_user):
    decision = actions.decide(application, **GRANT, by=office_user)
    assert not AidGrant.objects.exists()
    assert "2023/2831" not in str(decision.letter.content["sections"])


def test_economic_activity_of_a_municipality_is_aid(application, office_user):
    Application.objects.update(is_economic=True, earlier_aid_eur=Decimal(0))
    actions.decide(application, **GRANT, by=office_user)
    assert AidGrant.objects.exists()


def test_company_that_tells_of_no_economic_activity_gets_no_aid(application, company, office_user):
    Application.objects.update(is_economic=False, earlier_aid_eur=None)
    decision = actions.decide(application, **GRANT, by=office_user)
    assert not AidGrant.objects.exists()
    assert "2023/2831" not in str(decision.letter.content["sections"])


def test_refusal_gives_no_aid_and_asks_for_no_declaration(application, company, office_user):
    Application.objects.update(earlier_aid_eur=None)
    actions.decide(application, **words("refused"), by=office_user)
    assert not AidGrant.objects.exists()


def test_grant_without_the_declaration_is_refused(application, company, office_user):
    Application.objects.update(earlier_aid_eur=None)
    with pytest.raises(NotAllowed):
        actions.decide(application, **GRANT, by=office_user)
    assert not AidGrant.objects.exists()


@pytest.mark.parametrize(("room", "passes"), [(0, True), (1, False)])
def test_ceiling_holds_to_the_cent(application, company, office_user, room, passes):
    price = application.expert.supplier.framework.day_price_eur
    declared = 300_000 - price + room * Decimal("0.01")
    Application.objects.update(earlier_aid_eur=declared)
    if passes:
        actions.decide(application, **GRANT, by=office_user)
        return
    with pytest.raises(NotAllowed) as refusal:
        actions.decide(application, **GRANT, by=office_user)
    assert "300" in refusal.value.sentence
    application.refresh_from_db()
    assert application.state == Application.State.SUBMITTED


def test_own_grants_of_three_years_count_and_older_do_not(application, company):
    today = timezone.localdate()
    granted_earlier(company, 1000, add_months(today, -36))
    granted_earlier(company, 200, add_months(today, -36) + datetime.timedelta(days=1))
    granted_earlier(company, 30, today)
    assert aid_of(application, days=Decimal(1), on=today).own_eur == 230


def test_group_is_one_undertaking_but_not_through_a_public_owner(company):
    city = make_organisation(kind="municipality")
    mother = make_organisation(kind="municipal_company", parent=city)
    sister = make_organisation(kind="company", parent=mother)
    stranger = make_organisation(kind="municipal_company", parent=city)
    company.parent = mother
    company.save()
    found = undertaking_ids(Organisation.objects.get(pk=company.pk))
    assert found == {company.pk, mother.pk, sister.pk}
    assert stranger.pk not in found


def test_groups_earlier_aid_counts(application, company):
    sister = make_organisation(kind="company", parent=company)
    granted_earlier(sister, 500, timezone.localdate())
    assert aid_of(application, days=Decimal(1), on=timezone.localdate()).own_eur == 500


def test_undoing_takes_the_aid_back(application, company, office_user):
    decision = actions.decide(application, **GRANT, by=office_user)
    undo_decision(decision, by=office_user)
    assert not AidGrant.objects.exists()


def test_register_once(application, company, office_user):
    actions.decide(application, **GRANT, by=office_user)
    grant = AidGrant.objects.get()
    register_aid(grant, by=office_user)
    grant.refresh_from_db()
    assert grant.registered_on == timezone.localdate()
    with pytest.raises(NotAllowed):
        register_aid(grant, by=office_user)


MONEY = st.decimals(0, 400_000, places=2)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(MONEY, MONEY, st.decimals(0, 5000, places=2), MONEY, st.integers(1, 20))
def test_amounts_add_up(own, declared, price, fee, halves):
    rule = AidRule(ceiling_eur=Decimal(300_000), years=3)
    aid = Aid(rule, Decimal(halves) / 2, price, fee, own, declared)
    assert aid.amount_eur >= 0
    assert aid.total_eur == own + declared + aid.amount_eur
    assert aid.exceeds is (aid.total_eur > 300_000)
