"""What followed of a series: the office writes it down."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from talkoot.events.actions import sequels as actions
from talkoot.events.forms.sequels import SequelForm
from talkoot.events.queries import sequels as queries
from talkoot.people.access import office_required


@office_required
def office_sequels(request: HttpRequest, pk: int) -> HttpResponse:
    """What is known, and one more."""
    series = queries.get_followed_series(request.user, pk)
    form = SequelForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        actions.record_sequel(series, by=request.user, **form.cleaned_data)
        messages.success(request, _("It is written down."))
        return redirect("office-sequels", pk)
    context = {"series": series, "rows": queries.sequels_of(series), "form": form}
    status = 422 if form.errors else 200
    return TemplateResponse(request, "events/office_sequels.html", context, status=status)


@require_POST
@office_required
def remove_sequel(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Take away what was written down by mistake."""
    series = queries.get_followed_series(request.user, pk)
    actions.remove_sequel(series, number, by=request.user)
    messages.success(request, _("It has been removed."))
    return redirect("office-sequels", pk)
