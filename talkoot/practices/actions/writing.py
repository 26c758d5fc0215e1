"""Writing a practice: nobody writes over another, and what is public changes through the office."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils import timezone

from talkoot.audit.actions import record
from talkoot.people.models import User
from talkoot.practices import rules
from talkoot.practices.actions import index_practice, locked
from talkoot.practices.actions.diffusion import keep_level
from talkoot.practices.actions.evidence import refresh_evidence
from talkoot.practices.actions.mails import tell_owners
from talkoot.practices.actions.versions import Occasion, keep_public_text, keep_version
from talkoot.practices.messages import changes as mails
from talkoot.practices.models import Practice, Version
from talkoot.practices.queries.versions import changed_values, open_change
from talkoot.practices.rules import writing
from talkoot.practices.rules.moderation import check_change

State = Practice.State


@dataclass(frozen=True)
class Saved:
    """The practice as it is kept now; `conflicts` {field: the other's value} were not saved."""

    practice: Practice
    conflicts: dict[str, Any] = field(default_factory=dict)


@transaction.atomic
def save_writing(
    practice: Practice, *, values: Mapping[str, Any], seal: str = "", by: User
) -> Saved:
    """Save what this person changed since the page was loaded; others' changes stay.

    `values` are plain (rules.writing), `seal` is the page's. What somebody else has changed
    meanwhile too is not saved but given back. Of a published practice a change is kept that nobody
    else sees until it is sent. Refuses while the practice is with the office, and a withdrawn one.
    """
    practice = locked(practice)
    rules.check_writable(practice)
    change = open_change(practice) if practice.state == State.PUBLISHED else None
    stored = changed_values(practice, change)
    merged = writing.merge(values, stored, writing.opened(seal, practice.slug))
    if practice.state != State.PUBLISHED:
        write_values(practice, merged.changes)
    elif merged.changes:
        _keep_change(practice, change, {**stored, **merged.changes}, by=by)
    if merged.changes:
        record("practices.practice.saved", practice, by=by, after={"fields": [*merged.changes]})
    return Saved(practice, merged.conflicts)


def _keep_change(
    practice: Practice, change: Version | None, values: Mapping[str, Any], *, by: User
) -> None:
    """Of a published practice's new text, what differs from the public one waits; if any does."""
    texts = writing.apart(values, writing.values_of(practice))
    if change is None:
        keep_public_text(practice)
        change = keep_version(practice, Occasion.CHANGING, by=by, values=texts)
    change.texts, change.occasion, change.made_by = texts, Occasion.CHANGING, by
    change.save(update_fields=["texts", "occasion", "made_by"])
    if not texts:
        change.delete()


@transaction.atomic
def propose_change(practice: Practice, *, by: User) -> Version:
    """Send the change of a published practice to the office; the old text stays public meanwhile.

    Refuses where nothing has been changed, or a needed answer has been emptied.
    """
    practice = locked(practice)
    change = open_change(practice)
    rules.check_propose(practice, change.texts if change else {})
    assert change is not None
    if change.occasion == Occasion.PROPOSED:
        return change  # Sending it again moves no promise.
    change.occasion, change.made_by = Occasion.PROPOSED, by
    change.created_at = timezone.now()
    change.save(update_fields=["occasion", "made_by", "created_at"])
    record("practices.change.proposed", practice, by=by, after={"version": change.number})
    return change


@transaction.atomic
def drop_change(practice: Practice, *, by: User) -> None:
    """The owners take back their change, sent or not; what is public stays as it is."""
    practice = locked(practice)
    change = open_change(practice)
    if change is not None:
        record("practices.change.dropped", practice, by=by, before={"version": change.number})
        change.delete()


@transaction.atomic
def take_change(practice: Practice, *, by: User) -> Practice:
    """The office makes the waiting change public; its owners are told."""
    practice = locked(practice)
    change = open_change(practice)
    check_change(change)
    assert change is not None
    write_values(practice, change.texts)
    change.delete()
    version = keep_version(practice, Occasion.EDITED, by=change.made_by)
    record("practices.change.taken", practice, by=by, after={"version": version.number})
    index_practice(practice)
    tell_owners(practice, "practice-changed", mails.taken, practice, key=str(version.number))
    return practice


@transaction.atomic
def decline_change(practice: Practice, *, note: str, by: User) -> None:
    """The change is not taken; its owners are told why, and what is public stays."""
    practice = locked(practice)
    change = open_change(practice)
    check_change(change)
    assert change is not None
    change.occasion, change.note = Occasion.DECLINED, note
    change.save(update_fields=["occasion", "note"])
    record("practices.change.declined", practice, by=by, after={"version": change.number})
    tell_owners(practice, "practice-not-changed", mails.declined, change, key=str(change.number))


@transaction.atomic
def edit_practice(
    practice: Practice, *, values: Mapping[str, Any], seal: str = "", by: User
) -> Saved:
    """The office corrects the text at once; each correction is a version that the owners see.

    Refuses a draft. What somebody else has changed meanwhile too is given back, as above.
    """
    practice = locked(practice)
    rules.check_own_texts(practice)
    loaded = writing.opened(seal, practice.slug)
    merged = writing.merge(values, writing.values_of(practice), loaded)
    if merged.changes:
        version = change_public(practice, merged.changes, by=by)
        record("practices.practice.edited", practice, by=by, after={"version": version.number})
    return Saved(practice, merged.conflicts)


@transaction.atomic
def change_public(practice: Practice, changes: Mapping[str, Any], *, by: User | None) -> Version:
    """Change what is public at once and keep both versions; call with the row locked."""
    version = change_texts(practice, changes, by=by)
    if practice.state == State.PUBLISHED:
        index_practice(practice)
    return version


def change_texts(practice: Practice, changes: Mapping[str, Any], *, by: User | None) -> Version:
    """The same without the search index, for who indexes many practices together."""
    keep_public_text(practice)
    write_values(practice, changes)
    return keep_version(practice, Occasion.EDITED, by=by)


def write_values(practice: Practice, values: Mapping[str, Any]) -> None:
    """Put plain values into the row and its sets; rows that are gone are left out."""
    fields = []
    for name, value in values.items():
        if name in writing.SETS:
            manager = getattr(practice, name)
            manager.set(manager.model.objects.filter(pk__in=value))
            continue
        setattr(practice, name, _row(name, value) if name in writing.ROWS else value)
        fields.append(name)
    practice._prefetched_objects_cache = {}  # type: ignore[attr-defined]
    if fields:
        practice.save(update_fields=fields)
    refresh_evidence(practice)
    keep_level(practice)


def _row(name: str, key: Any) -> Any:
    rows: Any = Practice._meta.get_field(name).related_model
    return rows.objects.filter(pk=key).first() if key else None
