"""Every write of an application."""

import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone, translation

from talkoot.audit.actions import record
from talkoot.calls import messages, rules
from talkoot.calls.models import Application, Assessment, Call, ParticipantGroup
from talkoot.core.refusals import NotAllowed
from talkoot.core.states import change_state
from talkoot.correspondence.actions import queue_message
from talkoot.files.actions import remove_file, store_file
from talkoot.files.models import StoredFile
from talkoot.people.models import Organisation, User
from talkoot.programmes.actions import next_number
from talkoot.programmes.models import NumberSeries, Theme

ANSWER_FIELDS = frozenset(
    "organisation unit_name title need goals sign_of_success sponsor_name sponsor_title "
    "staff_representative expert expert_reason preferred_times days_requested".split()
)


@transaction.atomic
def start_application(call: Call, *, organisation: Organisation, by: User) -> Application:
    """Open a draft, or return the person's unfinished one to the same call.

    Refuses a closed call and an organisation that the person does not belong to.
    """
    rules.check_start(by, call, organisation.pk, timezone.now())
    # A second press of the button waits here for the first one and then finds its draft.
    User.objects.select_for_update().get(pk=by.pk)
    drafts = Application.objects.filter(call=call, applicant=by, state=Application.State.DRAFT)
    application = drafts.first()
    if application is None:
        application = Application.objects.create(
            call=call,
            organisation=organisation,
            applicant=by,
            language=translation.get_language() or "fi",
            is_demo=call.is_demo,
        )
        record("calls.application.started", application, by=by)
    return application


@transaction.atomic
def save_draft(
    application: Application,
    *,
    answers: dict[str, Any],
    themes: list[Theme] | None = None,
    groups: dict[str, int] | None = None,
    by: User,
) -> Application:
    """Save the answers of a step as they are, complete or not; None leaves a list as it was.

    Refuses once the application has been sent.
    """
    rows = Application.objects.select_for_update().filter(pk=application.pk)
    application.state = rows.values_list("state", flat=True).get()
    rules.check_editable(application)
    unknown = set(answers) - ANSWER_FIELDS
    if unknown:
        raise ValueError(f"Not answers of an application: {unknown}")
    for name, value in answers.items():
        setattr(application, name, value)
    application.saved_at = timezone.now()
    application.save(update_fields=[*answers, "saved_at"])
    if themes is not None:
        application.themes.set(themes)
    if groups is not None:
        application.participant_groups.all().delete()
        ParticipantGroup.objects.bulk_create(
            ParticipantGroup(application=application, role=role, count=count)
            for role, count in groups.items()
            if count
        )
    return application


def attach_file(application: Application, upload: Any, *, by: User) -> StoredFile:
    """Keep the draft's one attachment; an earlier one is removed.

    Refuses once the application has been sent, and a file that files.actions.store_file refuses.
    """
    # Stored before the lock is taken: the virus check may wait for another server.
    stored = store_file(upload, by=by, allowed=rules.ATTACHMENT_KINDS, is_demo=application.is_demo)
    try:
        _replace_attachment(application, stored, by=by)
    except NotAllowed:
        remove_file(stored)
        raise
    return stored


def remove_attachment(application: Application, *, by: User) -> None:
    """Remove the draft's attachment; refuses once the application has been sent."""
    _replace_attachment(application, None, by=by)


@transaction.atomic
def submit_application(application: Application, *, by: User) -> Application:
    """Send the application: it gets its case number and arrival time, the applicant a receipt.

    Refuses a second submission, a closed call and a missing answer.
    """
    application = _locked(application)
    now = timezone.now()
    rules.check_submit(application, now)
    programme = application.call.offering.programme
    kind = NumberSeries.Kind.CASE
    application.number = next_number(programme, kind, year=timezone.localdate(now).year)
    application.submitted_at = now
    application.call_text_version = application.call.text_version
    application.save(update_fields=["number", "submitted_at", "call_text_version"])
    moved = change_state(application, Application.State.SUBMITTED, rules.TRANSITIONS)
    record("calls.application.submitted", application, by=by, **moved)
    with translation.override(application.language):
        subject, body = messages.receipt(application)
    queue_message(
        "application-receipt",
        key=f"application-receipt-{application.pk}",
        to=application.applicant,
        subject=subject,
        body=body,
        delay_seconds=0,
        is_demo=application.is_demo,
    )
    return application


@transaction.atomic
def withdraw_application(application: Application, *, by: User) -> None:
    """The applicant takes the application back; refuses once it has been decided."""
    application = _locked(application)
    moved = change_state(application, Application.State.WITHDRAWN, rules.TRANSITIONS)
    record("calls.application.withdrawn", application, by=by, **moved)


def set_state(application: Application, state: str, *, by: User) -> None:
    """Move a decided application; only the decision's action calls this, inside its transaction."""
    moved = change_state(application, state, rules.TRANSITIONS)
    record(f"calls.application.{state}", application, by=by, **moved)


@transaction.atomic
def assess(
    application: Application, *, findings: dict[int, rules.Finding], by: User
) -> list[Assessment]:
    """Store the officer's finding on each criterion {criterion id: finding}, replacing earlier.

    Refuses before the application has been sent and once it has been decided or withdrawn.
    """
    rules.check_assessable(_locked(application))
    at: datetime.datetime = timezone.now()
    rows = []
    for criterion_id, finding in findings.items():
        row, _created = Assessment.objects.update_or_create(
            application=application,
            criterion_id=criterion_id,
            defaults={
                "is_met": finding.is_met,
                "reason": finding.reason,
                "assessed_by": by,
                "assessed_at": at,
            },
        )
        rows.append(row)
    met = sum(row.is_met for row in rows)
    record("calls.application.assessed", application, by=by, after={"met": met, "of": len(rows)})
    return rows


@transaction.atomic
def _replace_attachment(application: Application, stored: StoredFile | None, *, by: User) -> None:
    application = _locked(application)
    rules.check_editable(application)
    earlier = application.attachment
    application.attachment = stored
    application.saved_at = timezone.now()
    application.save(update_fields=["attachment", "saved_at"])
    if earlier is not None:
        remove_file(earlier)
    record("calls.application.attached", application, by=by, after={"has_file": stored is not None})


def _locked(application: Application) -> Application:
    """The row as it is now, locked until the transaction ends."""
    rows = Application.objects.select_for_update(of=("self",))
    return rows.select_related("call__offering__programme", "applicant").get(pk=application.pk)
