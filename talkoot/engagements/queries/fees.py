"""Who pays the fee of a series: reads for the file that the finance system takes in."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Prefetch, QuerySet

from talkoot.core.access import barred_rows
from talkoot.engagements.models import Engagement
from talkoot.events.models import (
    Participant,
    Presence,
    Registration,
    Series,
    TeamRegistration,
)
from talkoot.people.rules import office_ids

OFFERING = "engagement__application__call__offering"
Seat = Registration.State
# On the page; the file has all.
FEES_SHOWN = 20


@dataclass(frozen=True)
class Payer:
    """Who pays a fee of a series once: an organisation, a team or a person.

    `present` counts those of the payer who were marked one by one; None where nobody was.
    """

    series: Series
    organisation: Any  # Organisation, or its name alone.
    name: str
    contact: Any  # Whoever has a name and an address, or None.
    people: int
    present: int | None


def fee_series(user: Any) -> "QuerySet[Series]":
    """Ended series of the person's office that cost something, the newest first.

    Not those whose offering has a price: the applicant pays that one. Not those of an old
    programme, which a published source tells of.
    """
    rows = Series.objects.filter(
        programme__office__in=office_ids(user),
        state=Series.State.ENDED,
        fee_eur__gt=0,
        source="",
    ).exclude(**{f"{OFFERING}__price_eur__gt": 0})
    barred = barred_rows(Engagement, user)
    if barred is not None:
        rows = rows.exclude(engagement__in=barred.values("pk"))
    return rows.order_by("-ends_on", "-pk")


def payers_of(rows: "QuerySet[Series]") -> Iterator[Payer]:
    """Who pays the fees of the series; five queries however many there are.

    A series for one organisation costs its fee once, whatever the number of people (programme
    terms: a fixed fee). Else each team pays it, or each person where persons register.
    """
    registered = Registration.objects.filter(state=Seat.REGISTERED).select_related(
        "organisation", "participant__organisation"
    )
    teams = TeamRegistration.objects.exclude(
        state__in=(TeamRegistration.State.WAITING, TeamRegistration.State.CANCELLED)
    ).select_related("organisation", "contact__organisation")
    found = rows.select_related("organisation", "engagement__application__applicant")
    found = found.prefetch_related(
        Prefetch("registrations", registered), Prefetch("team_registrations", teams)
    )
    marked = Presence.objects.filter(session__series__in=rows.values("pk"))
    came: dict[int, set[int]] = {}
    for key, participant in marked.values_list("session__series", "participant").distinct():
        came.setdefault(key, set()).add(participant)
    for series in found:
        yield from _payers(series, came.get(series.pk))


def _payers(series: Series, came: set[int] | None) -> Iterator[Payer]:
    seats = list(series.registrations.all())

    def payer(organisation: Any, name: str, contact: Any, own: list[Registration]) -> Payer:
        keys = {row.participant_id for row in own}
        present = None if came is None else len(keys & came)
        return Payer(series, organisation, name, contact, len(own), present)

    if series.organisation is not None:
        case = getattr(series, "engagement", None)
        yield payer(series.organisation, "", case and case.application.applicant, seats)
    elif series.entry == Series.Entry.TEAMS:
        for team in series.team_registrations.all():
            own = [row for row in seats if row.team_id == team.pk]
            yield payer(_employer(team, team.contact), team.name, team.contact, own)
    else:
        for row in seats:
            who = row.participant
            yield payer(_employer(row, who), who.name, who, [row])


def _employer(row: Registration | TeamRegistration, who: Participant) -> Any:
    return row.organisation or who.organisation or who.organisation_name


def newest_fees(user: Any) -> list[tuple[Series, int, Decimal]]:
    """(series, how many pay, euros) of the newest series that cost something."""
    keys = list(fee_series(user).values_list("pk", flat=True)[:FEES_SHOWN])
    counts: dict[Series, int] = {}
    for row in payers_of(fee_series(user).filter(pk__in=keys)) if keys else ():
        counts[row.series] = counts.get(row.series, 0) + 1
    nothing = Decimal(0)
    return [
        (series, count, count * (series.fee_eur or nothing)) for series, count in counts.items()
    ]
