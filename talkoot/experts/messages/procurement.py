"""Mails to those who are asked for an offer."""

from collections.abc import Iterable

from django.conf import settings
from django.urls import reverse
from django.utils import formats
from django.utils.translation import gettext as _

from talkoot.core.dates import local_date, local_moment
from talkoot.experts.messages.remedy import remedy_paragraphs
from talkoot.experts.models import Offer
from talkoot.experts.rules.procurement import Compared


def invitation(offer: Offer, token: str) -> tuple[str, str]:
    """Asks for an offer by a personal link."""
    procurement = offer.procurement
    count = len(procurement.together)
    lots = _(
        "This is one of %(count)s lots that are tendered together. You may offer for one of them, "
        "for several or for all; each lot is asked for and decided on its own."
    ) % {"count": count}
    subject = _("Invitation to offer: %(title)s") % {"title": procurement.title}
    body = _(
        "Hello!\n\n"
        "%(office)s invites %(supplier)s to offer: “%(title)s”.\n\n"
        "%(lots)s"
        "What is asked, the criteria and the form are here. You can change the offer until "
        "%(moment)s:\n%(link)s\n\n"
        "The link is yours alone: do not pass it on. If you make no offer, you can say so on the "
        "same page.\n\n"
        "With kind regards\n%(programme)s"
    ) % {
        "office": procurement.programme.office.name,
        "supplier": offer.organisation,
        "title": procurement.title,
        "lots": f"{lots}\n\n" if count > 1 else "",
        "moment": local_moment(procurement.closes_at),
        "link": settings.BASE_URL + reverse("offer", args=[token]),
        "programme": procurement.programme.name,
    }
    return subject, body


def receipt(offer: Offer) -> tuple[str, str]:
    """Tells that the offer has come."""
    procurement = offer.procurement
    subject = _("Your offer has arrived: %(title)s") % {"title": procurement.title}
    body = _(
        "Hello!\n\n"
        "Your offer to “%(title)s” arrived on %(arrived)s. Until %(moment)s you can send a new one "
        "in its place by the same link. Offers are opened after that.\n\n"
        "With kind regards\n%(programme)s"
    ) % {
        "title": procurement.title,
        "arrived": local_moment(offer.received_at) if offer.received_at else "",
        "moment": local_moment(procurement.closes_at),
        "programme": procurement.programme.name,
    }
    return subject, body


def prolonged(offer: Offer) -> tuple[str, str]:
    """Tells that there is more time."""
    procurement = offer.procurement
    subject = _("More time to offer: %(title)s") % {"title": procurement.title}
    body = _(
        "Hello!\n\n"
        "Offers to “%(title)s” are now taken until %(moment)s. The link that you have works until "
        "then.\n\n"
        "With kind regards\n%(programme)s"
    ) % {
        "title": procurement.title,
        "moment": local_moment(procurement.closes_at),
        "programme": procurement.programme.name,
    }
    return subject, body


def award(offer: Offer, *, compared: Iterable[Compared]) -> tuple[str, str]:
    """The award decision: who was chosen, all points, the grounds, the standstill, the remedies.

    Act on Public Procurement 1397/2016, sections 123 and 124.
    """
    procurement = offer.procurement
    lines = [
        _("%(rank)s. %(name)s, %(points)s points%(chosen)s")
        % {
            "rank": row.rank,
            "name": row.offer,
            "points": formats.number_format(row.total or 0, 2),
            "chosen": _(", chosen") if row.offer.is_awarded else "",
        }
        for row in compared
    ]
    if offer.state == Offer.State.EXCLUDED:
        lines.append(_("Your offer was excluded: %(reason)s") % {"reason": offer.reason})
    wait = ""
    if procurement.standstill_until:
        wait = _("The contract is made at the earliest after %(day)s.\n\n") % {
            "day": local_date(procurement.standstill_until)
        }
    subject = _("Procurement decision: %(title)s") % {"title": procurement.title}
    body = _(
        "Hello!\n\n"
        "The procurement “%(title)s” has been decided.\n\n"
        "%(lines)s\n\n"
        "Grounds: %(grounds)s\n\n"
        "%(wait)s"
        "With kind regards\n%(programme)s"
    ) % {
        "title": procurement.title,
        "lines": "\n".join(lines),
        "grounds": procurement.grounds,
        "wait": wait,
        "programme": procurement.programme.name,
    }
    remedy = [_("How to challenge the decision"), *remedy_paragraphs(procurement)]
    return subject, "\n\n".join([body, *remedy])


def reopened(offer: Offer, *, reason: str) -> tuple[str, str]:
    """Tells that the award has been taken back for correction."""
    procurement = offer.procurement
    subject = _("Procurement decision is corrected: %(title)s") % {"title": procurement.title}
    body = _(
        "Hello!\n\n"
        "The decision on “%(title)s” has been taken back, and the offers are compared again. You "
        "get a new decision.\n\n"
        "The reason: %(reason)s\n\n"
        "With kind regards\n%(programme)s"
    ) % {
        "title": procurement.title,
        "reason": reason,
        "programme": procurement.programme.name,
    }
    return subject, body


def cancelled(offer: Offer) -> tuple[str, str]:
    """Tells that nothing is bought."""
    procurement = offer.procurement
    subject = _("Procurement cancelled: %(title)s") % {"title": procurement.title}
    body = _(
        "Hello!\n\n"
        "The procurement “%(title)s” has been cancelled.\n\n"
        "The reason: %(reason)s\n\n"
        "With kind regards\n%(programme)s"
    ) % {
        "title": procurement.title,
        "reason": procurement.reason,
        "programme": procurement.programme.name,
    }
    return subject, body
