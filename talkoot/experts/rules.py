"""When an expert may be chosen and days may be called off.

Source: Act on Public Procurement 1397/2016, section 43, and CJEU C-216/17 and C-23/20: a call-off
stays within the framework's validity and its greatest quantity.
"""

import datetime
from decimal import Decimal
from typing import Any

from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from talkoot.core.dates import days_text
from talkoot.core.refusals import NotAllowed
from talkoot.experts.models import Expert, Framework
from talkoot.people.rules import is_officer


def is_valid_on(framework: Framework, day: datetime.date) -> bool:
    return framework.valid_from <= day <= framework.valid_to


def can_read(user: Any, expert: Expert) -> bool:
    """A profile is public while its framework is valid; afterwards the programme office's own."""
    framework = expert.supplier.framework
    return is_valid_on(framework, timezone.localdate()) or is_officer(
        user, framework.programme.office_id
    )


def days_left(framework: Framework) -> Decimal:
    """Days that may still be called off."""
    used = framework.call_offs.aggregate(total=Sum("days"))["total"] or Decimal(0)
    return framework.days_cap - used


def check_call_off(expert: Expert, days: Decimal, *, on: datetime.date) -> None:
    """Refuse a call-off outside the framework. Hold the framework row's lock when you call."""
    framework = expert.supplier.framework
    if not is_valid_on(framework, on):
        raise NotAllowed(
            _(
                "The framework agreement “%(name)s” is not valid today. Choose an expert of a "
                "valid agreement."
            )
            % {"name": framework.name}
        )
    if not expert.is_available:
        raise NotAllowed(
            _("%(name)s does not take new work now. Ask the applicant to choose another expert.")
            % {"name": expert.name}
        )
    left = days_left(framework)
    if days > left:
        raise NotAllowed(
            _(
                "The framework agreement has %(left)s days left and %(days)s were asked for. Grant "
                "fewer days or use another agreement."
            )
            % {"left": days_text(left), "days": days_text(days)}
        )
