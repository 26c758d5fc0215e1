"""Keeping an answer that is being written."""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils import timezone

from talkoot.surveys import rules
from talkoot.surveys.models import AnswerLink, Invitation


@dataclass(frozen=True)
class SavedDraft:
    """What is kept now. With `conflicts` {code: what another window kept} nothing was saved."""

    answers: dict[str, Any]
    version: int
    conflicts: dict[str, Any] = field(default_factory=dict)


@transaction.atomic
def save_draft(
    invitation: Invitation,
    given: Mapping[str, Any],
    *,
    codes: Iterable[str],
    seen: int,
    on: datetime.date,
) -> SavedDraft:
    """Keep the given answers to the questions with the `codes`; the others stay as they are.

    `seen` is the version that the page was loaded with. If another window has saved since, what it
    kept is not written over: where both have answered differently, that is a conflict; where this
    one is empty, the other's stays. Refuses after the answer has been sent or the survey closed.
    """
    locked = Invitation.objects.select_for_update(of=("self",)).select_related("round")
    rules.check_answer(locked.get(pk=invitation.pk), on=on)
    link = AnswerLink.objects.select_for_update().get(invitation=invitation)
    kept = kept_answers(link)
    new = {code: given.get(code) for code in codes}
    if seen != link.draft_version:
        new = {code: value for code, value in new.items() if rules.has_answer(value)}
        conflicts = {
            code: kept[code] for code, value in new.items() if code in kept and kept[code] != value
        }
        if conflicts:
            return SavedDraft(kept, link.draft_version, conflicts)
    answers = {code: value for code, value in {**kept, **new}.items() if rules.has_answer(value)}
    link.draft = {"answers": answers, "saved_at": timezone.now().isoformat()}
    link.draft_version += 1
    link.save(update_fields=["draft", "draft_version"])
    return SavedDraft(answers, link.draft_version)


def kept_answers(link: AnswerLink) -> dict[str, Any]:
    """{code: answer} of what has been written and not been sent."""
    return dict(link.draft.get("answers", {}))


def kept_at(link: AnswerLink) -> datetime.datetime | None:
    """When the draft was saved last; None without one."""
    saved_at = link.draft.get("saved_at")
    return datetime.datetime.fromisoformat(saved_at) if saved_at else None
