"""De minimis aid: who gets it, how it is counted, the ceiling of three years and the register."""

import datetime
import threading
from decimal import Decimal

import pytest
from django.db import connection
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from talkoot.calls.actions.activity import classify_activity
from talkoot.calls.models import Application, Call, JointApplicant
from talkoot.calls.rules import questions_of
from talkoot.core.dates import add_months, is_office_day
from talkoot.core.refusals import NotAllowed
from talkoot.correspondence.models import Message
from talkoot.decisions import actions
from talkoot.decisions.actions.aid import complete_sector, register_aid
from talkoot.decisions.actions.correction import correct_decision
from talkoot.decisions.actions.undo import undo_decision
from talkoot.decisions.models import AidGrant, AidRule
from talkoot.decisions.reference import load_aid_rules
from talkoot.decisions.rules.aid import Aid, aids_of, rule_on, undertaking_ids
from talkoot.people.models import Organisation
from tests.decisions.test_outcomes import GRANT, words
from tests.factories.calls import make_application
from tests.factories.decisions import make_decision
from tests.factories.experts import make_expert
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
    assert aids_of(application, days=Decimal(1), on=today)[0].own_eur == 230


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
    assert aids_of(application, days=Decimal(1), on=timezone.localdate())[0].own_eur == 500


def test_undoing_takes_the_aid_back(application, company, office_user):
    decision = actions.decide(application, **GRANT, by=office_user)
    undo_decision(decision, by=office_user)
    assert not AidGrant.objects.exists()


def test_corrected_days_correct_the_aid_of_the_same_day_to_be_registered_anew(
    application, company, office_user
):
    Application.objects.update(days_requested=Decimal(2))
    application.refresh_from_db()
    decision = actions.decide(application, **GRANT | {"days": Decimal(2)}, by=office_user)
    Message.objects.update(state="sent", sent_at=timezone.now())
    grant = AidGrant.objects.get()
    day = grant.granted_on - datetime.timedelta(days=3)
    AidGrant.objects.update(granted_on=day, registered_on=day)
    complete_sector(grant, "36.00", by=office_user)  # The application has none.
    # The price of an order is frozen, whatever the agreement says later.
    type(application.expert.supplier.framework).objects.update(day_price_eur=1)
    error = {"kind": "clerical", "text": "Päiviä on 1, ei 2.", "reasons": "Kirjoitusvirhe."}
    correction = correct_decision(
        decision, **error, days=Decimal(1), is_obvious=True, by=office_user
    )
    corrected = AidGrant.objects.get()
    assert corrected.amount_eur == grant.amount_eur / 2
    assert (corrected.granted_on, corrected.registered_on) == (day, None)
    assert corrected.sector == "36.00"
    # Once the decision has been corrected, the sector may change, and is registered anew.
    register_aid(corrected, by=office_user)
    complete_sector(corrected, "37.00", by=office_user)
    changed = AidGrant.objects.get()
    assert (changed.sector, changed.registered_on) == ("37.00", None)
    # What the applicant had told at first does not come back with the next correction.
    Application.objects.update(aid_sector="36.00")
    correct_decision(decision, **error, days=Decimal(2), by=office_user)
    assert AidGrant.objects.get().sector == "37.00"
    assert "2023/2831" in str(correction.letter.content["sections"])


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


@pytest.fixture
def joint(application):
    """A company that applies together with the municipality."""
    Call.objects.filter(pk=application.call_id).update(allows_joint=True)
    return JointApplicant.objects.create(
        application=application,
        organisation=make_organisation("Palvelu Oy", kind="company"),
        confirmed_at=timezone.now(),
        is_economic=True,
        earlier_aid_eur=Decimal(0),
    )


def test_company_that_joins_gets_its_part(application, joint, office_user):
    price = application.expert.supplier.framework.day_price_eur
    application.refresh_from_db()
    decision = actions.decide(application, **GRANT, by=office_user)
    grant = AidGrant.objects.get()
    assert (grant.organisation, grant.amount_eur) == (joint.organisation, price / 2)
    assert "Palvelu Oy" in str(decision.letter.content["sections"])


def test_ceiling_of_a_company_that_joins_holds(application, joint, office_user):
    JointApplicant.objects.update(earlier_aid_eur=Decimal(299_999))
    with pytest.raises(NotAllowed, match="Palvelu Oy"):
        actions.decide(application, **GRANT, by=office_user)


def test_company_that_joins_must_have_declared(application, joint, office_user):
    JointApplicant.objects.update(earlier_aid_eur=None)
    with pytest.raises(NotAllowed, match="Palvelu Oy"):
        actions.decide(application, **GRANT, by=office_user)


def test_two_companies_of_one_group_count_together(application, joint, office_user):
    sister = make_organisation(kind="company", parent=joint.organisation)
    price = application.expert.supplier.framework.day_price_eur
    JointApplicant.objects.create(
        application=application,
        organisation=sister,
        confirmed_at=timezone.now(),
        is_economic=True,
        earlier_aid_eur=Decimal(0),
    )
    part = (price / 3).quantize(Decimal("0.01"))
    JointApplicant.objects.update(earlier_aid_eur=300_000 - part)
    with pytest.raises(NotAllowed):
        actions.decide(application, **GRANT, by=office_user)
    JointApplicant.objects.update(earlier_aid_eur=300_000 - 2 * part)
    actions.decide(application, **GRANT, by=office_user)
    assert AidGrant.objects.count() == 2


def test_public_body_is_an_undertaking_alone(application):
    make_organisation(kind="municipal_company", parent=application.organisation)
    assert undertaking_ids(application.organisation) == {application.organisation_id}


def test_office_finds_an_activity_economic(application, office_user):
    classify_activity(
        application,
        is_economic=True,
        earlier_aid_eur=Decimal(500),
        reason="Kunta myy palvelua markkinoilla.",
        by=office_user,
    )
    application.refresh_from_db()
    decision = actions.decide(application, **GRANT, by=office_user)
    assert AidGrant.objects.get().declared_eur == 500
    assert "Kunta myy palvelua markkinoilla." in str(decision.letter.content["sections"])


@pytest.mark.parametrize("is_joint", [False, True])
def test_letter_tells_that_the_office_found_a_company_to_serve_no_economic_activity(
    application, company, office_user, is_joint
):
    if is_joint:
        Call.objects.update(allows_joint=True)
        JointApplicant.objects.create(
            application=application,
            organisation=make_organisation("Kaveri Oy", kind="company"),
            confirmed_at=timezone.now(),
            is_economic=False,
        )
    Application.objects.update(is_economic=True, language="en")
    reason = "The training is for the staff of a public hospital."
    facts = {"is_economic": False, "earlier_aid_eur": None, "reason": reason}
    classify_activity(application, **facts, by=office_user)
    decision = actions.decide(Application.objects.get(), **GRANT, by=office_user)
    told = str(decision.letter.content["sections"])
    assert f"office has found that the work of {company} does not serve" in told
    assert reason in told
    assert "The applicant has told" not in told
    assert ("Kaveri Oy has told" in told) is is_joint


def test_found_activity_is_asked_of_earlier_aid(application, office_user):
    assert "earlier_aid_eur" not in {item.code for item in questions_of(application)}
    facts = {"is_economic": True, "earlier_aid_eur": None, "reason": "Myyntiä markkinoilla."}
    classify_activity(application, **facts, by=office_user)
    fresh = Application.objects.get(pk=application.pk)
    assert "earlier_aid_eur" in {item.code for item in questions_of(fresh)}
    with pytest.raises(NotAllowed):
        actions.decide(fresh, **GRANT, by=office_user)


@pytest.mark.parametrize("state", ["approved", "rejected", "draft"])
def test_finding_on_the_activity_after_the_decision_is_refused(office_user, state):
    with pytest.raises(NotAllowed):
        classify_activity(
            make_application(state=state),
            is_economic=True,
            earlier_aid_eur=None,
            reason="Myyntiä.",
            by=office_user,
        )


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_two_grants_share_one_ceiling(transactional_db, office_user):
    load_aid_rules()
    company = make_organisation(kind="company")
    expert = make_expert()
    price = expert.supplier.framework.day_price_eur
    applications = [
        make_application(
            state="submitted",
            organisation=company,
            expert=expert,
            earlier_aid_eur=300_000 - price,
        )
        for _ in range(2)
    ]
    results = []
    barrier = threading.Barrier(2)

    def sign(application):
        barrier.wait()
        try:
            actions.decide(application, **GRANT, by=office_user)
            results.append("granted")
        except NotAllowed:
            results.append("over the ceiling")
        finally:
            connection.close()

    threads = [threading.Thread(target=sign, args=[row]) for row in applications]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(results) == ["granted", "over the ceiling"]
    assert AidGrant.objects.count() == 1
