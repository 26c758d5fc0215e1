"""Organisations that apply together: the lead adds them, their own contacts confirm."""

from decimal import Decimal

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone, translation

from talkoot.audit.actions import record
from talkoot.calls.actions.mails import queue_mail
from talkoot.calls.messages import writing as mails
from talkoot.calls.models import Application, JointApplicant
from talkoot.calls.queries.writing import contacts_of
from talkoot.calls.rules import writing
from talkoot.calls.rules.activity import check_told
from talkoot.people.models import Membership, Organisation, User

CONFIRMED_FIELDS = [
    "confirmed_by", "confirmed_at", "is_economic", "earlier_aid_eur", "aid_sector"
]  # fmt: skip


@transaction.atomic
def add_joint_applicant(
    application: Application, organisation: Organisation, *, address: str = "", by: User
) -> int:
    """Ask the organisation to apply too; returns to how many the request was mailed.

    Its contact persons are asked, and `address` beside them. Asking again mails again only to
    those who have not been asked. Refuses where the call takes no joint applications.
    """
    Application.objects.select_for_update().values_list("pk").get(pk=application.pk)
    writing.check_add_joint(application, organisation.pk)
    joint, is_new = JointApplicant.objects.get_or_create(
        application=application, organisation=organisation
    )
    if is_new:
        record("calls.joint.asked", application, by=by, after={"organisation": organisation.pk})
    contacts = contacts_of(organisation.pk)
    for person in contacts:
        with translation.override(person.language):
            mail = mails.joint_request(joint, by)
        queue_mail("joint-request", application, f"{joint.pk}-{person.pk}", mail, to=person)
    is_known = address.casefold() in {person.email.casefold() for person in contacts}
    if address and not is_known:
        with translation.override(application.language):
            mail = mails.joint_request(joint, by)
        queue_mail("joint-request", application, f"{joint.pk}-{address}", mail, address=address)
    return len(contacts) + bool(address and not is_known)


@transaction.atomic
def confirm_joint_applicant(
    joint: JointApplicant,
    *,
    is_economic: bool | None = None,
    earlier_aid_eur: Decimal | None = None,
    aid_sector: str = "",
    by: User,
) -> JointApplicant:
    """The organisation takes part; a second time changes nothing. Only its contact confirms.

    A company tells of its activity and of earlier de minimis aid, and is refused without.
    """
    rows = JointApplicant.objects.select_for_update(of=("self",)).select_related(
        "application__applicant", "application__call__offering__programme", "organisation"
    )
    joint = rows.get(pk=joint.pk)
    writing.check_confirm_joint(by, joint)
    if joint.confirmed_at is None:
        check_told(joint, is_economic=is_economic, earlier_aid_eur=earlier_aid_eur)
        joint.confirmed_by, joint.confirmed_at = by, timezone.now()
        joint.is_economic, joint.earlier_aid_eur = is_economic, earlier_aid_eur
        joint.aid_sector = aid_sector
        joint.save(update_fields=CONFIRMED_FIELDS)
        record("calls.joint.confirmed", joint.application, by=by, after=_which(joint))
        _tell_lead(joint, takes_part=True)
    return joint


@transaction.atomic
def decline_joint_applicant(joint: JointApplicant, *, by: User) -> None:
    """The organisation stays out, and the lead is told. Only its contact declines."""
    writing.check_confirm_joint(by, joint)
    _tell_lead(joint, takes_part=False)
    record("calls.joint.declined", joint.application, by=by, before=_which(joint))
    _take_out(joint, by=by)


@transaction.atomic
def remove_joint_applicant(joint: JointApplicant, *, by: User) -> None:
    """The lead goes on without the organisation; refuses once the application has been sent."""
    writing.check_written(joint.application)
    record("calls.joint.removed", joint.application, by=by, before=_which(joint))
    _take_out(joint, by=by)


def _take_out(joint: JointApplicant, *, by: User) -> None:
    """The organisation no longer applies, so those who wrote for it no longer see or write."""
    application = joint.application
    joint.delete()
    members = Membership.objects.filter(
        user=OuterRef("user"),
        organisation__in=writing.organisation_ids(application),
        confirmed_at__isnull=False,
    )
    for writer in application.writers.filter(~Exists(members)):
        record("calls.writer.removed", application, by=by, before={"user": writer.user_id})
        writer.delete()


def _which(joint: JointApplicant) -> dict[str, int]:
    return {"organisation": joint.organisation_id}


def _tell_lead(joint: JointApplicant, *, takes_part: bool) -> None:
    lead = joint.application.applicant
    with translation.override(lead.language):
        mail = mails.joint_answer(joint, takes_part=takes_part)
    key = f"{joint.pk}-{'yes' if takes_part else 'no'}"
    queue_mail("joint-answer", joint.application, key, mail, to=lead)
