"""What several tests of engagements do."""

import datetime
from decimal import Decimal
from typing import Any

from django.db.models import F
from django.utils import timezone

from talkoot.engagements import actions
from talkoot.engagements.actions.reports import approve_report
from talkoot.engagements.models import DayReport, Engagement

REPORT = {"done": "Sovittiin pelisäännöt.", "results": "Kaikki mukana.", "next_steps": "Seuranta."}
COUNTS = {"management": 1, "staff": 11, "supervisor": 0}


def at(days: float, hours: float = 6) -> dict[str, Any]:
    """When, how and where a session is held, so many days from now."""
    starts = timezone.now().replace(microsecond=0, second=0) + datetime.timedelta(days=days)
    return {
        "starts_at": starts,
        "ends_at": starts + datetime.timedelta(hours=hours),
        "mode": "on_site",
        "place": "Kaupungintalo",
    }


def hold(engagement: Engagement, days: float, hours: float = 6, **fields: Any) -> DayReport:
    """Agree a session in the past and report it as the expert does."""
    by = engagement.expert.user or engagement.application.applicant
    session = actions.agree_day(engagement, **at(days, hours), by=by)
    engagement.refresh_from_db()
    facts = {"counts": COUNTS, **REPORT, **fields}
    return actions.report_day(engagement, session=session, **facts, by=by)


def approved(engagement: Engagement, by: Any, days: float = -1, hours: float = 6) -> DayReport:
    report = hold(engagement, days, hours, is_last=False)
    approve_report(report, by=by)
    report.refresh_from_db()
    return report


def grant(engagement: Engagement, days: int | str, hours_per_day: int | str = 6) -> Engagement:
    """What was granted, whatever the factory gave."""
    values = {"days_granted": Decimal(days), "hours_per_day": Decimal(hours_per_day)}
    Engagement.objects.filter(pk=engagement.pk).update(**values)
    order = type(engagement.call_off).objects.filter(pk=engagement.call_off_id)
    order.update(days=Decimal(days), value_eur=Decimal(days) * F("unit_price_eur"))
    engagement.refresh_from_db()
    return engagement


def order_price(engagement: Engagement, price: int) -> None:
    type(engagement.call_off).objects.filter(pk=engagement.call_off_id).update(
        unit_price_eur=Decimal(price)
    )
