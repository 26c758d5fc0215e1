"""Coming in with the code at the door, on one's own phone."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from talkoot.core.tries import count_try, find_counting
from talkoot.events.actions import attendance as actions
from talkoot.events.forms.attendance import DoorForm
from talkoot.events.models import Participant, Session
from talkoot.events.queries import attendance as queries
from talkoot.events.rules import attendance as rules
from talkoot.events.views.registration import COOKIE

DOOR = "door"  # What wrong tries are counted under.


@never_cache
def check_in(request: HttpRequest, code: str) -> HttpResponse:
    """Who registered on this phone or is signed in taps once; others write their address.

    Nobody sees other people's names here.
    """
    session = _door(request, code)
    rules.check_door(session, timezone.now())
    known = _known_person(request, session)
    form = DoorForm(request.POST if "email" in request.POST else None)
    person = known if "me" in request.POST else None
    if request.method == "POST" and person is None and form.is_valid():
        person = queries.known_at(session, form.cleaned_data["email"])
        if person is None:
            count_try(request, DOOR)
            form.add_error(
                "email",
                _(
                    "This address has no seat in this session. Check the address, or ask the "
                    "facilitator to count you in."
                ),
            )
    if person is not None:
        actions.check_in(session, person)
        return redirect("checked-in", code)
    context = {"session": session, "series": session.series, "known": known, "form": form}
    return TemplateResponse(request, "events/check_in.html", context)


@never_cache
def checked_in(request: HttpRequest, code: str) -> HttpResponse:
    """Says that the mark was made."""
    session = _door(request, code)
    return render(request, "events/checked_in.html", {"session": session, "series": session.series})


def _known_person(request: HttpRequest, session: Session) -> Participant | None:
    """By the account, or by the registration that this browser has opened."""
    if request.user.is_authenticated and (person := queries.known_at(session, request.user.email)):
        return person
    key = request.get_signed_cookie(COOKIE.format(session.series_id), default="")
    if not key:
        return None
    return next(
        (row.participant for row in queries.expected_at(session) if str(row.pk) == key), None
    )


def _door(request: HttpRequest, code: str) -> Session:
    """The session of the code; refuses somebody who tries one code after another."""
    return find_counting(
        request,
        DOOR,
        lambda: queries.get_door(code),
        most=30,
        sentence=_("Too many wrong tries from here. Wait ten minutes, or ask the facilitator."),
    )
