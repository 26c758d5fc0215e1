"""The office's framework agreements: list, the page of one, its frame, options and orders."""

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from talkoot.core.exports import csv_response, xlsx_response
from talkoot.core.pages import page_of
from talkoot.experts.actions import frameworks as actions
from talkoot.experts.framework_forms import FrameworkForm, NewFrameworkForm, OptionForm
from talkoot.experts.models import Framework
from talkoot.experts.queries import frameworks as queries
from talkoot.experts.rules.meters import ALERT_PERCENT
from talkoot.experts.views.frame import form_page, framework_way, posted, tries, values_of
from talkoot.people.access import office_required
from talkoot.programmes.queries import office_programmes


@require_safe
@office_required
def office_frameworks(request: HttpRequest) -> HttpResponse:
    """The agreements with how much of each is used."""
    page = page_of(request, queries.office_frameworks(request.user))
    context = {
        "page": page,
        "rows": queries.metered(list(page)),
        "today": timezone.localdate(),
    }
    return render(request, "experts/office_frameworks.html", context)


@require_safe
@office_required
def office_framework(request: HttpRequest, pk: int) -> HttpResponse:
    """One agreement: meters, forecast, lots, suppliers and experts, prices, options, requests."""
    framework = queries.get_whole_framework(request.user, pk)
    today = timezone.localdate()
    standing = queries.standing_of(framework, today=today)
    options = list(framework.options_used.select_related("used_by"))
    context = {
        "framework": framework,
        "meter": standing.meter,
        "lots": standing.lots,
        "forecast": standing.forecast,
        "lot_names": {item.row.pk: item.row.name for item in standing.lots},
        "suppliers": queries.suppliers_of(framework),
        "prices": queries.prices_of(framework),
        "options": options,
        "options_left": framework.option_years - len(options),
        "requests": queries.replacements_of(framework),
        "procurements": framework.procurements.all(),
        "documents": framework.documents.select_related("file"),
        "alert_percent": ALERT_PERCENT,
        "today": today,
        "crumbs": framework_way(),
    }
    return render(request, "experts/office_framework.html", context)


@office_required
def new_framework(request: HttpRequest) -> HttpResponse:
    """Record an agreement that was made elsewhere."""
    programmes = office_programmes(request.user)
    form = NewFrameworkForm(posted(request), programmes=programmes)
    if request.method == "POST" and form.is_valid():
        values = dict(form.cleaned_data)
        programme = values.pop("programme")
        made = tries(
            form, lambda: actions.save_framework(programme, values=values, by=request.user)
        )
        if made:
            messages.success(request, _("The agreement is recorded. Add its suppliers next."))
            return redirect(made)
    return form_page(request, form, _("New framework agreement"), framework_way())


@office_required
def change_framework(request: HttpRequest, pk: int) -> HttpResponse:
    """Change the frame of an agreement."""
    framework = queries.get_framework(request.user, pk)
    form = FrameworkForm(posted(request), initial=values_of(framework, FrameworkForm))
    if request.method == "POST" and form.is_valid():
        made = tries(
            form,
            lambda: actions.save_framework(
                framework.programme,
                values=form.cleaned_data,
                framework=framework,
                by=request.user,
            ),
        )
        if made:
            messages.success(request, _("The agreement is saved."))
            return redirect(framework)
    return form_page(request, form, _("Change the agreement"), framework_way(framework))


@office_required
def use_option(request: HttpRequest, pk: int) -> HttpResponse:
    """Continue the agreement by an option year."""
    framework = queries.get_framework(request.user, pk)
    form = OptionForm(posted(request))
    if request.method == "POST" and form.is_valid():
        made = tries(
            form,
            lambda: actions.use_option(
                framework, grounds=form.cleaned_data["grounds"], by=request.user
            ),
        )
        if made:
            messages.success(request, _("The option year is in use."))
            return redirect(framework)
    text = _("The agreement goes on for a year. Its ceilings stay as they are.")
    return form_page(request, form, _("Use an option year"), framework_way(framework), text=text)


@require_safe
@office_required
def office_call_offs(request: HttpRequest, pk: int) -> HttpResponse:
    """Every order of the agreement."""
    framework = queries.get_framework(request.user, pk)
    page = page_of(request, queries.call_offs_of(framework, request.user), size=50)
    context = {"framework": framework, "page": page, "crumbs": framework_way(framework)}
    return render(request, "experts/office_call_offs.html", context)


@require_safe
@office_required
def office_call_offs_csv(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The orders as a CSV file."""
    framework = queries.get_framework(request.user, pk)
    return csv_response(f"call-offs-{pk}", _header(), _rows(framework, request.user))


@require_safe
@office_required
def office_call_offs_xlsx(request: HttpRequest, pk: int) -> HttpResponse:
    """The orders as a spreadsheet."""
    framework = queries.get_framework(request.user, pk)
    return xlsx_response(f"call-offs-{pk}", _header(), _rows(framework, request.user))


def _header() -> list[str]:
    return [
        _("Case number"),
        _("Ordered on"),
        _("Lot"),
        _("Supplier"),
        _("Business ID"),
        _("Expert"),
        _("Basis"),
        _("Days"),
        _("Price of a day, €"),
        _("Value, €"),
        _("Given back on"),
        _("Reason for the choice"),
        _("Demo data"),
    ]


def _rows(framework: Framework, user: Any) -> Iterator[list[Any]]:
    for row in queries.call_offs_of(framework, user):
        company = row.expert.supplier.organisation
        yield [
            row.case_number,
            row.ordered_on.isoformat(),
            row.lot.name if row.lot else "",
            company.name,
            company.business_id,
            row.expert.name,
            row.get_basis_display(),
            row.days,
            row.unit_price_eur,
            row.value_eur,
            row.returned_on.isoformat() if row.returned_on else "",
            row.choice_reason,
            _("demo data") if row.is_demo else "",
        ]
