"""The calls that the product ships, as beginnings of an office's own (data/call_templates.json)."""

import datetime
from collections.abc import Mapping
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import get_language

from talkoot.calls.deadlines import HOME_ZONE
from talkoot.core.loading import columns
from talkoot.data import read_json


@cache
def call_templates() -> dict[str, dict[str, Any]]:
    """{code: template} in the order of the file."""
    return {row["code"]: row for row in read_json("call_templates.json")}


def text_of(texts: Mapping[str, str]) -> str:
    """The text in the active language."""
    return texts.get((get_language() or "fi")[:2]) or texts["fi"]


def call_values(template: Mapping[str, Any], *, today: datetime.date) -> dict[str, Any]:
    """The template's fields of a call: texts, terms and the next dates that it names."""
    values = {**columns({name: template[name] for name in ("title", "text")}), **template["terms"]}
    closes_at = _deadline(template, today)
    if closes_at is not None:
        opening = closes_at - datetime.timedelta(days=template["opens_for_days"])
        morning = datetime.time(9, tzinfo=ZoneInfo(HOME_ZONE))
        values["opens_at"] = datetime.datetime.combine(opening.date(), morning)
        values["closes_at"] = closes_at
    return values


def criteria_rows(template: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The template's criteria and exclusions as actions.calls takes them."""
    return [
        columns({("check_name" if name == "check" else name): row[name] for name in row})
        for row in template["criteria"]
    ]


def _deadline(template: Mapping[str, Any], today: datetime.date) -> datetime.datetime | None:
    """The next day of the year that the template names, or so many days ahead; else None."""
    if named := template.get("deadline"):
        day = datetime.date(today.year, named["month"], named["day"])
        if day <= today:
            day = day.replace(year=today.year + 1)
        clock = named["time"]
    elif template.get("opens_for_days"):
        day = today + datetime.timedelta(days=template["opens_for_days"])
        clock = template["deadline_time"]
    else:
        return None
    time = datetime.time.fromisoformat(clock)
    return datetime.datetime.combine(day, time, tzinfo=ZoneInfo(HOME_ZONE))
