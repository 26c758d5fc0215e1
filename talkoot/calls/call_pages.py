"""What a call's page tells, for the public and for the office's preview."""

import datetime
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from talkoot.calls.deadlines import deadline_text, late_text, moment_in_zone, promise_words
from talkoot.calls.models import Call, Quota
from talkoot.calls.queries.calls import earlier_calls, shown_rooms
from talkoot.calls.rules.calls import in_force, is_open, reminds_from
from talkoot.calls.rules.capacity import Room, concerns_all, full_sentence, is_full, quotas_of
from talkoot.core.charts import region_names
from talkoot.core.dates import days_text
from talkoot.core.templatetags.ui import day, moment_in
from talkoot.surveys.models import Item
from talkoot.surveys.queries import items_of
from talkoot.surveys.rules import minutes_to_answer


def call_context(call: Call, now: datetime.datetime) -> dict[str, Any]:
    """The call's page; `call` comes with its offering, criteria, quotas, intakes and versions."""
    criteria = in_force(call.criteria.all(), call.text_version)
    capacity = shown_rooms(call, quotas_of(call))
    names = quota_names(call)
    items = items_of(call.questionnaire_id) if call.questionnaire_id else []
    full = next((room for room in capacity if concerns_all(room.quota) and room.is_full), None)
    return {
        "call": call,
        "offering": call.offering,
        "programme": call.offering.programme,
        "is_open": is_open(call, now),
        "is_coming": now < call.opens_at,
        "is_full": is_full(capacity),
        "full_sentence": full_sentence(full) if full and is_full(capacity) else "",
        "facts": _facts(call),
        "late": late_text(call),
        "criteria": [row for row in criteria if not row.is_exclusion],
        "exclusions": [row for row in criteria if row.is_exclusion],
        "has_check": any(row.question_fi for row in criteria),
        "capacity": [_room(room, names[index]) for index, room in enumerate(capacity)],
        "rounds": _rounds(call, now),
        "has_earlier": earlier_calls(call).exists(),
        "links": _links(call),
        "version_on": max((row.created_at for row in call.versions.all()), default=None),
        "minutes": minutes_to_answer(items) if items else 0,
        "questions": _questions(items),
        "asks_expert": any(item.code == "expert" for item in items),
    }


def _facts(call: Call) -> list[dict[str, Any]]:
    """The call's terms as rows."""
    most = _("At most %(days)s") % {"days": days_text(call.max_days)}
    rows = [
        {"key": _("Opens"), "value": moment_in(call.opens_at, call.time_zone)},
        {"key": _("Closes"), "value": deadline_text(call)},
        {"key": _("Days for one application"), "value": most},
        {"key": _("Price"), "value": call.offering.price_words or _("Free of charge for you")},
    ]
    if call.promised_hours is not None:
        rows.append({"key": _("Decision"), "value": promise_words(call.promised_hours)})
    if call.allows_joint:
        rows.append({"key": _("Applying together"), "value": _("Several organisations may apply")})
    if call.asks_sign_off:
        rows.append({"key": _("Management"), "value": _("A manager signs the application off")})
    return rows


def _room(room: Room, name: str) -> dict[str, Any]:
    """A quota as a row with a meter: what is left, of how much, and what takes the rest."""
    quota = room.quota
    is_days = quota.measure == Quota.Measure.DAYS
    left, amount = _count(room.left), _count(Decimal(quota.amount))
    sentence = (
        _("%(left)s of %(amount)s days left")
        if is_days
        else _("%(left)s of %(amount)s places left")
    )
    taken = _("granted %(granted)s, in processing %(pending)s")
    return {
        "label": name,
        "left": sentence % {"left": left, "amount": amount},
        "taken": taken % {"granted": _count(room.granted), "pending": _count(room.pending)},
        "max": quota.amount,
        "now": min(Decimal(quota.amount), room.granted + room.pending),
        "is_full": room.is_full,
    }


def _count(number: Decimal) -> str:
    return days_text(number) or "0"


def quota_names(call: Call) -> list[str]:
    """Whom each of the call's quotas concerns, in the order of rules.capacity.quotas_of."""
    quotas = quotas_of(call)
    regions = region_names()
    names = []
    for quota in quotas:
        parts = [regions.get(quota.region_code, quota.region_code)] if quota.region_code else []
        if quota.is_for_first_timers:
            parts.append(_("kept for those who have not been granted anything before"))
        if quota.role:
            parts.append(_("people of the group “%(role)s”") % {"role": quota.get_role_display()})
        names.append(", ".join(parts) or _("The whole call"))
    return names


def _rounds(call: Call, now: datetime.datetime) -> list[dict[str, Any]]:
    return [
        {
            "number": row.number,
            "closes": moment_in_zone(row.closes_at, call),
            "decides": day(row.decides_on),
            "is_over": row.closes_at < now,
        }
        for row in call.intakes.all()
    ]


def _links(call: Call) -> list[dict[str, str]]:
    language = (get_language() or "fi")[:2]
    return [
        {
            "url": row["url"],
            "text": row.get(language) or row["fi"],
            "lang": language if row.get(language) else "fi",
        }
        for row in call.links
    ]


def _questions(items: list[Item]) -> list[tuple[str, list[Item]]]:
    """The questionnaire's pages with their questions, to be read before one begins."""
    pages: dict[str, list[Item]] = {}
    for item in items:
        pages.setdefault(str(item.section or ""), []).append(item)
    return list(pages.items())


def setup_rows(call: Call) -> list[dict[str, Any]]:
    """What the office has set, each row with the page where it is changed."""

    def row(key: str, value: Any, name: str) -> dict[str, Any]:
        return {
            "key": key,
            "value": value or _("nothing yet"),
            "action": _("Change"),
            "action_url": reverse(name, args=[call.slug]),
        }

    criteria = in_force(call.criteria.all(), call.text_version)
    exclusions = sum(item.is_exclusion for item in criteria)
    opens, reminder = moment_in(call.opens_at, call.time_zone), ""
    if call.closes_at and call.reminder_days:
        reminder = "\n" + _("Reminder of drafts %(day)s") % {"day": day(reminds_from(call))}
    return [
        row(_("Texts"), call.title, "office-call-texts"),
        row(
            _("Times and terms"),
            f"{opens} – {deadline_text(call)}\n{late_text(call)}{reminder}".strip(),
            "office-call-terms",
        ),
        row(_("Questionnaire"), str(call.questionnaire or ""), "office-call-terms"),
        row(
            _("Criteria and exclusions"),
            _("%(criteria)s criteria, %(exclusions)s exclusions")
            % {"criteria": len(criteria) - exclusions, "exclusions": exclusions}
            if criteria
            else "",
            "office-call-criteria",
        ),
        row(_("Quotas"), _quota_lines(call), "office-call-quotas"),
        row(
            _("Rounds"),
            "\n".join(moment_in_zone(item.closes_at, call) for item in call.intakes.all()),
            "office-call-rounds",
        ),
        row(_("Links"), "\n".join(link["text"] for link in _links(call)), "office-call-links"),
    ]


def _quota_lines(call: Call) -> str:
    pairs = zip(quotas_of(call), quota_names(call), strict=True)
    return "\n".join(
        f"{quota.amount} {quota.get_measure_display()}: {name}" for quota, name in pairs
    )
