"""The parts of an agreement: lots, suppliers, prices and curricula."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from talkoot.experts.actions import frameworks as actions
from talkoot.experts.actions.offers import company_of
from talkoot.experts.framework_forms import (
    ContactForm,
    CurriculumForm,
    LotForm,
    PriceForm,
    SupplierForm,
)
from talkoot.experts.models import Framework, Lot
from talkoot.experts.queries import frameworks as queries
from talkoot.experts.rules.frameworks import can_oversee
from talkoot.experts.views.frame import form_page, framework_way, posted, tries, values_of
from talkoot.people.access import office_required


@office_required
def new_lot(request: HttpRequest, pk: int) -> HttpResponse:
    """Divide the agreement further."""
    return _lot_page(request, queries.get_framework(request.user, pk), None)


@office_required
def office_lot(request: HttpRequest, pk: int, order: int) -> HttpResponse:
    """A lot's ceilings, themes and suppliers."""
    lot = queries.get_lot(request.user, pk, order)
    return _lot_page(request, lot.framework, lot)


def _lot_page(request: HttpRequest, framework: Framework, lot: Lot | None) -> HttpResponse:
    initial = {}
    if lot is not None:
        initial = values_of(lot, LotForm) | {"themes": lot.themes.all()}
    form = LotForm(posted(request), framework=framework, lot=lot, initial=initial)
    if request.method == "POST" and form.is_valid():
        made = tries(
            form,
            lambda: actions.save_lot(
                framework,
                values=form.lot_values(),
                suppliers=form.lot_suppliers(),
                lot=lot,
                by=request.user,
            ),
        )
        if made:
            messages.success(request, _("The lot is saved."))
            return redirect(framework)
    title = lot.name if lot else _("New lot")
    return form_page(request, form, title, framework_way(framework))


@office_required
def new_supplier(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a supplier to the agreement."""
    framework = queries.get_framework(request.user, pk)
    form = SupplierForm(posted(request), framework=framework)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        company = company_of(
            values["name"], values["business_id"], is_demo=framework.is_demo, by=request.user
        )
        actions.save_supplier(
            framework,
            company,
            contact_name=values["contact_name"],
            contact_email=values["contact_email"],
            grounds=values["grounds"],
            by=request.user,
        )
        messages.success(request, _("The supplier is saved."))
        return redirect(framework)
    return form_page(request, form, _("New supplier"), framework_way(framework))


@office_required
def office_supplier(request: HttpRequest, pk: int) -> HttpResponse:
    """Who answers for a supplier, and what it teaches."""
    supplier = queries.get_supplier(request.user, pk)
    form = ContactForm(posted(request), initial=values_of(supplier, ContactForm))
    if request.method == "POST" and form.is_valid():
        actions.save_supplier(
            supplier.framework, supplier.organisation, **form.cleaned_data, by=request.user
        )
        messages.success(request, _("The supplier is saved."))
        return redirect(supplier.framework)
    context = {
        "supplier": supplier,
        "form": form,
        "taught": queries.taught_by(supplier),
        "crumbs": framework_way(supplier.framework),
    }
    return TemplateResponse(request, "experts/office_supplier.html", context)


@office_required
def new_price(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a price to the list."""
    framework = queries.get_framework(request.user, pk)
    form = PriceForm(posted(request), framework=framework)
    if request.method == "POST" and form.is_valid():
        made = tries(
            form,
            lambda: actions.save_price(framework, values=form.cleaned_data, by=request.user),
        )
        if made:
            messages.success(request, _("The price is saved."))
            return redirect(framework)
    return form_page(request, form, _("New price"), framework_way(framework))


@office_required
def office_price(request: HttpRequest, pk: int, line: int) -> HttpResponse:
    """Change a price, or end it by its last day; orders already made keep theirs."""
    price = queries.get_price(request.user, pk, line)
    framework = price.framework
    initial = values_of(price, PriceForm)
    form = PriceForm(posted(request), framework=framework, initial=initial)
    if request.method == "POST" and form.is_valid():
        made = tries(
            form,
            lambda: actions.save_price(
                framework, values=form.cleaned_data, line=price, by=request.user
            ),
        )
        if made:
            messages.success(request, _("The price is saved."))
            return redirect(framework)
    text = _("Orders that have been made keep the price that they had.")
    return form_page(request, form, _("Price"), framework_way(framework), text=text)


@login_required
def curriculum(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    """What the supplier teaches in an offering; its own people and the office write it."""
    supplier = queries.get_supplier(request.user, pk)
    offering = queries.get_taught(supplier, slug)
    present = supplier.curricula.filter(offering=offering).first()
    initial = values_of(present, CurriculumForm) if present else {}
    form = CurriculumForm(posted(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        actions.save_curriculum(supplier, offering, values=form.cleaned_data, by=request.user)
        messages.success(request, _("The curriculum is saved."))
        if can_oversee(request.user, supplier.framework):
            return redirect(supplier.framework)
        return redirect("supplier", pk)
    way = [(str(supplier), reverse("supplier", args=[pk]))]
    if can_oversee(request.user, supplier.framework):
        way = framework_way(supplier.framework)
    title = _("Curriculum of %(supplier)s: %(offering)s")
    return form_page(request, form, title % {"supplier": supplier, "offering": offering}, way)
