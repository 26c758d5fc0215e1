"""Who an engagement concerns, as populations of surveys."""

from collections.abc import Iterator

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from talkoot.core.dates import end_of_day
from talkoot.engagements.models import Engagement
from talkoot.people.models import Membership, Role
from talkoot.surveys.populations import Invitee, Occasion, Population, invitee, register

KINDS = ("engagement", "session", "series", "programme")


def _engagements(about: Occasion) -> "QuerySet[Engagement]":
    rows = Engagement.objects.select_related(
        "application__applicant",
        "application__organisation__municipality",
        "application__call__offering",
        "expert__user",
    ).order_by("pk")
    if about.kind == "engagement":
        return rows.filter(pk=about.pk)
    if about.kind == "session":
        return rows.filter(series__sessions=about.pk)
    if about.kind == "series":
        return rows.filter(series=about.pk)
    rows = rows.filter(
        application__call__offering__programme=about.programme,
        state=Engagement.State.DELIVERED,
    )
    if about.service:
        rows = rows.filter(application__call__offering=about.service)
    if about.since:
        rows = rows.filter(state_changed_at__date__gte=about.since)
    if about.until:
        rows = rows.filter(state_changed_at__lte=end_of_day(about.until))
    return rows


def _representative(row: Engagement) -> Invitee:
    case = row.application
    return invitee("representative", case.applicant, case.organisation, service=case.call.offering)


def _representatives(about: Occasion) -> Iterator[Invitee]:
    for row in _engagements(about).iterator():
        yield _representative(row)


def _parties(about: Occasion) -> Iterator[Invitee]:
    """The representative, the contact persons of those who applied along, and the expert."""
    for row in _engagements(about).iterator():
        service = row.application.call.offering
        yield _representative(row)
        joint = row.application.joint_applicants.values("organisation")
        contacts = Membership.objects.filter(
            organisation__in=joint, role=Role.CONTACT, confirmed_at__isnull=False
        ).select_related("user", "organisation__municipality")
        for contact in contacts:
            yield invitee("joint", contact.user, contact.organisation, service=service)
        if row.expert.user:
            yield invitee("expert", row.expert.user, service=service)


REPRESENTATIVE = _("represents the applicant")
register(
    Population(
        "representatives",
        _("applicants’ representatives"),
        kinds=KINDS,
        reasons={"representative": REPRESENTATIVE},
        people=_representatives,
    )
)
register(
    Population(
        "parties",
        _("all parties of engagements"),
        kinds=KINDS,
        reasons={
            "representative": REPRESENTATIVE,
            "joint": _("contact person of an organisation that applied along"),
            "expert": _("expert of the engagement"),
        },
        people=_parties,
    )
)
