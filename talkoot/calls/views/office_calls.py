"""The office's calls: list, new, what has been set, preview, publishing, closing, lessons."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from talkoot.calls.actions import calls as actions
from talkoot.calls.call_forms import LessonsForm, NewCallForm
from talkoot.calls.call_pages import call_context, setup_rows
from talkoot.calls.call_templates import call_templates, call_values, criteria_rows
from talkoot.calls.models import Call
from talkoot.calls.queries import calls as queries
from talkoot.calls.rules import calls as rules
from talkoot.calls.rules.check_gaps import check_gaps
from talkoot.core.pages import page_of
from talkoot.people.access import office_required
from talkoot.people.models import User
from talkoot.programmes.models import Offering


@require_safe
@office_required
def office_calls(request: HttpRequest) -> HttpResponse:
    """The calls of the office's programmes: drafts first, then the newest."""
    page = page_of(request, queries.office_calls_with_counts(request.user))
    now = timezone.now()
    rows = [(call, *state_of(call, now)) for call in page]
    return render(request, "calls/office_calls.html", {"page": page, "rows": rows})


def state_of(call: Call, now: Any) -> tuple[str, str]:
    """The call's state in a word and the kind of its tag."""
    if call.published_at is None:
        return _("draft"), "wait"
    if rules.is_open(call, now):
        return _("open"), "ok"
    return (_("coming"), "info") if now < call.opens_at else (_("closed"), "wait")


@office_required
def office_new_call(request: HttpRequest) -> HttpResponse:
    """A draft from a template that the product ships, or an empty one."""
    offerings = queries.office_offerings(request.user)
    form = NewCallForm(request.POST or None, offerings=offerings)
    if request.method == "POST" and form.is_valid():
        call = _new_call(form.cleaned_data["offering"], form.cleaned_data["template"], request.user)
        messages.success(request, _("The draft is ready. Look through its parts, then publish it."))
        return redirect("office-call", call.slug)
    return TemplateResponse(request, "calls/office_new_call.html", {"form": form})


def _new_call(offering: Offering, code: str, by: Any) -> Call:
    template = call_templates().get(code)
    if template is None:
        names = {f"title_{name}": getattr(offering, f"name_{name}") for name in rules.LANGUAGES}
        return actions.create_call(offering, values=names, by=by)
    values = call_values(template, today=timezone.localdate())
    values["questionnaire"] = queries.newest_questionnaire(template["questionnaire"])
    call = actions.create_call(offering, values=values, criteria=criteria_rows(template), by=by)
    if template.get("quotas"):
        actions.set_quotas(call, rows=template["quotas"], by=by)
    return call


@require_safe
@office_required
def office_call(request: HttpRequest, slug: str) -> HttpResponse:
    """What has been set in the call, what it lacks, and what can be done with it."""
    call = queries.get_office_call(request.user, slug)
    now = timezone.now()
    criteria = rules.in_force(call.criteria.all(), call.text_version)
    is_draft = call.published_at is None
    state, kind = state_of(call, now)
    context = {
        "call": call,
        "state": state,
        "state_kind": kind,
        "is_draft": is_draft,
        "is_open": rules.is_open(call, now),
        "rows": setup_rows(call),
        "gaps": rules.publishing_gaps(call, criteria) if is_draft else [],
        "warnings": [
            *rules.publishing_warnings(call, criteria, at=now),
            *([] if is_draft else check_gaps(call.questionnaire_id, criteria)),
        ],
        "has_lessons": not is_draft and now >= call.opens_at,
        "versions": list(call.versions.all())[::-1],
    }
    return render(request, "calls/office_call.html", context)


@require_safe
@office_required
def office_call_preview(request: HttpRequest, slug: str) -> HttpResponse:
    """The call's page as the public will see it."""
    call = queries.get_office_call(request.user, slug)
    context = {**call_context(call, timezone.now()), "is_preview": True}
    return render(request, "calls/call.html", context)


@office_required
def publish_call(request: HttpRequest, slug: str) -> HttpResponse:
    """GET asks once more, POST publishes."""
    call = queries.get_office_call(request.user, slug)
    rules.check_publish(call, list(call.criteria.all()))
    if request.method == "POST":
        actions.publish_call(call, by=request.user)
        messages.success(request, _("The call is public."))
        return redirect("office-call", slug)
    warnings = rules.publishing_warnings(call, list(call.criteria.all()), at=timezone.now())
    return render(request, "calls/publish_call.html", {"call": call, "warnings": warnings})


@office_required
def close_call(request: HttpRequest, slug: str) -> HttpResponse:
    """GET asks once more, POST closes the call before its time."""
    call = queries.get_office_call(request.user, slug)
    rules.check_close(call, timezone.now())
    if request.method == "POST":
        actions.close_call(call, by=request.user)
        messages.success(request, _("The call is closed. Write down what you learnt of it."))
        return redirect("office-call-lessons", slug)
    return render(request, "calls/close_call.html", {"call": call})


@require_POST
@office_required
def copy_call(request: HttpRequest, slug: str) -> HttpResponse:
    """A new draft from this call, for the next season."""
    copy = actions.copy_call(queries.get_office_call(request.user, slug), by=_user(request))
    told = _("The copy is a draft. Set its times first: they were not copied.")
    if copy.intakes.exists():
        told += " " + _("Its rounds have been moved on by whole years. Check their days.")
    messages.success(request, told)
    return redirect("office-call", copy.slug)


@office_required
def office_call_lessons(request: HttpRequest, slug: str) -> HttpResponse:
    """What the office learnt, kept for whoever copies the call."""
    call = queries.get_office_call(request.user, slug)
    rules.check_lessons(call, timezone.now())
    form = LessonsForm(request.POST or None, initial={"lessons": call.lessons})
    if request.method == "POST" and form.is_valid():
        actions.write_lessons(call, text=form.cleaned_data["lessons"], by=_user(request))
        messages.success(
            request, _("The lessons are kept. They are shown beside a copy of this call.")
        )
        return redirect("office-call", slug)
    title = _("Lessons of the call")
    return TemplateResponse(
        request, "calls/office_call_form.html", {"call": call, "form": form, "title": title}
    )


def _user(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user
