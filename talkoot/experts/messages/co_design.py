"""Mails about planning together what is bought."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from talkoot.experts.models import CoDesigner


def asked(row: CoDesigner, token: str) -> tuple[str, str]:
    """Asks an organisation to read what is to be bought, by a personal link."""
    procurement = row.procurement
    subject = _("Plan with us what is bought: %(title)s") % {"title": procurement.title}
    body = _(
        "Hello!\n\n"
        "%(office)s plans a tender with %(organisation)s: “%(title)s”. Suppliers are asked only "
        "when you have agreed.\n\n"
        "Read what would be asked and how offers would be compared. Then agree, or tell what you "
        "need and would change:\n%(link)s\n\n"
        "The link is yours alone: do not pass it on.\n\n"
        "With kind regards\n%(programme)s"
    ) % {
        "office": procurement.programme.office.name,
        "organisation": row.organisation,
        "title": procurement.title,
        "link": settings.BASE_URL + reverse("specification", args=[token]),
        "programme": procurement.programme.name,
    }
    return subject, body


def answered(row: CoDesigner) -> tuple[str, str]:
    """Tells the office what an organisation thinks of the plan."""
    procurement = row.procurement
    facts = {"organisation": row.organisation, "title": procurement.title}
    if row.state == CoDesigner.State.AGREED:
        subject = _("%(organisation)s agrees: %(title)s") % facts
    else:
        subject = _("%(organisation)s proposes a change: %(title)s") % facts
    body = _(
        "Hello!\n\n%(subject)s\n\n%(remarks)s\n\nThe procurement is here:\n%(link)s\n\nTalkoot"
    ) % {
        "subject": subject,
        "remarks": row.remarks,
        "link": settings.BASE_URL + procurement.get_absolute_url(),
    }
    return subject, body
