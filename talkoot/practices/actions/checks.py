"""Once a year the owners tell whether a practice is still in use; after three months, the rest."""

from django.db import transaction
from django.utils import timezone

from talkoot.audit.actions import record
from talkoot.correspondence.models import OptOut
from talkoot.practices.actions import locked
from talkoot.practices.actions.mails import tell_owners
from talkoot.practices.actions.writing import change_public
from talkoot.practices.messages import checks as mails
from talkoot.practices.models import Practice, StillInUse
from talkoot.practices.rules.checks import check_answer
from talkoot.practices.tokens import token_of
from talkoot.surveys.queries import token_hash

Answer, Status = StillInUse.Answer, Practice.Status
TOPIC = OptOut.Topic.PRACTICES


@transaction.atomic
def ask_still_in_use(practice: Practice) -> int:
    """Ask the owners by a mail with three links; returns how many got it. One row a year."""
    practice = locked(practice)
    now = timezone.now()
    check = StillInUse.objects.create(
        practice=practice,
        created_at=now,
        token_hash=token_hash(token_of(practice.pk, now.timestamp())),
    )
    key = f"{now:%Y%m%d}"
    return tell_owners(practice, "practice-check", mails.still_in_use, check, key=key, topic=TOPIC)


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
def nudge(practice: Practice) -> int:
    """Ask the owners once to tell the rest; returns how many got the mail.

    Of several workers one asks: the mark is set first.
    """
    marked = Practice.objects.filter(pk=practice.pk, nudged_at=None)
    if not marked.update(nudged_at=timezone.now()):
        return 0
    return tell_owners(practice, "practice-nudge", mails.nudge, practice, key="once", topic=TOPIC)
