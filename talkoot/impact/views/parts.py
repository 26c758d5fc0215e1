"""What is added to a node, each on a form of its own."""

from collections.abc import Callable
from typing import Any, NamedTuple

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from talkoot.core.refusals import NotFound
from talkoot.impact import queries
from talkoot.impact.actions import assessing
from talkoot.impact.actions import chain as actions
from talkoot.impact.forms import chain as forms
from talkoot.impact.queries.proposals import readings
from talkoot.people.access import office_required


class Part(NamedTuple):
    """A thing that is added to a node: title of the page, form, action, sentence at the end."""

    title: str | Promise
    form: type[Any]
    add: Callable[..., Any]
    done: str | Promise


PARTS = {
    "link": Part(
        gettext_lazy("Add a link"),
        forms.LinkForm,
        actions.add_link,
        gettext_lazy("The link was added."),
    ),
    "evidence": Part(
        gettext_lazy("Add evidence"),
        forms.EvidenceForm,
        actions.add_evidence,
        gettext_lazy("The evidence was added."),
    ),
    "threshold": Part(
        gettext_lazy("Declare limits on a figure"),
        forms.ThresholdForm,
        actions.declare_threshold,
        gettext_lazy("The limits were declared."),
    ),
    "expectation": Part(
        gettext_lazy("Set an expectation"),
        forms.ExpectationForm,
        assessing.set_expectation,
        gettext_lazy("The expectation was set."),
    ),
    "assessment": Part(
        gettext_lazy("Assess the node"),
        forms.AssessmentForm,
        assessing.assess,
        gettext_lazy("The assessment was saved."),
    ),
}


@office_required
def add_to_node(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """Add a link, evidence, limits, an expectation or an assessment."""
    node = queries.get_own_node(request.user, pk)
    part = PARTS.get(kind)
    if part is None:
        raise NotFound(_("There is no such form. Go back to the node."))
    today = timezone.localdate()
    form = part.form(request.POST or None, node=node, initial={"assessed_on": today})
    if request.method == "POST" and form.is_valid():
        part.add(node, by=request.user, **form.cleaned_data)
        messages.success(request, str(part.done))
        return redirect("office-node", node.pk)
    context = {
        "chain": node.chain,
        "node": node,
        "form": form,
        "title": part.title,
        "back_url": reverse("office-node", args=[node.pk]),
        "readings": readings(node, today) if kind == "assessment" else [],
        "expectations": node.expectations.all() if kind == "assessment" else [],
    }
    return TemplateResponse(request, "impact/chain_form.html", context)


@require_POST
@office_required
def remove_from_node(request: HttpRequest, pk: int, kind: str, part_pk: int) -> HttpResponse:
    """Remove a link, a piece of evidence or limits."""
    node = queries.get_own_node(request.user, pk)
    actions.remove_part(node, kind, part_pk, by=request.user)
    messages.success(request, _("It was removed."))
    return redirect("office-node", node.pk)
