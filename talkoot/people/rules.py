"""Who belongs where. Every predicate is pure: it reads the person's memberships once."""

from collections.abc import Iterable
from typing import Any

from talkoot.people.models import ParticipantRole, Role

OFFICE_ROLES = frozenset({Role.OFFICER, Role.DECISION_MAKER})
STUDY_ROLES = frozenset({Role.EVALUATOR, Role.STEERING})
# Rights to a part of what the office does. None makes the person a member of the organisation.
PART_ROLES = STUDY_ROLES | {Role.EDITOR, Role.FUNDER_READER}
MEMBER_ROLES = frozenset(Role) - PART_ROLES
EMPLOYER_SIDE = frozenset({ParticipantRole.MANAGEMENT, ParticipantRole.SUPERVISOR})
STAFF_SIDE = frozenset({ParticipantRole.STAFF, ParticipantRole.STAFF_REPRESENTATIVE})


def roles_of(user: Any) -> dict[int, set[str]]:
    """{organisation id: roles} of the person's memberships, fetched once per request.

    Those who only study, edit or fund an organisation's programmes are no members of it.
    """
    return _known_roles(user)[0]


def study_roles_of(user: Any) -> dict[int, set[str]]:
    """{organisation id: roles} by which the person reads the results of its programmes."""
    found = {key: roles & STUDY_ROLES for key, roles in _known_roles(user)[1].items()}
    return {key: roles for key, roles in found.items() if roles}


def _ids_of(user: Any, role: Role) -> list[int]:
    """The office's own organisations and those in which the person has the role."""
    others = [key for key, roles in _known_roles(user)[1].items() if role in roles]
    return [*office_ids(user), *others]


def editor_ids(user: Any) -> list[int]:
    """Organisations whose programmes' practices the person moderates and edits."""
    return _ids_of(user, Role.EDITOR)


def is_editor(user: Any, organisation_id: int) -> bool:
    """The programme office, and an editor of its practices."""
    return organisation_id in editor_ids(user)


def finance_ids(user: Any) -> list[int]:
    """Organisations whose programmes' finances the person reads."""
    return _ids_of(user, Role.FUNDER_READER)


def reads_finances(user: Any, organisation_id: int) -> bool:
    """The programme office, and whoever reads its finances for the funder."""
    return organisation_id in finance_ids(user)


def _known_roles(user: Any) -> tuple[dict[int, set[str]], dict[int, set[str]]]:
    if not getattr(user, "is_authenticated", False):
        return {}, {}
    if not hasattr(user, "_roles"):
        user._roles = ({}, {})
        for organisation_id, role in user.memberships.values_list("organisation_id", "role"):
            found = user._roles[role in PART_ROLES]
            found.setdefault(organisation_id, set()).add(role)
    known: tuple[dict[int, set[str]], dict[int, set[str]]] = user._roles
    return known


def may_study(user: Any, organisation_id: int) -> bool:
    """Reads the results of the programmes that the organisation runs: its office, an external
    evaluator and a steering group.
    """
    return is_officer(user, organisation_id) or organisation_id in study_roles_of(user)


def is_evaluator(user: Any, organisation_id: int) -> bool:
    """An external evaluator, who may have single answers without names."""
    return Role.EVALUATOR in study_roles_of(user).get(organisation_id, set())


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
