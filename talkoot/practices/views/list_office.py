"""The office's picked lists: make, name, pick practices, put in order, publish."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from talkoot.core.ordering import DOWN, UP
from talkoot.core.refusals import NotFound
from talkoot.people.access import editors_required
from talkoot.practices.actions import lists as actions
from talkoot.practices.forms.lists import ListForm, NewListForm, PickForm
from talkoot.practices.models import CuratedItem
from talkoot.practices.queries import get_practice
from talkoot.practices.queries import lists as queries
from talkoot.programmes.queries import edited_programmes

NAMES = ("title_fi", "title_sv", "title_en", "curator")


@editors_required
def office_lists(request: HttpRequest) -> HttpResponse:
    """The lists of the person's programmes, public or not."""
    return render(
        request, "practices/office_lists.html", {"lists": queries.office_lists(request.user)}
    )


@editors_required
def new_list(request: HttpRequest) -> HttpResponse:
    form = NewListForm(request.POST or None, programmes=edited_programmes(request.user))
    if request.method == "POST" and form.is_valid():
        names = dict(form.cleaned_data)
        curated = actions.make_list(names.pop("programme"), names=names, by=request.user)
        messages.success(request, _("The list was made. Pick the practices for it."))
        return redirect("office-list", curated.pk)
    return TemplateResponse(request, "practices/edit_list.html", {"form": form})


@editors_required
def edit_list(request: HttpRequest, pk: int) -> HttpResponse:
    curated = queries.get_list(request.user, pk)
    initial = {name: getattr(curated, name) for name in NAMES}
    form = ListForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        actions.name_list(curated, names=form.cleaned_data, by=request.user)
        messages.success(request, _("Saved."))
        return redirect("office-list", pk)
    return TemplateResponse(request, "practices/edit_list.html", {"form": form, "curated": curated})


@editors_required
def office_list(request: HttpRequest, pk: int) -> HttpResponse:
    """What is on the list in its order, and practices to pick by their words."""
    curated = queries.get_list(request.user, pk)
    form = PickForm(request.GET or None)
    text = form.cleaned_data["q"].strip() if form.is_bound and form.is_valid() else ""
    context = {
        "curated": curated,
        "items": list(queries.items_of(curated)),
        "form": form,
        "text": text,
        "found": queries.practices_to_pick(curated, text) if text else [],
    }
    return TemplateResponse(request, "practices/office_list.html", context)


@editors_required
@require_POST
def add_to_list(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    curated = queries.get_list(request.user, pk)
    practice = get_practice(request.user, slug)
    actions.add_to_list(curated, practice, by=request.user)
    messages.success(request, _("“%(title)s” is on the list.") % {"title": practice.title})
    return redirect("office-list", pk)


@editors_required
@require_POST
def remove_from_list(request: HttpRequest, pk: int, item: int) -> HttpResponse:
    row = _item(request, pk, item)
    actions.remove_from_list(row, by=request.user)
    title = row.practice.title
    messages.success(request, _("“%(title)s” is off the list.") % {"title": title})
    return redirect("office-list", pk)


@editors_required
@require_POST
def move_in_list(request: HttpRequest, pk: int, item: int) -> HttpResponse:
    actions.move_in_list(_item(request, pk, item), step=_step(request), by=request.user)
    return redirect("office-list", pk)


@editors_required
@require_POST
def move_list(request: HttpRequest, pk: int) -> HttpResponse:
    curated = queries.get_list(request.user, pk)
    actions.move_list(curated, step=_step(request), by=request.user)
    return redirect("office-lists")


@editors_required
@require_POST
def publish_list(request: HttpRequest, pk: int) -> HttpResponse:
    actions.publish_list(queries.get_list(request.user, pk), by=request.user)
    messages.success(request, _("Everybody sees the list now."))
    return redirect("office-list", pk)


@editors_required
@require_POST
def hide_list(request: HttpRequest, pk: int) -> HttpResponse:
    actions.hide_list(queries.get_list(request.user, pk), by=request.user)
    messages.success(request, _("The list is hidden. What is on it stays."))
    return redirect("office-list", pk)


@editors_required
def delete_list(request: HttpRequest, pk: int) -> HttpResponse:
    """GET asks once more, POST deletes."""
    curated = queries.get_list(request.user, pk)
    if request.method == "POST":
        actions.delete_list(curated, by=request.user)
        messages.success(request, _("The list was deleted."))
        return redirect("office-lists")
    return render(request, "practices/delete_list.html", {"curated": curated})


def _item(request: HttpRequest, pk: int, item: int) -> CuratedItem:
    row = queries.items_of(queries.get_list(request.user, pk)).filter(pk=item).first()
    if row is None:
        raise NotFound(_("The practice is not on the list any more. Reload the page."))
    return row


def _step(request: HttpRequest) -> int:
    return UP if request.POST.get("step") == "up" else DOWN
