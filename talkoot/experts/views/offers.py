"""Offers: the office's side, and the supplier's own page behind the mailed link."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from talkoot.core.refusals import NotAllowed
from talkoot.core.tries import find_counting
from talkoot.experts.actions import offers as actions
from talkoot.experts.actions.procurement import exclude_offer as exclude
from talkoot.experts.actions.procurement import score_offer as score
from talkoot.experts.messages.remedy import remedy_paragraphs
from talkoot.experts.models import Offer
from talkoot.experts.procurement_forms import (
    BidderForm,
    DeclineForm,
    OfferForm,
    ReasonForm,
    RecordOfferForm,
    ScoreForm,
    offer_values,
)
from talkoot.experts.queries import procurement as queries
from talkoot.experts.rules import procurement as rules
from talkoot.experts.views.frame import form_page, posted, procurement_way, tries
from talkoot.people.access import office_required


@office_required
def new_bidder(request: HttpRequest, pk: int) -> HttpResponse:
    """Invite a supplier by e-mail, or add one whose offer has come."""
    procurement = queries.get_procurement(request.user, pk)
    form = BidderForm(posted(request))
    if request.method == "POST" and form.is_valid():
        values = dict(form.cleaned_data)
        is_invited = values.pop("is_invited")
        offer = tries(form, lambda: actions.add_bidder(procurement, **values, by=request.user))
        if offer is not None:
            if is_invited:
                _invite(offer, request)
                messages.success(
                    request, _("The invitation to %(name)s is sent.") % {"name": offer}
                )
                return redirect(procurement)
            return redirect("record-offer", pk, offer.pk)
    return form_page(request, form, _("Add a supplier"), procurement_way(procurement))


def _invite(offer: Offer, request: HttpRequest) -> None:
    actions.invite_supplier(
        offer.procurement,
        offer.organisation,
        address=offer.address,
        contact_name=offer.contact_name,
        language=offer.language,
        by=request.user,
    )


@office_required
def record_offer(request: HttpRequest, pk: int, offer: int) -> HttpResponse:
    """Write in an offer that came otherwise than through the link."""
    row = queries.get_offer(request.user, pk, offer)
    rules.check_not_sealed(row)
    if "invite" in request.POST:
        _invite(row, request)
        messages.success(request, _("The invitation to %(name)s is sent.") % {"name": row})
        return redirect(row.procurement)
    initial = offer_values(row) | {"received_at": row.received_at or timezone.now()}
    form = RecordOfferForm(posted(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        values = dict(form.cleaned_data)
        at = values.pop("received_at")
        if tries(form, lambda: actions.send_offer(row, **values, at=at, by=request.user)):
            messages.success(request, _("The offer is recorded."))
            return redirect(row.procurement)
    title = _("Offer of %(name)s") % {"name": row}
    return form_page(request, form, title, procurement_way(row.procurement))


@office_required
def office_offer(request: HttpRequest, pk: int, offer: int) -> HttpResponse:
    """Read an offer and give its points."""
    row = queries.get_offer(request.user, pk, offer)
    if row.procurement.state in (row.procurement.State.PLANNED, row.procurement.State.OPEN):
        raise NotAllowed(
            _("Offers are opened after the last moment. Until then nobody reads them.")
        )
    form = ScoreForm(posted(request), criteria=row.procurement.criteria.all(), offer=row)
    if request.method == "POST" and form.is_valid():
        score(row, scores=form.scores(), expert_points=form.expert_points(), by=request.user)
        messages.success(request, _("The points are saved."))
        return redirect(row.procurement)
    can_score = (
        row.procurement.state == row.procurement.State.EVALUATING
        and row.state == Offer.State.RECEIVED
    )
    context = {
        "offer": row,
        "procurement": row.procurement,
        "form": form,
        "can_score": can_score,
        "scores": row.scores.select_related("criterion", "scored_by").order_by("criterion__order"),
        "crumbs": procurement_way(row.procurement),
    }
    return TemplateResponse(request, "experts/office_offer.html", context)


@office_required
def exclude_offer(request: HttpRequest, pk: int, offer: int) -> HttpResponse:
    """Leave an offer out of the comparison."""
    row = queries.get_offer(request.user, pk, offer)
    form = ReasonForm(posted(request))
    if request.method == "POST" and form.is_valid():
        exclude(row, reason=form.cleaned_data["reason"], by=request.user)
        messages.success(request, _("The offer is left out of the comparison."))
        return redirect(row.procurement)
    title = _("Exclude the offer of %(name)s") % {"name": row}
    way = procurement_way(row.procurement)
    return form_page(request, form, title, way, submit=_("Exclude the offer"))


@never_cache
def offer(request: HttpRequest, token: str) -> HttpResponse:
    """The supplier's own page: what is asked, its offer until the last moment, then the outcome."""
    row = _offer_of(request, token)
    is_open = rules.takes_offers(row.procurement, now=timezone.now())
    is_decline = "decline" in request.POST
    form = OfferForm(None if is_decline else posted(request), initial=offer_values(row))
    decline = DeclineForm(request.POST if is_decline else None)
    if request.method == "POST":
        rules.check_offer(row.procurement, now=timezone.now())
        if is_decline and decline.is_valid():
            actions.decline_offer(row, reason=decline.cleaned_data["reason"])
            messages.success(request, _("Thank you for telling us. You can still offer in time."))
            return redirect("offer", token)
        if not is_decline and form.is_valid():
            actions.send_offer(row, **form.cleaned_data)
            messages.success(request, _("Your offer has arrived."))
            return redirect("offer", token)
    is_decided = row.procurement.awarded_on is not None and row.points is not None
    context = {
        "offer": row,
        "procurement": row.procurement,
        "criteria": row.procurement.criteria.all(),
        "form": form,
        "decline": decline,
        "is_open": is_open,
        "is_decided": is_decided,
        "remedy": remedy_paragraphs(row.procurement) if is_decided else [],
    }
    return TemplateResponse(request, "experts/offer.html", context)


def _offer_of(request: HttpRequest, token: str) -> Offer:
    """The offer of the link; refuses somebody who tries one wrong link after another."""
    return find_counting(request, "offer", lambda: queries.get_offer_by_token(token))
