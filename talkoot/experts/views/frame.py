"""What the office's pages of agreements and procurements share."""

from typing import Any

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from talkoot.core.refusals import NotAllowed
from talkoot.experts.models import Framework, Procurement

UNPROCESSABLE = 422
Way = list[tuple[str, str]]


def posted(request: HttpRequest) -> Any:
    """What a form binds to: the answers when they were sent, also empty ones."""
    return request.POST if request.method == "POST" else None


def tries(form: Form, act: Any) -> Any:
    """What `act()` made of a valid form, or None when it refuses: then the form says why."""
    try:
        return act()
    except NotAllowed as refusal:
        form.add_error(None, refusal.sentence)
        return None


def framework_way(framework: Framework | None = None) -> Way:
    way = [(_("Framework agreements"), reverse("office-frameworks"))]
    if framework is not None:
        way.append((framework.name, framework.get_absolute_url()))
    return way


def procurement_way(procurement: Procurement | None = None) -> Way:
    way = [(_("Procurements"), reverse("office-procurements"))]
    if procurement is not None:
        way.append((procurement.title, procurement.get_absolute_url()))
    return way


def form_page(
    request: HttpRequest,
    form: Form,
    title: str,
    way: Way,
    *,
    submit: str = "",
    text: str = "",
    remove: str = "",
) -> HttpResponse:
    """A page of one form; `text` stands above it, `remove` is the removing button's text."""
    context = {
        "form": form,
        "title": title,
        "crumbs": way,
        "submit": submit or _("Save"),
        "text": text,
        "remove": remove,
        "back_url": way[-1][1],
    }
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "experts/office_form.html", context, status=status)


def values_of(row: Any, form: type[Form]) -> dict[str, Any]:
    """The row's present values for the form's fields."""
    return {name: getattr(row, name) for name in form.base_fields if hasattr(row, name)}
