"""Every write of a series: making, editing, publishing, ending, cancelling, copying."""

import datetime
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from talkoot.audit.actions import record
from talkoot.core.states import change_state
from talkoot.events import rules as session_rules
from talkoot.events.actions.closing import ask_of_series, ask_of_session
from talkoot.events.actions.plans import (
    lay_out,
    lay_out_learning,
    plan_of_series,
    plan_of_template,
)
from talkoot.events.actions.searching import index_event
from talkoot.events.actions.tellings import tell_of_cancelled_series
from talkoot.events.actions.templates import give_quotas, terms_for
from talkoot.events.models import SeatQuota, Series, SeriesPerson, SeriesTemplate, Session
from talkoot.events.rules import series as rules
from talkoot.events.rules.series import Placed, first_and_last
from talkoot.people.models import User
from talkoot.programmes.models import Programme

EDITABLE = frozenset(
    "title kind offering theme organisation seats summary_fi summary_sv summary_en hours_granted "
    "entry registration_opens_at registration_closes_at cancel_until has_waiting_list "
    "team_size_min team_size_max fee_eur contact_email completion_share country audience "
    "house_rules "
    "follow_up replaced_by source_note published_participants".split()
)
# What can be written when the series is over too.
AFTERWARDS = frozenset({"follow_up", "replaced_by", "source_note", "published_participants"})
# A copy is held anew: its dates, what came of it and what replaced it are its own.
COPIED = (
    *sorted(
        EDITABLE - {"registration_opens_at", "registration_closes_at", "cancel_until"} - AFTERWARDS
    ),
    "feedback",
    "template",
    "is_demo",
)


@transaction.atomic
def start_series(
    programme: Programme,
    *,
    values: Mapping[str, Any],
    template: SeriesTemplate | None = None,
    first_day: datetime.date | None = None,
    by: User | None,
) -> tuple[Series, list[Placed]]:
    """Make a draft, from a template with its sessions, tasks and materials from the first day on.

    Returns it and the days that closed days moved. Nobody but the office sees it yet.
    """
    _check_fields(values)
    fields = dict(values)
    if template is not None:
        fields = terms_for(template, programme) | fields
    series = Series.objects.create(
        programme=programme,
        slug=_free_slug(fields["title"]),
        is_demo=programme.is_demo,
        **fields,
    )
    moved: list[Placed] = []
    if template is not None and first_day is not None:
        moved, _made = lay_out(series, plan_of_template(template), first_day)
        give_quotas(series, template)
    keep_span(series)
    record("events.series.created", series, by=by, after={"template": str(template or "")})
    return series, moved


@transaction.atomic
def give_page(
    series: Series, *, template: SeriesTemplate | None, entry: str, by: User | None
) -> Series:
    """Give agreed days an address: people can register in them, and they get a learning space.

    The template gives the tasks and materials, counted from the first day, and the sizes; the
    sessions stay as they have been agreed. A draft until the office publishes it. Refuses a second
    time, and before a session has a time.
    """
    series = locked(series)
    first, last = first_and_last(series.sessions.all(), only_held=False)
    rules.check_give_page(series, first)
    assert first is not None and last is not None
    series.slug, series.entry, series.template = _free_slug(series.title), entry, template
    if template is not None:
        series.seats, series.team_size_min = template.seats, template.team_size_min
        series.team_size_max = template.team_size_max
        plan = plan_of_template(template)
        lay_out_learning(series, plan, first, last_offset=(last - first).days, sessions={})
    series.save()
    keep_span(series)
    record("events.series.paged", series, by=by, after={"slug": series.slug})
    return series


@transaction.atomic
def save_series(series: Series, *, values: Mapping[str, Any], by: User) -> Series:
    """Change the texts and terms of a series that has neither ended nor been cancelled.

    What follows of it and what its source tells (AFTERWARDS) can be written afterwards too.
    """
    _check_fields(values)
    series = locked(series)
    changed = sorted(name for name, value in values.items() if getattr(series, name) != value)
    if set(changed) - AFTERWARDS:
        rules.check_open(series)
    if changed:
        before = {name: str(getattr(series, name) or "") for name in changed}
        for name in changed:
            setattr(series, name, values[name])
        series.save(update_fields=changed)
        after = {name: str(values[name] or "") for name in changed}
        record("events.series.changed", series, by=by, before=before, after=after)
        index_event(series)
    return series


@transaction.atomic
def publish_series(series: Series, *, by: User | None) -> Series:
    """Give the series its public page; it takes registrations from the time that was set."""
    series = locked(series)
    rules.check_publish(series, list(series.sessions.all()))
    moved = change_state(series, Series.State.PUBLISHED, rules.SERIES_TRANSITIONS)
    record("events.series.published", series, by=by, **moved)
    index_event(series)
    return series


@transaction.atomic
def end_series(series: Series, *, by: User | None) -> Series:
    """Close a series of which nothing is ahead; sessions whose time has passed become held.

    Surveys on it and on the sessions are planned.
    """
    series = locked(series)
    sessions = list(series.sessions.all())
    rules.check_end(series, sessions, timezone.now())
    for session in sessions:
        if session.state == Session.State.AGREED:
            held = change_state(session, Session.State.HELD, session_rules.TRANSITIONS)
            record("events.session.held", session, by=by, **held)
            ask_of_session(session)
    moved = change_state(series, Series.State.ENDED, rules.SERIES_TRANSITIONS)
    record("events.series.ended", series, by=by, **moved)
    ask_of_series(series)
    return series


@transaction.atomic
def cancel_series(series: Series, *, by: User | None, reason: str = "") -> None:
    """Cancel the sessions that have not been held; a series with a page is cancelled with them.

    Those who come to a published series, and those in its line, get a mail with a calendar file
    that removes the events. The days of an engagement have no page: the engagement tells of them.
    Refuses a course of an engagement that goes on.
    """
    series = locked(series)
    if series.slug is not None:
        rules.check_cancel(series)
    was_public = series.state == Series.State.PUBLISHED
    done = (Session.State.HELD, Session.State.CANCELLED)
    sessions = list(series.sessions.exclude(state__in=done))
    for session in sessions:
        moved = change_state(session, Session.State.CANCELLED, session_rules.TRANSITIONS)
        session.sequence, session.cancel_reason = session.sequence + 1, reason
        session.save(update_fields=["sequence", "cancel_reason"])
        record("events.session.cancelled", session, by=by, **moved)
    if series.slug is None:
        return
    moved = change_state(series, Series.State.CANCELLED, rules.SERIES_TRANSITIONS)
    moved["after"]["reason"] = reason
    record("events.series.cancelled", series, by=by, **moved)
    keep_span(series)
    index_event(series)
    if was_public:
        tell_of_cancelled_series(series, sessions, reason=reason)


@transaction.atomic
def copy_series(
    series: Series, *, title: str, first_day: datetime.date, by: User
) -> tuple[Series, list[Placed]]:
    """A new draft with the sessions, tasks, materials, people and seat quotas from a new first day.

    Returns it and the days that closed days moved.
    """
    fields = {name: getattr(series, name) for name in COPIED} | {"title": title}
    copy = Series.objects.create(programme=series.programme, slug=_free_slug(title), **fields)
    moved, made = lay_out(copy, plan_of_series(series), first_day)
    SeriesPerson.objects.bulk_create(
        SeriesPerson(
            series=copy,
            session=made.get(row.session_id),
            user_id=row.user_id,
            name=row.name,
            organisation_name=row.organisation_name,
            task=row.task,
        )
        for row in series.people.all()
        if row.session_id is None or row.session_id in made
    )
    SeatQuota.objects.bulk_create(
        SeatQuota(
            series=copy,
            kind=row.kind,
            role=row.role,
            organisation_id=row.organisation_id,
            code=row.code,
            seats=row.seats,
        )
        for row in series.seat_quotas.all()
    )
    keep_span(copy)
    record("events.series.copied", copy, by=by, after={"from": series.pk})
    return copy, moved


def keep_span(series: Series) -> None:
    """Set the first and last day from the sessions.

    Of a series with a page those that are not cancelled count; of an engagement, whose days are
    agreed one by one, and of a cancelled series only those that were held.
    """
    only_held = series.slug is None or series.state == Series.State.CANCELLED
    span = first_and_last(series.sessions.all(), only_held=only_held)
    series.starts_on, series.ends_on = span
    series.save(update_fields=["starts_on", "ends_on"])


def locked(series: Series) -> Series:
    """The row as it is now, locked."""
    rows = Series.objects.select_for_update(of=("self",)).select_related("programme")
    return rows.get(pk=series.pk)


def _check_fields(values: Mapping[str, Any]) -> None:
    unknown = set(values) - EDITABLE
    if unknown:
        raise ValueError(f"Not fields of a series: {unknown}")


def _free_slug(title: str) -> str:
    """An address from the title that no other series has, nor a page of the office."""
    stem = slugify(title)[:70] or "sarja"
    slug, number = stem, 1
    while slug in ("new", "month", "years") or Series.objects.filter(slug=slug).exists():
        number += 1
        slug = f"{stem}-{number}"
    return slug
