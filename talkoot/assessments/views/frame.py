"""What the office's pages of one call's assessment share."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from talkoot.assessments.models import Phase
from talkoot.calls.models import Call

UNPROCESSABLE = 422


def posted(request: HttpRequest) -> Any:
    """What a form binds to: the answers when they were sent, also empty ones."""
    return request.POST if request.method == "POST" else None


def crumbs(call: Call, phase: Phase | None = None) -> list[tuple[str, str]]:
    """The way to a page of the call's assessment, or of one of its phases."""
    way = [
        (_("Assessment"), reverse("office-assessments")),
        (call.title, reverse("office-assessment", args=[call.slug])),
    ]
    if phase is not None:
        way.append((phase.name, reverse("office-assignments", args=[call.slug, phase.order])))
    return way


def phase_links(phase: Phase, current: str) -> list[dict[str, Any]]:
    """The pages of a phase, for ui/sort.html."""
    names = {
        "office-assignments": _("Assignments"),
        "office-results": _("Results"),
        "phase-funnel": _("Going on"),
        "view-as-assessor": _("View as assessor"),
        "names-in-texts": _("Names in texts"),
        "office-phase": _("Settings"),
    }
    args = [phase.call.slug, phase.order]
    if not phase.is_blind:
        del names["names-in-texts"]
    if not phase.is_funnel:
        del names["phase-funnel"]
    return [
        {"text": text, "url": reverse(name, args=args), "current": name == current}
        for name, text in names.items()
    ]
