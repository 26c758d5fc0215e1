"""Who writes an application together, who follows it, and who may take it over."""

import datetime
from collections.abc import Iterable
from http import HTTPStatus
from typing import Any

from django.db.models import Prefetch, prefetch_related_objects
from django.utils.translation import gettext as _

from talkoot.calls.models import Application, JointApplicant, WriterInvitation
from talkoot.calls.rules.completion import WRITTEN
from talkoot.core.refusals import NotAllowed
from talkoot.people.models import Membership, Role
from talkoot.people.rules import confirmed_ids

INVITATION_DAYS = 14
WRITERS_MAX = 20
JOINT_MAX = 30


def can_write(user: Any, application: Application) -> bool:
    """The one who started it, and the colleagues whom they have added."""
    pk = getattr(user, "pk", None)
    if pk is None or application.applicant_id == pk:
        return pk is not None
    return application.writers.filter(user=pk).exists()


def can_follow(user: Any, application: Application) -> bool:
    """Its writers, and confirmed members of the organisations that have joined it."""
    if can_write(user, application):
        return True
    if not getattr(user, "is_authenticated", False):
        return False
    mine = user.memberships.filter(confirmed_at__isnull=False).values("organisation")
    joined = application.joint_applicants.filter(confirmed_at__isnull=False)
    return joined.filter(organisation__in=mine).exists()


def organisation_ids(application: Application) -> set[int]:
    """The lead and the joint organisations, confirmed or not."""
    joint = application.joint_applicants.values_list("organisation", flat=True)
    return {application.organisation_id, *joint}


def joined(application: Application) -> list[JointApplicant]:
    """Those who have confirmed that they apply jointly; read once for each instance.

    No query where the call takes no joint applications.
    """
    if not application.call.allows_joint:
        return []
    rows = JointApplicant.objects.select_related("organisation").order_by("pk")
    prefetch_related_objects([application], Prefetch("joint_applicants", rows))
    return [row for row in application.joint_applicants.all() if row.confirmed_at is not None]


def is_colleague(user: Any, application: Application) -> bool:
    """A confirmed member of an organisation that applies."""
    return bool(confirmed_ids(user) & organisation_ids(application))


def check_invite(application: Application) -> None:
    """Refuse once the application is no longer written, and more writers than can keep order."""
    check_written(application)
    if application.writers.count() + application.writer_invitations.count() >= WRITERS_MAX:
        raise NotAllowed(
            _("At most %(count)s people can write one application. Remove somebody first.")
            % {"count": WRITERS_MAX}
        )


def check_written(application: Application) -> None:
    """Who writes and applies changes only while the application is being written."""
    if application.state not in WRITTEN:
        raise NotAllowed(
            _("The application has been sent, so who writes it and who applies no longer changes.")
        )


def check_join(user: Any, invitation: WriterInvitation, at: datetime.datetime) -> None:
    """Refuse an old invitation, one sent to somebody else, and a person from elsewhere."""
    if invitation.expires_at < at:
        raise NotAllowed(
            _("This invitation has expired. Ask your colleague to invite you again."),
            status=HTTPStatus.GONE,
        )
    if user.email.casefold() != invitation.address.casefold():
        raise NotAllowed(
            _(
                "This invitation was sent to another address. Sign in with that address, or ask "
                "your colleague to invite this one."
            ),
            status=HTTPStatus.FORBIDDEN,
        )
    if not is_colleague(user, invitation.application):
        raise NotAllowed(
            _(
                "Only people of %(organisation)s write this application, and your membership has "
                "not been confirmed. Say on the page “My organisations” that you work there; when "
                "it has been confirmed, open this link again."
            )
            % {"organisation": invitation.application.organisation},
            status=HTTPStatus.FORBIDDEN,
        )
    check_written(invitation.application)


def is_contact(user: Any, organisation_id: int) -> bool:
    """A confirmed contact person of the organisation."""
    if not getattr(user, "is_authenticated", False):
        return False
    rows: Any = user.memberships.filter(organisation=organisation_id, role=Role.CONTACT)
    return bool(rows.filter(confirmed_at__isnull=False).exists())


def can_take_over(user: Any, application: Application) -> bool:
    """The organisation's contact person, when the one who started it works there no longer."""
    if application.applicant_id == getattr(user, "pk", None):
        return False
    stays = Membership.objects.filter(
        user=application.applicant_id, organisation=application.organisation_id
    )
    return is_contact(user, application.organisation_id) and not stays.exists()


def check_take_over(user: Any, application: Application) -> None:
    """Refuse while the one who started it stays, and everybody but the contact person."""
    if not can_take_over(user, application):
        raise NotAllowed(
            _(
                "Only the organisation’s contact person takes an application over, and only when "
                "the one who started it no longer works there."
            ),
            status=HTTPStatus.FORBIDDEN,
        )


def check_add_joint(application: Application, organisation_id: int) -> None:
    """Refuse where the call takes single applicants, the lead itself and a crowd."""
    check_written(application)
    if not application.call.allows_joint:
        raise NotAllowed(_("In this call each organisation applies by itself."))
    if organisation_id == application.organisation_id:
        raise NotAllowed(_("Your own organisation leads the application. Choose another one."))
    if application.joint_applicants.count() >= JOINT_MAX:
        raise NotAllowed(
            _("At most %(count)s organisations can apply with yours.") % {"count": JOINT_MAX}
        )


def check_confirm_joint(user: Any, joint: JointApplicant) -> None:
    """Only a contact person of the organisation speaks for it, and only before the sending."""
    if not is_contact(user, joint.organisation_id):
        raise NotAllowed(
            _("Only a contact person of %(organisation)s confirms that it takes part.")
            % {"organisation": joint.organisation},
            status=HTTPStatus.FORBIDDEN,
        )
    check_written(joint.application)


def unconfirmed(names: Iterable[str]) -> str:
    """What keeps an application with joint applicants from being sent."""
    return _(
        "These organisations have not confirmed that they take part: %(names)s. Ask their contact "
        "persons to confirm, or remove them."
    ) % {"names": ", ".join(names)}
