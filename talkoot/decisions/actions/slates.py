"""Every write of a slate: choosing, editing, signing line by line, undoing."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from talkoot.audit.actions import record
from talkoot.calls.models import Application, Call
from talkoot.calls.queries import applications_with_all
from talkoot.core.refusals import NotAllowed
from talkoot.core.states import change_state
from talkoot.decisions.actions import decide
from talkoot.decisions.actions.undo import undo_decision
from talkoot.decisions.messages.slates import (
    fingerprint,
    letter_mark,
    line_words,
    proposal_of,
    unsigned_lines,
)
from talkoot.decisions.models import Slate, SlateLine
from talkoot.decisions.queries import slates as queries
from talkoot.decisions.rules import slates as rules
from talkoot.people.models import User

EDITED = ("outcome", "days", "reason")
# What drafting reads besides what pages show.
DRAFT_PARTS = ("completion_requests", "call__offering__programme__funding_projects")
State = Slate.State


@transaction.atomic
def make_slate(call: Call, *, title: str = "", by: User) -> Slate:
    """An empty slate of the call; without a title it gets its running number."""
    number = Slate.objects.filter(call=call).count() + 1
    title = title.strip() or _("Slate %(number)s") % {"number": number}
    slate = Slate.objects.create(call=call, title=title[:120], made_by=by, is_demo=call.is_demo)
    record("decisions.slate.made", slate, by=by)
    return slate


@transaction.atomic
def add_applications(slate: Slate, keys: Iterable[int], *, by: User) -> int:
    """Put applications that wait for a decision on the slate, each once; returns how many came.

    Each line starts from the saved draft, or from what the findings lead to. Left out: other
    calls' applications, decided ones, and drafts that are not decided in bulk. Refuses a slate
    that is no longer open and one that would grow too long.
    """
    slate = _locked(slate)
    there = set(slate.lines.values_list("application_id", flat=True))
    rows = applications_with_all().select_related("decision").prefetch_related(*DRAFT_PARTS)
    found = rows.filter(
        call=slate.call_id, state=Application.State.SUBMITTED, pk__in=set(keys) - there
    )
    lines = []
    for application in found:
        outcome, days = proposal_of(application)
        if outcome in rules.OUTCOMES:
            lines.append(
                SlateLine(slate=slate, application=application, outcome=outcome, days=days or 0)
            )
    rules.check_can_grow(slate, len(there) + len(lines))
    SlateLine.objects.bulk_create(lines)
    if lines:
        record("decisions.slate.extended", slate, by=by, after={"lines": len(lines)})
    return len(lines)


@transaction.atomic
def edit_lines(
    slate: Slate, changes: dict[int, dict[str, Any]], *, removed: Iterable[int] = (), by: User
) -> None:
    """Change lines, {line id: {"outcome", "days", "reason"}}, and take others off.

    Refuses once the slate is being signed.
    """
    slate = _locked(slate)
    rules.check_open(slate)
    slate.lines.filter(pk__in=list(removed), signed_at=None).delete()
    lines = list(slate.lines.filter(pk__in=changes, signed_at=None))
    for line in lines:
        for name in EDITED:
            setattr(line, name, changes[line.pk][name])
        line.problem = ""
    SlateLine.objects.bulk_update(lines, [*EDITED, "problem"], batch_size=100)
    record("decisions.slate.edited", slate, by=by, after={"lines": len(lines)})


@transaction.atomic
def sign_slate(slate: Slate, *, seen: str, by: User) -> Slate:
    """Begin to sign: the worker signs line by line from now on, in the name of `by`.

    `seen` is the fingerprint of the letters that the signer looked at. Refuses whoever may not
    sign, an empty slate, and one in which a line or the words of a letter have changed since.
    """
    slate = _locked(slate)
    lines = unsigned_lines(slate, by)
    is_as_seen = seen == fingerprint(lines)
    rules.check_sign(by, slate, is_as_seen=is_as_seen, line_count=len(lines))
    slate.lines.exclude(problem="").update(problem="")
    for line in lines:
        line.seen_mark = letter_mark(line)
    SlateLine.objects.bulk_update(lines, ["seen_mark"], batch_size=100)
    slate.signed_by = by
    slate.save(update_fields=["signed_by"])
    moved = change_state(slate, State.SIGNING, rules.SLATE_TRANSITIONS)
    moved["after"] |= {"lines": str(len(lines)), "fingerprint": seen}
    record("decisions.slate.confirmed", slate, by=by, **moved)
    return slate


@transaction.atomic
def stop_signing(slate: Slate, *, by: User) -> None:
    """Keep what has been signed and open the rest again; refuses when nothing is being signed."""
    slate = _locked(slate)
    moved = change_state(slate, State.OPEN, rules.SLATE_TRANSITIONS)
    record("decisions.slate.stopped", slate, by=by, **moved)


@transaction.atomic
def discard_slate(slate: Slate, *, by: User) -> None:
    """Put the slate aside; its applications stay in the queue. Refuses one that is being signed."""
    slate = _locked(slate)
    moved = change_state(slate, State.DISCARDED, rules.SLATE_TRANSITIONS)
    record("decisions.slate.discarded", slate, by=by, **moved)


def sign_line(line: SlateLine) -> bool:
    """The worker's step: sign one line, all of it or nothing; tells whether it was signed.

    The line is claimed by a conditional update in the transaction that signs, so several workers
    or one that was killed in the middle sign each line once. What the rules refuse stands on the
    line as its problem, and the others go on.
    """
    signer: Any = line.slate.signed_by
    with translation.override(signer.language):
        try:
            return _claim_and_decide(line, by=signer)
        except NotAllowed as refusal:
            stop_line(line, because=refusal.sentence)
            return False


def stop_line(line: SlateLine, *, because: str) -> None:
    """Tell on an unsigned line why it is not signed; the worker then leaves it alone."""
    SlateLine.objects.filter(pk=line.pk, signed_at=None).update(problem=because[:400])


@transaction.atomic
def _claim_and_decide(line: SlateLine, *, by: User) -> bool:
    # Waits for whoever stops the slate at this moment.
    slate = _locked(line.slate)
    waiting = SlateLine.objects.filter(pk=line.pk, signed_at=None, problem="")
    if slate.state != State.SIGNING or not waiting.update(signed_at=timezone.now()):
        return False
    # Nobody edits the draft between the look at its words and the signature.
    Application.objects.select_for_update().only("pk").get(pk=line.application_id)
    application = applications_with_all().select_related("decision").get(pk=line.application_id)
    line.application = application
    rules.check_words(line, letter_mark(line))
    decide(application, **line_words(line), by=by)
    return True


@transaction.atomic
def finish_slate(slate: Slate) -> bool:
    """Close a slate whose every line is signed or has a problem; tells whether it was so."""
    slate = _locked(slate)
    if slate.state != State.SIGNING or queries.waiting_lines().filter(slate=slate).exists():
        return False
    moved = change_state(slate, State.SIGNED, rules.SLATE_TRANSITIONS)
    record("decisions.slate.signed", slate, by=slate.signed_by, **moved)
    return True


@transaction.atomic
def undo_line(line: SlateLine, *, by: User) -> None:
    """Take the line's decision back; refuses once its letter has begun to leave.

    On a slate that is open again the line can then be signed anew; elsewhere it stays undone.
    """
    decision = queries.decision_of(line.application)
    if line.signed_at is None or decision is None:
        raise NotAllowed(_("This line has not been signed, so there is nothing to undo."))
    undo_decision(decision, by=by)
    SlateLine.objects.filter(pk=line.pk, slate__state=State.OPEN).update(signed_at=None)


def undo_slate(slate: Slate, *, by: User) -> tuple[int, int]:
    """Take back every decision whose letter waits: (how many undone, how many too late).

    A slate that is being signed is stopped first. Each decision has a transaction of its own.
    """
    if slate.state == State.SIGNING:
        stop_signing(slate, by=by)
    undone = late = 0
    for line in (
        queries.slate_lines(slate, by).filter(signed_at__isnull=False).exclude(queries.UNDONE)
    ):
        try:
            undo_line(line, by=by)
            undone += 1
        except NotAllowed:
            late += 1
    record("decisions.slate.undone", slate, by=by, after={"undone": undone, "late": late})
    return undone, late


def _locked(slate: Slate) -> Slate:
    """The row as it is now, locked until the transaction ends."""
    rows = Slate.objects.select_for_update(of=("self",))
    return rows.select_related("call__offering__programme", "signed_by").get(pk=slate.pk)
