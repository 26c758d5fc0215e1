"""Writing a practice: a form that saves itself, and of what is public a change that waits."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from django.views.decorators.vary import vary_on_headers

from talkoot.core.dates import local_date, local_time
from talkoot.core.kept import AUTOSAVE, keeps_posted, take_posted
from talkoot.practices import actions, queries, rules
from talkoot.practices.actions import writing as writing_actions
from talkoot.practices.forms.practice import PracticeForm, control_of
from talkoot.practices.models import Practice, Version
from talkoot.practices.queries.versions import (
    changed_values,
    label_of,
    open_change,
    versions_with_differences,
)
from talkoot.practices.queries.writing import words_of, writing_page
from talkoot.practices.rules import writing
from talkoot.practices.rules.moderation import answer_by
from talkoot.practices.rules.readability import hints

State = Practice.State


@dataclass(frozen=True)
class Text:
    """A practice as it is written now: of a published one, the change that waits, if any."""

    practice: Practice
    change: Version | None

    @property
    def values(self) -> Mapping[str, Any]:
        return changed_values(self.practice, self.change)

    def form(self, *data: Any, is_sending: bool = False) -> PracticeForm:
        values = self.change.texts if self.change else None
        return PracticeForm(*data, instance=self.practice, values=values, is_sending=is_sending)


@keeps_posted
def my_practice(request: HttpRequest, slug: str) -> HttpResponse:
    """The owners' form; saves what there is. A practice with the office is only shown."""
    text = _text_of(request, slug)
    title = text.practice.title
    if request.method != "POST":
        return _page(request, text, _opened(request, text), title)
    rules.check_writable(text.practice)
    form = text.form(request.POST)
    form.is_valid()
    saved = _save(request, text, form)
    if AUTOSAVE in request.headers:
        return _autosaved(request, form, saved)
    _tell_conflicts(form, saved)
    if not form.is_valid():
        return _page(request, _text_of(request, slug), form, title, saved)
    messages.success(request, _("Saved. You can go on later; nobody else sees it yet."))
    return redirect("my-practice", slug)


@keeps_posted
@require_POST
def submit_practice(request: HttpRequest, slug: str) -> HttpResponse:
    """Save and send to the office; what is missing is told beside its field and the rest stays."""
    text = _text_of(request, slug)
    title, is_public = text.practice.title, text.practice.state == State.PUBLISHED
    rules.check_writable(text.practice)
    form = text.form(request.POST, is_sending=True)
    form.is_valid()
    saved = _save(request, text, form)
    _tell_conflicts(form, saved)
    if not form.is_valid():
        return _page(request, _text_of(request, slug), form, title, saved)
    send = writing_actions.propose_change if is_public else actions.submit_practice
    send(saved.practice, by=request.user)
    sentence = _(
        "The practice is with the programme office. You are answered by %(day)s at latest."
    )
    day = local_date(answer_by(timezone.now()))
    messages.success(request, sentence % {"day": day})
    return redirect("my-practice", slug)


@login_required
@require_POST
def drop_change(request: HttpRequest, slug: str) -> HttpResponse:
    """Take back a change of a published practice."""
    practice = queries.get_practice(request.user, slug, can=rules.can_edit)
    writing_actions.drop_change(practice, by=request.user)
    messages.success(request, _("The change was removed. The public text stays as it is."))
    return redirect("my-practice", slug)


@login_required
@require_safe
@vary_on_headers("HX-Request")
def practice_hints(request: HttpRequest, slug: str) -> HttpResponse:
    """How the saved text reads: a page of its own, and the piece of it beside the form."""
    text = _text_of(request, slug)
    words = "\n".join(str(text.values[name] or "") for name in writing.PROSE)
    context = {
        "practice": text.practice,
        "hints": hints(words, text.practice.language),
        "has_text": bool(words.strip()),
    }
    name = "hint_list" if "HX-Request" in request.headers else "hints"
    return render(request, f"practices/{name}.html", context)


@login_required
@require_safe
def practice_versions(request: HttpRequest, slug: str) -> HttpResponse:
    """The texts as they were sent, published and edited, for owners and the office."""
    practice = queries.get_practice(request.user, slug, can=rules.can_follow)
    context = {"practice": practice, "versions": versions_with_differences(practice)}
    return render(request, "practices/versions.html", context)


def _text_of(request: HttpRequest, slug: str) -> Text:
    practice = queries.get_practice(request.user, slug, can=rules.can_edit)
    prefetch_related_objects([practice], "partners", "co_authors")
    is_public = practice.state == State.PUBLISHED
    return Text(practice, open_change(practice) if is_public else None)


def _opened(request: HttpRequest, text: Text) -> PracticeForm:
    """The form as it is opened: what waited over an ended session, else what is saved."""
    kept = take_posted(request)
    if kept is None:
        return text.form()
    form = text.form(kept)
    form.is_valid()
    messages.info(
        request,
        _("Here is what you wrote before you were signed out. It is not saved yet: press “Save”."),
    )
    return form


def _save(request: HttpRequest, text: Text, form: PracticeForm) -> writing_actions.Saved:
    """Save what fits; “theirs” leaves a field to the other."""
    values = form.values()
    values.pop(request.POST.get("theirs", ""), None)
    seal = request.POST.get("seal", "")
    return writing_actions.save_writing(text.practice, values=values, seal=seal, by=request.user)


def _autosaved(
    request: HttpRequest, form: PracticeForm, saved: writing_actions.Saved
) -> JsonResponse:
    sentence = _("Draft saved at %(time)s.") % {"time": local_time(timezone.now())}
    if saved.conflicts:
        sentence += " " + _(
            "Somebody else has changed the same answer: %(labels)s. Press “Save” to see both."
        ) % {"labels": ", ".join(label_of(name) for name in saved.conflicts)}
    if form.errors:
        labels = ", ".join(str(form[name].label) for name in form.errors if name in form.fields)
        sentence += " " + _("Not saved yet, correct it first: %(labels)s.") % {"labels": labels}
    fresh = Text(saved.practice, open_change(saved.practice))
    return JsonResponse({"text": sentence, "seal": _seal(fresh, form, saved)})


def _seal(text: Text, form: PracticeForm, saved: writing_actions.Saved | None) -> str:
    """The marks of what is kept; a conflict or a fault that nobody has settled stays one."""
    conflicts = saved.conflicts if saved else {}
    loaded = (
        writing.opened(form.data.get("seal", ""), text.practice.slug) if form.is_bound else None
    )
    unsettled = {
        name
        for name in writing.FIELDS
        if name in conflicts or (form.is_bound and control_of(name) in form.errors)
    }
    if form.is_bound and saved is None:  # Kept over an ended session: nothing of it is saved.
        unsettled = set(writing.FIELDS)
    kept = {name: mark for name, mark in (loaded or {}).items() if name in unsettled}
    return writing.seal(text.practice.slug, text.values, writing.FIELDS, kept)


def _tell_conflicts(form: PracticeForm, saved: writing_actions.Saved) -> None:
    for name in saved.conflicts:
        sentence = _("Somebody has changed “%(label)s” in another window or on another computer.")
        control = control_of(name)
        form.add_error(control, sentence % {"label": form.fields[control].label})


def _page(
    request: HttpRequest,
    text: Text,
    form: PracticeForm,
    title: str,
    saved: writing_actions.Saved | None = None,
) -> HttpResponse:
    """`title` is the saved one: a form that did not pass has changed the practice at hand."""
    conflicts = [
        {
            "code": name,
            "label": form.fields[control_of(name)].label,
            "theirs": words_of(name, theirs) or _("No answer"),
            "mine": form.data.get(control_of(name), ""),
            "is_text": name in writing.TEXTS,
        }
        for name, theirs in (saved.conflicts if saved else {}).items()
    ]
    context = {
        **writing_page(text.practice, text.change),
        "title": title,
        "form": form,
        "seal": _seal(text, form, saved),
        "conflicts": conflicts,
    }
    return TemplateResponse(request, "practices/my_practice.html", context)
