"""A report as everybody reads it."""

from django.http import FileResponse, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from talkoot.files.views import file_response
from talkoot.reports import queries, rules
from talkoot.reports.content import chapters_of
from talkoot.reports.files import data_of


@require_safe
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """The whole report; each figure leads to its definition and records."""
    row = queries.get_report(request.user, pk)
    context = {
        "report": row,
        "trail": [
            (_("Programmes"), reverse("programmes")),
            (row.programme.name, row.programme.get_absolute_url()),
        ],
        "chapters": chapters_of(row),
        "files": row.files.filter(file__isnull=False),
        "may_edit": rules.can_edit(request.user, row),
    }
    return render(request, "reports/report.html", context)


@require_safe
def report_data(request: HttpRequest, pk: int) -> JsonResponse:
    """The data appendix."""
    row = queries.get_report(request.user, pk)
    response = JsonResponse(
        data_of(row, chapters_of(row)), json_dumps_params={"ensure_ascii": False, "indent": 1}
    )
    response["Content-Disposition"] = f'attachment; filename="report-{pk}.json"'
    return response


@require_safe
def report_file(request: HttpRequest, pk: int) -> FileResponse:
    """A file of the report."""
    stored = queries.get_file(request.user, pk).file
    assert stored is not None
    return file_response(stored)
