"""The office's procurements: list, the page of one with its comparison, and its steps."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from talkoot.core.pages import page_of
from talkoot.experts.actions import procurement as actions
from talkoot.experts.actions.frameworks import conclude_procurement as conclude
from talkoot.experts.messages.remedy import remedy_paragraphs
from talkoot.experts.models import Procurement
from talkoot.experts.procurement_forms import (
    AwardForm,
    CriterionForm,
    DeadlineForm,
    ProcurementForm,
    ReasonForm,
)
from talkoot.experts.queries import procurement as queries
from talkoot.experts.rules import procurement as rules
from talkoot.experts.rules.frameworks import rule_on
from talkoot.experts.views.frame import form_page, posted, procurement_way, tries, values_of
from talkoot.people.access import office_required
from talkoot.programmes.queries import office_programmes


@require_safe
@office_required
def office_procurements(request: HttpRequest) -> HttpResponse:
    """The office's procurements, the newest first."""
    page = page_of(request, queries.office_procurements(request.user))
    return render(request, "experts/office_procurements.html", {"page": page})


@require_safe
@office_required
def office_procurement(request: HttpRequest, pk: int) -> HttpResponse:
    """What is asked, who offers, the comparison and the next step."""
    procurement = queries.get_procurement(request.user, pk)
    criteria, offers = list(procurement.criteria.all()), list(queries.offers_of(procurement))
    planners = list(queries.co_designers_of(procurement))
    is_opened = procurement.state not in (procurement.State.PLANNED, procurement.State.OPEN)
    now = timezone.now()
    context = {
        "procurement": procurement,
        "criteria": criteria,
        "weight": rules.weight_of(criteria),
        "offers": offers,
        "planners": planners,
        "asks_planners": any(row.state != "agreed" for row in planners),
        "compared": rules.compare(criteria, offers) if is_opened else [],
        "is_opened": is_opened,
        "takes_offers": rules.takes_offers(procurement, now=now),
        "has_closed": procurement.closes_at <= now,
        "opening_problem": rules.opening_problem(procurement, criteria, planners, now=now),
        "together": procurement.tender,
        "whole_eur": rules.whole_eur(procurement),
        "limit": rules.limit_of(procurement.category, rule_on(timezone.localdate())),
        "remedy": remedy_paragraphs(procurement) if procurement.awarded_on else [],
        "documents": procurement.documents.select_related("file"),
        "today": timezone.localdate(),
        "crumbs": procurement_way(),
    }
    return render(request, "experts/office_procurement.html", context)


@office_required
def new_procurement(request: HttpRequest) -> HttpResponse:
    """Plan a procurement."""
    return _procurement_page(request, None)


@office_required
def change_procurement(request: HttpRequest, pk: int) -> HttpResponse:
    """Change what is asked, before suppliers have been asked."""
    procurement = queries.get_procurement(request.user, pk)
    rules.check_change(procurement)
    return _procurement_page(request, procurement)


def _procurement_page(request: HttpRequest, procurement: Procurement | None) -> HttpResponse:
    initial: dict[str, Any] = {"lot": request.GET.get("lot"), "kind": request.GET.get("kind")}
    programmes = office_programmes(request.user)
    if procurement is not None:
        initial = values_of(procurement, ProcurementForm)
    elif (first := request.GET.get("part_of", "")).isdecimal():
        with_it = queries.get_procurement(request.user, int(first))
        own = dict.fromkeys(("title", "days", "estimated_eur"))
        initial = values_of(with_it, ProcurementForm) | own | {"part_of": with_it.pk}
    form = ProcurementForm(posted(request), programmes=programmes, initial=initial)
    if request.method == "POST" and form.is_valid():
        values = dict(form.cleaned_data)
        programme = values.pop("programme")
        made = tries(
            form,
            lambda: actions.save_procurement(
                programme, values=values, procurement=procurement, by=request.user
            ),
        )
        if made:
            messages.success(request, _("The procurement is saved."))
            return redirect(made)
    title = _("Change the procurement") if procurement else _("New procurement")
    return form_page(request, form, title, procurement_way(procurement))


@office_required
def new_quality_criterion(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a criterion."""
    procurement = queries.get_procurement(request.user, pk)
    rules.check_change(procurement)
    form = CriterionForm(posted(request))
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        made = tries(
            form, lambda: actions.save_criterion(procurement, values=values, by=request.user)
        )
        if made:
            messages.success(request, _("The criterion is saved."))
            return redirect(procurement)
    return form_page(request, form, _("New criterion"), procurement_way(procurement))


@office_required
def quality_criterion(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Change or remove a criterion."""
    criterion = queries.get_criterion(request.user, pk, number)
    procurement = criterion.procurement
    rules.check_change(procurement)
    if "remove" in request.POST:
        actions.remove_criterion(criterion, by=request.user)
        messages.success(request, _("The criterion was removed."))
        return redirect(procurement)
    form = CriterionForm(posted(request), initial=values_of(criterion, CriterionForm))
    if request.method == "POST" and form.is_valid():
        made = tries(
            form,
            lambda: actions.save_criterion(
                procurement, values=form.cleaned_data, criterion=criterion, by=request.user
            ),
        )
        if made:
            messages.success(request, _("The criterion is saved."))
            return redirect(procurement)
    way = procurement_way(procurement)
    return form_page(request, form, _("Criterion"), way, remove=_("Remove the criterion"))


@require_POST
@office_required
def open_procurement(request: HttpRequest, pk: int) -> HttpResponse:
    """Take offers from now on."""
    procurement = queries.get_procurement(request.user, pk)
    actions.open_procurement(procurement, by=request.user)
    messages.success(request, _("The procurement is open for offers."))
    return redirect(procurement)


@office_required
def prolong_procurement(request: HttpRequest, pk: int) -> HttpResponse:
    """Give everybody more time to offer."""
    procurement = queries.get_procurement(request.user, pk)
    form = DeadlineForm(posted(request), initial={"closes_at": procurement.closes_at})
    if request.method == "POST" and form.is_valid():
        closes_at = form.cleaned_data["closes_at"]
        actions.move_deadline(procurement, closes_at=closes_at, by=request.user)
        messages.success(request, _("The time is longer, and everybody asked is told."))
        return redirect(procurement)
    return form_page(request, form, _("More time to offer"), procurement_way(procurement))


@require_POST
@office_required
def evaluate_procurement(request: HttpRequest, pk: int) -> HttpResponse:
    """Open the offers."""
    procurement = queries.get_procurement(request.user, pk)
    actions.start_evaluation(procurement, by=request.user)
    messages.success(request, _("The offers are open. Give their points next."))
    return redirect(procurement)


@office_required
def award_procurement(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose the best offers on written grounds."""
    procurement = queries.get_procurement(request.user, pk)
    criteria = list(procurement.criteria.all())
    compared = rules.compare(criteria, queries.offers_of(procurement))
    form = AwardForm(posted(request))
    if request.method == "POST" and form.is_valid():
        made = tries(
            form,
            lambda: actions.award_procurement(
                procurement, grounds=form.cleaned_data["grounds"], by=request.user
            ),
        )
        if made:
            messages.success(request, _("The decision is made, and all who offered are told."))
            return redirect(procurement)
    chosen = [str(row.offer) for row in compared[: procurement.most_suppliers]]
    text = _("Best by the points: %(names)s.") % {"names": ", ".join(chosen) or "–"}
    way = procurement_way(procurement)
    return form_page(request, form, _("Award the procurement"), way, text=text, submit=_("Award"))


@require_POST
@office_required
def conclude_procurement(request: HttpRequest, pk: int) -> HttpResponse:
    """Make the contract of the award."""
    procurement = queries.get_procurement(request.user, pk)
    framework = conclude(procurement, by=request.user)
    messages.success(request, _("The contract is made."))
    is_mini = procurement.kind == Procurement.Kind.MINI_COMPETITION
    return redirect(procurement if is_mini or framework is None else framework)


@office_required
def reopen_award(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the award back for correction."""
    procurement = queries.get_procurement(request.user, pk)
    form = ReasonForm(posted(request))
    if request.method == "POST" and form.is_valid():
        actions.reopen_award(procurement, reason=form.cleaned_data["reason"], by=request.user)
        messages.success(request, _("The award was taken back. Compare the offers again."))
        return redirect(procurement)
    way = procurement_way(procurement)
    return form_page(request, form, _("Correct the award"), way, submit=_("Take the award back"))


@office_required
def cancel_procurement(request: HttpRequest, pk: int) -> HttpResponse:
    """End the procurement without a contract."""
    procurement = queries.get_procurement(request.user, pk)
    form = ReasonForm(posted(request))
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        actions.cancel_procurement(procurement, reason=reason, by=request.user)
        messages.success(request, _("The procurement is cancelled, and everybody asked is told."))
        return redirect(procurement)
    way = procurement_way(procurement)
    title = _("Cancel the procurement")
    return form_page(request, form, title, way, submit=title)
