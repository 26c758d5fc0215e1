"""What the log keeps of a call's rows, before and after a change: codes and values, no texts."""

from collections.abc import Collection
from typing import Any

from talkoot.calls.models import Call

TERMS = (
    "max_days", "days_quota", "opens_at", "closes_at", "grace_minutes", "reminder_days",
    "promised_hours",
)  # fmt: skip


def terms_logged(call: Call, changed: Collection[str]) -> dict[str, str]:
    """{term: value} of the changed terms that are a number or a moment and are set."""
    values = {name: getattr(call, name) for name in TERMS if name in changed}
    return {name: str(value) for name, value in values.items() if value is not None}


def criteria_logged(call: Call) -> dict[str, Any]:
    """{order: row and check}: a criterion that is worded anew is another row."""
    rows = call.criteria.filter(last_version=None).order_by("order", "pk")
    found = rows.values_list("order", "pk", "check_name", "is_exclusion")
    return {
        "criteria": {
            str(order): " ".join(filter(None, [f"#{key}", check, "exclusion" * is_exclusion]))
            for order, key, check, is_exclusion in found
        }
    }


def quotas_logged(call: Call) -> dict[str, Any]:
    """{what is limited: how much}."""
    rows = call.quotas.order_by("measure", "region_code", "role", "pk")
    found = rows.values_list("measure", "region_code", "role", "is_for_first_timers", "amount")
    return {
        "quotas": {
            " ".join(filter(None, [measure, region, role, "first-timers" * is_first])): amount
            for measure, region, role, is_first, amount in found
        }
    }


def rounds_logged(call: Call) -> dict[str, Any]:
    """{number: when it closes and when it is decided}."""
    found = call.intakes.order_by("number").values_list("number", "closes_at", "decides_on")
    return {
        "rounds": {
            str(number): f"{closes_at:%Y-%m-%d %H:%M%z}" + (f" {decides_on}" if decides_on else "")
            for number, closes_at, decides_on in found
        }
    }
