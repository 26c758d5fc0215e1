"""Registering to a series, and the person's own page behind the secret link."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from talkoot.core.icalendar import CONTENT_TYPE
from talkoot.core.pages import page_of
from talkoot.core.refusals import NotAllowed
from talkoot.events import tokens
from talkoot.events.actions import registrations as actions
from talkoot.events.calendars import own_calendar
from talkoot.events.forms.registration import (
    CancelForm,
    ChangeForm,
    PersonForm,
    source_of,
)
from talkoot.events.models import Registration, Series, Session
from talkoot.events.queries import registrations as queries
from talkoot.events.queries.sessions import own_at_the_same_time
from talkoot.events.rules import registration as rules
from talkoot.events.rules.follow_ons import has_begun
from talkoot.events.rules.sessions import joined_by
from talkoot.events.series_pages import overlap_words

State = Registration.State
COOKIE = "registration-{}"
COOKIE_DAYS = 400


@never_cache
def register_person(request: HttpRequest, slug: str) -> HttpResponse:
    """One short form; who has no account needs none."""
    return _register(request, slug, "")


@never_cache
def register_through(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """The same to the seats of a co-organiser, whose link ends with `code`."""
    return _register(request, slug, code)


def _register(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    series = queries.get_public_series(request.user, slug)
    rules.check_open(series, timezone.now(), by=request.user)
    quota = queries.partner_quota(series, code)
    if code:
        rules.check_quota(quota)
    sessions = rules.session_choices(series.sessions.all())
    form = PersonForm(
        request.POST if request.method == "POST" else None,
        sessions=sessions,
        initial=known_of(request, series),
    )
    if request.method == "POST" and form.is_valid():
        answer = _registered(request, series, form, code)
        if answer is not None:
            return answer
    context = {"series": series, "form": form, "quota": quota, "seats": _seats(series, quota)}
    if request.user.is_authenticated and "email" in form.initial:
        context["overlaps"] = _overlaps(series, None, request.user)
    return TemplateResponse(request, "events/register.html", context)


def _registered(
    request: HttpRequest, series: Series, form: PersonForm, code: str
) -> HttpResponse | None:
    """The way to the own page, or nothing when the form has to tell why not."""
    person = form.person()
    by = request.user if request.user.is_authenticated else None
    try:
        row = actions.register(
            series, person, session=form.chosen(), code=code, came=form.came(), by=by
        )
    except rules.Twice as refusal:
        actions.send_link_again(series, person.email.lower())
        form.add_error("email", refusal.sentence)
        return None
    except NotAllowed as refusal:
        form.add_error(None, refusal.sentence)
        return None
    has_seat = row.state == State.REGISTERED
    if rules.is_late_by_office(series, timezone.now(), request.user):
        sentence = (
            _("%(name)s has been registered and gets a mail.")
            if has_seat
            else _("%(name)s is in the waiting list, because there is no free seat.")
        )
        messages.success(request, sentence % {"name": row.participant.name})
        return redirect("office-registrations", series.slug)
    sentence = (
        _("You have been registered. A confirmation is on its way to %(email)s.")
        if has_seat
        else _("You are in the waiting list. We write to %(email)s when there is a seat for you.")
    )
    messages.success(request, sentence % {"email": row.participant.email})
    return _remembered(redirect("registration", tokens.token_of(row)), row)


def _overlaps(series: Series, row: Registration | None, person: Any) -> list[SafeString]:
    """What else the person has registered to at the same time, with links."""
    return overlap_words(own_at_the_same_time(series, row, person, timezone.now()), "event")


def known_of(request: HttpRequest, series: Series) -> dict[str, Any]:
    """What a form of registration begins with: the account's person, and the link's source.

    The office that adds a latecomer begins with an empty form.
    """
    user: Any = request.user
    is_own = user.is_authenticated and not rules.is_late_by_office(series, timezone.now(), user)
    known = {"name": user.name, "email": user.email} if is_own else {}
    return {**known, "utm_source": source_of(request.GET.get("utm_source", ""))}


def _seats(series: Series, quota: Any) -> dict[str, Any]:
    """{left, waiting}: what is left of the visitor's own seats; left is None without a limit."""
    room = queries.room_in(series)
    waiting = queries.state_counts(series).get(State.WAITING, 0)
    return {"left": room.get(("pool", quota.pk if quota else None)), "waiting": waiting}


def _remembered(response: HttpResponse, row: Registration) -> HttpResponse:
    """The browser keeps whose registration this is, so that the code at the door is enough."""
    response.set_signed_cookie(
        COOKIE.format(row.series_id),
        str(row.pk),
        max_age=COOKIE_DAYS * 86400,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
    return response


@never_cache
@require_safe
def registration(request: HttpRequest, token: str) -> HttpResponse:
    """The person's own page: the state, the place in the line, the sessions, what can be done."""
    row = queries.get_registration(token)
    is_on = row.state != State.CANCELLED
    context = {
        "registration": row,
        "token": token,
        "series": row.series,
        "place": queries.place_in_line(row),
        "sessions": _sessions(row),
        "overlaps": _overlaps(row.series, row, row.participant) if is_on else [],
        "is_late": rules.is_late(row.series, timezone.now()),
        "can_change": is_on and row.series.state == Series.State.PUBLISHED,
        "is_seated": row.state == State.REGISTERED,
        "has_begun": has_begun(row),
        "waits": is_on and rules.waits_to_be_confirmed(row),
    }
    return _remembered(render(request, "events/registration.html", context), row)


def _sessions(row: Registration) -> list[Session]:
    return joined_by(row, row.series.sessions.all())


@never_cache
def change_registration(request: HttpRequest, token: str) -> HttpResponse:
    """Name, organisation, role and the chosen session."""
    row = queries.get_registration(token)
    rules.check_change(row)
    sessions = rules.session_choices(row.series.sessions.all())
    form = ChangeForm(
        request.POST if request.method == "POST" else None,
        sessions=sessions,
        registration=row,
    )
    if request.method == "POST" and form.is_valid():
        by = request.user if request.user.is_authenticated else None
        try:
            row = actions.change_registration(
                row, person=form.person(), session=form.chosen(), by=by
            )
        except NotAllowed as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, _("Your changes have been kept."))
            return redirect("registration", tokens.token_of(row))
    context = {"form": form, "registration": row, "series": row.series, "token": token}
    return TemplateResponse(request, "events/change_registration.html", context)


@never_cache
def cancel_registration(request: HttpRequest, token: str) -> HttpResponse:
    """Asks once; a late cancellation is said and taken."""
    row = queries.get_registration(token)
    rules.check_change(row)
    form = CancelForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        by = request.user if request.user.is_authenticated else None
        actions.cancel_registration(row, reason=form.cleaned_data["reason"], by=by)
        messages.success(request, _("The registration has been cancelled. Thank you for telling."))
        return redirect("registration", token)
    context = {
        "form": form,
        "registration": row,
        "series": row.series,
        "token": token,
        "is_late": row.state == State.REGISTERED and rules.is_late(row.series, timezone.now()),
    }
    return TemplateResponse(request, "events/cancel_registration.html", context)


@never_cache
@require_safe
def registration_calendar(request: HttpRequest, token: str) -> HttpResponse:
    """The own sessions as a calendar file, with the links to the meetings for who has a seat."""
    row = queries.get_registration(token)
    rows = _sessions(row) if row.state == State.REGISTERED else []
    for session in rows:
        session.series = row.series
    text = own_calendar(rows, name=str(row.series))
    response = HttpResponse(text, content_type=CONTENT_TYPE)
    response["Content-Disposition"] = 'attachment; filename="talkoot.ics"'
    return response


@require_safe
@login_required
def my_registrations(request: HttpRequest) -> HttpResponse:
    """What the person has registered to, by account or by the same address."""
    page = page_of(request, queries.registrations_of(request.user))
    rows = [{"registration": row, "token": tokens.token_of(row)} for row in page]
    return render(request, "events/my_registrations.html", {"page": page, "rows": rows})
