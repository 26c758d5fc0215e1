"""Editing the parts of a series: texts, terms, people, what follows; and its sessions."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from talkoot.core.access import fetch
from talkoot.core.dates import closed_day_name, local_date
from talkoot.core.forms import Form
from talkoot.core.refusals import NotAllowed
from talkoot.events.actions import series as actions
from talkoot.events.actions import sessions as session_actions
from talkoot.events.forms.series import (
    PeopleForm,
    ReasonForm,
    SeriesAfterForm,
    SeriesTermsForm,
    SeriesTextsForm,
)
from talkoot.events.forms.sessions import SessionForm
from talkoot.events.models import Series, Session
from talkoot.events.queries import series as queries
from talkoot.events.rules import series as rules
from talkoot.events.rules import sessions as session_rules
from talkoot.people.access import office_required


@office_required
def office_series_texts(request: HttpRequest, slug: str) -> HttpResponse:
    """The name, the description in three languages, for whom and of what kind."""
    series = queries.get_office_series(request.user, slug)
    rules.check_open(series)
    form = SeriesTextsForm(
        request.POST or None,
        offerings=queries.offerings_of(request.user).filter(programme=series.programme_id),
        initial=_initial(series, "offering", "theme", "organisation"),
    )
    return _part(request, series, form, _("Texts of the series"))


@office_required
def office_series_terms(request: HttpRequest, slug: str) -> HttpResponse:
    """Seats, registration, teams, fee and hours."""
    series = queries.get_office_series(request.user, slug)
    rules.check_open(series)
    form = SeriesTermsForm(request.POST or None, initial=vars(series))
    return _part(request, series, form, _("Seats and registration"))


@office_required
def office_series_after(request: HttpRequest, slug: str) -> HttpResponse:
    """What follows of the series, and what replaced it."""
    series = queries.get_office_series(request.user, slug)
    form = SeriesAfterForm(
        request.POST or None,
        others=queries.other_series(series),
        initial=_initial(series, "replaced_by"),
    )
    return _part(request, series, form, _("What follows of the series"))


@office_required
def office_series_people(request: HttpRequest, slug: str) -> HttpResponse:
    """Facilitators, speakers and mentors."""
    series = queries.get_office_series(request.user, slug)
    rules.check_open(series)
    rows = [
        {
            "task": row.task,
            "name": row.name,
            "organisation_name": row.organisation_name,
            "email": row.user.email if row.user else "",
            "session": str(row.session_id or ""),
        }
        for row in series.people.all()
    ]
    sessions = [row for row in series.sessions.all() if row.state != Session.State.CANCELLED]
    form = PeopleForm(
        request.POST or None, rows=rows, sessions=sessions, accounts=queries.account_with
    )

    def save() -> None:
        session_actions.set_people(
            series,
            rows=form.people(),
            by=request.user,
            accepts_clash=form.cleaned_data["accepts_clash"],
        )

    title = _("Facilitators, speakers and mentors")
    return _part(request, series, form, title, save, is_rows=True)


@office_required
def office_new_session(request: HttpRequest, slug: str) -> HttpResponse:
    """A new session of the series."""
    series = queries.get_office_series(request.user, slug)
    rules.check_open(series)
    form = SessionForm(request.POST or None, series=series, initial={"kind": "day"})

    def save() -> None:
        session = session_actions.add_session(
            series,
            values=form.values(),
            by=request.user,
            accepts_clash=form.cleaned_data["accepts_clash"],
        )
        _warn_closed(request, session)

    return _part(request, series, form, _("New session"), save, fields=form.shown_fields)


@office_required
def office_session(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Change or move a session; those who come are told of a new time, place or link."""
    session = _session(request, slug, number)
    session_rules.check_open(session)
    form = SessionForm(
        request.POST or None,
        series=session.series,
        session=session,
        initial=_initial(session, "municipality", "organisation"),
    )

    def save() -> None:
        changed = session_actions.save_session(
            session,
            values=form.values(),
            by=request.user,
            accepts_clash=form.cleaned_data["accepts_clash"],
        )
        _warn_closed(request, changed)

    title = _("Session: %(session)s") % {"session": session}
    cancel = ("cancel-session", session.order)
    return _part(
        request, session.series, form, title, save, fields=form.shown_fields, cancel=cancel
    )


@office_required
def cancel_session(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """GET asks for the reason, POST cancels the session and tells those who would have come."""
    session = _session(request, slug, number)
    session_rules.check_open(session)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        session_actions.cancel_session(session, reason=reason, by=request.user)
        messages.success(request, _("The session has been cancelled."))
        return redirect("office-series", slug)
    context = {
        "series": session.series,
        "form": form,
        "title": _("Cancel “%(session)s”?") % {"session": session},
        "text": _(
            "Those who would have come get a mail with the reason, and the event leaves their "
            "calendars."
        ),
        "submit": _("Cancel the session"),
        "is_warning": True,
    }
    return TemplateResponse(request, "events/office_form.html", context)


def _part(
    request: HttpRequest,
    series: Series,
    form: Form,
    title: str,
    save: Callable[[], Any] | None = None,
    *,
    fields: Callable[[], Any] | None = None,
    **context: Any,
) -> HttpResponse:
    """Show a part's form, or save it and return to the series. A refusal of the action, which
    somebody else's change may cause, comes back at the form.
    """

    def save_fields() -> None:
        actions.save_series(series, values=form.cleaned_data, by=request.user)

    if request.method == "POST" and form.is_valid():
        try:
            (save or save_fields)()
        except NotAllowed as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, _("Saved."))
            if "more" in request.POST:
                return redirect(f"{request.path}#more")
            return redirect("office-series", series.slug)
    shown = fields() if fields else list(form)
    context |= {"series": series, "form": form, "title": title, "fields": shown}
    return TemplateResponse(request, "events/office_form.html", context)


def _session(request: HttpRequest, slug: str, number: int) -> Session:
    series = queries.get_office_series(request.user, slug)
    rows = Session.objects.select_related("municipality", "organisation")
    session = fetch(rows, request.user, lambda *_each: True, series=series, order=number)
    session.series = series
    return session


def _warn_closed(request: HttpRequest, session: Session) -> None:
    if session.starts_at is None:
        return
    day = timezone.localtime(session.starts_at).date()
    name = closed_day_name(day)
    if name:
        sentence = _("Note: %(day)s is %(name)s.") % {"day": local_date(day), "name": name}
        messages.warning(request, sentence)


def _initial(row: Any, *relations: str) -> dict[str, Any]:
    """The row's values as a form begins from them; a relation by its key."""
    return vars(row) | {name: getattr(row, f"{name}_id") for name in relations}
