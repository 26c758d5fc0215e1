"""Slates: choosing applications in the queue, proposing, weighing and comparing."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from talkoot.calls.queries import office_calls, office_queue
from talkoot.core.access import fetch
from talkoot.core.pages import page_of
from talkoot.decisions.actions import slates as actions
from talkoot.decisions.forms import SlateLinesForm
from talkoot.decisions.messages.slates import slate_rows
from talkoot.decisions.models import Slate
from talkoot.decisions.queries import slates as queries
from talkoot.decisions.queries.what_if import facts_of, what_if
from talkoot.decisions.rules import slates as rules
from talkoot.decisions.views.queue import queue_form
from talkoot.people.access import office_required

LINES_A_PAGE = 50
STATE_KINDS = {"open": "wait", "signing": "info", "signed": "ok", "discarded": "err"}


@require_safe
@office_required
def office_slates(request: HttpRequest) -> HttpResponse:
    """The slates of the office, the newest first."""
    page = page_of(request, queries.office_slates(request.user))
    rows = [(slate, STATE_KINDS[slate.state]) for slate in page.object_list]
    return render(request, "decisions/office_slates.html", {"page": page, "rows": rows})


@require_POST
@office_required
def add_to_slate(request: HttpRequest) -> HttpResponse:
    """Put the ticked applications, or all that match the filters, on a slate, an old or a new."""
    keys = _chosen(request)
    back = request.POST.get("back", "")
    if not keys:
        messages.warning(request, _("Tick at least one application, then add it to the slate."))
        is_ours = url_has_allowed_host_and_scheme(back, {request.get_host()})
        return redirect(back if is_ours else "office-applications")
    slate = _target(request, keys)
    count = actions.add_applications(slate, keys, by=request.user)
    tell = messages.success if count else messages.warning
    tell(request, _added(count, len(keys)))
    return redirect("office-slate", slate.pk)


def _chosen(request: HttpRequest) -> list[int]:
    """The ticked keys that the person's queue holds; with "all", those of the filtered queue."""
    if "all" in request.POST:
        filters = queue_form(request, request.POST).filters() | {"state": "submitted"}
        # One too many tells the action that there are too many.
        return list(office_queue(request.user, **filters)[: rules.LINES_MAX + 1])
    ticked = [int(key) for key in request.POST.getlist("application") if key.isdecimal()]
    return list(office_queue(request.user).filter(pk__in=ticked))


def _target(request: HttpRequest, keys: list[int]) -> Slate:
    """The slate that was named, else a new one of the first application's call."""
    named = request.POST.get("slate", "")
    if named.isdecimal():
        return queries.get_slate(request.user, int(named))
    calls = office_calls(request.user)
    call = fetch(calls, request.user, lambda *_: True, applications=keys[0])
    return actions.make_slate(call, by=request.user)


def _added(count: int, chosen: int) -> str:
    text = ngettext(
        "%(count)s application was added.", "%(count)s applications were added.", count
    ) % {"count": count}
    if count == chosen:
        return text
    return f"{text} " + _(
        "%(left)s were left out: they are there already, belong to another call, do not wait for a "
        "decision, or are not decided in bulk."
    ) % {"left": chosen - count}


@office_required
def office_slate(request: HttpRequest, pk: int) -> HttpResponse:
    """The lines, what they would give, and the way to signing; POST saves a page of lines."""
    slate = queries.get_slate(request.user, pk)
    rows = slate_rows(slate, request.user)
    page = page_of(request, _shown(request, rows), size=LINES_A_PAGE)
    page.object_list = queries.with_results(page.object_list, request.user)
    editable = [row for row in page.object_list if row.line.signed_at is None]
    form = None
    if request.method == "POST":
        rules.check_open(slate)
        form = SlateLinesForm(request.POST, rows=editable)
        removed = {int(key) for key in request.POST.getlist("removed") if key.isdecimal()}
        if form.is_valid():
            actions.edit_lines(slate, form.changes(), removed=removed, by=request.user)
            messages.success(request, _("The slate is saved."))
            return redirect(request.get_full_path())
    elif slate.state == Slate.State.OPEN:
        form = SlateLinesForm(rows=editable)
    context = _frame(request, slate, rows) | {"page": page, "form": form}
    status = 422 if form is not None and form.errors else 200
    return render(request, "decisions/office_slate.html", context, status=status)


def _shown(request: HttpRequest, rows: list[queries.SlateRow]) -> list[queries.SlateRow]:
    """All lines, or those that something stops."""
    return [row for row in rows if row.problem] if "problems" in request.GET else rows


def _frame(request: HttpRequest, slate: Slate, rows: list[queries.SlateRow]) -> dict[str, Any]:
    is_open = slate.state == Slate.State.OPEN
    return {
        "slate": slate,
        "state_kind": STATE_KINDS[slate.state],
        "is_open": is_open,
        "totals": what_if(rows, facts_of(slate.call)),
        "progress": None if is_open else queries.progress_of(rows),
        "may_sign": rules.can_sign(request.user, slate),
        "can_undo": any(row.can_undo for row in rows),
        "only_problems": "problems" in request.GET,
    }


@require_safe
@office_required
def slate_comparison(request: HttpRequest, pk: int) -> HttpResponse:
    """Two slates of a call side by side: their totals and the lines that differ."""
    slate = queries.get_slate(request.user, pk)
    others = list(queries.comparable_slates(slate))
    chosen = request.GET.get("with", "")
    other = next((row for row in others if str(row.pk) == chosen), others[0] if others else None)
    context: dict[str, Any] = {"slate": slate, "others": others, "other": other}
    if other is not None:
        other.call = slate.call
        sides = [queries.plain_rows(one, request.user) for one in (slate, other)]
        facts = facts_of(slate.call)
        context["totals"] = [what_if(rows, facts) for rows in sides]
        context["differences"] = queries.differences(*sides)
    return render(request, "decisions/slate_comparison.html", context)


@require_POST
@office_required
def discard_slate(request: HttpRequest, pk: int) -> HttpResponse:
    """Put an open slate aside; nothing of the applications changes."""
    slate = queries.get_slate(request.user, pk)
    actions.discard_slate(slate, by=request.user)
    messages.success(request, _("The slate was put aside. Its applications wait in the queue."))
    return redirect("office-slates")
