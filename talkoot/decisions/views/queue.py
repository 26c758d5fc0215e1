"""The office's queue of applications, as a page and as a file."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Count
from django.http import HttpRequest, HttpResponse, QueryDict, StreamingHttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from talkoot.assessments.rules.grounds import remember_barred
from talkoot.calls.models import Application
from talkoot.calls.queries import SORTS, office_calls, office_queue
from talkoot.core.dates import days_text, local_moment
from talkoot.core.exports import csv_response, xlsx_response
from talkoot.core.pages import page_of
from talkoot.decisions.forms import QueueForm
from talkoot.decisions.queries import queue_rows
from talkoot.decisions.queries.slates import open_slates, titles_of_slates
from talkoot.experts.queries import office_experts
from talkoot.people.access import office_required

FILE_BATCH = 500
SLATES_SHOWN = 20


@require_safe
@office_required
def office_applications(request: HttpRequest) -> HttpResponse:
    """What has arrived, what waits for whom and for how long."""
    remember_barred(request.user)
    form = queue_form(request, request.GET)
    filters = form.filters()
    page = page_of(request, office_queue(request.user, **filters))
    rows = queue_rows(page.object_list, reader=request.user)
    context = {
        "filters": form,
        "page": page,
        "rows": rows,
        "sort": filters["sort"],
        "sorts": _sorts(request, filters["sort"]),
        "is_filtered": any(value for key, value in filters.items() if key != "sort"),
        "slates": list(open_slates(request.user)[:SLATES_SHOWN]),
        "on_slates": titles_of_slates(row.application.pk for row in rows),
    }
    return render(request, "decisions/office_applications.html", context)


@require_safe
@office_required
def office_applications_csv(request: HttpRequest) -> StreamingHttpResponse:
    """The filtered queue as a file."""
    return csv_response("applications", _header(), _file_rows(request))


@require_safe
@office_required
def office_applications_xlsx(request: HttpRequest) -> HttpResponse:
    """The same as a workbook."""
    return xlsx_response("applications", _header(), _file_rows(request))


def queue_form(request: HttpRequest, values: QueryDict) -> QueueForm:
    """The filters with the choices of the person's office."""
    calls = office_calls(request.user).only("title_fi", "title_sv", "title_en")
    calls = calls.annotate(round_count=Count("intakes")).order_by("-opens_at", "-pk")
    return QueueForm(values, experts=office_experts(request.user), calls=calls)


def _header() -> list[str]:
    return [
        _("Case number"),
        _("Organisation"),
        _("Title"),
        _("Unit"),
        _("State"),
        _("Expert"),
        _("Days"),
        _("Arrived"),
        _("Waits for"),
        _("What"),
        _("Days waited"),
        _("Demo data"),
    ]


def _file_rows(request: HttpRequest) -> Iterator[list[Any]]:
    """What the person may see of the filtered queue, read a batch at a time."""
    form = queue_form(request, request.GET)
    keys = list(office_queue(request.user, **form.filters()))
    for start in range(0, len(keys), FILE_BATCH):
        for row in queue_rows(keys[start : start + FILE_BATCH]):
            application, wait = row.application, row.wait
            yield [
                application.number,
                application.organisation.name,
                application.title,
                application.unit_name,
                application.get_state_display(),
                application.expert.name if application.expert else "",
                days_text(application.days_requested),
                _arrived(application),
                wait.who if wait else "",
                wait.what if wait else "",
                wait.days if wait else "",
                _("demo data") if application.is_demo else "",
            ]


def _arrived(application: Application) -> str:
    return local_moment(application.submitted_at) if application.submitted_at else ""


def _sorts(request: HttpRequest, current: str) -> list[dict[str, Any]]:
    """The orders as links that keep the filters."""
    texts = {
        "waiting": _("Longest wait"),
        "newest": _("Newest"),
        "organisation": _("Organisation"),
    }
    links = []
    for key in SORTS:
        query = request.GET.copy()
        query.pop("page", None)
        query["sort"] = key
        links.append(
            {"text": texts[key], "url": f"?{query.urlencode()}", "current": key == current}
        )
    return links
