"""The log of the office's programmes: who did what to what, and when."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from talkoot.core.dates import local_moment
from talkoot.core.exports import csv_response
from talkoot.core.forms import Form
from talkoot.home import log
from talkoot.home.log_kinds import KINDS
from talkoot.people.access import office_required


class LogForm(Form):
    """What of the log is shown."""

    kind = forms.ChoiceField(label=gettext_lazy("What it is about"), required=False)
    who = forms.CharField(
        label=gettext_lazy("Who (name)"),
        required=False,
        max_length=100,
        help_text=gettext_lazy("Write “system” for what the service did by itself."),
    )
    first = forms.DateField(label=gettext_lazy("First day"), required=False)
    last = forms.DateField(label=gettext_lazy("Last day"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = sorted(((key, capfirst(str(name))) for key, (name, _w) in KINDS.items()), key=_name)
        kind: Any = self.fields["kind"]
        kind.choices = [("", _("Everything")), *kinds]
        for field in self.fields.values():
            field.is_filter = True  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        first, last = cleaned.get("first"), cleaned.get("last")
        if first and last and last < first:
            self.add_error("last", _("The last day cannot be before the first day."))
        return cleaned

    def choices(self) -> log.Choices:
        """What was asked for; a field with an error narrows nothing."""
        values = dict(self.cleaned_data)
        if values.get("who", "").strip().lower() in (log.SYSTEM, _("system").lower()):
            values["who"] = log.SYSTEM
        return log.Choices(**values)


def _name(choice: tuple[str, str]) -> str:
    return choice[1]


@require_safe
@office_required
def office_log(request: HttpRequest) -> HttpResponse:
    """A page of entries, the newest first; `before` goes on from an entry."""
    form = LogForm(request.GET)
    form.is_valid()
    rows = log.entries(request.user, form.choices())
    before = request.GET.get("before", "")
    if before.isdecimal() and len(before) < 19:
        rows = rows.filter(pk__lt=int(before))
    shown = list(rows[: log.PAGE_SIZE + 1])
    parameters = request.GET.copy()
    parameters.pop("before", None)
    filters = parameters.urlencode()
    older = ""
    if len(shown) > log.PAGE_SIZE:
        shown = shown[: log.PAGE_SIZE]
        parameters["before"] = str(shown[-1].pk)
        older = parameters.urlencode()
    context = {
        "form": form,
        "lines": log.lines(shown, request.user),
        "older": older,
        "filters": filters,
        "is_first": not before,
    }
    return render(request, "home/office_log.html", context)


@require_safe
@office_required
def office_log_csv(request: HttpRequest) -> StreamingHttpResponse:
    """What the filters leave, as a file."""
    form = LogForm(request.GET)
    form.is_valid()
    rows = log.entries(request.user, form.choices())
    header = [
        _("Moment"), _("Who"), _("What it is about"), _("Number"), _("What was done"),
        _("Changes"), _("Code"),
    ]  # fmt: skip
    return csv_response("log", header, _cells(log.all_lines(rows, request.user)))


def _cells(lines: Iterator[log.Line]) -> Iterator[list[Any]]:
    for line in lines:
        yield [
            local_moment(line.at), line.entry.actor or _("system"), line.kind, line.number,
            line.done, line.changes, line.entry.key,
        ]  # fmt: skip
