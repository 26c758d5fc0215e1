"""The office's series: list, new, one, publishing, ending, cancelling, copying."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from talkoot.core.dates import closed_day_name, local_date
from talkoot.core.pages import page_of
from talkoot.events.actions import series as actions
from talkoot.events.actions.templates import save_as_template
from talkoot.events.forms.series import CopyForm, NewSeriesForm, ReasonForm, TemplateForm
from talkoot.events.models import Series
from talkoot.events.queries import series as queries
from talkoot.events.queries.acquisition import acquisition_of
from talkoot.events.queries.variations import agreed_variations
from talkoot.events.rules import series as rules
from talkoot.events.rules.series import Placed
from talkoot.events.series_pages import office_context, state_tag
from talkoot.people.access import office_required
from talkoot.people.models import User
from talkoot.programmes.models import OfferingKind
from talkoot.programmes.queries import office_programmes


@require_safe
@office_required
def office_events(request: HttpRequest) -> HttpResponse:
    """The series of the office's programmes. `?state=` and `?kind=` narrow the list."""
    state, kind = request.GET.get("state", ""), request.GET.get("kind", "")
    page = page_of(request, queries.office_series(request.user, state=state, kind=kind))
    rows = [(row, *state_tag(row)) for row in queries.with_counts(page.object_list)]
    context = {
        "page": page,
        "rows": rows,
        "states": Series.State.choices,
        "kinds": OfferingKind.choices,
        "state": state,
        "kind": kind,
    }
    return render(request, "events/office_events.html", context)


@office_required
def office_new_series(request: HttpRequest) -> HttpResponse:
    """A draft from a template with a first day, or an empty one."""
    form = NewSeriesForm(
        request.POST or None,
        programmes=office_programmes(request.user),
        templates=queries.templates_for(request.user),
        initial={"template": request.GET.get("template", "")},
    )
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        values = {"title": given["title"]} | ({"kind": given["kind"]} if given["kind"] else {})
        series, moved = actions.start_series(
            given["programme"],
            values=values,
            template=given["template"],
            first_day=given["first_day"],
            by=_user(request),
        )
        _tell_moved(request, moved)
        messages.success(request, _("The draft is ready. Look through its parts, then publish it."))
        return redirect("office-series", series.slug)
    return TemplateResponse(
        request,
        "events/office_form.html",
        {
            "form": form,
            "title": _("New series"),
            "lead": _("You get a draft that only the office sees."),
            "submit": _("Make the draft"),
        },
    )


@require_safe
@office_required
def office_series(request: HttpRequest, slug: str) -> HttpResponse:
    """What has been set in the series, its sessions and hours, and what can be done with it."""
    series = queries.get_office_series(request.user, slug)
    taken = queries.seats_taken(series)
    context = {
        **office_context(series, taken=taken),
        "variations": agreed_variations(series),
    }
    if series.entry != Series.Entry.NONE:
        context["acquisition"] = acquisition_of(series)
    return render(request, "events/office_series.html", context)


@office_required
def publish_series(request: HttpRequest, slug: str) -> HttpResponse:
    """GET asks once more, POST publishes."""
    series = queries.get_office_series(request.user, slug)
    rules.check_publish(series, list(series.sessions.all()))
    if request.method == "POST":
        actions.publish_series(series, by=_user(request))
        messages.success(request, _("The series is public."))
        return redirect("office-series", slug)
    return _ask(
        request,
        series,
        title=_("Publish the series?"),
        text=_(
            "It gets its page at once, and stands in the calendar of events. Registration follows "
            "the times that you have set."
        ),
        submit=_("Publish"),
    )


@office_required
def end_series(request: HttpRequest, slug: str) -> HttpResponse:
    """GET asks once more, POST ends the series."""
    series = queries.get_office_series(request.user, slug)
    if request.method == "POST":
        actions.end_series(series, by=_user(request))
        messages.success(request, _("The series has ended. Write down what follows of it."))
        return redirect("office-series-after", slug)
    return _ask(
        request,
        series,
        title=_("End the series?"),
        text=_(
            "Sessions whose time has passed are marked as held. After this nobody can register, "
            "and the sessions can no longer be changed."
        ),
        submit=_("End the series"),
    )


@office_required
def cancel_series(request: HttpRequest, slug: str) -> HttpResponse:
    """GET asks for the reason, POST cancels and tells everybody who comes."""
    series = queries.get_office_series(request.user, slug)
    rules.check_open(series)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.cancel_series(series, reason=form.cleaned_data["reason"], by=_user(request))
        messages.success(request, _("The series has been cancelled."))
        return redirect("office-series", slug)
    return _ask(
        request,
        series,
        form=form,
        title=_("Cancel the series?"),
        text=_(
            "Sessions that have not been held are cancelled. Those who come or wait in the line "
            "get a mail with the reason, and the events leave their calendars."
        ),
        submit=_("Cancel the series"),
        is_warning=True,
    )


@office_required
def copy_series(request: HttpRequest, slug: str) -> HttpResponse:
    """A new draft from this series, laid out from a new first day."""
    series = queries.get_office_series(request.user, slug)
    form = CopyForm(request.POST or None, initial={"title": series.title})
    if request.method == "POST" and form.is_valid():
        copy, moved = actions.copy_series(series, **form.cleaned_data, by=_user(request))
        _tell_moved(request, moved)
        messages.success(request, _("The copy is a draft. Set the times of registration next."))
        return redirect("office-series", copy.slug)
    return _ask(
        request,
        series,
        form=form,
        title=_("Hold the series again"),
        text=_(
            "The copy gets the sessions, tasks, materials, people and quotas. The sessions and due "
            "days keep their distance from the first day."
        ),
        submit=_("Make the copy"),
    )


@office_required
def save_series_template(request: HttpRequest, slug: str) -> HttpResponse:
    """Keep the series as a template of the programme's own."""
    series = queries.get_office_series(request.user, slug)
    form = TemplateForm(request.POST or None, initial={"name": series.title})
    if request.method == "POST" and form.is_valid():
        save_as_template(series, name=form.cleaned_data["name"], by=_user(request))
        messages.success(request, _("The template is ready. New series can begin from it."))
        return redirect("office-series", slug)
    return _ask(
        request,
        series,
        form=form,
        title=_("Save as a template"),
        text=_(
            "The sessions, tasks and materials are kept in relative time, with the texts, seats, "
            "quotas and promised hours. Of the people only the tasks are kept, not the names."
        ),
        submit=_("Save the template"),
    )


def _ask(request: HttpRequest, series: Series, **context: Any) -> HttpResponse:
    """A page that asks once more, with a form or without one."""
    context = {"form": None, **context, "series": series}
    return TemplateResponse(request, "events/office_form.html", context)


def _tell_moved(request: HttpRequest, moved: list[Placed]) -> None:
    for placed in moved:
        assert placed.moved_from is not None
        sentence = _("%(closed)s is %(name)s, so the session is on %(day)s.") % {
            "closed": local_date(placed.moved_from),
            "name": closed_day_name(placed.moved_from) or _("already taken by another session"),
            "day": local_date(placed.day),
        }
        messages.warning(request, sentence)


def _user(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user
