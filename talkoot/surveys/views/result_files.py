"""The files of a round's, service's and programme's results, and deliveries of single answers."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from talkoot.audit.queries import history_of
from talkoot.core.exports import XLSX_TYPE
from talkoot.core.refusals import NotFound
from talkoot.people.access import office_required
from talkoot.programmes.models import Offering, Programme
from talkoot.surveys import queries, result_pages
from talkoot.surveys.actions import deliveries
from talkoot.surveys.exports import books, paper, sides
from talkoot.surveys.groups import DIMENSIONS
from talkoot.surveys.micro.sets import answer_set
from talkoot.surveys.models import Round
from talkoot.surveys.results import Audience
from talkoot.surveys.rules.deliveries import delivery_problem

ZIP_TYPE = "application/zip"
FILES = {
    "csv": (books.csv_zip, ZIP_TYPE, "zip"),
    "xlsx": (books.workbook, XLSX_TYPE, "xlsx"),
    "pdf": (paper.results_pdf, "application/pdf", "pdf"),
}
SIDES_FILES = {
    "csv": (sides.sides_zip, ZIP_TYPE, "zip"),
    "xlsx": (sides.sides_workbook, XLSX_TYPE, "xlsx"),
    "pdf": (sides.sides_pdf, "application/pdf", "pdf"),
}


@office_required
@require_GET
def round_file(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    survey = queries.get_round(request.user, pk)
    return _results([survey], survey.title, kind, str(pk))


@office_required
@require_GET
def programme_file(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    """The file of the view that the page shows, all its rounds together."""
    programme = result_pages.get_programme(request.user, slug)
    return _looked_at(request, programme, None, kind)


@office_required
@require_GET
def service_file(request: HttpRequest, slug: str, service: str, kind: str) -> HttpResponse:
    offering = result_pages.get_service(request.user, slug, service)
    return _looked_at(request, offering.programme, offering, kind)


def _looked_at(
    request: HttpRequest, programme: Programme, service: Offering | None, kind: str
) -> HttpResponse:
    """The file of what the page of the service or of the whole programme shows."""
    code = request.GET.get("view", "")
    name = service.slug if service else programme.slug
    if code == result_pages.SIDES:
        pair, title = result_pages.sides_of_file(request.user, programme, service)
        return _sides(pair, title, kind, name)
    rounds, title = result_pages.rounds_of_file(request.user, programme, service, code)
    return _results(rounds, title, kind, name)


def _results(rounds: Sequence[Round], title: str, kind: str, name: str) -> HttpResponse:
    _check(kind)
    make, media_type, ending = FILES[kind]
    content = make(rounds, Audience.OFFICE, title)
    return send_file(content, media_type, f"{_('results')}-{name}.{ending}")


def _sides(pair: sides.Pair, title: str, kind: str, name: str) -> HttpResponse:
    _check(kind)
    make, media_type, ending = SIDES_FILES[kind]
    file_name = f"{_('results')}-{name}-{result_pages.SIDES}.{ending}"
    return send_file(make(pair, title), media_type, file_name)


def _check(kind: str) -> None:
    if kind not in FILES:
        raise NotFound(_("The results come as CSV, XLSX or PDF. Choose one on the results page."))


@office_required
@require_http_methods(["GET", "HEAD", "POST"])
def round_delivery(request: HttpRequest, pk: int) -> HttpResponse:
    """What a delivery would hold; posting makes it and writes it in the log."""
    survey = queries.get_round(request.user, pk)
    if request.method == "POST":
        names = {name: capfirst(str(words)) for name, words in DIMENSIONS.items()}
        content = deliveries.deliver(survey, names=names, by=request.user)
        return send_file(content, ZIP_TYPE, f"{_('answers')}-{pk}.zip")
    answers = answer_set(survey)
    context = {
        "survey": survey,
        "problem": delivery_problem(survey, len(answers.rows)),
        "answers": answers,
        "groups": [capfirst(str(DIMENSIONS.get(name, name))) for name in answers.dimensions],
        "deliveries": history_of(survey).filter(key=deliveries.DELIVERED),
    }
    return render(request, "surveys/round_delivery.html", context)


def send_file(content: bytes, media_type: str, name: str) -> HttpResponse:
    """The content as a download that is kept nowhere on the way."""
    response = HttpResponse(content, content_type=media_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response
