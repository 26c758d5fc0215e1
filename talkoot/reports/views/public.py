"""A report as everybody reads it."""

from django.http import FileResponse, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from talkoot.core.refusals import NotFound
from talkoot.files.views import file_response
from talkoot.programmes.queries import logo_sets
from talkoot.reports import queries, rules
from talkoot.reports.blocks import Chapter
from talkoot.reports.content import chapter_of, chapters_of, own_chapters, written
from talkoot.reports.files import data_of, facts_of, imprint_of
from talkoot.reports.models import Report
from talkoot.reports.shape import LANGUAGES


@require_safe
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """The whole report; each figure leads to its definition and records.

    Until its figures are frozen they are counted a chapter at a time: see report_chapter.
    """
    row = queries.get_report(request.user, pk)
    context = {
        "report": row,
        "trail": [
            (_("Programmes"), reverse("programmes")),
            (row.programme.name, row.programme.get_absolute_url()),
        ],
        "chapters": _chapters(row),
        "facts": facts_of(row),
        "imprint": imprint_of(row),
        "logos": logo_sets(row.programme_id, row.cut_off),
        "files": queries.public_files(row) if row.state == row.State.RELEASED else [],
        "data_files": _data_files(row),
        "may_edit": rules.can_edit(request.user, row),
    }
    return render(request, "reports/report.html", context)


def _data_files(row: Report) -> list[tuple[str, str]]:
    """(language, address) of the data appendix in each language."""
    found = []
    for language in LANGUAGES:
        with override(language):
            found.append((language, reverse("report-data", args=[row.pk])))
    return found


def _chapters(row: Report) -> list[Chapter]:
    """What is published has no empty chapters; its writers see where something is missing."""
    if not row.frozen:
        return own_chapters(row)
    chapters = chapters_of(row)
    return written(chapters) if row.state == row.State.RELEASED else chapters


@require_safe
@vary_on_headers("HX-Request")
def report_chapter(request: HttpRequest, pk: int, section_pk: int) -> HttpResponse:
    """One chapter with its figures as they are now: a page of its own, and the piece of it.

    `?part=` is a later part of a service's chapter, which the part before leads to.
    """
    row = queries.get_report(request.user, pk)
    chapter = chapter_of(row, section_pk, request.GET.get("part", ""))
    if chapter is None:
        raise NotFound(_("The report has no such chapter. See its contents."))
    context = {"report": row, "chapter": chapter}
    is_piece = "HX-Request" in request.headers
    name = "reports/chapter.html" if is_piece else "reports/report_chapter.html"
    return render(request, name, context)


@require_safe
def report_data(request: HttpRequest, pk: int) -> JsonResponse:
    """The data appendix."""
    row = queries.get_report(request.user, pk)
    response = JsonResponse(
        data_of(row, chapters_of(row)), json_dumps_params={"ensure_ascii": False, "indent": 1}
    )
    language = (get_language() or "fi")[:2]
    response["Content-Disposition"] = f'attachment; filename="report-{pk}-{language}.json"'
    return response


@require_safe
def report_file(request: HttpRequest, pk: int) -> FileResponse:
    """A file of the report."""
    stored = queries.get_file(request.user, pk).file
    assert stored is not None
    return file_response(stored)


@require_safe
def report_picture(request: HttpRequest, pk: int, picture_pk: int) -> FileResponse:
    """A picture that stands in a chapter of the report."""
    return file_response(queries.get_picture(request.user, pk, picture_pk).file)


@require_safe
def report_logos(request: HttpRequest, pk: int, logo_pk: int) -> FileResponse:
    """The picture of the funder's marks that the report bears."""
    return file_response(queries.get_logo_set(request.user, pk, logo_pk).image)
