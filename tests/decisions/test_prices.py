"""What the letter, the slate and the aid say that days cost is what the call-off reserves."""

import json
from decimal import Decimal

import pytest
from django.utils import timezone

from talkoot.core.refusals import NotAllowed
from talkoot.decisions import actions
from talkoot.decisions.messages.slates import slate_rows
from talkoot.decisions.queries.what_if import facts_of, what_if
from talkoot.decisions.reference import load_aid_rules
from talkoot.decisions.rules.aid import aids_of, euros
from talkoot.decisions.rules.prices import checked_terms, value_of
from talkoot.experts.models import CallOff, Ordering, PriceLine, Procurement
from tests.decisions.test_outcomes import GRANT
from tests.factories.calls import make_application
from tests.factories.decisions import make_slate
from tests.factories.procurement import make_lot, make_offer, make_procurement
from tests.factories.programmes import make_theme

pytestmark = pytest.mark.usefixtures("questionnaires")
LISTED = Decimal("1275.50")


@pytest.fixture
def listed(application, expert):
    """The supplier's price in the lot of the application's theme differs from the plain 1 000."""
    theme = make_theme()
    application.themes.set([theme])
    framework = expert.supplier.framework
    make_lot(framework)
    lot = make_lot(framework)
    lot.themes.add(theme)
    for price in ({"price_eur": 900}, {"price_eur": LISTED, "lot": lot}):
        PriceLine.objects.create(framework=framework, valid_from=timezone.localdate(), **price)
    return lot


def fresh(application):
    return type(application).objects.get(pk=application.pk)


def test_letter_slate_and_aid_agree_with_the_call_off(application, listed, office_user, call):
    type(application).objects.update(is_economic=True, earlier_aid_eur=0)
    application.organisation.kind = "company"
    application.organisation.save()
    load_aid_rules()
    slate = make_slate(fresh(application))
    rows = slate_rows(slate, office_user)
    totals = what_if(rows, facts_of(call))
    aid = aids_of(fresh(application), days=Decimal(1), on=timezone.localdate())[0]
    decision = actions.decide(fresh(application), **GRANT, by=office_user)
    order = CallOff.objects.get()
    assert (order.lot, order.unit_price_eur) == (listed, LISTED)
    assert [row.problem for row in rows] == [""]
    assert order.value_eur == rows[0].cost == totals.cost == aid.whole_eur
    assert totals.frameworks[0].wanted_eur == order.value_eur
    assert euros(order.value_eur) in json.dumps(decision.letter.content, ensure_ascii=False)
    # Once ordered the price is frozen, whatever the list says later.
    PriceLine.objects.update(price_eur=5000)
    line = slate.lines.get()
    line.signed_at = timezone.now()
    line.save()
    assert slate_rows(slate, office_user)[0].cost == order.value_eur


def test_value_takes_the_price_of_the_cases_mini_competition(application, listed, expert):
    competition = make_procurement(
        kind=Procurement.Kind.MINI_COMPETITION,
        state=Procurement.State.CONCLUDED,
        framework=expert.supplier.framework,
        lot=listed,
        case_number=application.number,
    )
    make_offer(
        competition,
        organisation=expert.supplier.organisation,
        day_price_eur=Decimal(800),
        is_awarded=True,
    )
    assert value_of(fresh(application), Decimal(2)) == 1600


def test_lot_of_mini_competitions_stops_the_line(application, listed, office_user):
    listed.ordering = Ordering.MINI_COMPETITION
    listed.save()
    expert = application.expert.supplier.framework
    expert.lots.exclude(pk=listed.pk).delete()
    with pytest.raises(NotAllowed, match=listed.name) as refusal:
        checked_terms(fresh(application))
    rows = slate_rows(make_slate(application), office_user)
    assert [row.problem for row in rows] == [refusal.value.sentence]


def test_value_of_an_expert_outside_the_lots_is_the_agreements(application, listed):
    for lot in application.expert.supplier.framework.lots.all():
        lot.lot_suppliers.all().delete()
    assert value_of(fresh(application), Decimal(1)) == 1000
    with pytest.raises(NotAllowed):
        checked_terms(fresh(application))


def test_agreement_with_a_ceiling_in_euros_shows_what_is_left_of_it(
    application, listed, office_user, call
):
    framework = application.expert.supplier.framework
    framework.value_cap_eur = 2000
    framework.save()
    rows = slate_rows(make_slate(fresh(application)), office_user)
    limit = what_if(rows, facts_of(call)).frameworks[0]
    assert (limit.left_eur, limit.price_eur, limit.is_over) == (2000 - LISTED, LISTED, False)


def test_rows_of_two_experts_share_the_agreement(application, listed, office_user, expert):
    second = make_application(state="submitted", expert=expert)
    rows = slate_rows(make_slate(fresh(application), second), office_user)
    assert [row.cost for row in rows] == [LISTED, 900]
