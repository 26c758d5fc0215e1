"""Saving one part of a call as a whole."""

from collections.abc import Callable
from typing import Any

from django.db import transaction

from talkoot.calls.models import Call
from talkoot.calls.rules.parts import check_seen_part


@transaction.atomic
def save_part(call: Call, part: str, *, seen: str | None, save: Callable[[], Any]) -> None:
    """Run `save` unless somebody has changed the part since its page was read.

    `seen` is the mark that the page carried (rules.parts.part_mark); the other writers of the call
    wait for each other here.
    """
    locked = Call.objects.select_for_update().get(pk=call.pk)
    if seen is not None:
        check_seen_part(locked, part, seen)
    save()
