"""Replacing a named expert: the supplier's request and the office's decision."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from talkoot.experts.actions import replacement as actions
from talkoot.experts.framework_forms import ReplacementDecisionForm, ReplacementForm
from talkoot.experts.models import Replacement
from talkoot.experts.queries import frameworks as queries
from talkoot.experts.rules import replacement as rules
from talkoot.experts.rules.frameworks import can_oversee
from talkoot.experts.views.frame import form_page, framework_way, posted, tries
from talkoot.people.access import office_required


@login_required
def replace_expert(request: HttpRequest, slug: str) -> HttpResponse:
    """The supplier's people, the expert or the office ask for a replacement."""
    expert = queries.get_replaceable(request.user, slug)
    rules.check_request(expert)
    form = ReplacementForm(posted(request), initial={"from_on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        row = tries(
            form,
            lambda: actions.request_replacement(expert, values=form.cleaned_data, by=request.user),
        )
        if row:
            messages.success(request, _("The request is with the programme office."))
            is_office = can_oversee(request.user, expert.supplier.framework)
            return redirect(row if is_office else expert)
    text = _(
        "The programme office compares the proposed person with the expert by the criteria of the "
        "procurement, and approves or refuses the change."
    )
    title = _("Replace %(name)s") % {"name": expert.name}
    way = [(_("Experts"), reverse("experts")), (expert.name, expert.get_absolute_url())]
    return form_page(request, form, title, way, text=text, submit=_("Ask for the replacement"))


@office_required
def office_replacement(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the points and decide."""
    row = queries.get_replacement(request.user, pk)
    form = ReplacementDecisionForm(posted(request))
    if request.method == "POST" and form.is_valid() and _decide(request, row, form):
        return redirect("office-replacement", pk)
    context = {
        "row": row,
        "expert": row.expert,
        "form": form,
        "is_waiting": row.state == Replacement.State.REQUESTED,
        "crumbs": framework_way(row.expert.supplier.framework),
    }
    return TemplateResponse(request, "experts/office_replacement.html", context)


def _decide(request: HttpRequest, row: Replacement, form: ReplacementDecisionForm) -> bool:
    values = form.cleaned_data
    if values["decision"] == "refuse":
        actions.refuse_replacement(row, grounds=values["grounds"], by=request.user)
        messages.success(request, _("The replacement is refused, and who asked is told."))
        return True
    expert = tries(
        form,
        lambda: actions.approve_replacement(
            row, points=values["points"], grounds=values["grounds"], by=request.user
        ),
    )
    if expert:
        messages.success(request, _("%(name)s is now a named expert.") % {"name": expert.name})
    return expert is not None
