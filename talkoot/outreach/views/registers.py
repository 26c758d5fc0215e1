"""The office's registers of communications: one list at a time, and a form for each kind."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST, require_safe

from talkoot.core.pages import page_of
from talkoot.outreach import actions, queries
from talkoot.outreach.forms import FORMS
from talkoot.outreach.forms.networks import TrainedForm
from talkoot.people.access import editors_required
from talkoot.programmes.models import Programme

# The registers in the order of the page, with the words of adding an entry.
TITLES: dict[str, tuple[str | Promise, str | Promise]] = {
    "issue": (gettext_lazy("Newsletters"), gettext_lazy("Add an issue of a newsletter")),
    "campaign": (gettext_lazy("Campaigns"), gettext_lazy("Add a campaign")),
    "attribution": (
        gettext_lazy("Practices of campaigns"),
        gettext_lazy("Add a practice of a campaign"),
    ),
    "presentation": (gettext_lazy("Fairs and conferences"), gettext_lazy("Add a presentation")),
    "award": (gettext_lazy("Awards"), gettext_lazy("Add an award")),
    "network": (gettext_lazy("Networks"), gettext_lazy("Add a network")),
    "member": (gettext_lazy("Members of networks"), gettext_lazy("Add a member of a network")),
    "role": (gettext_lazy("Roles in networks"), gettext_lazy("Add a role in a network")),
    "hit": (gettext_lazy("Media hits"), gettext_lazy("Add a media hit")),
    "publication": (gettext_lazy("Publications"), gettext_lazy("Add a publication")),
    "episode": (gettext_lazy("Podcast episodes"), gettext_lazy("Add a podcast episode")),
    "story": (gettext_lazy("Stories"), gettext_lazy("Add a story")),
    "count": (gettext_lazy("Statistics of channels"), gettext_lazy("Add a count of a channel")),
}


@require_safe
@editors_required
def office_outreach(request: HttpRequest) -> HttpResponse:
    """One register of one programme, the newest first; `?programme=` and `?kind=` choose."""
    programmes = list(queries.own_programmes(request.user))
    by_slug = {row.slug: row for row in programmes}
    programme = by_slug.get(request.GET.get("programme", ""), programmes[0] if programmes else None)
    kind = request.GET.get("kind", "")
    kind = kind if kind in TITLES else "issue"
    context: dict[str, Any] = {"programmes": programmes, "programme": programme}
    if programme is not None:
        page = page_of(request, queries.entries_of(programme, kind))
        context |= {
            "kind": kind,
            "kinds": [(code, title) for code, (title, _add) in TITLES.items()],
            "title": TITLES[kind][0],
            "add": TITLES[kind][1],
            "page": page,
            "rows": [(row, getattr(row, queries.DAY_OF[kind])) for row in page.object_list],
        }
    return TemplateResponse(request, "outreach/office_outreach.html", context)


@editors_required
def add_to_outreach(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    """A new entry of a register."""
    programme = queries.get_own_programme(request.user, slug)
    queries.check_kind(kind)
    return _form_page(request, kind, programme, None)


@editors_required
def edit_in_outreach(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Change an entry."""
    row, programme = queries.get_entry(request.user, kind, pk)
    return _form_page(request, kind, programme, row)


@require_POST
@editors_required
def remove_from_outreach(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Remove an entry."""
    row, programme = queries.get_entry(request.user, kind, pk)
    actions.remove_entry(kind, row, by=request.user)
    messages.success(request, _("It was removed."))
    return redirect(_back(programme, kind))


@editors_required
def trained_members(request: HttpRequest, pk: int) -> HttpResponse:
    """The series that train people for a network: their certificates lead to it, and the
    organisations of those who have one join.
    """
    network, programme = queries.get_entry(request.user, "network", pk)
    form = TrainedForm(request.POST or None, network=network)
    if request.method == "POST" and form.is_valid():
        done = actions.set_training(network, **form.cleaned_data, by=request.user)
        sentence = ngettext(
            "%(count)s member was added or got more persons.",
            "%(count)s members were added or got more persons.",
            done.members,
        )
        messages.success(request, sentence % {"count": done.members})
        if done.left_out:
            sentence = ngettext(
                "%(count)s person registered from no organisation of the register. Add the member "
                "by hand.",
                "%(count)s persons registered from no organisation of the register. Add the "
                "members by hand.",
                done.left_out,
            )
            messages.warning(request, sentence % {"count": done.left_out})
        return redirect(_back(programme, "member"))
    context = {
        "programme": programme,
        "form": form,
        "title": _("Those who were trained for “%(network)s”") % {"network": network},
        "register": TITLES["network"][0],
        "back_url": _back(programme, "network"),
    }
    return TemplateResponse(request, "outreach/register_form.html", context)


def _back(programme: Programme, kind: str) -> str:
    return f"{reverse('office-outreach')}?programme={programme.slug}&kind={kind}"


def _form_page(request: HttpRequest, kind: str, programme: Programme, row: Any) -> HttpResponse:
    data = (request.POST, request.FILES) if request.method == "POST" else ()
    form = FORMS[kind](*data, register=kind, programme=programme, row=row)
    if request.method == "POST" and form.is_valid():
        actions.save_entry(kind, programme, form.cleaned_data, by=request.user, row=row)
        messages.success(request, _("It was saved.") if row else _("It was added."))
        return redirect(_back(programme, kind))
    context = {
        "programme": programme,
        "kind": kind,
        "form": form,
        "row": row,
        "title": _("Change the entry") if row else TITLES[kind][1],
        "register": TITLES[kind][0],
        "back_url": _back(programme, kind),
    }
    return TemplateResponse(request, "outreach/register_form.html", context)
