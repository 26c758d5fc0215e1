"""Every write of a session that its office plans, and of those who work in the series."""

from collections.abc import Callable, Mapping, Sequence
from copy import copy
from typing import Any

from django.db import transaction

from talkoot.audit.actions import record
from talkoot.core.refusals import NotAllowed
from talkoot.core.states import change_state
from talkoot.events import rules as transitions
from talkoot.events.actions.searching import index_event
from talkoot.events.actions.series import keep_span, locked
from talkoot.events.actions.tellings import (
    in_each_language,
    tell_of_cancelled_session,
    tell_of_change,
    tell_of_narrowing,
)
from talkoot.events.clashes import clash_sentence
from talkoot.events.models import Series, SeriesPerson, Session
from talkoot.events.queries.registrations import participating
from talkoot.events.queries.sessions import clashes, people_of
from talkoot.events.rules import series as series_rules
from talkoot.events.rules import sessions as rules
from talkoot.people.models import User

State = Session.State
EDITABLE = frozenset(
    "title kind starts_at ends_at mode place municipality link summary seats content_set "
    "days tool is_recorded organisation".split()
)
# What a calendar shows, and what one must know to find the place.
SHOWN = frozenset("title starts_at ends_at mode place link summary organisation".split())
SEARCHED = frozenset({"title", "place", "municipality", "summary", "organisation"})
TOLD = frozenset({"starts_at", "ends_at", "mode", "place", "link"})
_followers: list[Callable[[Session, User | None], None]] = []


def register_follower(follow: Callable[[Session, User | None], None]) -> None:
    """Called by an app when it starts: what it changes when a session was added, moved, cancelled.

    It is called in the transaction of the change.
    """
    _followers.append(follow)


def _follow(session: Session, by: User | None) -> None:
    for follow in _followers:
        follow(session, by)


@transaction.atomic
def add_session(
    series: Series, *, values: Mapping[str, Any], by: User | None, accepts_clash: bool = False
) -> Session:
    """A new session of the series; with its times it is agreed. Those who come to a published
    series get the new invitation.

    Refuses a place or a person that is taken at the time, unless the office accepts that.
    """
    series = locked(series)
    series_rules.check_open(series)
    orders = series.sessions.values_list("order", flat=True)
    session = Session(
        series=series, order=max(orders, default=0) + 1, is_demo=series.is_demo, **_given(values)
    )
    rules.check_body(session, participating(series))
    _check(session, accepts_clash=accepts_clash)
    session.state = State.AGREED if session.starts_at else State.PLANNED
    session.save()
    keep_span(series)
    record("events.session.added", session, by=by, after=_logged(session, values))
    _follow(session, by)
    index_event(series)
    if session.starts_at and series.state == Series.State.PUBLISHED:
        tell_of_change(session, series, before=in_each_language(None))
    return session


@transaction.atomic
def save_session(
    session: Session, *, values: Mapping[str, Any], by: User, accepts_clash: bool = False
) -> Session:
    """Change or move a session that has been neither held nor cancelled.

    Those who come to a published series are told of a new time, place or link, with a calendar
    file that moves the event, and those who no longer come or come now of that.
    """
    session = _locked_open(session)
    series = session.series
    given = _given(values)
    changed = {name for name, value in given.items() if getattr(session, name) != value}
    if not changed:
        return session
    before, how_it_was = _logged(session, sorted(changed)), in_each_language(session)
    was_agreed, was = session.state == State.AGREED, copy(session)
    for name in changed:
        setattr(session, name, given[name])
    rules.check_body(session, participating(series, besides=was.organisation_id))
    _check(session, accepts_clash=accepts_clash)
    if was_agreed and changed & SHOWN:
        session.sequence += 1
    session.save(update_fields=[*changed, "sequence"])
    if not was_agreed and session.starts_at:
        moved = change_state(session, State.AGREED, transitions.TRANSITIONS)
        record("events.session.agreed", session, by=by, **moved)
    keep_span(series)
    after = _logged(session, sorted(changed))
    key = "events.session.moved" if changed & TOLD else "events.session.changed"
    record(key, session, by=by, before=before, after=after)
    _follow(session, by)
    if changed & SEARCHED:
        index_event(series)
    if session.starts_at and series.state == Series.State.PUBLISHED:
        if was_agreed and "organisation" in changed:
            tell_of_narrowing(session, series, was=was, is_told=bool(changed & TOLD))
        if changed & TOLD:
            tell_of_change(session, series, before=how_it_was)
    return session


@transaction.atomic
def cancel_session(session: Session, *, reason: str, by: User) -> Session:
    """Cancel one session with its reason; those who would have come are told.

    Refuses a session that has been held.
    """
    series = locked(session.series)
    rules.check_open(session)
    session.series = series
    moved = change_state(session, State.CANCELLED, transitions.TRANSITIONS)
    session.sequence, session.cancel_reason = session.sequence + 1, reason
    session.save(update_fields=["sequence", "cancel_reason"])
    keep_span(series)
    moved["after"]["reason"] = reason
    record("events.session.cancelled", session, by=by, **moved)
    _follow(session, by)
    if any(getattr(session, name) for name in SEARCHED):
        index_event(series)
    if session.starts_at and series.state == Series.State.PUBLISHED:
        tell_of_cancelled_session(session, series)
    return session


@transaction.atomic
def set_people(
    series: Series, *, rows: Sequence[Mapping[str, Any]], by: User, accepts_clash: bool = False
) -> None:
    """Replace those who work in the series: {task, name, organisation_name, user, session}.

    Refuses a person who works elsewhere at the same time, unless the office accepts that.
    """
    series = locked(series)
    series_rules.check_open(series)
    people = [SeriesPerson(series=series, **row) for row in rows]
    if not accepts_clash:
        check_people(series, people)
    series.people.all().delete()
    SeriesPerson.objects.bulk_create(people)
    record("events.series.staffed", series, by=by, after={"people": len(people)})
    index_event(series)


def check_people(series: Series, people: Sequence[SeriesPerson]) -> None:
    """Refuse people who are elsewhere during a session of the series."""
    for session in series.sessions.filter(state=State.AGREED):
        own = [row for row in people if row.session_id in (None, session.pk)]
        session.series = series
        _refuse_clash(session, own, only_people=True)


def _locked_open(session: Session) -> Session:
    """The session of an open series as it is now, locked; refuses one held or cancelled."""
    series = locked(session.series)
    series_rules.check_open(series)
    session = Session.objects.select_for_update().get(pk=session.pk)
    session.series = series
    rules.check_open(session)
    return session


def _check(session: Session, *, accepts_clash: bool) -> None:
    if session.starts_at is None or session.ends_at is None:
        return
    rules.check_times(session.starts_at, session.ends_at)
    rules.check_others(session, accepts_clash=accepts_clash)
    if not accepts_clash:
        _refuse_clash(session, people_of(session.series, session))


def _refuse_clash(
    session: Session, people: Sequence[SeriesPerson], *, only_people: bool = False
) -> None:
    found = clashes(session, people=people, with_place=not only_people)
    if found:
        raise NotAllowed(clash_sentence(found))


def _given(values: Mapping[str, Any]) -> dict[str, Any]:
    unknown = set(values) - EDITABLE
    if unknown:
        raise ValueError(f"Not fields of a session: {unknown}")
    return dict(values)


def _logged(session: Session, names: Any) -> dict[str, str]:
    return {name: str(getattr(session, name) or "") for name in names}
