"""Inviting suppliers, and their offers: sent through the mailed link or recorded by the office."""

import datetime
import secrets
from dataclasses import dataclass
from decimal import Decimal
from functools import partial

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from talkoot.audit.actions import record
from talkoot.core.refusals import NotAllowed
from talkoot.core.states import change_state
from talkoot.experts.actions.mails import tell
from talkoot.experts.messages import procurement as messages
from talkoot.experts.models import Offer, OfferedExpert, Procurement
from talkoot.experts.queries.procurement import suppliers_asked
from talkoot.experts.rules import procurement as rules
from talkoot.people.models import Organisation, OrganisationKind, User
from talkoot.surveys.queries import token_hash


@dataclass(frozen=True)
class Named:
    """An expert whom an offer names."""

    name: str
    email: str
    title: str


@transaction.atomic
def invite_supplier(
    procurement: Procurement,
    organisation: Organisation,
    *,
    address: str,
    contact_name: str = "",
    language: str = "fi",
    by: User,
) -> Offer:
    """Ask a supplier for an offer by a mailed link; asking again sends a new link.

    Refuses when offers are not taken, and outside suppliers in a mini-competition.
    """
    procurement = (
        Procurement.objects.select_for_update(of=("self",))
        .select_related("programme", "framework")
        .get(pk=procurement.pk)
    )
    rules.check_offer(procurement, now=timezone.now())
    check_may_offer(procurement, organisation)
    token = secrets.token_urlsafe(24)
    offer, _made = Offer.objects.update_or_create(
        procurement=procurement,
        organisation=organisation,
        defaults={
            "address": address,
            "contact_name": contact_name,
            "language": language,
            "token_hash": token_hash(token),
            "is_demo": procurement.is_demo,
        },
    )
    record("experts.offer.invited", offer, by=by, after={"organisation": organisation.pk})
    tell(
        procurement.programme,
        "offer-invitation",
        f"{offer.pk}-{offer.token_hash[:12]}",
        partial(messages.invitation, offer, token),
        address=address,
        language=language,
        is_demo=offer.is_demo,
    )
    return offer


def check_may_offer(procurement: Procurement, organisation: Organisation) -> None:
    """A mini-competition is between the suppliers of the agreement, and of the lot if named."""
    if procurement.kind != Procurement.Kind.MINI_COMPETITION:
        return
    if not suppliers_asked(procurement).filter(organisation=organisation).exists():
        raise NotAllowed(
            _("%(name)s is not a supplier of the agreement, so it cannot offer here.")
            % {"name": organisation}
        )


def invite_suppliers_of_lot(procurement: Procurement, *, by: User) -> int:
    """Ask every supplier of the lot; returns how many. Refuses where one has no address."""
    suppliers = list(suppliers_asked(procurement))
    nameless = [str(row) for row in suppliers if not row.contact_email]
    if nameless or not suppliers:
        raise NotAllowed(
            _("These suppliers have no e-mail address yet: %(names)s. Add them first.")
            % {"names": ", ".join(nameless)}
            if nameless
            else _("The lot has no suppliers, so there is nobody to invite.")
        )
    for row in suppliers:
        invite_supplier(
            procurement,
            row.organisation,
            address=row.contact_email,
            contact_name=row.contact_name,
            by=by,
        )
    return len(suppliers)


@transaction.atomic
def send_offer(
    offer: Offer,
    *,
    day_price_eur: Decimal,
    text: str,
    experts: list[Named],
    by: User | None = None,
    at: datetime.datetime | None = None,
) -> Offer:
    """Take an offer, or the new one in its place, until the last moment; the sender is told.

    `by` is the officer who records an offer that came otherwise, else nobody; such an offer may
    be written in later, by the moment `at` at which it came.
    """
    offer = locked_offer(offer)
    moment = at if by is not None and at is not None else timezone.now()
    if by is None:
        rules.check_offer(offer.procurement, now=moment)
    else:
        rules.check_not_sealed(offer)
        rules.check_record(offer.procurement, at=moment, now=timezone.now())
    offer.day_price_eur, offer.text = day_price_eur, text
    offer.received_at, offer.recorded_by = moment, by
    offer.save(update_fields=["day_price_eur", "text", "received_at", "recorded_by"])
    offer.experts.all().delete()
    OfferedExpert.objects.bulk_create(
        OfferedExpert(offer=offer, name=row.name, email=row.email, title=row.title)
        for row in experts
    )
    if offer.state != Offer.State.RECEIVED:
        change_state(offer, Offer.State.RECEIVED, rules.OFFER_TRANSITIONS)
    record("experts.offer.received", offer, by=by, after={"experts": len(experts)})
    if by is None:
        tell(
            offer.procurement.programme,
            "offer-receipt",
            f"{offer.pk}-{moment:%Y%m%d%H%M%S%f}",
            partial(messages.receipt, offer),
            address=offer.address,
            language=offer.language,
            is_demo=offer.is_demo,
        )
    return offer


@transaction.atomic
def decline_offer(offer: Offer, *, reason: str) -> None:
    """The supplier tells that it makes no offer, or takes back the one that it has sent."""
    offer = locked_offer(offer)
    rules.check_offer(offer.procurement, now=timezone.now())
    Offer.objects.filter(pk=offer.pk).update(reason=reason)
    moved = change_state(offer, Offer.State.DECLINED, rules.OFFER_TRANSITIONS)
    record("experts.offer.declined", offer, by=None, **moved)


@transaction.atomic
def add_bidder(
    procurement: Procurement,
    *,
    name: str,
    business_id: str,
    address: str,
    contact_name: str = "",
    language: str = "fi",
    by: User,
) -> Offer:
    """A row for an offer that the office records, or asks for by `invite_supplier`.

    The company is found by its business ID or name, and written into the register if it is new.
    """
    organisation = company_of(name, business_id, is_demo=procurement.is_demo, by=by)
    check_may_offer(procurement, organisation)
    if procurement.offers.filter(organisation=organisation).exists():
        raise NotAllowed(
            _("%(name)s is among those who offer already. Open its offer instead.")
            % {"name": organisation}
        )
    offer = Offer.objects.create(
        procurement=procurement,
        organisation=organisation,
        address=address,
        contact_name=contact_name,
        language=language,
        is_demo=procurement.is_demo,
    )
    record("experts.offer.added", offer, by=by, after={"organisation": organisation.pk})
    return offer


def company_of(name: str, business_id: str, *, is_demo: bool, by: User) -> Organisation:
    """The company of the register by its business ID or name; a new one if it is not there."""
    rows = Organisation.objects.order_by("pk")
    found = rows.filter(business_id=business_id).first() if business_id else None
    found = found or rows.filter(name__iexact=name).first()
    if found is not None:
        return found
    company = Organisation.objects.create(
        key=f"company-{secrets.token_hex(6)}",
        name=name,
        kind=OrganisationKind.COMPANY,
        business_id=business_id,
        is_demo=is_demo,
    )
    record("people.organisation.added", company, by=by, after={"name": name})
    return company


def locked_offer(offer: Offer) -> Offer:
    """The offer as it is now, locked with its procurement until the transaction ends."""
    rows = Offer.objects.select_for_update(of=("self", "procurement")).select_related(
        "procurement__programme", "organisation"
    )
    return rows.get(pk=offer.pk)
