"""The office's own corrections, owners' changes of what is public, and experts' opinions."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from talkoot.core.access import fetch
from talkoot.people.access import editors_required
from talkoot.practices import queries, rules
from talkoot.practices.actions import opinions, writing
from talkoot.practices.forms.office import DeclineForm, OpinionForm
from talkoot.practices.forms.practice import PracticeForm, control_of
from talkoot.practices.models import Opinion
from talkoot.practices.queries.versions import open_change
from talkoot.practices.rules import writing as values
from talkoot.practices.rules.moderation import check_change
from talkoot.practices.rules.opinions import check_opinion


@editors_required
def edit_practice(request: HttpRequest, slug: str) -> HttpResponse:
    """The office corrects the text at once; every correction is a version."""
    practice = queries.get_practice(request.user, slug, can=rules.can_moderate)
    rules.check_own_texts(practice)
    title = practice.title
    seal = values.seal(slug, values.values_of(practice), values.FIELDS, {})
    form = PracticeForm(request.POST or None, instance=practice, is_correcting=True)
    if request.method == "POST":
        seal = request.POST.get("seal", "")
        if form.is_valid():
            saved = writing.edit_practice(
                practice, values=form.values(), seal=seal, by=request.user
            )
            if not saved.conflicts:
                messages.success(request, _("The text was changed."))
                return redirect("office-practice", slug)
            sentence = _("Somebody has changed “%(label)s” meanwhile. Open the page anew.")
            for name in saved.conflicts:
                control = control_of(name)
                form.add_error(control, sentence % {"label": form.fields[control].label})
    context = {"practice": practice, "title": title, "form": form, "seal": seal}
    return TemplateResponse(request, "practices/edit_practice.html", context)


@editors_required
@require_POST
def take_change(request: HttpRequest, slug: str) -> HttpResponse:
    """Make the owners' change public."""
    practice = queries.get_practice(request.user, slug, can=rules.can_moderate)
    writing.take_change(practice, by=request.user)
    messages.success(request, _("The change is public. Its author has been told by mail."))
    return redirect("office-practice", slug)


@editors_required
def decline_change(request: HttpRequest, slug: str) -> HttpResponse:
    """The change is not taken, and its author is told why."""
    practice = queries.get_practice(request.user, slug, can=rules.can_moderate)
    check_change(open_change(practice))
    form = DeclineForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        writing.decline_change(practice, note=form.cleaned_data["note"], by=request.user)
        messages.success(request, _("The change was not taken. Its author got your note."))
        return redirect("office-practice", slug)
    context = {
        "practice": practice,
        "form": form,
        "title": _("Do not take the change"),
        "submit": _("Do not take it"),
    }
    return TemplateResponse(request, "practices/office_form.html", context)


@editors_required
def add_opinion(request: HttpRequest, slug: str) -> HttpResponse:
    """Record an expert's opinion."""
    practice = queries.get_practice(request.user, slug, can=rules.can_moderate)
    check_opinion(practice)
    form = OpinionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        opinions.record_opinion(practice, **form.cleaned_data, by=request.user)
        messages.success(request, _("The opinion stands on the practice's page."))
        return redirect("office-practice", slug)
    context = {
        "practice": practice,
        "form": form,
        "title": _("Record an expert's opinion"),
        "submit": _("Record the opinion"),
    }
    return TemplateResponse(request, "practices/office_form.html", context)


@editors_required
@require_POST
def remove_opinion(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Take an opinion off the page."""
    practice = queries.get_practice(request.user, slug, can=rules.can_moderate)
    rows = Opinion.objects.filter(practice=practice).select_related("practice")
    opinions.remove_opinion(fetch(rows, request.user, lambda *_: True, pk=pk), by=request.user)
    messages.success(request, _("The opinion was removed."))
    return redirect("office-practice", slug)
