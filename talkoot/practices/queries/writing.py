"""What the owners' page of a practice shows beside the form."""

import datetime
import math
from itertools import pairwise
from typing import Any

from django.utils import timezone

from talkoot.audit.models import LogEntry
from talkoot.practices.models import Practice, Version
from talkoot.practices.queries.versions import Names
from talkoot.practices.rules.completeness import completeness, unfilled
from talkoot.practices.rules.moderation import answer_by, is_overdue

State = Practice.State
# Saving by itself comes much more often than this; a longer silence was a break.
LONGEST_PAUSE = datetime.timedelta(minutes=10)
STATE_KINDS = {State.SUBMITTED: "info", State.RETURNED: "warn", State.PUBLISHED: "ok"}


def writing_page(practice: Practice, change: Version | None) -> dict[str, Any]:
    """State, promise, completeness, pictures and files of the practice; two queries."""
    state = State(practice.state)
    sent_at = practice.state_changed_at if state == State.SUBMITTED else None
    if change and change.occasion == Version.Occasion.PROPOSED:
        sent_at = change.created_at
    return {
        "practice": practice,
        "change": change,
        "state_kind": STATE_KINDS.get(state, "wait"),
        "is_editable": state in (State.DRAFT, State.RETURNED, State.PUBLISHED),
        "is_public": state == State.PUBLISHED,
        "answer_by": answer_by(sent_at) if sent_at else None,
        "is_late": sent_at is not None and is_overdue(sent_at, on=timezone.localdate()),
        "completeness": completeness(practice),
        "later_count": len(unfilled(practice)),
        "images": list(practice.images.all()),
        "attachments": list(practice.attachments.all()),
    }


def minutes_written(practice: Practice, until: datetime.datetime) -> int:
    """How long the text has been written, whole minutes, from its beginning; one query.

    By the log, which tells each saving. Of a pause only its first ten minutes are counted.
    """
    kind, keys = practice._meta.label_lower, ("drafted", "saved")
    rows = LogEntry.objects.filter(
        subject_kind=kind,
        subject_id=str(practice.pk),
        key__in=[f"practices.practice.{key}" for key in keys],
    )
    times = [*rows.order_by("at").values_list("at", flat=True), until]
    spans = (min(later - earlier, LONGEST_PAUSE) for earlier, later in pairwise(times))
    return math.ceil(sum(spans, datetime.timedelta()) / datetime.timedelta(minutes=1))


def words_of(name: str, value: Any) -> str:
    """A plain value of a practice's field in words."""
    return Names([{name: value}]).words(name, value)
