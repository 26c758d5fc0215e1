"""The files of a round's results, and deliveries of single answers to an evaluator."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from talkoot.audit.queries import history_of
from talkoot.core.exports import XLSX_TYPE
from talkoot.core.refusals import NotFound
from talkoot.people.access import office_required
from talkoot.surveys import queries
from talkoot.surveys.actions import deliveries
from talkoot.surveys.exports import books, paper
from talkoot.surveys.groups import DIMENSIONS
from talkoot.surveys.micro.sets import answer_set
from talkoot.surveys.results import Audience
from talkoot.surveys.rules.deliveries import delivery_problem

ZIP_TYPE = "application/zip"
FILES = {
    "csv": (books.csv_zip, ZIP_TYPE, "zip"),
    "xlsx": (books.workbook, XLSX_TYPE, "xlsx"),
    "pdf": (paper.results_pdf, "application/pdf", "pdf"),
}


@office_required
@require_GET
def round_file(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    survey = queries.get_round(request.user, pk)
    if kind not in FILES:
        raise NotFound(_("The results come as CSV, XLSX or PDF. Choose one on the results page."))
    make, media_type, ending = FILES[kind]
    return _file(make(survey, Audience.OFFICE), media_type, f"{_('results')}-{pk}.{ending}")


@office_required
@require_http_methods(["GET", "HEAD", "POST"])
def round_delivery(request: HttpRequest, pk: int) -> HttpResponse:
    """What a delivery would hold; posting makes it and writes it in the log."""
    survey = queries.get_round(request.user, pk)
    if request.method == "POST":
        names = {name: capfirst(str(words)) for name, words in DIMENSIONS.items()}
        content = deliveries.deliver(survey, names=names, by=request.user)
        return _file(content, ZIP_TYPE, f"{_('answers')}-{pk}.zip")
    answers = answer_set(survey)
    context = {
        "survey": survey,
        "problem": delivery_problem(survey, len(answers.rows)),
        "answers": answers,
        "groups": [capfirst(str(DIMENSIONS.get(name, name))) for name in answers.dimensions],
        "deliveries": history_of(survey).filter(key=deliveries.DELIVERED),
    }
    return render(request, "surveys/round_delivery.html", context)


def _file(content: bytes, media_type: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=media_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response
