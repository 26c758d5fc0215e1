"""Once a year the owners tell whether a practice is still in use; after three months, the rest."""

import datetime

from django.db import transaction
from django.utils import timezone

from talkoot.audit.actions import record
from talkoot.correspondence.models import OptOut
from talkoot.practices.actions import locked
from talkoot.practices.actions.mails import tell_owners_together
from talkoot.practices.actions.writing import change_public
from talkoot.practices.messages import checks as mails
from talkoot.practices.models import Practice, StillInUse
from talkoot.practices.queries.checks import asked_since, soon
from talkoot.practices.rules.checks import check_answer
from talkoot.practices.tokens import token_of
from talkoot.surveys.queries import token_hash

Answer, Status = StillInUse.Answer, Practice.Status
TOPIC = OptOut.Topic.PRACTICES


@transaction.atomic
def ask_still_in_use(*practices: Practice) -> int:
    """Ask the owners, each by one mail about all of theirs; returns how many mails. One row a year.

    Of several workers one asks, and nobody of what was withdrawn or ended meanwhile: the rows are
    looked at again under their locks.
    """
    now = timezone.now()
    begun = [_begin_check(practice, now) for practice in sorted(practices, key=lambda p: p.pk)]
    checks = {check.practice: check for check in begun if check}
    key = f"{now:%Y%m%d}"
    return tell_owners_together(checks, "practice-check", mails.still_in_use, key=key, topic=TOPIC)


def _begin_check(practice: Practice, now: datetime.datetime) -> StillInUse | None:
    practice = locked(practice)
    is_in_use = practice.state == Practice.State.PUBLISHED and practice.status != Status.ENDED
    if not is_in_use or asked_since(soon(now)).filter(practice=practice).exists():
        return None
    return StillInUse.objects.create(
        practice=practice,
        created_at=now,
        token_hash=token_hash(token_of(practice.pk, now.timestamp())),
    )


@transaction.atomic
def answer_check(check: StillInUse, answer: str) -> Practice:
    """Keep the answer and move the status: an ended practice stays readable and is marked.

    The latest answer holds. Refuses of what is no longer public, and of an older year's link.
    """
    practice = locked(check.practice)
    check = StillInUse.objects.select_for_update().get(pk=check.pk)
    check_answer(practice, check)
    check.answer, check.answered_at = answer, timezone.now()
    check.save(update_fields=["answer", "answered_at"])
    practice.last_checked_at = check.answered_at
    practice.save(update_fields=["last_checked_at"])
    status = Status.ENDED if answer == Answer.ENDED else practice.status
    if answer != Answer.ENDED and practice.status == Status.ENDED:
        status = Status.IN_USE
    before = practice.status
    if status != before:
        change_public(practice, {"status": str(status)}, by=None)
    record(
        "practices.practice.checked",
        practice,
        by=None,
        before={"status": before},
        after={"answer": answer, "status": practice.status},
    )
    return practice


@transaction.atomic
def nudge(*practices: Practice) -> int:
    """Ask the owners once to tell the rest, each by one mail about all of theirs; returns how many.

    Of several workers one asks: the mark is set first. Nobody is asked of what was withdrawn.
    """
    waiting = Practice.objects.filter(state=Practice.State.PUBLISHED, nudged_at=None)
    now = timezone.now()
    by_number = sorted(practices, key=lambda practice: practice.pk)
    marked = {row: row for row in by_number if waiting.filter(pk=row.pk).update(nudged_at=now)}
    return tell_owners_together(marked, "practice-nudge", mails.nudge, key="once", topic=TOPIC)
