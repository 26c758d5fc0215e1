"""The populations that are made of the register of people itself."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from talkoot.people.models import Membership, Role, User
from talkoot.surveys.populations import Invitee, Occasion, Population, invitee, register


def _contacts(about: Occasion) -> Iterator[Invitee]:
    rows = Membership.objects.filter(
        role=Role.CONTACT,
        confirmed_at__isnull=False,
        user__is_active=True,
        user__is_demo=about.programme.is_demo,
    ).select_related("user", "organisation__municipality")
    for row in rows.order_by("pk").iterator():
        yield invitee("contact", row.user, row.organisation, service=about.service)


def _users(about: Occasion) -> Iterator[Invitee]:
    rows = User.objects.filter(is_active=True, is_staff=False, is_demo=about.programme.is_demo)
    rows = rows.exclude(memberships__role__in=[Role.OFFICER, Role.DECISION_MAKER])
    if about.since:
        rows = rows.filter(last_login__date__gte=about.since)
    for user in rows.order_by("pk").iterator():
        yield Invitee("user", user.email, user.language, user)


register(
    Population(
        "contacts",
        _("contact persons of organisations"),
        kinds=("programme",),
        reasons={"contact": _("contact person of the organisation")},
        people=_contacts,
    )
)
register(
    Population(
        "users",
        _("everybody with an account; since a day, those who have signed in"),
        kinds=("programme",),
        reasons={"user": _("has an account")},
        people=_users,
    )
)
