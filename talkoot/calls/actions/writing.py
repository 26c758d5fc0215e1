"""Writing together: colleagues, taking over, and saving without losing the other's text."""

import datetime
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone, translation

from talkoot.audit.actions import record
from talkoot.calls import rules
from talkoot.calls.actions import save_locked
from talkoot.calls.actions.mails import queue_mail
from talkoot.calls.messages import writing as mails
from talkoot.calls.models import Application, JointApplicant, Writer, WriterInvitation
from talkoot.calls.queries.writing import colleague_at
from talkoot.calls.rules import snapshots, writing
from talkoot.people.models import User
from talkoot.surveys.queries import token_hash


@dataclass(frozen=True)
class Saved:
    """The application as it is kept now; `conflicts` {code: the other's answer} were not saved."""

    application: Application
    conflicts: dict[str, Any] = field(default_factory=dict)


@transaction.atomic
def save_together(
    application: Application, *, answers: Mapping[str, Any], seal: str = "", by: User
) -> Saved:
    """Save what this person changed since the page was loaded; the others' changes stay.

    `seal` is the page's (rules.snapshots). An answer that somebody else has changed meanwhile too
    is not saved but given back as a conflict. Refuses as save_draft does.
    """
    fresh = Application.objects.select_for_update().get(pk=application.pk)
    fresh.call, fresh.applicant = application.call, application.applicant
    if fresh.organisation_id == application.organisation_id:
        fresh.organisation = application.organisation
    if hasattr(application, "_questions"):
        fresh._questions = application._questions  # type: ignore[attr-defined]
    loaded = snapshots.opened(seal, fresh.ref)
    merged = snapshots.merge(answers, rules.answers_of(fresh), loaded)
    moment = timezone.now().isoformat(timespec="seconds")
    fresh.edits = {**fresh.edits, **{code: [by.pk, moment] for code in merged.changes}}
    save_locked(fresh, answers=merged.changes, by=by, fields=["edits"])
    return Saved(fresh, merged.conflicts)


@transaction.atomic
def invite_writer(application: Application, *, address: str, by: User) -> str:
    """Let a colleague write too; returns their name, or "" when a link was mailed.

    A confirmed member of an organisation that applies writes at once. Anybody else gets a link
    that opens when their membership has been confirmed. Refuses once the application has been sent.
    """
    Application.objects.select_for_update().values_list("pk").get(pk=application.pk)
    writing.check_invite(application)
    colleague = colleague_at(application, address)
    if colleague is not None:
        _add_writer(application, colleague, by=by)
        with translation.override(colleague.language):
            mail = mails.added_as_writer(application, by)
        queue_mail("writer-added", application, str(colleague.pk), mail, to=colleague)
        return str(colleague)
    token = secrets.token_urlsafe(24)
    WriterInvitation.objects.update_or_create(
        application=application,
        address=address.lower(),
        defaults={
            "token_hash": token_hash(token),
            "expires_at": timezone.now() + datetime.timedelta(days=writing.INVITATION_DAYS),
            "invited_by": by,
        },
    )
    with translation.override(application.language):
        mail = mails.writer_invitation(application, token, by)
    queue_mail("writer-invitation", application, token_hash(token)[:16], mail, address=address)
    record("calls.writer.invited", application, by=by)
    return ""


@transaction.atomic
def join_application(invitation: WriterInvitation, *, by: User) -> Application:
    """The invited colleague writes from now on; the link is used up.

    Refuses an old link, another person's and one whose membership nobody has confirmed.
    """
    invitation = (
        WriterInvitation.objects.select_for_update(of=("self",))
        .select_related("application__organisation")
        .get(pk=invitation.pk)
    )
    writing.check_join(by, invitation, timezone.now())
    application = invitation.application
    _add_writer(application, by, by=by)
    invitation.delete()
    return application


@transaction.atomic
def remove_writer(writer: Writer, *, by: User) -> None:
    """The person no longer writes; what they wrote stays. Also one's own leaving."""
    writing.check_written(writer.application)
    application, user = writer.application, writer.user_id
    writer.delete()
    record("calls.writer.removed", application, by=by, before={"user": user})


def leave_applications(user: User, organisation_id: int) -> None:
    """Who has left the organisation no longer writes its applications that others have started.

    What they wrote stays. Call in the transaction that ends the membership, after its end.
    """
    joint = JointApplicant.objects.filter(organisation=organisation_id).values("application")
    rows = Writer.objects.filter(
        Q(application__organisation=organisation_id) | Q(application__in=joint), user=user
    )
    for writer in rows.select_related("application"):
        if not writing.is_colleague(user, writer.application):
            record("calls.writer.removed", writer.application, by=user, before={"user": user.pk})
            writer.delete()


@transaction.atomic
def cancel_invitation(invitation: WriterInvitation, *, by: User) -> None:
    """The mailed link no longer works."""
    application = invitation.application
    invitation.delete()
    record("calls.writer.uninvited", application, by=by)


@transaction.atomic
def take_over(application: Application, *, by: User) -> Application:
    """The organisation's contact person becomes the applicant; the earlier one is out.

    Refuses while the one who started it still works in the organisation.
    """
    rows = Application.objects.select_for_update(of=("self",)).select_related("call")
    application = rows.get(pk=application.pk)
    writing.check_take_over(by, application)
    earlier = application.applicant_id
    application.applicant = by
    application.save(update_fields=["applicant"])
    application.writers.filter(user__in=[by.pk, earlier]).delete()
    record(
        "calls.application.taken_over",
        application,
        by=by,
        before={"applicant": earlier},
        after={"applicant": by.pk},
    )
    return application


def _add_writer(application: Application, user: User, *, by: User) -> None:
    if user.pk == application.applicant_id:
        return
    _writer, is_new = Writer.objects.get_or_create(application=application, user=user)
    if is_new:
        record("calls.writer.added", application, by=by, after={"user": user.pk})
