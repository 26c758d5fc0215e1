"""When an expert may be chosen and days may be called off.

Source: Act on Public Procurement 1397/2016, section 43, and CJEU C-216/17 and C-23/20: a call-off
stays within the framework's validity and its greatest quantity.
"""

import datetime
from decimal import Decimal
from typing import Any

from django.db.models import Q, QuerySet, Sum
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from talkoot.core.dates import days_text
from talkoot.core.refusals import NotAllowed
from talkoot.experts.models import Expert, Framework, Lot, Ordering
from talkoot.experts.rules.meters import Meter, meter_of
from talkoot.people.rules import is_officer


def is_valid_on(framework: Framework, day: datetime.date) -> bool:
    return framework.valid_from <= day <= framework.valid_to


def can_read(user: Any, expert: Expert) -> bool:
    """A profile is public while its framework is valid and the person works under it.

    Afterwards it is the programme office's own.
    """
    framework, today = expert.supplier.framework, timezone.localdate()
    is_public = is_valid_on(framework, today) and is_named_on(expert, today)
    return is_public or is_officer(user, framework.programme.office_id)


def days_left(framework: Framework) -> Decimal:
    """Days that may still be called off."""
    orders = framework.call_offs.filter(returned_on=None)
    return framework.days_cap - (orders.aggregate(total=Sum("days"))["total"] or Decimal(0))


def rows_of_person(expert: Expert) -> "QuerySet[Expert]":
    """The expert and the same person under other agreements: nobody is in two places at a time."""
    same = Q(pk=expert.pk)
    if expert.user_id is not None:
        same |= Q(user=expert.user_id)
    return Expert.objects.filter(same)


def is_named_on(expert: Expert, day: datetime.date) -> bool:
    """Whether the person still works under the agreement on the day."""
    return expert.ended_on is None or day < expert.ended_on


def check_call_off(
    expert: Expert,
    days: Decimal,
    *,
    on: datetime.date,
    lot: Lot | None = None,
    value_eur: Decimal | None = None,
    is_competed: bool = False,
) -> None:
    """Refuse a call-off outside the framework or its lot, in days or in euros.

    Hold the framework row's lock when you call.
    """
    framework = expert.supplier.framework
    if not is_valid_on(framework, on):
        raise NotAllowed(
            _(
                "The framework agreement “%(name)s” is not valid today. Choose an expert of a "
                "valid agreement."
            )
            % {"name": framework.name}
        )
    if not (expert.is_available and is_named_on(expert, on)):
        raise NotAllowed(
            _("%(name)s does not take new work now. Ask the applicant to choose another expert.")
            % {"name": expert.name}
        )
    check_ordering(lot, is_competed=is_competed)
    value = days * framework.day_price_eur if value_eur is None else value_eur
    check_room(framework, lot, days, value)


def check_ordering(lot: Lot | None, *, is_competed: bool) -> None:
    """Refuse an order from a lot of mini-competitions, where none was held for the case."""
    if lot is not None and lot.ordering == Ordering.MINI_COMPETITION and not is_competed:
        raise NotAllowed(
            _(
                "Days of the lot “%(lot)s” are ordered by a mini-competition. Hold one for this "
                "case first."
            )
            % {"lot": lot.name}
        )


def check_room(framework: Framework, lot: Lot | None, days: Decimal, euros: Decimal) -> None:
    """Refuse what no longer fits under the ceilings of the agreement and of its lot."""
    whole = meter_of(framework)
    assert whole.days_left is not None
    if days > whole.days_left:
        raise NotAllowed(
            _(
                "The framework agreement has %(left)s days left and %(days)s were asked for. Grant "
                "fewer days or use another agreement."
            )
            % {"left": days_text(whole.days_left), "days": days_text(days)}
        )
    _check_euros(whole, euros, framework.name)
    if lot is None:
        return
    part = meter_of(lot)
    if part.days_left is not None and days > part.days_left:
        raise NotAllowed(
            _(
                "The lot “%(lot)s” has %(left)s days left and %(days)s were asked for. Grant fewer "
                "days or choose an expert of another lot."
            )
            % {"lot": lot.name, "left": days_text(part.days_left), "days": days_text(days)}
        )
    _check_euros(part, euros, lot.name)


def _check_euros(limits: Meter, euros: Decimal, name: str) -> None:
    left = limits.value_left_eur
    if left is not None and euros > left:
        raise NotAllowed(
            _(
                "“%(name)s” has %(left)s € left and these days cost %(euros)s €. Grant fewer days "
                "or use another agreement."
            )
            % {
                "name": name,
                "left": formats.number_format(left, 2, force_grouping=True),
                "euros": formats.number_format(euros, 2, force_grouping=True),
            }
        )
