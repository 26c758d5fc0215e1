"""Planning a procurement together: the office's side, and the organisation's page by its link."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from talkoot.core.tries import find_counting
from talkoot.experts.actions import co_design as actions
from talkoot.experts.co_design_forms import CoDesignerForm, SpecificationForm
from talkoot.experts.queries import procurement as queries
from talkoot.experts.rules import procurement as rules
from talkoot.experts.views.frame import UNPROCESSABLE, form_page, posted, procurement_way, tries
from talkoot.people.access import office_required


@office_required
def new_co_designer(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask an organisation to plan what is bought."""
    procurement = queries.get_procurement(request.user, pk)
    rules.check_planning(procurement)
    form = CoDesignerForm(posted(request))
    if request.method == "POST" and form.is_valid():
        values = {name: form.cleaned_data[name] for name in ("address", "contact_name", "language")}
        made = tries(
            form,
            lambda: actions.add_co_designer(
                procurement, form.organisation, **values, by=request.user
            ),
        )
        if made:
            messages.success(request, _("%(name)s is asked by e-mail.") % {"name": made})
            return redirect(procurement)
    title = _("Plan with an organisation")
    text = _(
        "The organisation reads what is asked and agrees or tells what it would change. Suppliers "
        "are asked only when all who plan have agreed."
    )
    return form_page(
        request, form, title, procurement_way(procurement), text=text, submit=_("Send the link")
    )


@require_POST
@office_required
def ask_co_designers(request: HttpRequest, pk: int) -> HttpResponse:
    """Send a new link to all who have not agreed."""
    procurement = queries.get_procurement(request.user, pk)
    actions.ask_co_designers(procurement, by=request.user)
    messages.success(request, _("Those who have not agreed are asked by e-mail."))
    return redirect(procurement)


@require_POST
@office_required
def remove_co_designer(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Take an organisation off the planning."""
    row = queries.get_co_designer(request.user, pk, number)
    actions.remove_co_designer(row, by=request.user)
    messages.success(request, _("%(name)s no longer takes part in the planning.") % {"name": row})
    return redirect(row.procurement)


@never_cache
def specification(request: HttpRequest, token: str) -> HttpResponse:
    """What is to be bought, for an organisation that plans it: agree, or tell what to change."""
    row = find_counting(request, "specification", lambda: queries.get_co_designer_by_token(token))
    is_open = row.procurement.state == row.procurement.State.PLANNED
    initial = {"remarks": row.remarks}
    if row.state != row.State.ASKED:
        initial["answer"] = "agree" if row.state == row.State.AGREED else "change"
    form = SpecificationForm(posted(request), initial=initial)
    if request.method == "POST":
        rules.check_planning(row.procurement)
        if form.is_valid():
            agrees = form.cleaned_data["answer"] == "agree"
            remarks = form.cleaned_data["remarks"]
            actions.answer_specification(row, agrees=agrees, remarks=remarks)
            messages.success(request, _("Thank you. The programme office is told."))
            return redirect("specification", token)
    context = {
        "planner": row,
        "procurement": row.procurement,
        "criteria": row.procurement.criteria.all(),
        "form": form,
        "is_open": is_open,
    }
    status = UNPROCESSABLE if form.errors else 200
    return TemplateResponse(request, "experts/specification.html", context, status=status)
