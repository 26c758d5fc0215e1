"""What others have done about the need that an application tells of."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.vary import vary_on_headers

from talkoot.calls import rules
from talkoot.calls.models import Application
from talkoot.core.access import fetch
from talkoot.practices.queries import granted_titles, similar_practices


@login_required
@vary_on_headers("HX-Request")
def application_similar(request: HttpRequest, ref: str) -> HttpResponse:
    """A page of its own, and the piece of it beside the form as the need is written."""
    application = fetch(Application.objects.all(), request.user, rules.can_edit, ref=ref)
    text = f"{application.title} {application.need}".strip()
    context = {
        "application": application,
        "practices": similar_practices(text),
        "titles": granted_titles(application),
        "has_need": bool(application.need),
    }
    is_piece = "HX-Request" in request.headers
    name = "practices/similar_list.html" if is_piece else "practices/similar.html"
    return render(request, name, context)
