"""The person's own account, and memberships: declared by the person, confirmed by an office.

They stand on the top rung because only its pages use them, and a write is logged: audit is above
people on the ladder, so people itself cannot do it.
"""

from django.db import transaction
from django.utils import timezone

from talkoot.audit.actions import record
from talkoot.calls.actions.writing import leave_applications
from talkoot.home import rules
from talkoot.people.models import Membership, Organisation, Role, User
from talkoot.practices.actions.owners import leave_practices


@transaction.atomic
def change_account(user: User, *, name: str, language: str) -> None:
    """The person's own name and the language of their mail; the log tells which of them changed."""
    wanted = {"name": name, "language": language}
    changed = [field for field, value in wanted.items() if getattr(user, field) != value]
    if not changed:
        return
    user.name, user.language = name, language
    user.save(update_fields=changed)
    record("people.user.saved", user, by=user, after={"changed": changed})


@transaction.atomic
def declare_membership(organisation: Organisation, *, by: User) -> Membership:
    """The person says that they work in the organisation; it waits for confirmation.

    Gives no rights of an office. Declaring again changes nothing. Refuses an organisation that
    has ended.
    """
    rules.check_declare(organisation, timezone.localdate())
    membership, is_new = Membership.objects.get_or_create(
        user=by, organisation=organisation, role=Role.MEMBER
    )
    if is_new:
        record("people.membership.declared", membership, by=by)
    return membership


@transaction.atomic
def confirm_membership(membership: Membership, *, by: User) -> Membership:
    """An officer confirms that the person works where they say; a second time changes nothing.

    Refuses one's own membership.
    """
    membership = Membership.objects.select_for_update().get(pk=membership.pk)
    rules.check_confirm(by, membership)
    if membership.confirmed_at is None:
        membership.confirmed_at = timezone.now()
        membership.save(update_fields=["confirmed_at"])
        record("people.membership.confirmed", membership, by=by)
    return membership


@transaction.atomic
def end_membership(membership: Membership, *, by: User) -> None:
    """The person no longer works in the organisation, and no longer writes its applications.

    What the person has started stays theirs until the organisation's contact takes it over.
    Refuses the roles of a programme office.
    """
    rules.check_leave(membership)
    before = {"organisation": membership.organisation_id, "role": membership.role}
    record("people.membership.ended", membership, by=by, before=before)
    organisation_id = membership.organisation_id
    membership.delete()
    by.__dict__.pop("_roles", None)  # Read once per request, and no longer so.
    leave_applications(by, organisation_id)
    leave_practices(by, organisation_id)
