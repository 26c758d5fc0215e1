"""Calls as everybody sees them."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import localize
from django.utils.translation import gettext as _

from talkoot.calls import queries, rules
from talkoot.calls.models import Call
from talkoot.core.dates import days_text
from talkoot.core.templatetags.ui import moment

CLOSED_SHOWN = 10


def calls(request: HttpRequest) -> HttpResponse:
    """Open calls first, then those that open later and the last ones that closed."""
    now = timezone.now()
    context = {
        "open_calls": queries.open_calls(now),
        "coming_calls": queries.coming_calls(now),
        "closed_calls": queries.closed_calls(now)[:CLOSED_SHOWN],
    }
    return render(request, "calls/calls.html", context)


def call(request: HttpRequest, slug: str) -> HttpResponse:
    """What is offered, to whom, until when and how applications are assessed; the way to apply."""
    now = timezone.now()
    found = queries.get_call(slug)
    context = {
        "call": found,
        "offering": found.offering,
        "programme": found.offering.programme,
        "is_open": rules.is_open(found, now),
        "is_coming": now < found.opens_at,
        "facts": _facts(found),
        "minutes": rules.MINUTES_TO_APPLY,
    }
    return render(request, "calls/call.html", context)


def _facts(call: Call) -> list[dict[str, Any]]:
    """The call's terms as rows."""
    closes = moment(call.closes_at) if call.closes_at else _("Open until further notice")
    most = _("At most %(days)s") % {"days": days_text(call.max_days)}
    price = call.offering.price_eur
    price_text = f"{localize(price)} €" if price else _("Free of charge for you")
    return [
        {"key": _("Opens"), "value": moment(call.opens_at)},
        {"key": _("Closes"), "value": closes},
        {"key": _("Days for one application"), "value": most},
        {"key": _("Price"), "value": price_text},
        {"key": _("Days in this call"), "value": call.days_quota},
    ]
