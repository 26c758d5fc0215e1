"""An expert's profile: to choosers, and to the expert who keeps it."""

import datetime
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from talkoot.core.dates import days_text
from talkoot.engagements.quality import Quality, quality_of
from talkoot.experts.models import Expert
from talkoot.experts.queries.profiles import (
    get_own_profile,
    get_profile,
    newest_change,
    newest_reply,
    own_profiles,
    own_ties,
)
from talkoot.experts.rules import can_read
from talkoot.experts.rules.profiles import can_edit, is_free_on
from talkoot.experts.views.my import CHOSEN_PROFILE


@require_safe
def expert(request: HttpRequest, slug: str) -> HttpResponse:
    """One profile; every expert has the same structure."""
    found = get_profile(request.user, slug)
    quality = quality_of(found)
    context = {
        "expert": found,
        "is_free": _is_free(found, timezone.localdate()),
        "rows": _rows(found),
        "curricula": found.supplier.curricula.all(),
        "quality": quality,
        "delivered": _delivered(quality),
        "reply": next(iter(found.replies.all()), None),
        "is_own": can_edit(request.user, found),
    }
    return render(request, "home/expert.html", context)


@require_safe
@login_required
def my_profile(request: HttpRequest) -> HttpResponse:
    """What the expert keeps, what waits for the office, and what the feedback says.

    `?profile=` chooses the agreement whose profile is edited from here on.
    """
    profiles = list(own_profiles(request.user))  # type: ignore[arg-type]
    if request.GET.get("profile") in {row.slug for row in profiles}:
        request.session[CHOSEN_PROFILE] = request.GET["profile"]
        return redirect("my-profile")
    found = get_own_profile(request.user, request.session.get(CHOSEN_PROFILE, ""))  # type: ignore[arg-type]
    quality = quality_of(found)
    context = {
        "expert": found,
        "profiles": profiles,
        "is_public": can_read(request.user, found),
        "is_free": _is_free(found, timezone.localdate()),
        "change": newest_change(found),
        "own_reply": newest_reply(found),
        "ties": own_ties(found),
        "rows": _rows(found),
        "quality": quality,
        "delivered": _delivered(quality),
    }
    return render(request, "home/my_profile.html", context)


def _is_free(found: Expert, today: datetime.date) -> bool:
    """is_free_on, by the periods that have been read already."""
    found.is_away = any(  # type: ignore[attr-defined]
        row.kind == row.Kind.AWAY and row.starts_on <= today <= row.ends_on
        for row in found.periods  # type: ignore[attr-defined]
    )
    return is_free_on(found, today)


def _delivered(quality: Quality) -> str:
    """The references that the records hold."""
    if not quality.days:
        return _("No days delivered in this service yet.")
    return _("%(days)s days delivered to %(organisations)s organisations.") % {
        "days": days_text(quality.days),
        "organisations": quality.organisations,
    }


def _rows(found: Expert) -> list[dict[str, Any]]:
    programme = found.supplier.framework.programme
    contact = [found.email, found.phone] if found.shows_contact else []
    return [
        {"key": _("Supplier"), "value": found.supplier.organisation, "lang": "fi"},
        {"key": _("Competences"), "value": "\n".join(found.competence_names)},
        {"key": _("Themes"), "value": "\n".join(str(theme) for theme in found.themes.all())},
        {"key": _("Languages"), "value": found.language_names},
        {"key": _("Works on site in"), "value": found.works_in},
        {"key": _("Home place"), "value": found.home_municipality},
        {"key": _("Works remotely"), "value": _("Yes") if found.is_remote else _("No")},
        {"key": _("Contact"), "value": "\n".join(filter(None, contact))},
        {
            "key": _("Programme"),
            "value": programme.name,
            "url": reverse("programme", args=[programme.slug]),
        },
    ]
