"""A person's own calendar: the page, and the feed at its secret address."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from talkoot.core.icalendar import CONTENT_TYPE
from talkoot.events.actions.feeds import renew_feed, stop_feed
from talkoot.events.calendars import own_calendar
from talkoot.events.event_pages import own_rows
from talkoot.events.queries import sessions as queries

KEY = "calendar_address"


@login_required
@require_safe
def my_calendar(request: HttpRequest) -> HttpResponse:
    """What I come to, and the address that a calendar follows. The address is shown once."""
    now = timezone.now()
    context = {
        "rows": own_rows(queries.own_sessions(request.user, now), now),
        "feed": queries.feed_of(request.user),
        "address": request.session.pop(KEY, ""),
    }
    return render(request, "events/my_calendar.html", context)


@login_required
@require_POST
def renew_calendar(request: HttpRequest) -> HttpResponse:
    """A new secret address; the old one stops."""
    request.session[KEY] = renew_feed(request.user)
    messages.success(request, _("The address is ready. Copy it now: it is shown only once."))
    return redirect("my-calendar")


@login_required
@require_POST
def stop_calendar(request: HttpRequest) -> HttpResponse:
    """No address any more."""
    stop_feed(request.user)
    messages.success(request, _("The address no longer works."))
    return redirect("my-calendar")


@require_safe
def calendar_feed(request: HttpRequest, token: str) -> HttpResponse:
    """The person's sessions for a calendar program, which does not sign in."""
    user = queries.feed_owner(token)
    sessions = queries.own_sessions(user, timezone.now())
    response = HttpResponse(
        own_calendar(sessions, name=_("Events that I take part in")), content_type=CONTENT_TYPE
    )
    # The address is the key: nobody in between keeps a copy, and search engines stay out.
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex"
    return response
