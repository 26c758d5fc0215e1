"""Who took part in events, as populations of surveys."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from talkoot.events.models import Presence, Registration, Series, Session
from talkoot.people.models import Membership, Role
from talkoot.surveys.groups import groups_of
from talkoot.surveys.populations import Invitee, Occasion, Population, invitee, register

KINDS = ("session", "series", "engagement", "programme")
JOINS = ("participant", "organisation__municipality")


def _participants(about: Occasion) -> Iterator[Invitee]:
    """Those marked present; where nobody has been marked one by one, those who had a seat."""
    where = _where(about)
    rows = Presence.objects.filter(**_in_sessions(where)).select_related(
        *JOINS, "session__series__offering"
    )
    marked = set()  # The series in which people were marked one by one.
    for row in rows.order_by("pk").iterator():
        marked.add(row.session.series_id)
        yield _invitee("present", row, row.session.series)
    seats = Registration.objects.filter(state=Registration.State.REGISTERED, **_in_series(where))
    if about.kind == "session":
        seats = seats.filter(Q(session=about.pk) | Q(session=None))
        body = Session.objects.filter(pk=about.pk).values_list("organisation", flat=True).first()
        if body:
            seats = seats.filter(Registration.CONFIRMED, organisation=body)
    for seat in seats.select_related(*JOINS, "series__offering").order_by("pk").iterator():
        if seat.series_id not in marked:
            yield _invitee("registered", seat, seat.series)


def _employers(about: Occasion) -> Iterator[Invitee]:
    """Contact persons of the organisations that somebody came from."""
    found: dict[int, Invitee] = {}
    for person in _participants(about):
        if person.organisation is not None:
            found.setdefault(person.organisation.pk, person)
    contacts = Membership.objects.filter(
        role=Role.CONTACT, confirmed_at__isnull=False, user__is_active=True
    ).select_related("user", "organisation__municipality")
    for row in contacts.order_by("pk").iterator():
        from_there = found.get(row.organisation_id)
        if from_there is not None:
            one = invitee("employer", row.user, row.organisation)
            service = {name: text for name, text in from_there.groups.items() if name == "service"}
            yield replace(one, groups={**service, **one.groups})


def _where(about: Occasion) -> dict[str, Any]:
    """What bounds the series, as conditions of a series."""
    if about.kind == "session":
        return {"sessions": about.pk}
    if about.kind == "series":
        return {"pk": about.pk}
    if about.kind == "engagement":
        return {"engagement": about.pk}
    where: dict[str, Any] = {"programme": about.programme}
    if about.service:
        where["offering"] = about.service
    if about.since:
        where["ends_on__gte"] = about.since
    if about.until:
        where["ends_on__lte"] = about.until
    return where


def _in_series(where: dict[str, Any]) -> dict[str, Any]:
    return {f"series__{name}": value for name, value in where.items()}


def _in_sessions(where: dict[str, Any]) -> dict[str, Any]:
    if "sessions" in where:
        return {"session": where["sessions"]}
    return {f"session__series__{name}": value for name, value in where.items()}


def _invitee(reason: str, row: Any, series: Series) -> Invitee:
    """`row` is a presence or a registration: role and organisation as they stood then."""
    person = row.participant
    groups = groups_of(row.organisation, service=series.offering, role=row.role)
    return Invitee(reason, person.email, person.language, None, row.organisation, groups)


register(
    Population(
        "participants",
        _("participants of events"),
        kinds=KINDS,
        reasons={"present": _("was present"), "registered": _("had a seat")},
        people=_participants,
    )
)
register(
    Population(
        "employers",
        _("contact persons of the participants’ organisations"),
        kinds=KINDS,
        reasons={"employer": _("contact person of a participant’s organisation")},
        people=_employers,
    )
)
