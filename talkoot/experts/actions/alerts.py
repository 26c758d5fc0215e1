"""Telling the office once that a ceiling is near."""

from functools import partial

from django.utils import timezone

from talkoot.audit.actions import record
from talkoot.experts.actions.mails import tell_office
from talkoot.experts.messages import frameworks as messages
from talkoot.experts.models import Framework, Lot
from talkoot.experts.rules.meters import meter_of


def alert_if_near_ceiling(framework: Framework, lot: Lot | None) -> None:
    """From 80 per cent of a ceiling on, the office gets one mail of the agreement and of the lot.

    Call with the framework locked, after the order has been written.
    """
    rows: list[Framework | Lot] = [framework, *([lot] if lot else [])]
    for row in rows:
        if row.alerted_at is not None:
            continue
        limits = meter_of(row)
        if not limits.is_alerting:
            continue
        row.alerted_at = timezone.now()
        row.save(update_fields=["alerted_at"])
        kind = row._meta.model_name
        record(f"experts.{kind}.alerted", row, by=None, after={"percent": limits.percent})
        write = partial(messages.near_ceiling, framework, row.name, limits)
        tell_office(
            framework.programme,
            "framework-near-ceiling",
            f"{kind}-{row.pk}-{row.alerted_at:%Y%m%d%H%M%S}",
            write,
            is_demo=row.is_demo,
        )


def forget_alert(row: Framework | Lot) -> None:
    """A higher ceiling is told of anew when it is near."""
    if row.alerted_at is not None and not meter_of(row).is_alerting:
        row.alerted_at = None
        row.save(update_fields=["alerted_at"])
