"""What the owners' page of a practice shows beside the form."""

from typing import Any

from django.utils import timezone

from talkoot.practices.models import Practice, Version
from talkoot.practices.queries.versions import Names
from talkoot.practices.rules.completeness import completeness, unfilled
from talkoot.practices.rules.moderation import answer_by, is_overdue

State = Practice.State
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


def words_of(name: str, value: Any) -> str:
    """A plain value of a practice's field in words."""
    return Names([{name: value}]).words(name, value)
