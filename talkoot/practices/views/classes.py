"""The lists of service areas and themes, which any office keeps for all programmes."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from talkoot.core.access import fetch
from talkoot.core.refusals import NotFound
from talkoot.people.access import office_required
from talkoot.practices.actions import classes as actions
from talkoot.practices.forms.classes import ClassForm
from talkoot.practices.queries import classes as queries
from talkoot.practices.queries.synonyms import changes_of


@office_required
def classes(request: HttpRequest) -> HttpResponse:
    """Every list with its rows in their order."""
    return render(request, "practices/classes.html", {"lists": queries.class_lists()})


@office_required
def new_class(request: HttpRequest, key: str) -> HttpResponse:
    """Add a row to a list, at first as the last one."""
    rows = _rows(key)
    form = ClassForm(
        request.POST or None, initial={"order": rows.count() + 1}, longest=_longest(rows)
    )
    if request.method == "POST" and form.is_valid():
        row = actions.add_class(key, values=form.cleaned_data, by=request.user)
        messages.success(request, _("“%(name)s” is on the list.") % {"name": row.name})
        return redirect("classes")
    return _form(request, form, key)


@office_required
def edit_class(request: HttpRequest, key: str, pk: int) -> HttpResponse:
    """Rename a row or move it."""
    row = fetch(_rows(key), request.user, queries.can_keep_classes, pk=pk)
    initial = {name: getattr(row, name) for name in actions.COLUMNS}
    form = ClassForm(request.POST or None, initial=initial, longest=_longest(_rows(key)))
    if request.method == "POST" and form.is_valid():
        left = actions.change_class(row, values=form.cleaned_data, by=request.user)
        messages.success(request, _("Saved."))
        if left:
            sentence = ngettext(
                "The search finds %(count)s older practice by the old name until its index is "
                "built anew.",
                "The search finds %(count)s older practices by the old name until its index is "
                "built anew.",
                left,
            )
            messages.info(request, sentence % {"count": left})
        return redirect("classes")
    return _form(request, form, key, row=row, changes=changes_of(row))


def _rows(key: str) -> Any:
    if key not in queries.LISTS:
        raise NotFound(_("There is no such list. Choose one of those on the page."))
    return queries.rows_of(key)


def _longest(rows: Any) -> int:
    return int(rows.model._meta.get_field("name_fi").max_length)


def _form(request: HttpRequest, form: ClassForm, key: str, **more: Any) -> HttpResponse:
    context = {"form": form, "list_name": queries.LISTS[key], **more}
    return TemplateResponse(request, "practices/class_form.html", context)
