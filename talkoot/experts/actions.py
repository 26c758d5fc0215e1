"""Call-offs."""

import datetime
from decimal import Decimal

from talkoot.audit.actions import record
from talkoot.experts import rules
from talkoot.experts.models import CallOff, Expert, Framework
from talkoot.people.models import User


def call_off(
    expert: Expert, *, days: Decimal, case_number: str, on: datetime.date, by: User
) -> CallOff:
    """Order `days` of the expert from the framework for one case; call inside a transaction.

    Refuses outside the framework's validity or quantity; the framework row is locked, so two
    call-offs at once cannot pass the ceiling together.
    """
    framework = Framework.objects.select_for_update().get(pk=expert.supplier.framework_id)
    rules.check_call_off(expert, days, on=on)
    order = CallOff.objects.create(
        framework=framework,
        expert=expert,
        case_number=case_number,
        days=days,
        ordered_on=on,
        is_demo=expert.is_demo,
    )
    record("experts.call_off.ordered", order, by=by, after={"days": str(days)})
    return order


def raise_call_off(order: CallOff, *, days: Decimal, on: datetime.date, by: User) -> None:
    """Add `days` to an order; the same refusals and the same lock as in `call_off`."""
    Framework.objects.select_for_update().get(pk=order.framework_id)
    rules.check_call_off(order.expert, days, on=on)
    before = {"days": str(order.days)}
    order.days += days
    order.save(update_fields=["days"])
    record("experts.call_off.raised", order, by=by, before=before, after={"days": str(order.days)})
