"""Writing a profile: what the expert keeps alone, and what the office publishes."""

import datetime
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone, translation

from talkoot.audit.actions import record
from talkoot.core.refusals import NotAllowed
from talkoot.core.states import change_state
from talkoot.correspondence.actions import queue_message
from talkoot.experts import profile_messages as messages
from talkoot.experts.actions.directory import index_experts
from talkoot.experts.models import (
    Availability,
    Expert,
    ExpertReply,
    ExpertTie,
    ProfileChange,
)
from talkoot.experts.rules import profiles as rules
from talkoot.files.actions import remove_file, store_bytes, store_file
from talkoot.files.images import PICTURE_KINDS, portrait
from talkoot.files.models import Publicity, Retention
from talkoot.people.models import Organisation, User

KEPT_FIELDS = (
    "region_codes",
    "home_municipality",
    "is_remote",
    "is_available",
    "phone",
    "shows_contact",
    "photo_alt",
)


def content_of(expert: Expert) -> dict[str, Any]:
    """The scored part of the profile as a ProfileChange keeps it."""
    content: dict[str, Any] = {name: getattr(expert, name) for name in rules.TEXT_FIELDS}
    content["languages"] = " ".join(expert.language_codes)
    for name in rules.LIST_FIELDS:
        content[name] = sorted(row.pk for row in getattr(expert, name).all())
    return {**content, "competence_words": expert.competence_words}


@transaction.atomic
def propose_change(expert: Expert, *, content: Mapping[str, Any], by: User) -> ProfileChange | None:
    """Send new wording of the scored part to the office; None if it is what is public already.

    A proposal that still waits gets the new wording. The public profile does not change yet.
    """
    expert = _locked(expert)
    kept = {name: content[name] for name in rules.SCORED_FIELDS}
    if kept == content_of(expert):
        return None
    change = expert.profile_changes.filter(state=ProfileChange.State.SUBMITTED).first()
    if change is None:
        change = ProfileChange.objects.create(expert=expert, content=kept, is_demo=expert.is_demo)
    else:
        change.content = kept
        change.save(update_fields=["content"])
    changed = sorted(name for name, value in content_of(expert).items() if kept[name] != value)
    record("experts.profile_change.submitted", change, by=by, after={"fields": changed})
    return change


@transaction.atomic
def publish_change(change: ProfileChange, *, by: User) -> Expert:
    """Make the new wording public and tell the expert. Refuses one's own and a second handling."""
    expert = _locked(change.expert)
    rules.check_moderate(by, change)
    before = content_of(expert)
    fields = [name for name in rules.SCORED_FIELDS if name not in rules.LIST_FIELDS]
    for name in fields:
        setattr(expert, name, change.content[name])
    expert.save(update_fields=fields)
    for name in rules.LIST_FIELDS:
        getattr(expert, name).set(change.content[name])
    _handle(change, ProfileChange.State.PUBLISHED, note="", by=by)
    changed = sorted(name for name, value in before.items() if change.content[name] != value)
    record("experts.expert.reworded", expert, by=by, after={"fields": changed})
    index_experts([expert])
    return expert


@transaction.atomic
def return_change(change: ProfileChange, *, note: str, by: User) -> None:
    """Send the wording back with what should change. Refuses without that."""
    rules.check_moderate(by, change)
    rules.check_note(note)
    _handle(change, ProfileChange.State.RETURNED, note=note, by=by)


@transaction.atomic
def save_practicalities(expert: Expert, *, values: Mapping[str, Any], by: User) -> Expert:
    """Save what the procurement did not score: regions, travel, contact, whether there is time."""
    expert = _locked(expert)
    changed = [name for name in KEPT_FIELDS if name in values and _differs(expert, name, values)]
    for name in changed:
        setattr(expert, name, values[name])
    if changed:
        expert.save(update_fields=changed)
        record("experts.expert.updated", expert, by=by, after={"fields": changed})
        index_experts([expert])
    return expert


def set_photo(expert: Expert, upload: UploadedFile, *, by: User) -> None:
    """Keep the picture, cut square and written anew; an earlier one is removed.

    The file that was sent is checked, also for viruses, and then forgotten.
    """
    sent = store_file(upload, by=by, allowed=PICTURE_KINDS, is_demo=expert.is_demo)
    try:
        made = portrait(upload)
    except ValidationError as error:
        remove_file(sent)
        raise NotAllowed(error.messages[0], status=HTTPStatus.BAD_REQUEST) from error
    with transaction.atomic():
        remove_file(sent)
        stored = store_bytes(
            f"{expert.slug}.png",
            made,
            "image/png",
            by=by,
            publicity=Publicity.PUBLIC,
            retention=Retention.PUBLISHED,
            is_demo=expert.is_demo,
        )
        _replace_photo(expert, stored, by=by)


@transaction.atomic
def remove_photo(expert: Expert, *, by: User) -> None:
    """Remove the picture; without one nothing changes."""
    _replace_photo(expert, None, by=by)


@transaction.atomic
def add_availability(
    expert: Expert,
    *,
    kind: str,
    starts_on: datetime.date,
    ends_on: datetime.date,
    note: str,
    by: User,
) -> Availability:
    """Tell of a period with time or away. Refuses a passed one and one that ends too early."""
    rules.check_period(starts_on, ends_on, on=timezone.localdate())
    row = Availability.objects.create(
        expert=expert, kind=kind, starts_on=starts_on, ends_on=ends_on, note=note
    )
    after = {"kind": kind, "starts_on": f"{starts_on}", "ends_on": f"{ends_on}"}
    record("experts.availability.added", row, by=by, after=after)
    return row


@transaction.atomic
def remove_availability(row: Availability, *, by: User) -> None:
    before = {"kind": row.kind, "starts_on": f"{row.starts_on}", "ends_on": f"{row.ends_on}"}
    record("experts.availability.removed", row, by=by, before=before)
    row.delete()


@transaction.atomic
def declare_tie(expert: Expert, *, organisation: Organisation, reason: str, by: User) -> ExpertTie:
    """From now on the organisation and those near it cannot choose the expert."""
    expert = _locked(expert)
    rules.check_tie(expert, organisation.pk)
    row = ExpertTie.objects.create(
        expert=expert, organisation=organisation, reason=reason, declared_by=by
    )
    record("experts.tie.declared", row, by=by, after={"organisation": organisation.pk})
    return row


@transaction.atomic
def end_tie(row: ExpertTie, *, by: User) -> None:
    """The tie has ended; it stays in the records. A second time changes nothing."""
    if ExpertTie.objects.filter(pk=row.pk, ended_at=None).update(ended_at=timezone.now()):
        record("experts.tie.ended", row, by=by)


@transaction.atomic
def reply_to_feedback(expert: Expert, *, text: str, language: str, by: User) -> ExpertReply:
    """Send a reply to the feedback to the office; one that still waits gets the new text."""
    expert = _locked(expert)
    reply = expert.replies.filter(state=ExpertReply.State.SUBMITTED).first()
    if reply is None:
        reply = ExpertReply(expert=expert, is_demo=expert.is_demo)
    reply.text, reply.language = text, language
    reply.save()
    record("experts.reply.submitted", reply, by=by)
    return reply


@transaction.atomic
def publish_reply(reply: ExpertReply, *, by: User) -> None:
    """Show the reply beside the feedback in the place of an earlier one."""
    expert = _locked(reply.expert)
    rules.check_moderate(by, reply)
    for shown in expert.replies.filter(state=ExpertReply.State.PUBLISHED):
        moved = change_state(shown, ExpertReply.State.REPLACED, rules.EXPERTREPLY_TRANSITIONS)
        record("experts.reply.replaced", shown, by=by, **moved)
    _handle(reply, ExpertReply.State.PUBLISHED, note="", by=by)


@transaction.atomic
def return_reply(reply: ExpertReply, *, note: str, by: User) -> None:
    """Send the reply back with what should change. Refuses without that."""
    rules.check_moderate(by, reply)
    rules.check_note(note)
    _handle(reply, ExpertReply.State.RETURNED, note=note, by=by)


def _handle(row: ProfileChange | ExpertReply, to: str, *, note: str, by: User) -> None:
    """Move the row, keep who did it, tell the expert."""
    is_reply = isinstance(row, ExpertReply)
    table = rules.EXPERTREPLY_TRANSITIONS if is_reply else rules.PROFILECHANGE_TRANSITIONS
    moved = change_state(row, to, table)
    row.note, row.handled_by = note, by
    row.save(update_fields=["note", "handled_by"])
    noun = "reply" if is_reply else "profile_change"
    record(f"experts.{noun}.{to}", row, by=by, **moved)
    expert = row.expert
    if expert.user is None:
        return
    with translation.override(expert.user.language):
        subject, body = messages.handled(row)
    queue_message(
        f"{noun.replace('_', '-')}-{to}",
        key=f"{noun.replace('_', '-')}-{to}-{row.pk}",
        office_id=expert.supplier.framework.programme.office_id,
        to=expert.user,
        subject=subject,
        body=body,
        is_demo=expert.is_demo,
    )


def _replace_photo(expert: Expert, stored: Any, *, by: User) -> None:
    expert = _locked(expert)
    earlier, expert.photo = expert.photo, stored
    if earlier is None and stored is None:
        return
    expert.save(update_fields=["photo"])
    record("experts.expert.pictured", expert, by=by, after={"has_photo": stored is not None})
    if earlier is not None:
        remove_file(earlier)


def _differs(expert: Expert, name: str, values: Mapping[str, Any]) -> bool:
    return bool(getattr(expert, name) != values[name])


def _locked(expert: Expert) -> Expert:
    """The row as it is now, locked until the transaction ends."""
    rows = Expert.objects.select_for_update(of=("self",)).select_related(
        "supplier__organisation", "supplier__framework__programme", "photo"
    )
    return rows.get(pk=expert.pk)
