"""The office brings practices in from a file: upload, columns, check, import, faults back."""

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from talkoot.core.access import fetch
from talkoot.core.pages import page_of
from talkoot.core.refusals import NotFound
from talkoot.core.tables import BadTable
from talkoot.people.access import office_required
from talkoot.people.rules import office_ids
from talkoot.practices.actions import import_runs
from talkoot.practices.forms.imports import ColumnsForm, UploadForm
from talkoot.practices.imports.report import lines_of
from talkoot.practices.imports.rows import unknown_sentence
from talkoot.practices.models import ImportRun
from talkoot.practices.rules.imports import OPEN, UNDER_WAY, can_handle
from talkoot.programmes.queries import office_programmes

State = ImportRun.State
STATE_KINDS = {State.DONE: "ok", State.FAILED: "err", State.CHECKED: "info"}


@office_required
def office_imports(request: HttpRequest) -> HttpResponse:
    """Earlier imports, and the form for a new file."""
    form = UploadForm(
        request.POST or None,
        request.FILES or None,
        programmes=list(office_programmes(request.user)),
    )
    if request.method == "POST" and form.is_valid():
        try:
            run = import_runs.start_import(
                form.cleaned_data["programme"], form.cleaned_data["file"], by=request.user
            )
        except BadTable as error:
            form.add_error("file", " ".join(error.sentences))
        else:
            return redirect("office-import", run.pk)
    rows = ImportRun.objects.filter(programme__office__in=office_ids(request.user))
    context = {"form": form, "page": page_of(request, rows.select_related("file", "programme"))}
    return TemplateResponse(request, "practices/office_imports.html", context)


@office_required
def office_import(request: HttpRequest, pk: int) -> HttpResponse:
    """The columns and what the file would do; POST checks the file with the columns chosen."""
    run = _run(request, pk)
    form = ColumnsForm(request.POST or None, columns=run.columns) if run.state in OPEN else None
    if form and request.method == "POST" and form.is_valid():
        run = import_runs.check_import(
            run,
            columns=form.columns(run.columns),
            publishes=form.cleaned_data["publishes"],
            by=request.user,
        )
        import_runs.go_on(run)
        return redirect("office-import", run.pk)
    is_applied = run.state in (State.DONE, State.IMPORTING)
    context = {
        "run": run,
        "form": form,
        "kind": STATE_KINDS.get(State(run.state), "wait"),
        "is_under_way": run.state in UNDER_WAY,
        "can_apply": run.state == State.CHECKED and run.report["rows"] > run.report["faulty"],
        "lines": lines_of(run.report, is_applied=is_applied) if "rows" in run.report else [],
        "unknown": [
            (unknown_sentence(column, value), count)
            for column, value, count in run.report.get("unknown", [])[:20]
        ],
    }
    return TemplateResponse(request, "practices/office_import.html", context)


@office_required
@require_POST
def apply_import(request: HttpRequest, pk: int) -> HttpResponse:
    """Import the checked file."""
    run = import_runs.apply_import(_run(request, pk), by=request.user)
    import_runs.go_on(run)
    run.refresh_from_db()
    if run.state == State.DONE:
        messages.success(request, _("The file has been imported."))
    return redirect("office-import", run.pk)


@office_required
@require_safe
def import_faults(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The rows with faults or notes, to be corrected and sent again."""
    found = _run(request, pk).faults
    if found is None:
        raise NotFound(_("There is no sheet of faults: every row could be read."))
    response = FileResponse(
        found.content.open("rb"),
        as_attachment=True,
        filename=found.name,
        content_type=found.media_type,
    )
    response["Cache-Control"] = "private, no-store"
    return response


def _run(request: HttpRequest, pk: int) -> ImportRun:
    rows = ImportRun.objects.select_related("programme", "file", "faults")
    return fetch(rows, request.user, can_handle, pk=pk)
