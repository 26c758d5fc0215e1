"""A programme's public pages: they show calls, series, lists and stories together."""

from itertools import groupby
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from talkoot.calls.queries import open_calls
from talkoot.files.views import media_response
from talkoot.outreach.onward import ways_onward
from talkoot.outreach.queries import (
    get_pictured,
    get_programme,
    has_publications,
    networks_of,
    offerings_with_series,
    publications,
)
from talkoot.programmes.models import FundingProject, Party, Programme
from talkoot.surveys.reading.quotes import quotes_for

QUOTES_SHOWN = 6


def programme(request: HttpRequest, slug: str) -> HttpResponse:
    """What the programme aims at, who runs it, what it offers and which calls are open."""
    programme = get_programme(request.user, slug)
    calls = open_calls(timezone.now()).filter(offering__programme=programme)
    facts = list(programme.published_facts.filter(is_key=True))
    context = {
        "programme": programme,
        "trail": [(_("Programmes"), reverse("programmes"))],
        "rows": _facts_row(programme),
        "calls": calls,
        "goals": programme.goals.all(),
        "facts": facts,
        "facts_as_of": next((fact.as_of for fact in facts if fact.as_of), None),
        "offerings": offerings_with_series(programme),
        "periods": programme.periods.all(),
        "mandates": programme.mandates.all(),
        "parties": _parties_by_kind(programme),
        "has_publications": has_publications(programme),
        "quotes": quotes_for(programme)[:QUOTES_SHOWN],
        "onward": ways_onward(request.user, programme),
    }
    return render(request, "outreach/programme.html", context)


def programme_publications(request: HttpRequest, slug: str) -> HttpResponse:
    """The programme's podcast, stories, campaigns and lists of practices."""
    programme = get_programme(request.user, slug)
    trail = [
        (_("Programmes"), reverse("programmes")),
        (programme.name, programme.get_absolute_url()),
    ]
    context = {"programme": programme, "trail": trail, **publications(programme)}
    return render(request, "outreach/programme_publications.html", context)


@require_safe
def programme_presentations(request: HttpRequest, slug: str) -> HttpResponse:
    """Fairs, seminars and conferences by year, the newest first; where sources differ is marked."""
    programme = get_programme(request.user, slug)
    trail = [
        (_("Programmes"), reverse("programmes")),
        (programme.name, programme.get_absolute_url()),
    ]
    rows = list(programme.presentations.order_by("-held_on__year", "held_on", "title", "pk"))
    context = {
        "programme": programme,
        "trail": trail,
        "years": [(year, list(own)) for year, own in groupby(rows, lambda row: row.held_on.year)],
        "doubtful": sum(bool(row.source_note) for row in rows),
    }
    return render(request, "outreach/programme_presentations.html", context)


@require_safe
def presentation_picture(request: HttpRequest, slug: str, pk: int) -> HttpResponseBase:
    """The picture of a presentation itself."""
    return media_response(request, get_pictured(request.user, slug, pk).picture)


@require_safe
def programme_networks(request: HttpRequest, slug: str) -> HttpResponse:
    """The programme's networks; those born of a service name it."""
    programme = get_programme(request.user, slug)
    trail = [
        (_("Programmes"), reverse("programmes")),
        (programme.name, programme.get_absolute_url()),
    ]
    context = {"programme": programme, "trail": trail, "networks": networks_of(programme)}
    return render(request, "outreach/programme_networks.html", context)


def _facts_row(programme: Programme) -> list[dict[str, Any]]:
    return [
        {"key": _("Years"), "value": programme.years},
        {"key": _("State"), "value": programme.get_state_display()},
        {"key": _("Run by"), "value": programme.office},
        *[
            {"key": _("Funding"), "value": _funding(project)}
            for project in programme.funding_projects.all()
        ],
        {"key": _("E-mail for questions"), "value": programme.contact_email},
        {"key": _("Telephone"), "value": programme.contact_phone},
        {"key": _("Source"), "value": programme.source, "lang": "fi"},
    ]


def _funding(project: FundingProject) -> str:
    """The project's name, sum and authority, as far as they are known."""
    amount = ""
    if project.amount_eur is not None:
        amount = f"{number_format(project.amount_eur, 0, force_grouping=True)} €"
        if project.is_approximate:
            amount = _("about %(amount)s") % {"amount": amount}
    return ", ".join(filter(None, [project.name, amount, project.authority, project.code]))


def _parties_by_kind(programme: Programme) -> list[tuple[str, list[Party]]]:
    """(name of the kind, parties) in the order of the kinds."""
    order = list(Party.Kind)
    parties = sorted(
        programme.parties.select_related("organisation"),
        key=lambda party: (order.index(Party.Kind(party.kind)), party.pk),
    )
    return [
        (Party.Kind(kind).label, list(group))
        for kind, group in groupby(parties, key=lambda party: party.kind)
    ]
