"""Reads of registrations: what is left, who stands in the line, whose link it is."""

import datetime
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Count, Min, Prefetch, Q, QuerySet
from django.utils.translation import gettext as _

from talkoot.core.access import fetch
from talkoot.core.refusals import NotFound
from talkoot.events.models import (
    Participant,
    Registration,
    SeatQuota,
    Series,
    Session,
    TeamRegistration,
)
from talkoot.events.rules import seats
from talkoot.events.rules.series import can_edit_series, can_read_series
from talkoot.events.rules.sessions import bodies_of, comes_to
from talkoot.people.models import Organisation
from talkoot.surveys.queries import token_hash

State = Registration.State
Kind = SeatQuota.Kind
# The key is given under the series' lock, so its order is that of arrival.
LINE = ("pk",)
# How long before a session those who come are reminded of it.
REMIND_BEFORE = datetime.timedelta(days=2)


def get_public_series(user: Any, slug: str) -> Series:
    """The published series of the address, with the programme and the sessions."""
    rows = Series.objects.select_related("programme__office").prefetch_related("sessions")
    return fetch(rows, user, can_read_series, slug=slug)


def get_overseen_series(user: Any, slug: str) -> Series:
    """The series for its programme's office."""
    rows = Series.objects.select_related("programme__office").prefetch_related("sessions")
    return fetch(rows, user, can_edit_series, slug=slug)


def registrations_with_all() -> "QuerySet[Registration]":
    """Registrations with what their page, their mails and their calendar show."""
    return Registration.objects.select_related(
        "series__programme__office",
        "session",
        "participant__user",
        "participant__organisation",
        "team",
        "quota__organisation",
        "organisation",
    ).prefetch_related("series__sessions")


def teams_with_all() -> "QuerySet[TeamRegistration]":
    """Teams with their series and members."""
    members = Registration.objects.select_related("participant", "session", "quota")
    return TeamRegistration.objects.select_related(
        "series__programme__office", "contact", "organisation"
    ).prefetch_related(
        "series__sessions", Prefetch("registrations", members.exclude(state=State.CANCELLED))
    )


def get_registration(token: str) -> Registration:
    """The registration of a secret link; a wrong link gives NotFound."""
    return _of_link(registrations_with_all().filter(token_hash=token_hash(token)).first())


def get_team(token: str) -> TeamRegistration:
    """The team of a secret link; a wrong link gives NotFound."""
    return _of_link(teams_with_all().filter(token_hash=token_hash(token)).first())


def _of_link(row: Any) -> Any:
    if row is None:
        raise NotFound(
            _(
                "This link does not work. Use the newest mail you got, and check that the whole "
                "address came along."
            )
        )
    return row


def registrations_of(user: Any) -> "QuerySet[Registration]":
    """The person's own, by account or by proved address; those to come first."""
    mine = Q(participant__user=user) | Q(participant__email=user.email.lower())
    return registrations_with_all().filter(mine).order_by("-created_at", "-pk")


def registered_in(series: Series, email: str) -> Registration | None:
    """The person's registration or place in the line, if there is one."""
    rows = registrations_with_all().filter(series=series, participant__email=email)
    return rows.exclude(state=State.CANCELLED).first()


def partner_quota(series: Series, code: str) -> SeatQuota | None:
    """The co-organiser's seats to which the link leads."""
    rows = SeatQuota.objects.filter(series=series, kind=Kind.PARTNER, code=code)
    return rows.select_related("organisation").first() if code else None


def quotas_of(series: Series) -> list[SeatQuota]:
    return list(SeatQuota.objects.filter(series=series).select_related("organisation"))


def participating(series: Series, *, besides: int | None = None) -> "QuerySet[Organisation]":
    """The organisations of those who take part or wait in line, and one `besides`."""
    rows = Registration.objects.filter(series=series).exclude(state=State.CANCELLED)
    wanted = Q(pk__in=rows.order_by().values("organisation")) | Q(pk=besides)
    return Organisation.objects.filter(wanted).order_by("name", "pk")


def taken_of(series: Series, quotas: Sequence[SeatQuota]) -> Counter[seats.Claim]:
    """How many of the registered take each claim; one query."""
    asks_words = any(quota.kind == Kind.ORGANISATION for quota in quotas)
    columns = ["quota", "session", "role", "organisation"]
    columns += ["participant__organisation_name"] if asks_words else []
    rows = Registration.objects.filter(series=series, state=State.REGISTERED).order_by()
    taken: Counter[seats.Claim] = Counter()
    for *key, count in rows.values_list(*columns).annotate(count=Count("pk")):
        pool, session, role, organisation, *words = key
        for claim in seats.claims_of(
            pool=pool,
            session=session,
            role=role,
            organisation=seats.organisation_claim(organisation, words[0] if words else ""),
        ):
            taken[claim] += count
    return taken


def need_of(row: Registration) -> seats.Need:
    """What the registration takes."""
    organisation = seats.organisation_claim(row.organisation_id, row.participant.organisation_name)
    return seats.Need(
        row.pk,
        seats.claims_of(
            pool=row.quota_id, session=row.session_id, organisation=organisation, role=row.role
        ),
    )


def room_in(
    series: Series, *, needs: Iterable[seats.Need] = (), is_empty: bool = False
) -> dict[seats.Claim, int]:
    """What is left of the seats and quotas of the series; `is_empty`: as if nobody had come."""
    quotas = quotas_of(series)
    session_seats = {
        row.pk: row.seats
        for row in Session.objects.filter(series=series).exclude(content_set="")
        if row.seats is not None
    }
    asked = {key for need in needs for kind, key in need.claims if kind == "organisation"}
    return seats.room_of(
        seats=series.seats,
        session_seats=session_seats,
        quotas=quotas,
        taken={} if is_empty else taken_of(series, quotas),
        organisations=asked,
    )


def line_of(series: Series) -> list[Registration]:
    """Those who wait, by arrival."""
    rows = Registration.objects.filter(series=series, state=State.WAITING)
    return list(rows.select_related("participant", "team").order_by(*LINE))


def parties_of(line: Iterable[Registration]) -> list[seats.Party]:
    """The line as places: a team that comes whole stands where its first member does."""
    places: dict[Any, list[Registration]] = {}
    whole = set()
    for row in line:
        team = row.team
        is_whole = (
            team is not None
            and team.state == TeamRegistration.State.WAITING
            and team.waiting == TeamRegistration.Waiting.ALL_OR_NOTHING
        )
        key = ("team", row.team_id) if is_whole else ("person", row.pk)
        whole |= {key} if is_whole else set()
        places.setdefault(key, []).append(row)
    return [
        seats.Party(tuple(need_of(row) for row in rows), is_whole=key in whole)
        for key, rows in places.items()
    ]


def place_in_line(row: Registration) -> int:
    """The number in the line of those who wait for the same seats: 1 is next. 0 when seated."""
    if row.state != State.WAITING:
        return 0
    same = Registration.objects.filter(
        series=row.series_id, state=State.WAITING, quota=row.quota_id, session=row.session_id
    )
    return same.filter(pk__lt=row.pk).count() + 1


def place_of_team(team: TeamRegistration) -> int:
    """How many persons stand before the team's first waiting member, and one; 0 when seated."""
    waiting = Registration.objects.filter(series=team.series_id, state=State.WAITING)
    first = waiting.filter(team=team).aggregate(first=Min("pk"))["first"]
    return waiting.filter(pk__lt=first).count() + 1 if first else 0


def partner_counts(series: Series) -> list[dict[str, Any]]:
    """{quota, registered, waiting} of each co-organiser; who came through no link has quota None.

    The numbers by source stand also where a co-organiser has no seats of its own left.
    """
    partners = {row.pk: row for row in quotas_of(series) if row.kind == Kind.PARTNER}
    rows = Registration.objects.filter(series=series).order_by()
    counts = rows.values_list("quota", "state").annotate(count=Count("pk"))
    found: dict[int | None, Counter[str]] = {key: Counter() for key in [None, *partners]}
    for quota, state, count in counts:
        found.setdefault(quota, Counter())[state] += count
    return [
        {
            "quota": partners.get(key) if key else None,
            "registered": states[State.REGISTERED],
            "waiting": states[State.WAITING],
        }
        for key, states in found.items()
    ]


def registrations_in(series: Series) -> "QuerySet[Registration]":
    """All of the series for the office: the registered, the line by arrival, the cancelled."""
    return (
        Registration.objects.filter(series=series)
        .select_related(
            "participant__organisation", "organisation", "session", "team", "quota__organisation"
        )
        .order_by("state", *LINE)
    )


def to_confirm(series: Series) -> "QuerySet[Registration]":
    """Those that tell an organisation with sessions of its own, and nobody has confirmed it."""
    return registrations_in(series).filter(_told_only(bodies_of(series.sessions.all())))


def _told_only(bodies: Iterable[int]) -> Q:
    is_on = ~Q(state=State.CANCELLED)
    return ~Registration.CONFIRMED & is_on & Q(organisation__in=bodies)


def state_counts(series: Series) -> dict[str, int]:
    """How many registrations of the series are in each state, `late` cancellations, and those
    whose organisation is `to_confirm`.
    """
    rows = Registration.objects.filter(series=series).order_by()
    bodies = bodies_of(series.sessions.all())
    late = Count("pk", filter=Q(is_late_cancellation=True))
    told = Count("pk", filter=_told_only(bodies))
    found = rows.values_list("state").annotate(count=Count("pk"), late=late, told=told)
    counts = {state: count for state, count, _late, _told in found}
    late_count, told_count = (sum(row[place] for row in found) for place in (2, 3))
    return counts | {"late": late_count, "to_confirm": told_count}


def composition(series: Series) -> dict[str, list[tuple[str, int]]]:
    """(name, persons with a seat) by role group and by organisation, the most first; one query."""
    rows = Registration.objects.filter(series=series, state=Registration.State.REGISTERED)
    names = ("role", "participant__organisation__name", "participant__organisation_name")
    roles: Counter[str] = Counter()
    bodies: Counter[str] = Counter()
    counted = rows.order_by().values_list(*names).annotate(count=Count("pk"))
    for role, name, words, count in counted:
        roles[role] += count
        bodies[name or words or _("not told")] += count
    labels = dict(Registration._meta.get_field("role").flatchoices)
    return {
        "roles": [(str(labels.get(role, role)), count) for role, count in roles.most_common()],
        "bodies": sorted(bodies.items(), key=lambda row: (-row[1], row[0])),
    }


def participants_of(user: Any) -> "QuerySet[Participant]":
    """The persons behind an account."""
    return Participant.objects.filter(Q(user=user) | Q(email=user.email.lower()))


def series_with_lines(now: datetime.datetime) -> "QuerySet[Series]":
    """Published series whose registration has closed and where somebody still waits."""
    return Series.objects.filter(
        state=Series.State.PUBLISHED,
        registration_closes_at__lt=now,
        pk__in=Registration.objects.filter(state=State.WAITING).values("series"),
    )


def sessions_to_remind_of(now: datetime.datetime) -> "QuerySet[Session]":
    """Agreed sessions of published series that begin within REMIND_BEFORE."""
    return Session.objects.filter(
        state=Session.State.AGREED,
        series__state=Series.State.PUBLISHED,
        starts_at__gt=now,
        starts_at__lte=now + REMIND_BEFORE,
    )


def registrations_to_remind(session: Session) -> list[Registration]:
    """Those who have a seat at the session and did not get it, and its mail, just now."""
    assert session.starts_at is not None
    before = session.starts_at - REMIND_BEFORE
    rows = registrations_with_all().filter(
        series=session.series_id, state=State.REGISTERED, state_changed_at__lt=before
    )
    if session.organisation_id is not None:
        rows = rows.filter(organisation_confirmed_at__lt=before)
    return [row for row in rows if comes_to(row, session)]
