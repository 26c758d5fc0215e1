"""What was carried on: a participant tells it behind the own link, the office reads it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from talkoot.core.pages import page_of
from talkoot.core.refusals import NotAllowed
from talkoot.events.actions import follow_ons as actions
from talkoot.events.forms.follow_ons import FollowOnForm
from talkoot.events.queries import follow_ons as queries
from talkoot.events.queries.registrations import get_overseen_series, get_registration
from talkoot.events.rules import follow_ons as rules
from talkoot.people.access import office_required


@never_cache
def carried_on(request: HttpRequest, token: str) -> HttpResponse:
    """One thing at a time, as many as there are; nobody is bound to tell."""
    row = get_registration(token)
    if not rules.has_begun(row):
        rules.check_tell(row, 0)
    form = FollowOnForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.tell_carried_on(row, **form.cleaned_data)
        except NotAllowed as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, _("Thank you! Tell another thing, or leave it here."))
            return redirect("carried-on", token)
    told = queries.told_by(row)
    context = {"form": form, "registration": row, "series": row.series, "token": token}
    return TemplateResponse(request, "events/carried_on.html", {**context, "told": told})


@never_cache
@require_POST
def remove_carried_on(request: HttpRequest, token: str, pk: int) -> HttpResponse:
    actions.remove_carried_on(get_registration(token), pk)
    messages.success(request, _("It has been removed."))
    return redirect("carried-on", token)


@require_safe
@office_required
def office_carried_on(request: HttpRequest, slug: str) -> HttpResponse:
    """What the participants of a series have told, without their names."""
    series = get_overseen_series(request.user, slug)
    page = page_of(request, queries.carried_on_from(series), size=50)
    return render(request, "events/office_carried_on.html", {"series": series, "page": page})
