"""What people have searched for in vain, for the office."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from talkoot.core.access import fetch
from talkoot.core.pages import page_of
from talkoot.people.access import office_required
from talkoot.practices.actions.searches import handle_empty_search
from talkoot.practices.models import EmptySearch
from talkoot.practices.queries import searches as queries


@office_required
def empty_searches(request: HttpRequest) -> HttpResponse:
    """The words by how often they were asked; `?handled=1` those that have been seen to."""
    is_handled = request.GET.get("handled") == "1"
    page = page_of(request, queries.empty_searches(is_handled=is_handled))
    context = {"page": page, "is_handled": is_handled}
    return render(request, "practices/empty_searches.html", context)


@office_required
@require_POST
def handle_empty(request: HttpRequest, pk: int) -> HttpResponse:
    """Nothing more is to be done about the words."""
    row = fetch(EmptySearch.objects.all(), request.user, queries.can_read_log, pk=pk)
    handle_empty_search(row, by=request.user)
    return redirect("empty-searches")
