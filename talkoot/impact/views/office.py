"""The office's editor of the impact chain."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from talkoot.impact import queries
from talkoot.impact.actions import chain as actions
from talkoot.impact.forms.chain import NodeForm, NoteForm
from talkoot.impact.models import ImpactChain, ImpactNode, Level
from talkoot.impact.queries.board import board
from talkoot.impact.queries.proposals import readings
from talkoot.impact.queries.questions import read_answers
from talkoot.impact.queries.registers import programmes_with_advice
from talkoot.impact.views.public import chain_picture
from talkoot.people.access import office_required

NODE_FIELDS = ("level", "text_fi", "text_sv", "text_en", "owner", "horizon_years", "source")


@require_safe
@office_required
def office_impact(request: HttpRequest) -> HttpResponse:
    """The programmes of the office: which have a chain, and the way to their evaluations."""
    context = {"programmes": programmes_with_advice(request.user, timezone.localdate())}
    return TemplateResponse(request, "impact/office_impact.html", context)


@require_POST
@office_required
def start_impact(request: HttpRequest, slug: str) -> HttpResponse:
    """Open an empty chain."""
    programme = queries.get_own_programme(request.user, slug)
    actions.start_chain(programme, by=request.user)
    return redirect("edit-impact", slug)


@require_safe
@office_required
def edit_impact(request: HttpRequest, slug: str) -> HttpResponse:
    """The chain by levels with the way to change each node."""
    chain = queries.get_own_chain(request.user, slug)
    columns = board(chain)
    filled = {column.level: column.cards for column in columns}
    context = {
        "chain": chain,
        "picture": chain_picture(columns),
        "levels": [(level, filled.get(level.value, [])) for level in Level],
    }
    return TemplateResponse(request, "impact/edit_impact.html", context)


@office_required
def impact_note(request: HttpRequest, slug: str) -> HttpResponse:
    """What readers should know of the chain."""
    chain = queries.get_own_chain(request.user, slug)
    values = {name: getattr(chain, name) for name in ("note_fi", "note_sv", "note_en")}
    form = NoteForm(request.POST or None, initial=values)
    if request.method == "POST" and form.is_valid():
        actions.save_note(chain, form.cleaned_data, by=request.user)
        return redirect("edit-impact", slug)
    return _form_page(request, chain, form, _("Note to readers"))


@require_POST
@office_required
def publish_impact(request: HttpRequest, slug: str) -> HttpResponse:
    """Open the chain to everybody; with `close` only to the office."""
    chain = queries.get_own_chain(request.user, slug)
    is_public = "close" not in request.POST
    actions.publish_chain(chain, is_public=is_public, by=request.user)
    messages.success(
        request,
        _("Everybody can read the chain now.") if is_public else _("The chain is closed again."),
    )
    return redirect("edit-impact", slug)


@office_required
def add_impact_node(request: HttpRequest, slug: str, level: str) -> HttpResponse:
    """A new node, the last of its level."""
    chain = queries.get_own_chain(request.user, slug)
    form = NodeForm(request.POST or None, initial={"level": level})
    if request.method == "POST" and form.is_valid():
        node = actions.save_node(chain, form.cleaned_data, by=request.user)
        return redirect(f"{reverse('edit-impact', args=[slug])}#node-{node.pk}")
    return _form_page(request, chain, form, _("Add a node"))


@require_safe
@office_required
def office_node(request: HttpRequest, pk: int) -> HttpResponse:
    """All that stands on a node, with the way to add and remove."""
    node = queries.get_own_node(request.user, pk)
    read_answers(node, timezone.localdate())
    context = {
        "chain": node.chain,
        "node": node,
        "assessments": node.assessments.all(),
        "readings": readings(node, timezone.localdate()),
    }
    return TemplateResponse(request, "impact/office_node.html", context)


@office_required
def edit_impact_node(request: HttpRequest, pk: int) -> HttpResponse:
    """The node's words, level, owner and horizon."""
    node = queries.get_own_node(request.user, pk)
    values = {name: getattr(node, name) for name in NODE_FIELDS}
    form = NodeForm(request.POST or None, initial=values)
    if request.method == "POST" and form.is_valid():
        actions.save_node(node.chain, form.cleaned_data, by=request.user, node=node)
        return redirect("office-node", node.pk)
    return _form_page(request, node.chain, form, _("Change the node"), node=node)


@require_POST
@office_required
def move_impact_node(request: HttpRequest, pk: int) -> HttpResponse:
    """One step up, or with `down` one step down, among the nodes of its level."""
    node = queries.get_own_node(request.user, pk)
    actions.move_node(node, is_up="down" not in request.POST, by=request.user)
    return redirect(f"{reverse('edit-impact', args=[node.chain.programme.slug])}#node-{node.pk}")


@office_required
def remove_impact_node(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks before the node goes with its links and evidence."""
    node = queries.get_own_node(request.user, pk)
    if request.method == "POST":
        actions.remove_node(node, by=request.user)
        messages.success(request, _("The node was removed."))
        return redirect("edit-impact", node.chain.programme.slug)
    text = _("Its links, evidence, limits and expectations are removed too.")
    return _form_page(
        request, node.chain, None, _("Remove the node"), node=node, text=text, is_warning=True
    )


def _form_page(
    request: HttpRequest,
    chain: ImpactChain,
    form: Any,
    title: str,
    *,
    node: ImpactNode | None = None,
    **extra: Any,
) -> TemplateResponse:
    """A form of the chain, or of a node, on a page of its own."""
    back_url = (
        reverse("office-node", args=[node.pk])
        if node
        else reverse("edit-impact", args=[chain.programme.slug])
    )
    context = {
        "chain": chain, "form": form, "title": title, "node": node, "back_url": back_url, **extra
    }  # fmt: skip
    return TemplateResponse(request, "impact/chain_form.html", context)
