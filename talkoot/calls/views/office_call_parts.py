"""Editing the parts of a call: texts, terms, criteria, quotas, rounds and links."""

import datetime
from collections.abc import Callable
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from talkoot.calls.actions import calls as actions
from talkoot.calls.actions.call_parts import save_part
from talkoot.calls.call_forms import CallTermsForm, CallTextsForm, in_zone, what_saving_does
from talkoot.calls.models import Call
from talkoot.calls.queries import calls as queries
from talkoot.calls.row_forms import CriteriaForm, IntakesForm, LinksForm, QuotasForm, RowsForm
from talkoot.calls.rules.calls import in_force
from talkoot.calls.rules.parts import part_mark
from talkoot.core.charts import region_names
from talkoot.core.forms import Form
from talkoot.core.refusals import NotAllowed
from talkoot.people.access import office_required
from talkoot.surveys.models import Item
from talkoot.surveys.queries import items_of

TERMS = (
    "offering questionnaire time_zone late_policy grace_minutes reminder_days max_days "
    "promised_hours asks_sign_off allows_joint"
).split()


@office_required
def office_call_texts(request: HttpRequest, slug: str) -> HttpResponse:
    """The title and the text in three languages."""
    call = queries.get_office_call(request.user, slug)
    form = CallTextsForm(request.POST or None, initial=vars(call))
    return _part(
        request,
        call,
        "texts",
        form,
        _("Texts of the call"),
        lambda: _save(request, call, form.cleaned_data),
        is_text=True,
    )


@office_required
def office_call_terms(request: HttpRequest, slug: str) -> HttpResponse:
    """Times, late applications, days, questionnaire and what is asked of applicants."""
    call = queries.get_office_call(request.user, slug)
    moments = {name: _on_wall(getattr(call, name), call) for name in ("opens_at", "closes_at")}
    form = CallTermsForm(
        request.POST or None,
        offerings=queries.office_offerings(request.user),
        questionnaires=queries.application_questionnaires(call),
        initial={**{name: getattr(call, name) for name in TERMS}, **moments},
    )
    return _part(
        request,
        call,
        "terms",
        form,
        _("Times and terms"),
        lambda: _save(request, call, form.cleaned_data),
        is_text=True,
    )


@office_required
def office_call_criteria(request: HttpRequest, slug: str) -> HttpResponse:
    """Criteria and exclusions, with their checks and the self-check's questions."""
    call = queries.get_office_call(request.user, slug)
    present = in_force(call.criteria.all(), call.text_version)
    items = items_of(call.questionnaire_id) if call.questionnaire_id else []
    form = CriteriaForm(
        request.POST or None,
        rows=CriteriaForm.rows_of(present),
        questions=[item for item in items if item.kind == Item.Kind.YES_NO],
    )
    return _part(
        request,
        call,
        "criteria",
        form,
        _("Criteria and exclusions"),
        lambda: actions.set_criteria(call, rows=form.rows_given(), by=request.user),
        is_text=True,
    )


@office_required
def office_call_quotas(request: HttpRequest, slug: str) -> HttpResponse:
    """The days in all, and quotas of regions, places and first-timers."""
    call = queries.get_office_call(request.user, slug)
    form = QuotasForm(
        request.POST or None,
        rows=[vars(row) for row in call.quotas.all()],
        regions=dict(sorted(region_names().items(), key=lambda pair: pair[1])),
        days_quota=call.days_quota,
    )

    def save() -> None:
        _save(request, call, {"days_quota": form.cleaned_data["days_quota"]})
        actions.set_quotas(call, rows=form.rows_given(), by=request.user)

    return _part(request, call, "quotas", form, _("Quotas of the call"), save)


@office_required
def office_call_rounds(request: HttpRequest, slug: str) -> HttpResponse:
    """The rounds in which the applications of a long call are decided."""
    call = queries.get_office_call(request.user, slug)
    rows = [{**vars(row), "closes_at": _on_wall(row.closes_at, call)} for row in call.intakes.all()]
    form = IntakesForm(request.POST or None, rows=rows)

    def save() -> None:
        given = [
            {**row, "closes_at": in_zone(row["closes_at"], call.time_zone)}
            for row in form.rows_given()
        ]
        actions.set_intakes(call, rows=given, by=request.user)

    return _part(request, call, "rounds", form, _("Rounds of the call"), save)


@office_required
def office_call_links(request: HttpRequest, slug: str) -> HttpResponse:
    """Links to the policies and terms that the call rests on."""
    call = queries.get_office_call(request.user, slug)
    form = LinksForm(request.POST or None, rows=call.links)
    return _part(
        request,
        call,
        "links",
        form,
        _("Links of the call"),
        lambda: _save(request, call, {"links": form.rows_given()}),
    )


def _part(
    request: HttpRequest,
    call: Call,
    part: str,
    form: Form,
    title: str,
    save: Callable[[], Any],
    *,
    is_text: bool = False,
) -> HttpResponse:
    """Show a part's form, or save it: back to the call, or to one more row if that was asked.

    `is_text`: the part belongs to what a version of the call's text keeps.
    """
    seen = request.POST.get("seen")
    if request.method == "POST" and form.is_valid():
        try:
            save_part(call, part, seen=seen, save=save)
        except NotAllowed as refusal:
            form.add_error(None, refusal.sentence)
            seen = None  # Who saves again knows of the change.
        else:
            messages.success(request, _("Saved."))
            if "more" in request.POST:
                return redirect(f"{request.path}#more")
            return redirect("office-call", call.slug)
    context = {
        "call": call,
        "form": form,
        "seen": seen or part_mark(call, part),
        "title": title,
        "notice": what_saving_does(call) if is_text else "",
        "is_rows": isinstance(form, RowsForm),
    }
    return TemplateResponse(request, "calls/office_call_form.html", context)


def _save(request: HttpRequest, call: Call, values: dict[str, Any]) -> None:
    actions.save_call(call, values=values, by=request.user)  # type: ignore[arg-type]


def _on_wall(moment: datetime.datetime | None, call: Call) -> datetime.datetime | None:
    """The moment as a clock in the call's zone shows it, for the inputs."""
    return moment.astimezone(ZoneInfo(call.time_zone)).replace(tzinfo=None) if moment else None
