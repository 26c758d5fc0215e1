"""Call-offs: days ordered, raised, given back, and moved to another expert."""

import datetime
from collections.abc import Iterable
from decimal import Decimal

from django.utils.translation import gettext as _

from talkoot.audit.actions import record
from talkoot.core.refusals import NotAllowed
from talkoot.experts import rules
from talkoot.experts.actions.alerts import alert_if_near_ceiling
from talkoot.experts.models import CallOff, Expert, Framework, Ordering
from talkoot.experts.queries.terms import terms_of
from talkoot.experts.rules.frameworks import lot_of
from talkoot.experts.rules.orders import value_of_days
from talkoot.experts.rules.prices import PART_FIELDS, day_price, frozen_prices
from talkoot.people.models import User


def call_off(
    expert: Expert,
    *,
    days: Decimal,
    case_number: str,
    on: datetime.date,
    by: User,
    reason: str = "",
    theme_ids: Iterable[int] = (),
) -> CallOff:
    """Order `days` of the expert from the framework for one case; call inside a transaction.

    The lot follows from the supplier and the themes, the price from the price list or from the
    mini-competition held for the case, and both are frozen. `reason` is the customer's own.
    Refuses outside the validity or the ceilings of framework and lot; the framework row is locked,
    so two call-offs at once cannot pass a ceiling together. The office is told at 80 per cent.
    """
    framework = _locked(expert)
    terms = terms_of(expert, case_number=case_number, on=on, theme_ids=theme_ids)
    lot, price = terms.lot, terms.day_price_eur
    is_competed = terms.competition_id is not None
    value = terms.value_of(days)
    rules.check_call_off(expert, days, on=on, lot=lot, value_eur=value, is_competed=is_competed)
    order = CallOff.objects.create(
        framework=framework,
        lot=lot,
        expert=expert,
        procurement_id=terms.competition_id,
        basis=_basis(lot.ordering if lot else "", is_competed=is_competed),
        case_number=case_number,
        days=days,
        unit_price_eur=price,
        value_eur=value,
        choice_reason=reason,
        ordered_on=on,
        is_demo=expert.is_demo,
        **terms.other_prices,
    )
    after = {"days": str(days), "euros": str(order.value_eur), "basis": order.basis}
    record("experts.call_off.ordered", order, by=by, after=after)
    alert_if_near_ceiling(framework, lot)
    return order


def lower_call_off(order: CallOff, *, days: Decimal, by: User) -> None:
    """Take `days` off an order whose raising is undone."""
    before = {"days": str(order.days)}
    order.value_eur += _value(order, order.days - days) - _value(order, order.days)
    order.days -= days
    order.save(update_fields=["days", "value_eur"])
    record("experts.call_off.lowered", order, by=by, before=before, after={"days": str(order.days)})


def return_call_off(order: CallOff, *, on: datetime.date, by: User) -> None:
    """The days that were ordered are free again for others; a second time changes nothing."""
    if CallOff.objects.filter(pk=order.pk, returned_on=None).update(returned_on=on):
        record("experts.call_off.returned", order, by=by, before={"days": str(order.days)})


def raise_call_off(order: CallOff, *, days: Decimal, on: datetime.date, by: User) -> None:
    """Add `days` to an order at its price; the same refusals and the same lock as in `call_off`."""
    framework = _locked(order.expert)
    more = _value(order, order.days + days) - _value(order, order.days)
    rules.check_call_off(order.expert, days, on=on, lot=order.lot, value_eur=more, is_competed=True)
    before = {"days": str(order.days)}
    order.days += days
    order.value_eur += more
    order.save(update_fields=["days", "value_eur"])
    record("experts.call_off.raised", order, by=by, before=before, after={"days": str(order.days)})
    alert_if_near_ceiling(framework, order.lot)


def move_call_off(
    order: CallOff, expert: Expert, *, on: datetime.date, reason: str = "", by: User
) -> CallOff:
    """The days ordered are given by another expert of the same framework agreement.

    Another supplier's days come from its own lot at its own price, and must fit under the
    ceilings; the same supplier's keep theirs. Call inside a transaction.
    """
    framework = _locked(expert)
    if expert.supplier.framework_id != order.framework_id:
        raise NotAllowed(
            _another_agreement() % {"name": expert.name, "agreement": order.framework.name}
        )
    before = {"expert": order.expert_id, "euros": str(order.value_eur)}
    if expert.supplier_id != order.expert.supplier_id:
        order.lot = lot_of(expert)
        order.unit_price_eur = day_price(expert, order.lot, on=on)
        for field, price in frozen_prices(expert, order.lot, on=on).items():
            setattr(order, field, price)
    # Its own days do not stand in the order's way.
    CallOff.objects.filter(pk=order.pk).update(returned_on=on)
    value = _value(order, order.days)
    rules.check_call_off(
        expert, order.days, on=on, lot=order.lot, value_eur=value, is_competed=True
    )
    order.expert, order.returned_on, order.value_eur = expert, None, value
    order.choice_reason = reason or order.choice_reason
    order.save(
        update_fields=[
            "expert", "lot", "unit_price_eur", "remote_price_eur", "value_eur", "choice_reason",
            "returned_on", *PART_FIELDS.values(),
        ]
    )  # fmt: skip
    after = {"expert": expert.pk, "euros": str(order.value_eur)}
    record("experts.call_off.moved", order, by=by, before=before, after=after)
    alert_if_near_ceiling(framework, order.lot)
    return order


def revalue_call_off(order: CallOff, *, value_eur: Decimal, by: User) -> None:
    """Let an order cost what its sessions cost; the days stay.

    For orders whose parts of a day and travel have prices of their own. Refuses more than fits
    under the ceilings of framework and lot. Call inside a transaction.
    """
    framework = _locked(order.expert)
    order.refresh_from_db(fields=["value_eur"])
    more = value_eur - order.value_eur
    if not more:
        return
    if more > 0:
        rules.check_room(framework, order.lot, Decimal(0), more)
    before = {"euros": str(order.value_eur)}
    order.value_eur = value_eur
    order.save(update_fields=["value_eur"])
    after = {"euros": str(value_eur)}
    record("experts.call_off.revalued", order, by=by, before=before, after=after)
    alert_if_near_ceiling(framework, order.lot)


def _value(order: CallOff, days: Decimal) -> Decimal:
    return value_of_days(days, order.unit_price_eur, order.half_day_price_eur)


def _another_agreement() -> str:
    return _(
        "%(name)s does not work under the agreement “%(agreement)s”, from which these days were "
        "ordered. Choose an expert of that agreement."
    )


def _locked(expert: Expert) -> Framework:
    """The framework as it is now, locked until the transaction ends; the rules read the same."""
    framework = (
        Framework.objects.select_for_update(of=("self",))
        .select_related("programme")
        .get(pk=expert.supplier.framework_id)
    )
    expert.supplier.framework = framework
    return framework


def _basis(ordering: str, *, is_competed: bool) -> str:
    if is_competed:
        return Ordering.MINI_COMPETITION
    return ordering or Ordering.CUSTOMER_CHOICE
