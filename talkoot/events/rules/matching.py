"""Which registered person a name of a meeting tool's list is."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from talkoot.events.meeting_lists import Listed
from talkoot.events.models import Registration


@dataclass(frozen=True)
class Match:
    """A line of the list and the registration it is, or None; `by` is "address" or "name"."""

    listed: Listed
    registration: Registration | None = None
    by: str = ""


def matches(listed: Iterable[Listed], expected: Sequence[Registration]) -> list[Match]:
    """Each line with its person: by address, else by a name that only one of the expected has.

    Nobody is matched twice; the words of a name may stand in either order.
    """
    by_address = {row.participant.email: row for row in expected}
    by_name: dict[str, list[Registration]] = defaultdict(list)
    for one in expected:
        by_name[name_key(one.participant.name)].append(one)
    people = list(listed)
    taken = {person.address for person in people if person.address in by_address}
    used: set[int] = set()
    found = []
    for person in people:
        row: Registration | None = by_address.get(person.address)
        by = "address"
        if row is None:
            named = by_name[name_key(person.name)]
            same = [one for one in named if one.participant.email not in taken]
            row, by = (same[0], "name") if len(same) == 1 else (None, "")
        if row is None or row.pk in used:
            found.append(Match(person))
            continue
        used.add(row.pk)
        found.append(Match(person, row, by))
    return found


def name_key(name: str) -> str:
    """The words of a name in one order: Meikäläinen, Maija and maija meikäläinen are the same."""
    return " ".join(sorted(name.replace(",", " ").casefold().split()))
