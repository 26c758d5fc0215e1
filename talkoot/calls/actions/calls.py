"""Every write of a call: making, editing, publishing, closing, and what was learnt of it."""

import datetime
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone, translation
from django.utils.text import slugify

from talkoot.audit.actions import record
from talkoot.calls.actions.call_rows import (
    CRITERION_FIELDS,
    criterion_fields,
    revise_criteria,
    revise_intakes,
)
from talkoot.calls.messages import calls as messages
from talkoot.calls.models import Application, Call, CallVersion, Criterion, Intake, Quota
from talkoot.calls.queries import calls as queries
from talkoot.calls.rules import calls as rules
from talkoot.calls.rules.answers import group_counts
from talkoot.calls.rules.capacity import check_role_seats, check_room, full_room, quotas_of
from talkoot.calls.rules.check_gaps import check_checks
from talkoot.calls.rules.logged import (
    criteria_logged,
    quotas_logged,
    rounds_logged,
    terms_logged,
)
from talkoot.calls.rules.parts import check_terms
from talkoot.correspondence.actions import queue_reminder
from talkoot.correspondence.models import Message
from talkoot.correspondence.rules import ReminderWaits
from talkoot.people.models import Organisation, User
from talkoot.programmes.models import Offering

TEXTS = frozenset(f"{name}_{code}" for name in ("title", "text") for code in rules.LANGUAGES)
TERMS = frozenset(
    "offering questionnaire opens_at closes_at time_zone late_policy grace_minutes reminder_days "
    "max_days days_quota promised_hours asks_sign_off allows_joint".split()
)
EDITABLE = TEXTS | TERMS | {"links", "contacts"}
# Pages of the office beside those of each call.
OWN_PAGES = frozenset({"new", "themes"})
COPIED = (*sorted(EDITABLE - {"opens_at", "closes_at"}), "is_demo")


@transaction.atomic
def create_call(
    offering: Offering,
    *,
    values: Mapping[str, Any],
    criteria: Sequence[Mapping[str, Any]] = (),
    by: User | None,
) -> Call:
    """Make a draft of a call; nobody but the office sees it before publish_call."""
    fields = {"opens_at": timezone.now(), "slug": _free_slug(values["title_fi"]), **values}
    call = Call.objects.create(
        offering=offering,
        is_demo=offering.programme.is_demo,
        **fields,
    )
    Criterion.objects.bulk_create(
        Criterion(call=call, **{**row, "order": order}) for order, row in enumerate(criteria, 1)
    )
    record("calls.call.created", call, by=by)
    return call


@transaction.atomic
def copy_call(call: Call, *, by: User) -> Call:
    """A new draft with the texts, terms, criteria, quotas and rounds of an earlier call.

    The rounds move on by whole years; when the call opens and closes is left for the office to set.
    The earlier call's lessons are shown beside the new.
    """
    copy = Call.objects.create(
        slug=_free_slug(call.title_fi),
        copied_from=call,
        opens_at=timezone.now(),
        **{name: getattr(call, name) for name in COPIED},
    )
    criteria = rules.in_force(call.criteria.all(), call.text_version)
    Criterion.objects.bulk_create(
        Criterion(call=copy, **{name: getattr(row, name) for name in CRITERION_FIELDS})
        for row in criteria
    )
    Quota.objects.bulk_create(
        Quota(
            call=copy,
            measure=row.measure,
            region_code=row.region_code,
            is_for_first_timers=row.is_for_first_timers,
            role=row.role,
            amount=row.amount,
        )
        for row in call.quotas.all()
    )
    rounds = rules.next_rounds(call, list(call.intakes.all()), timezone.now())
    Intake.objects.bulk_create(
        Intake(call=copy, number=number, closes_at=closes_at, decides_on=decides_on)
        for number, (closes_at, decides_on) in enumerate(rounds, 1)
    )
    record("calls.call.copied", copy, by=by, after={"from": call.pk})
    return copy


@transaction.atomic
def save_call(call: Call, *, values: Mapping[str, Any], by: User) -> Call:
    """Change the call's texts, terms or links; of a published call this makes a new version.

    Refuses another service, and the end of joint applications, once somebody has applied so.
    """
    unknown = set(values) - EDITABLE
    if unknown:
        raise ValueError(f"Not fields of a call: {unknown}")
    call = _locked(call)
    check_terms(call, values)
    changed = sorted(
        name for name, value in values.items() if not _same(getattr(call, name), value)
    )
    if changed:
        before = terms_logged(call, changed)
        for name in changed:
            setattr(call, name, values[name])
        if "questionnaire" in changed:
            _check_checks(call, call.text_version)
        call.save(update_fields=changed)
        after = {"fields": changed, **terms_logged(call, changed)}
        record("calls.call.changed", call, by=by, before=before, after=after)
        _keep_version(call, by=by)
    return call


@transaction.atomic
def set_criteria(call: Call, *, rows: Sequence[Mapping[str, Any]], by: User) -> Call:
    """Replace the criteria and exclusions; each row may name the `id` of the one it continues.

    Of a published call a changed criterion ends with the version in force and continues as a new
    row from the next one, so that what an application was assessed by stays as it was.
    """
    call = _locked(call)
    before, is_revised = criteria_logged(call), False
    if call.published_at is None:
        call.criteria.all().delete()
        Criterion.objects.bulk_create(
            Criterion(call=call, **{**criterion_fields(row), "order": order})
            for order, row in enumerate(rows, 1)
        )
    else:
        is_revised = revise_criteria(call, rows)
        _check_checks(call, call.text_version + 1)
    record("calls.call.changed", call, by=by, before=before, after=criteria_logged(call))
    _keep_version(call, by=by, is_revised=is_revised)
    return call


@transaction.atomic
def set_quotas(call: Call, *, rows: Sequence[Mapping[str, Any]], by: User) -> None:
    """Replace the quotas of the call: {measure, region_code, is_for_first_timers, role, amount}."""
    call = _locked(call)
    before = quotas_logged(call)
    call.quotas.all().delete()
    Quota.objects.bulk_create(Quota(call=call, **row) for row in rows)
    record("calls.call.changed", call, by=by, before=before, after=quotas_logged(call))


@transaction.atomic
def set_intakes(call: Call, *, rows: Sequence[Mapping[str, Any]], by: User) -> None:
    """Set the rounds; each row may name the `id` of the one it continues.

    An application that has arrived keeps its round. Refuses to remove a round that has any.
    """
    call = _locked(call)
    before = rounds_logged(call)
    revise_intakes(call, rows)
    record("calls.call.changed", call, by=by, before=before, after=rounds_logged(call))
    _keep_version(call, by=by)


@transaction.atomic
def publish_call(call: Call, *, by: User) -> Call:
    """Make the call public and keep its first version; it takes applications once it opens."""
    call = _locked(call)
    rules.check_publish(call, list(call.criteria.all()))
    call.published_at = timezone.now()
    call.save(update_fields=["published_at"])
    _add_version(call, call.text_version, _content(call, call.text_version), by=by)
    record("calls.call.published", call, by=by, after={"version": call.text_version})
    return call


@transaction.atomic
def close_call(call: Call, *, by: User) -> Call:
    """Close the call now, before its deadline; drafts are kept but can no longer be sent."""
    call = _locked(call)
    now = timezone.now()
    rules.check_close(call, now)
    before = {"closes_at": str(call.closes_at or "")}
    call.closes_at, call.grace_minutes = now, 0
    call.save(update_fields=["closes_at", "grace_minutes"])
    record("calls.call.closed", call, by=by, before=before, after={"closes_at": str(now)})
    _keep_version(call, by=by)
    return call


@transaction.atomic
def write_lessons(call: Call, *, text: str, by: User) -> None:
    """Keep what the office learnt, for whoever copies the call; refuses before it has opened."""
    call = _locked(call)
    rules.check_lessons(call, timezone.now())
    call.lessons = text
    call.save(update_fields=["lessons"])
    record("calls.call.lessons_written", call, by=by)


def check_room_for(
    call: Call,
    organisation: Organisation,
    at: datetime.datetime,
    *,
    taken_by: Application | None = None,
) -> None:
    """Refuse when the call's quotas leave nothing for the organisation.

    With `taken_by` the place is taken in this transaction: where arrivals fill places the call's
    row is locked, so that the last one goes to one application only. Without it, room that was
    shown half a minute ago will do: the sending counts anew.
    """
    quotas = quotas_of(call)
    if not quotas:
        return
    is_taken = taken_by is not None
    if is_taken and any(quota.measure == Quota.Measure.SEATS for quota in quotas):
        Call.objects.select_for_update().get(pk=call.pk)
    if taken_by is not None and any(quota.role for quota in quotas):
        check_role_seats(queries.role_rooms(call), group_counts(taken_by))
    is_by_region = any(quota.region_code for quota in quotas)
    region_code = queries.region_of(organisation) if is_by_region else ""
    shown = None if is_taken else queries.shown_rooms(call, quotas)
    if shown and full_room(shown, region_code=region_code, is_first_timer=False) is None:
        return
    if not queries.is_roomy(call, quotas, region_code):
        check_room(queries.rooms(call), **queries.applicant_facts(call, organisation, at))


def check_sent_roles(application: Application) -> None:
    """Refuse a completed application more people of a role group than there are seats for.

    Call in the transaction of the sending.
    """
    if application.call.quotas.exclude(role="").exists():
        Call.objects.select_for_update().get(pk=application.call_id)
        rooms = queries.role_rooms(application.call)
        check_role_seats(rooms, group_counts(application), is_counted=True)


def take_arrival(application: Application) -> list[str]:
    """Set what the arrival decides, its round and whether it is late; returns the fields set.

    Called in the transaction of the sending, with `submitted_at` set. Refuses a full call.
    """
    call, arrived = application.call, application.submitted_at
    assert arrived is not None
    check_room_for(call, application.organisation, arrived, taken_by=application)
    application.is_late = rules.is_late(call, arrived)
    application.intake = queries.intake_for(call, arrived)
    return ["is_late", "intake"]


@transaction.atomic
def remind_of_draft(application: Application) -> int:
    """Queue the one reminder to each writer of an unsent draft; returns to how many.

    Nobody gets a second one, however often the worker looks and whatever becomes of the deadline.
    Who has had this week's share of reminders waits for a later round of the worker.
    """
    people = [application.applicant, *(row.user for row in application.writers.all())]
    keys = {f"draft-reminder-{application.pk}-{person.pk}": person for person in people}
    sent = set(Message.objects.filter(key__in=keys).values_list("key", flat=True))
    reminded = 0
    for key, person in keys.items():
        if key in sent:
            continue
        with translation.override(person.language):
            subject, body = messages.draft_reminder(application)
        try:
            queue_reminder(
                "draft-reminder",
                key=key,
                office_id=application.call.offering.programme.office_id,
                to=person,
                subject=subject,
                body=body,
                has_deadline=True,
                is_demo=application.is_demo,
            )
        except ReminderWaits:
            continue  # The worker asks again while the call is open.
        reminded += 1
    return reminded


def _locked(call: Call) -> Call:
    """The row as it is now, locked; a published call from before versions gets its first one."""
    rows = Call.objects.select_for_update(of=("self",)).select_related("offering__programme")
    call = rows.get(pk=call.pk)
    if call.published_at is not None and not call.versions.exists():
        _add_version(call, call.text_version, _content(call, call.text_version), by=None)
    return call


def _check_checks(call: Call, version: int) -> None:
    """A public call keeps asking what its criteria are checked by."""
    if call.published_at is not None:
        criteria = rules.in_force(Criterion.objects.filter(call=call), version)
        check_checks(call.questionnaire_id, criteria)


def _keep_version(call: Call, *, by: User | None, is_revised: bool = False) -> None:
    """Add a version when what has been published differs from what the call says now.

    `is_revised`: a criterion has ended or begun, so there is a next version in any case.
    """
    if call.published_at is None:
        return
    content = _content(call, call.text_version + 1)
    last = call.versions.order_by("-number").first()
    if not is_revised and last is not None and _told(last.content) == _told(content):
        return
    call.text_version += 1
    call.save(update_fields=["text_version"])
    _add_version(call, call.text_version, content, by=by)
    record("calls.call.versioned", call, by=by, after={"version": call.text_version})


def _add_version(call: Call, number: int, content: dict[str, Any], *, by: User | None) -> None:
    CallVersion.objects.create(call=call, number=number, content=content, published_by=by)


def _content(call: Call, version: int) -> dict[str, Any]:
    """What the public reads of the call in that version, as CallVersion keeps it."""
    criteria = rules.in_force(Criterion.objects.filter(call=call), version)
    return {
        "title": _texts(call, "title"),
        "text": _texts(call, "text"),
        "terms": {
            "opens_at": _moment(call.opens_at),
            "closes_at": _moment(call.closes_at),
            "late_policy": call.late_policy,
            "grace_minutes": call.grace_minutes,
            "max_days": f"{call.max_days:.1f}",
            **({"promised_hours": call.promised_hours} if call.promised_hours else {}),
        },
        "criteria": [
            {
                "is_exclusion": row.is_exclusion,
                "text": _texts(row, "text"),
                "check": row.check_name,
            }
            for row in criteria
        ],
    }


def _told(content: dict[str, Any]) -> dict[str, Any]:
    """The content without the checks: versions from before they were kept have none."""
    rows = [{name: row[name] for name in ("is_exclusion", "text")} for row in content["criteria"]]
    return {**content, "criteria": rows}


def _texts(row: Any, name: str) -> dict[str, str]:
    return {code: getattr(row, f"{name}_{code}") for code in rules.LANGUAGES}


def _same(before: Any, after: Any) -> bool:
    """Moments are typed to the minute, so a second more or less is no change."""
    if isinstance(before, datetime.datetime) and isinstance(after, datetime.datetime):
        return abs(before - after) < datetime.timedelta(minutes=1)
    return bool(before == after)


def _moment(moment: datetime.datetime | None) -> str:
    """In UTC, so that the same moment is always the same text."""
    return moment.astimezone(datetime.UTC).isoformat() if moment else ""


def _free_slug(title: str) -> str:
    """An address from the title that no other call has, nor a page of the office."""
    stem = slugify(title)[:60] or "haku"
    slug, number = stem, 1
    while slug in OWN_PAGES or Call.objects.filter(slug=slug).exists():
        number += 1
        slug = f"{stem}-{number}"
    return slug
