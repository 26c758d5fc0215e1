"""The person's own account, memberships, and the end of a programme.

They stand on the top rung because only its pages use them, and a write is logged: audit is above
people on the ladder, so people itself cannot do it.
"""

from django.db import transaction
from django.utils import timezone

from talkoot.audit.actions import record
from talkoot.calls.actions.writing import leave_applications
from talkoot.events.actions.confirmations import confirm_member
from talkoot.home import ending, rules
from talkoot.people.models import Membership, Organisation, Role, User
from talkoot.practices.actions.owners import leave_practices
from talkoot.programmes.models import Programme


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
        confirm_member(membership.user, membership.organisation, by=by)
    return membership


@transaction.atomic
def name_contact(membership: Membership, task: str, *, by: User) -> Membership:
    """An officer says what the person is (rules.Task): a contact person, of either side, or not.

    Confirms the membership too. An organisation may have several contact persons. Refuses one's
    own membership and the roles of an office.
    """
    membership = Membership.objects.select_for_update().get(pk=membership.pk)
    rules.check_name(by, membership)
    told = rules.task_of(membership)
    if told == task:
        return confirm_membership(membership, by=by)
    role = Role.MEMBER if task == rules.Task.MEMBER else Role.CONTACT
    same = Membership.objects.filter(
        user=membership.user_id, organisation=membership.organisation_id, role=role
    )
    for row in same.exclude(pk=membership.pk):  # One row tells it.
        gone = {"organisation": row.organisation_id, "role": row.role}
        record("people.membership.ended", row, by=by, before=gone)
        row.delete()
    before = {"role": membership.role, "is_staff_side": membership.is_staff_side}
    membership.role, membership.is_staff_side = role, task == rules.Task.STAFF_CONTACT
    membership.confirmed_at = membership.confirmed_at or timezone.now()
    membership.save(update_fields=["role", "is_staff_side", "confirmed_at"])
    after = {"role": membership.role, "is_staff_side": membership.is_staff_side}
    record("people.membership.named", membership, by=by, before=before, after=after)
    confirm_member(membership.user, membership.organisation, by=by)
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


@transaction.atomic
def end_programme(
    programme: Programme, *, keeper: Organisation, contact_email: str, by: User
) -> None:
    """End the programme and give its records to their keeper; an ended one's can be handed on.

    The keeper has the rights of the office from now on. What is public stays so, and surveys by the
    calendar are sent. Refuses while calls, applications or engagements are under way.
    """
    programme = Programme.objects.select_for_update().get(pk=programme.pk)
    matters = ending.open_matters(programme, timezone.now())
    is_busy = any(matter.must_be_done for matter in matters)
    rules.check_end(by, programme, has_open_matters=is_busy)
    names = ("state", "office", "contact_email")
    before = {name: str(getattr(programme, name)) for name in names}
    programme.state = Programme.State.ENDED
    programme.office, programme.contact_email = keeper, contact_email
    programme.save(update_fields=names)
    after = {name: str(getattr(programme, name)) for name in names}
    record("programmes.programme.ended", programme, by=by, before=before, after=after)
