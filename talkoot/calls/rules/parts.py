"""The parts of a call that have a page of their own: whether one has changed, and may change."""

import datetime
import hashlib
from collections.abc import Mapping
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from talkoot.calls.models import Call, JointApplicant
from talkoot.calls.rules.calls import LANGUAGES, last_moment
from talkoot.core.refusals import NotAllowed
from talkoot.programmes.models import Programme

TERMS = (
    "offering_id", "questionnaire_id", "time_zone", "late_policy", "grace_minutes",
    "reminder_days", "max_days", "promised_hours", "asks_sign_off", "allows_joint", "opens_at",
    "closes_at",
)  # fmt: skip
# The columns of the call that the part's page shows, and the rows beside them.
COLUMNS = {
    "texts": (*(f"{name}_{code}" for name in ("title", "text") for code in LANGUAGES), "contacts"),
    "terms": TERMS,
    "links": ("links",),
    "quotas": ("days_quota",),
}
ROWS = {"criteria": "criteria", "quotas": "quotas", "rounds": "intakes"}


def part_mark(call: Call, part: str) -> str:
    """Changes when anybody saves the part."""
    values = [getattr(call, name) for name in COLUMNS.get(part, ())]
    if part in ROWS:
        values += getattr(call, ROWS[part]).order_by("pk").values_list()
    return hashlib.sha256(repr(values).encode()).hexdigest()[:16]


def check_seen_part(call: Call, part: str, seen: str) -> None:
    """Refuse to write over what was changed after the page was opened."""
    if seen != part_mark(call, part):
        raise NotAllowed(
            _(
                "Somebody has changed this part of the call in between, so nothing was saved. What "
                "you wrote is still here. Open the page in another window, see what holds now and "
                "save again if yours is to replace it."
            )
        )


def check_terms(call: Call, values: Mapping[str, Any]) -> None:
    """Refuse to change the terms on which somebody has applied already.

    The service tells the programme, whose office handles the case and how it is challenged; where
    organisations apply jointly, each of them is a party and its aid counts.
    """
    _check_stays_closed(call, values)
    offering = values.get("offering", call.offering)
    if offering != call.offering and call.applications.exists():
        raise NotAllowed(
            _(
                "Somebody has begun an application in this call, so its service stays. Make a new "
                "call for the other service, and close this one."
            )
        )
    is_joint_ending = call.allows_joint and not values.get("allows_joint", True)
    if is_joint_ending and JointApplicant.objects.filter(application__call=call).exists():
        raise NotAllowed(
            _(
                "Organisations apply together in this call already, so that stays possible. Close "
                "the call and make a new one if others are to apply one by one."
            )
        )


def _check_stays_closed(call: Call, values: Mapping[str, Any]) -> None:
    """Refuse to open a call of an ended programme again: at its end all of them were closed."""
    has_ended = call.offering.programme.state == Programme.State.ENDED
    if call.published_at is None or not has_ended or "closes_at" not in values:
        return
    grace = datetime.timedelta(minutes=values.get("grace_minutes", call.grace_minutes))
    last = values["closes_at"] and values["closes_at"] + grace
    if last != last_moment(call) and (last is None or last > timezone.now()):
        raise NotAllowed(
            _(
                "The programme has ended, so its calls stay closed. Leave the closing time as it "
                "was."
            )
        )
