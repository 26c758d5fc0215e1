"""Keeping a practice's texts as they were."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Max

from talkoot.people.models import User
from talkoot.practices.models import Practice, Version
from talkoot.practices.rules.moderation import OPEN_CHANGES
from talkoot.practices.rules.writing import values_of

Occasion = Version.Occasion


def keep_version(
    practice: Practice,
    occasion: str,
    *,
    by: User | None,
    values: Mapping[str, Any] | None = None,
) -> Version:
    """Keep the practice as it is now, or the `values` of a change; call with the row locked."""
    last = practice.versions.aggregate(last=Max("number"))["last"] or 0
    return Version.objects.create(
        practice=practice,
        number=last + 1,
        occasion=occasion,
        texts=dict(values_of(practice) if values is None else values),
        made_by=by,
    )


def decline_open_change(practice: Practice, *, note: str) -> None:
    """Decline the change that is open, if any, with the office's note; call with the row locked."""
    rows = practice.versions.filter(occasion__in=OPEN_CHANGES)
    rows.update(occasion=Occasion.DECLINED, note=note)


def keep_public_text(practice: Practice) -> None:
    """What was public before the first change, for practices from before there were versions."""
    if not practice.versions.exclude(occasion__in=OPEN_CHANGES).exists():
        keep_version(practice, Occasion.PUBLISHED, by=None)
