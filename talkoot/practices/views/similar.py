"""What others have done: about an application's need, and like a practice."""

from collections.abc import Sequence

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from talkoot.calls import rules
from talkoot.calls.models import Application
from talkoot.core.access import fetch
from talkoot.practices import rules as own_rules
from talkoot.practices.models import Practice
from talkoot.practices.queries import get_practice, granted_titles
from talkoot.practices.queries.similar import examples_for, similar_to_need, similar_to_practice


@login_required
@vary_on_headers("HX-Request")
def application_similar(request: HttpRequest, ref: str) -> HttpResponse:
    """A page of its own, and the piece of it beside the form as the need is written."""
    application = fetch(Application.objects.all(), request.user, rules.can_edit, ref=ref)
    text = f"{application.title} {application.need}".strip()
    context = {
        "application": application,
        "practices": similar_to_need(text),
        "titles": granted_titles(application),
        "has_need": bool(application.need),
    }
    is_piece = "HX-Request" in request.headers
    name = "practices/similar_list.html" if is_piece else "practices/similar.html"
    return render(request, name, context)


@require_safe
@vary_on_headers("HX-Request")
def similar_practices(request: HttpRequest, slug: str) -> HttpResponse:
    """Practices like a published one: a page of its own, and the piece of it on its page."""
    practice = get_practice(request.user, slug)
    return _similar(request, practice, practice.get_absolute_url(), _("Back to the practice"))


@login_required
@vary_on_headers("HX-Request")
def similar_to_mine(request: HttpRequest, slug: str) -> HttpResponse:
    """What has been published already of what the author is writing, as it was last saved."""
    practice = get_practice(request.user, slug, can=own_rules.can_edit)
    back = reverse("my-practice", args=[practice.slug])
    examples = examples_for(practice)
    return _similar(request, practice, back, _("Back to the text"), examples)


def _similar(
    request: HttpRequest,
    practice: Practice,
    back_url: str,
    back_text: str,
    examples: Sequence[Practice] = (),
) -> HttpResponse:
    is_piece = "HX-Request" in request.headers
    name = "similar_practices_list" if is_piece else "similar_practices"
    context = {
        "practice": practice,
        "practices": similar_to_practice(practice),
        "examples": examples,
        "back_url": back_url,
        "back_text": back_text,
    }
    return render(request, f"practices/{name}.html", context)
