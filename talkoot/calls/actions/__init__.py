"""Every write of an application."""

import datetime
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone, translation

from talkoot.audit.actions import record
from talkoot.calls import messages, rules
from talkoot.calls.actions.answers import set_answers, set_file
from talkoot.calls.actions.calls import check_room_for, take_arrival
from talkoot.calls.actions.choices import keep_choice
from talkoot.calls.actions.completion import drop_unsent
from talkoot.calls.actions.facts import fill_in_facts, keep_facts
from talkoot.calls.actions.versions import freeze_version
from talkoot.calls.actions.withdrawal import tell_withdrawn
from talkoot.calls.models import Application, Assessment, Call
from talkoot.calls.rules.completion import check_codes
from talkoot.core.refusals import NotAllowed
from talkoot.core.states import change_state
from talkoot.correspondence.actions import queue_message
from talkoot.files.actions import remove_file, store_file
from talkoot.files.models import StoredFile
from talkoot.people.models import Organisation, User
from talkoot.programmes.actions import next_number
from talkoot.programmes.models import NumberSeries


@transaction.atomic
def start_application(call: Call, *, organisation: Organisation, by: User) -> Application:
    """Open a draft, or return the person's unfinished one for the same call and organisation.

    Refuses a closed call and an organisation that the person does not belong to.
    """
    rules.check_start(by, call, organisation.pk, timezone.now())
    # A second press of the button waits here for the first one and then finds its draft.
    User.objects.select_for_update().values_list("pk").get(pk=by.pk)
    drafts = Application.objects.filter(
        call=call, applicant=by, organisation=organisation, state=Application.State.DRAFT
    )
    # Unordered: an order by key makes SQLite walk through all that the person has written.
    known = list(drafts.values_list("pk", flat=True)[:1])
    if known:
        application = drafts.get(pk=known[0])
    else:
        check_room_for(call, organisation, timezone.now())
        application = Application.objects.create(
            call=call,
            organisation=organisation,
            applicant=by,
            questionnaire_id=call.questionnaire_id,
            language=translation.get_language() or "fi",
            is_demo=call.is_demo,
        )
        fill_in_facts(application, by=by)
        record("calls.application.started", application, by=by)
    return application


@transaction.atomic
def save_draft(application: Application, *, answers: Mapping[str, Any], by: User) -> Application:
    """Save the answers of a step as they are, complete or not: {question's code: answer}.

    What is not among them stays as it was. Refuses once the application has been sent. The log gets
    one entry for an hour of saving.
    """
    rows = Application.objects.select_for_update().filter(pk=application.pk)
    application.state, application.answers = rows.values_list("state", "answers").get()
    return save_locked(application, answers=answers, by=by)


def save_locked(
    application: Application, *, answers: Mapping[str, Any], by: User, fields: Iterable[str] = ()
) -> Application:
    """The same for a row that the caller has locked; `fields` that it has set are saved too."""
    rules.check_editable(application)
    check_codes(application, answers)
    unknown = answers.keys() - {item.code for item in rules.questions_of(application)}
    if unknown:
        raise ValueError(f"Not answers of an application: {unknown}")
    earlier, application.saved_at = application.saved_at, timezone.now()
    columns = set_answers(application, answers)
    application.save(update_fields=[*columns, *fields, "saved_at"])
    if earlier is None or f"{earlier:%Y%m%d%H}" != f"{application.saved_at:%Y%m%d%H}":
        record("calls.application.saved", application, by=by)
    return application


def attach_file(
    application: Application, upload: Any, *, by: User, code: str = "attachment"
) -> StoredFile:
    """Keep the draft's file that answers the question `code`; an earlier one is removed.

    Refuses once the application has been sent, and a file that files.actions.store_file refuses.
    """
    # Stored before the lock is taken: the virus check may wait for another server.
    stored = store_file(upload, by=by, allowed=rules.ATTACHMENT_KINDS, is_demo=application.is_demo)
    try:
        _replace_file(application, code, stored, by=by)
    except NotAllowed:
        remove_file(stored)
        raise
    return stored


def remove_attachment(application: Application, *, by: User, code: str = "attachment") -> None:
    """Remove the draft's file; refuses once the application has been sent."""
    _replace_file(application, code, None, by=by)


@transaction.atomic
def submit_application(
    application: Application, *, by: User, bears_own_costs: bool = False
) -> Application:
    """Send the application: it gets its case number and arrival time, the applicant a receipt.

    Refuses a second submission, a closed call, a missing answer, and a service whose premises and
    catering the applicant pays for without consent to that, which is kept.
    """
    application = _locked(application)
    rules.read_themes(application)
    now = timezone.now()
    rules.check_submit(application, now)
    rules.check_own_costs(application, bears_own_costs=bears_own_costs)
    if rules.asks_own_costs(application):
        application.own_costs_at = now
    programme = application.call.offering.programme
    application.submitted_at = now
    application.call_text_version = application.call.text_version
    arrival = take_arrival(application)
    freeze_version(application, by=by)
    keep_choice(application)
    keep_facts(application, by=by)
    # The number comes last: its series is locked from here to the commit, and others wait for it.
    kind = NumberSeries.Kind.CASE
    application.number = next_number(programme, kind, year=timezone.localdate(now).year)
    fields = ["number", "submitted_at", "call_text_version", "own_costs_at", *arrival]
    sent = Application.State.SUBMITTED
    moved: Any = change_state(application, sent, rules.TRANSITIONS, fields=fields)
    if application.own_costs_at:
        moved["after"]["own_costs"] = True
    record("calls.application.submitted", application, by=by, **moved)
    with translation.override(application.language):
        subject, body = messages.receipt(application)
    queue_message(
        "application-receipt",
        key=f"application-receipt-{application.pk}",
        office_id=programme.office_id,
        to=application.applicant,
        subject=subject,
        body=body,
        delay_seconds=0,
        is_demo=application.is_demo,
    )
    return application


@transaction.atomic
def withdraw_application(application: Application, *, by: User) -> None:
    """The applicant takes the application back, and those whom it concerns are told.

    Refuses once it has been decided.
    """
    application = _locked(application)
    rules.check_withdraw(application)
    drop_unsent(application)
    moved = change_state(application, Application.State.WITHDRAWN, rules.TRANSITIONS)
    record("calls.application.withdrawn", application, by=by, **moved)
    tell_withdrawn(application, by=by)


def reopen_application(application: Application, *, by: User) -> None:
    """Put a decided application back in processing; only the undoing of its decision calls this."""
    moved = change_state(application, Application.State.SUBMITTED, rules.TRANSITIONS)
    record("calls.application.reopened", application, by=by, **moved)


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
    before = _findings(application)
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
    after = _findings(application)
    record("calls.application.assessed", application, by=by, before=before, after=after)
    return rows


def _findings(application: Application) -> dict[str, Any]:
    """{criterion's order: is it met} for the log, without the reasons."""
    rows = Assessment.objects.filter(application=application).order_by("criterion__order", "pk")
    met = rows.values_list("criterion__order", "is_met")
    return {"criteria": {str(order): is_met for order, is_met in met}}


@transaction.atomic
def _replace_file(
    application: Application, code: str, stored: StoredFile | None, *, by: User
) -> None:
    application = _locked(application)
    rules.check_editable(application)
    check_codes(application, [code])
    set_file(application, code, stored)
    application.saved_at = timezone.now()
    application.save(update_fields=["saved_at"])
    after = {"question": code, "has_file": stored is not None}
    record("calls.application.attached", application, by=by, after=after)


def _locked(application: Application) -> Application:
    """The row as it is now, locked until the transaction ends."""
    rows = Application.objects.select_for_update(of=("self",))
    row = rows.select_related("call__offering__programme").get(pk=application.pk)
    row.applicant = application.applicant  # Never another person.
    if row.organisation_id == application.organisation_id:
        row.organisation = application.organisation
    return row
