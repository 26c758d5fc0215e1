"""Who of the line gets a seat: one pure function that every registration and cancellation asks.

The rule, as the pages tell it:

- The line is by arrival. A seat goes to the first in the line whom the quotas let in; who is kept
  out by the quota of their organisation or role group keeps nobody behind them waiting.
- A co-organiser's seats are a pool of their own, with their own link and line. The general seats
  are what remains; the quotas by organisation and role group concern the general seats.
- A team that wants everybody or nobody keeps, at its turn, the seats that it needs: those behind it
  get only what is left over, so that a big team is not overtaken by one person at a time. When
  registration has closed, nothing is kept any more, lest seats stay empty.
- A team that takes what there is room for gets its members in one by one.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from talkoot.events.models import SeatQuota

# What a person takes one of: ("pool", quota or None), ("session", key), ("organisation", its key),
# ("role", role). A claim that the room does not name has no limit.
Claim = tuple[str, Any]
Room = Mapping[Claim, int]
SEATS = ("pool", "session")
Kind = SeatQuota.Kind


@dataclass(frozen=True)
class Need:
    """One person in the line: the registration's key and what it takes."""

    key: int
    claims: tuple[Claim, ...]


@dataclass(frozen=True)
class Party:
    """Those who stand in one place of the line; `is_whole`: they come together or not at all."""

    needs: tuple[Need, ...]
    is_whole: bool = False


def claims_of(
    *, pool: int | None, session: int | None, organisation: str, role: str
) -> tuple[Claim, ...]:
    """What one person takes; in a co-organiser's pool no quota but the pool counts."""
    claims: list[Claim] = [("pool", pool)]
    if session is not None:
        claims.append(("session", session))
    if pool is None:
        claims.append(("role", role))
        if organisation:
            claims.append(("organisation", organisation))
    return tuple(claims)


def organisation_claim(organisation_id: int | None, words: str) -> str:
    """How an organisation is told apart: by its number in the register, else by its words."""
    if organisation_id is not None:
        return str(organisation_id)
    return " ".join(words.split()).casefold()


def room_of(
    *,
    seats: int | None,
    session_seats: Mapping[int, int],
    quotas: Collection[SeatQuota],
    taken: Mapping[Claim, int],
    organisations: Iterable[str] = (),
) -> dict[Claim, int]:
    """What is left of each limit, never under zero.

    `taken` counts the registered by claim; `organisations` are those that somebody asks about, as
    "most from one organisation" limits each of them alike.
    """
    partners = {quota.pk: quota.seats for quota in quotas if quota.kind == Kind.PARTNER}
    limits: dict[Claim, int] = {("pool", key): count for key, count in partners.items()}
    if seats is not None:
        limits["pool", None] = seats - sum(partners.values())
    limits |= {("session", key): count for key, count in session_seats.items()}
    for quota in quotas:
        if quota.kind == Kind.ROLE:
            limits["role", quota.role] = quota.seats
        elif quota.kind == Kind.ORGANISATION and quota.organisation_id is None:
            named = {key for kind, key in taken if kind == "organisation"} | set(organisations)
            for key in named:
                limits.setdefault(("organisation", key), quota.seats)
    for quota in quotas:
        if quota.kind == Kind.ORGANISATION and quota.organisation_id is not None:
            limits["organisation", str(quota.organisation_id)] = quota.seats
    return {claim: max(0, count - taken.get(claim, 0)) for claim, count in limits.items()}


def seated(line: Iterable[Party], room: Room, *, keeps: bool = True) -> list[int]:
    """The keys of those who get a seat now, in the order of the line.

    `keeps`: a team that must come whole keeps the seats that it needs until it fits.
    """
    left = dict(room)
    chosen: list[int] = []
    for party in line:
        if not party.is_whole:
            for need in party.needs:
                if not _lacking([need], left):
                    _take([need], left)
                    chosen.append(need.key)
            continue
        lacking = _lacking(party.needs, left)
        if not lacking:
            _take(party.needs, left)
            chosen += [need.key for need in party.needs]
        elif keeps and all(kind in SEATS for kind, _key in lacking):
            _take(party.needs, left, only=SEATS)
    return chosen


def can_ever_fit(needs: Collection[Need], capacity: Room) -> bool:
    """The whole team would fit if nobody else came; `capacity` is the room of an empty series."""
    return not _lacking(needs, capacity)


def _lacking(needs: Iterable[Need], left: Room) -> set[Claim]:
    asked = Counter(claim for need in needs for claim in need.claims)
    return {claim for claim, count in asked.items() if claim in left and left[claim] < count}


def _take(needs: Iterable[Need], left: dict[Claim, int], *, only: Collection[str] = ()) -> None:
    for need in needs:
        for claim in need.claims:
            if claim in left and (not only or claim[0] in only):
                left[claim] -= 1
