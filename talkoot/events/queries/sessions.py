"""Reads of sessions: a month, a calendar, what overlaps."""

import datetime
from collections.abc import Callable, Collection, Iterable
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from talkoot.core.refusals import NotFound
from talkoot.events.models import (
    CalendarFeed,
    Mode,
    Participant,
    Registration,
    Series,
    SeriesPerson,
    Session,
)
from talkoot.events.queries.series import SHOWN, narrowed, public_series
from talkoot.events.rules.sessions import (
    LONGEST,
    comes_to,
    is_ahead,
    joined,
    joined_by,
    same_place,
    shares_moment,
)
from talkoot.people.models import User
from talkoot.programmes.models import Programme
from talkoot.surveys.queries import token_hash

State = Session.State
ON = (State.AGREED, State.HELD)
# How far back and ahead a feed goes; calendars keep what they have taken in.
FEED_BEFORE = datetime.timedelta(days=30)
FEED_AFTER = datetime.timedelta(days=400)
FEED_MOST = 500
# Of a series' sessions, and of those at the same time, when the office is told of them.
LOOKED_AT = 50
_own_series: list[Callable[[Any], Iterable[tuple[int, int | None]]]] = []


def register_own_series(find: Callable[[Any], Iterable[tuple[int, int | None]]]) -> None:
    """Called by an app when it starts: in which series a person takes part by what it knows.

    It gives the series with the session, or with None for the whole series.
    """
    _own_series.append(find)


def public_sessions(start: datetime.datetime, end: datetime.datetime) -> "QuerySet[Session]":
    """Everybody's sessions of public series that begin in the time, with those cancelled."""
    return (
        Session.objects.filter(
            organisation=None,
            starts_at__gte=start,
            starts_at__lt=end,
            series__state__in=SHOWN,
            series__slug__isnull=False,
        )
        .select_related("series")
        .order_by("starts_at", "pk")
    )


def month_rows(
    start: datetime.datetime,
    end: datetime.datetime,
    *,
    programme: str = "",
    kind: str = "",
    theme: str = "",
    region: str = "",
    remote: bool = False,
) -> list[tuple[Any, ...]]:
    """(moment, session's title, series' title, its slug, state, mode) of public sessions in time.

    Those of one organisation are left out. Narrowed as queries.series.narrowed is. Two queries,
    one by the sessions' times and one by the series' keys: a join would let a database begin from
    all series there are.
    """
    rows = Session.objects.filter(starts_at__gte=start, starts_at__lt=end, organisation=None)
    if region:
        rows = rows.filter(municipality__region_code=region)
    if remote:
        rows = rows.filter(mode__in=(Mode.REMOTE, Mode.HYBRID))
    columns = ("starts_at", "title", "state", "mode", "series_id")
    sessions = list(rows.order_by("starts_at", "pk").values_list(*columns))
    public = narrowed(public_series(), programme=programme, kind=kind, theme=theme)
    public = public.filter(pk__in={row[-1] for row in sessions})
    known = {key: texts for key, *texts in public.order_by().values_list("pk", "title", "slug")}
    return [
        (starts_at, title, *known[key], state, mode)
        for starts_at, title, state, mode, key in sessions
        if key in known
    ]


def feed_of_programme(programme: Programme, now: datetime.datetime) -> "QuerySet[Session]":
    """The public sessions of a programme, for those who follow its calendar."""
    rows = public_sessions(now - FEED_BEFORE, now + FEED_AFTER)
    mine = rows.filter(series__programme=programme)
    return mine.select_related("series__programme", "municipality")[:FEED_MOST]


def own_sessions(user: Any, now: datetime.datetime) -> list[Session]:
    """The sessions to which the person comes or in which the person works.

    Three queries, and one for each app that has registered series of its own. By account, and
    by the person's own proved address where the registration has no account yet.
    """
    registrations = (
        Registration.objects.filter(state=Registration.State.REGISTERED)
        .filter(
            Q(participant__user=user)
            | Q(participant__user=None, participant__email=user.email.lower())
        )
        .select_related("session")
    )
    chosen = {row.series_id: row for row in registrations}
    works = SeriesPerson.objects.filter(user=user).values_list("series_id", "session_id")
    tasks: set[tuple[int, int | None]] = set(works)
    tasks |= {task for find in _own_series for task in find(user)}
    sessions = (
        Session.objects.filter(
            series__in={*chosen, *(series for series, _session in tasks)},
            starts_at__gte=now - FEED_BEFORE,
            starts_at__lt=now + FEED_AFTER,
        )
        .exclude(series__state=Series.State.DRAFT, series__slug__isnull=False)
        .select_related("series__programme")
        .order_by("starts_at", "pk")[:FEED_MOST]
    )
    return [
        row
        for row in sessions
        if (row.series_id, None) in tasks
        or (row.series_id, row.pk) in tasks
        or (row.series_id in chosen and comes_to(chosen[row.series_id], row))
    ]


def feed_owner(token: str) -> Any:
    """The person whose calendar the secret address opens; an old address gives NotFound."""
    found = CalendarFeed.objects.filter(token_hash=token_hash(token)).select_related("user").first()
    if found is None or not found.user.is_active:
        raise NotFound(
            _("This calendar address is no longer in use. Make a new one on your calendar page.")
        )
    return found.user


def feed_of(user: Any) -> CalendarFeed | None:
    return CalendarFeed.objects.filter(user=user).first()


def overlapping(
    starts_at: datetime.datetime, ends_at: datetime.datetime, *, besides: Collection[int] = ()
) -> "QuerySet[Session]":
    """Sessions that are on at the same time, of any programme; one may begin when another ends."""
    rows = Session.objects.filter(
        state=State.AGREED,
        starts_at__lt=ends_at,
        # So that the index of beginnings serves both ends.
        starts_at__gt=starts_at - LONGEST,
        ends_at__gt=starts_at,
    ).exclude(pk__in=besides)
    return rows.exclude(series__state=Series.State.CANCELLED).select_related("series")


def at_the_same_time(series: Series, now: datetime.datetime) -> list[tuple[Session, Session]]:
    """(own, other) sessions of the programme that share a moment and are still ahead.

    Those of one set in the same series, and those of different organisations, are left out: each
    person comes to one of them.
    """
    own = [row for row in series.sessions.all() if is_ahead(row, now)][:LOOKED_AT]
    others = Session.objects.none()
    for row in own:
        assert row.starts_at is not None and row.ends_at is not None
        others |= overlapping(row.starts_at, row.ends_at)
    others = others.filter(series__programme=series.programme_id).select_related("series")
    found = []
    for other in others.order_by("starts_at", "pk")[:LOOKED_AT]:
        for row in own:
            is_later = other.series_id == series.pk and other.pk <= row.pk
            is_set = other.series_id == series.pk and (
                row.content_set == other.content_set != ""
                or (
                    None not in (row.organisation_id, other.organisation_id)
                    and row.organisation_id != other.organisation_id
                )
            )
            if not is_later and not is_set and shares_moment(row, other):
                found.append((row, other))
    return found


def own_at_the_same_time(
    series: Series, registration: Registration | None, person: Any, now: datetime.datetime
) -> list[tuple[Session, Session]]:
    """(session of the series, session of another one) of which the person comes to the latter, or
    waits for it, at the same time. `registration` is the person's in the series, if there is one,
    `person` an account or a participant. Three queries.
    """
    sessions = series.sessions.all()
    comes = joined_by(registration, sessions) if registration else joined(sessions, None)
    own = [row for row in comes if is_ahead(row, now)]
    rows = Registration.objects.filter(participant__in=list(_same_person(person)))
    rows = rows.exclude(series=series).select_related("session")
    chosen = {row.series_id: row for row in rows.exclude(state=Registration.State.CANCELLED)}
    if not own or not chosen:
        return []
    starts = [row.starts_at for row in own if row.starts_at]
    ends = [row.ends_at for row in own if row.ends_at]
    others = overlapping(min(starts), max(ends)).filter(series__in=chosen)
    return [
        (row, other)
        for other in others.order_by("starts_at", "pk")
        if comes_to(chosen[other.series_id], other)
        for row in own
        if shares_moment(row, other)
    ]


def _same_person(person: Any) -> Iterable[int]:
    """The participants of all programmes with the account or the address of the person."""
    # By programme and address, as the index has them, however many participants there are.
    programmes = Programme.objects.order_by().values("pk")
    rows = Participant.objects.filter(programme__in=programmes, email=person.email.lower())
    user = person if isinstance(person, User) else person.user
    keys = rows.values_list("pk", flat=True)
    if user is None:
        return keys
    return keys.union(Participant.objects.filter(user=user).values_list("pk", flat=True))


def clashes(
    session: Session, *, people: Collection[SeriesPerson] = (), with_place: bool = True
) -> list[tuple[str, Session]]:
    """(what is double-booked, the other session) of the session's place and people.

    `session` may be unsaved. A speaker may be in two places at a time no more than a facilitator.
    """
    if session.starts_at is None or session.ends_at is None:
        return []
    besides = [session.pk] if session.pk else []
    others = list(overlapping(session.starts_at, session.ends_at, besides=besides))
    found = []
    if with_place and session.mode != Mode.REMOTE:
        found += [
            (session.place, row)
            for row in others
            if row.mode != Mode.REMOTE and same_place(row.place, session.place)
        ]
    return [*found, *_double_booked(people, others)]


def _double_booked(
    people: Collection[SeriesPerson], others: list[Session]
) -> list[tuple[str, Session]]:
    if not people or not others:
        return []
    users = {row.user_id: row.name for row in people if row.user_id}
    names = {row.name.casefold(): row.name for row in people if not row.user_id}
    by_series: dict[int, list[Session]] = {}
    for row in others:
        by_series.setdefault(row.series_id, []).append(row)
    tasks = SeriesPerson.objects.filter(series__in=by_series).filter(
        Q(session=None) | Q(session__in=others)
    )
    found = []
    for task in tasks:
        name = users.get(task.user_id) if task.user_id else names.get(task.name.casefold())
        if name is None:
            continue
        found += [
            (name, session)
            for session in by_series[task.series_id]
            if task.session_id in (None, session.pk)
        ]
    return found


def people_of(series: Series, session: Session | None) -> list[SeriesPerson]:
    """Who works in the session: those of the whole series and its own."""
    rows = SeriesPerson.objects.filter(series=series)
    own = Q(session=None) | Q(session=session) if session and session.pk else Q(session=None)
    return list(rows.filter(own))
