"""Who belongs where. Every predicate is pure: it reads the person's memberships once."""

from collections.abc import Iterable
from typing import Any

from talkoot.people.models import ParticipantRole, Role

OFFICE_ROLES = frozenset({Role.OFFICER, Role.DECISION_MAKER})
EMPLOYER_SIDE = frozenset({ParticipantRole.MANAGEMENT, ParticipantRole.SUPERVISOR})
STAFF_SIDE = frozenset({ParticipantRole.STAFF, ParticipantRole.STAFF_REPRESENTATIVE})


def roles_of(user: Any) -> dict[int, set[str]]:
    """{organisation id: roles} of the person's memberships, fetched once per request."""
    if not getattr(user, "is_authenticated", False):
        return {}
    if not hasattr(user, "_roles"):
        user._roles = {}
        for organisation_id, role in user.memberships.values_list("organisation_id", "role"):
            user._roles.setdefault(organisation_id, set()).add(role)
    return user._roles


def is_member(user: Any, organisation_id: int | None) -> bool:
    """The person has a membership in the organisation, self-declared or confirmed."""
    return organisation_id is not None and organisation_id in roles_of(user)


def is_officer(user: Any, organisation_id: int) -> bool:
    """Works in the programme office: officer or decision maker."""
    return bool(OFFICE_ROLES & roles_of(user).get(organisation_id, set()))


def is_decision_maker(user: Any, organisation_id: int) -> bool:
    """May sign decisions of the programmes that the organisation runs."""
    return Role.DECISION_MAKER in roles_of(user).get(organisation_id, set())


def office_ids(user: Any) -> list[int]:
    """Organisations in whose programme office the person works."""
    return [key for key, roles in roles_of(user).items() if OFFICE_ROLES & roles]


def is_confirmed_member(user: Any, organisation_id: int) -> bool:
    """A membership that the organisation's contact person or the office has confirmed."""
    return user.memberships.filter(
        organisation_id=organisation_id, confirmed_at__isnull=False
    ).exists()


def confirmed_ids(user: Any) -> set[int]:
    """Organisations in which the person's membership has been confirmed."""
    if not getattr(user, "is_authenticated", False):
        return set()
    confirmed = user.memberships.filter(confirmed_at__isnull=False)
    return set(confirmed.values_list("organisation_id", flat=True))


def is_cooperative(roles: Iterable[str]) -> bool:
    """Programme terms: development is done together, so both sides of the work take part."""
    present = set(roles)
    return bool(EMPLOYER_SIDE & present) and bool(STAFF_SIDE & present)
