"""The step page with several people on it: seals, conflicts, autosave, an ended session."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _

from talkoot.calls import rules
from talkoot.calls.actions.writing import save_together
from talkoot.calls.forms import StepForm
from talkoot.calls.models import Application
from talkoot.calls.queries.writing import (
    earlier_answer,
    earlier_answers,
    earlier_units,
    edit_notes,
)
from talkoot.calls.rules import snapshots
from talkoot.calls.rules.reuse import TEXT_KINDS
from talkoot.calls.summary import answer_rows
from talkoot.core.dates import local_time
from talkoot.core.kept import AUTOSAVE, take_posted
from talkoot.surveys.models import Item


@dataclass(frozen=True)
class Outcome:
    """What a save did: `conflicts` were changed by another too, `unsaved` did not fit."""

    application: Application
    answers: Mapping[str, Any]
    conflicts: Mapping[str, Any]
    unsaved: frozenset[str]


def open_form(request: HttpRequest, application: Application, step: str) -> StepForm:
    """The form as it is opened: what waited over an ended session, else what is saved.

    `?use=<ref>&field=<code>` puts an earlier answer in the field; nothing is saved by it.
    """
    kept = take_posted(request)
    if kept is not None:
        form = StepForm(application, step, kept)
        form.is_valid()
        messages.info(
            request,
            _(
                "Here is what you wrote before you were signed out. It is not saved yet: press "
                "“Save draft”. Choose the attachment again, if you had chosen one."
            ),
        )
        return form
    form = StepForm(application, step)
    code = request.GET.get("field", "")
    if code in form.fields:
        text = earlier_answer(application, request.GET.get("use", ""), code, request.user)
        if text:
            form.initial[code] = text
    return form


def save(request: HttpRequest, application: Application, form: StepForm) -> Outcome:
    """Save what fits and what this person changed; “theirs” leaves a field to the other."""
    answers = form.answers()
    unsaved = frozenset(_sealed_codes(form)) - answers.keys()
    answers.pop(request.POST.get("theirs", ""), None)
    seal = request.POST.get("seal", "")
    saved = save_together(application, answers=answers, seal=seal, by=request.user)
    return Outcome(saved.application, answers, saved.conflicts, unsaved)


def dress(
    request: HttpRequest,
    application: Application,
    step: str,
    form: StepForm,
    outcome: Outcome | None,
) -> dict[str, Any]:
    """Put others' marks and earlier answers at the fields; returns what the template adds."""
    codes = _sealed_codes(form)
    for code, note in edit_notes(application, codes, viewer_id=request.user.pk).items():
        field = form.fields[code]
        field.help_text = format_html("{} {}", field.help_text, note)
    for code, answers in earlier_answers(application, step, request.user).items():
        if code in form.fields:
            form.fields[code].earlier = answers  # type: ignore[attr-defined]
    if "unit_name" in form.fields and (units := earlier_units(application, request.user)):
        form.offer_units(units)
    if outcome is not None:
        kept = outcome.unsaved
    else:
        kept = frozenset(codes) if form.is_bound else frozenset()
    return {
        "seal": _seal(application, form, kept),
        "conflicts": _conflicts(application, outcome, request.user.pk) if outcome else [],
    }


def autosaved(form: StepForm, outcome: Outcome, *, viewer_id: int) -> JsonResponse:
    """What the page shows after a save in the background: the time, and what was left unsaved."""
    text = _("Draft saved at %(time)s.") % {"time": local_time(timezone.now())}
    if outcome.conflicts:
        sentence = _(
            "Somebody else has changed the same answer: %(labels)s. Press “Save draft” to see both."
        )
        if _is_own(outcome, outcome.conflicts, viewer_id):
            sentence = _(
                "You have changed the same answer in another window: %(labels)s. Press “Save "
                "draft” to see both."
            )
        text += " " + sentence % {"labels": _labels(form, outcome.conflicts)}
    if outcome.unsaved:
        text += " " + _("Not saved yet, correct it first: %(labels)s.") % {
            "labels": _labels(form, outcome.unsaved)
        }
    # A conflict that nobody has seen stays one.
    seal = _seal(outcome.application, form, outcome.unsaved | outcome.conflicts.keys())
    return JsonResponse({"text": text, "seal": seal})


def is_autosave(request: HttpRequest) -> bool:
    return AUTOSAVE in request.headers


def stays(request: HttpRequest) -> bool:
    """A button that saves but does not go on to the next step."""
    return any(name in request.POST for name in ("draft", "theirs", "use"))


def stay(request: HttpRequest, application: Application, step: str) -> HttpResponse:
    """Back to the same step; with an earlier answer in its field if one was asked for."""
    address = reverse("application-step", args=[application.ref, step])
    if "use" in request.POST:
        ref, _colon, code = request.POST["use"].partition(":")
        return redirect(f"{address}?{urlencode({'use': ref, 'field': code})}#id_{code}")
    messages.success(request, _("The draft was saved. You can go on whenever you like."))
    return redirect(address)


def tell_conflicts(form: StepForm, outcome: Outcome, *, viewer_id: int) -> None:
    """Show at the fields that somebody else, or the person elsewhere, changed the same answer."""
    for code in outcome.conflicts:
        sentence = _("Somebody else has changed “%(label)s” too. Choose one text or combine them.")
        if _is_own(outcome, [code], viewer_id):
            sentence = _(
                "You have changed “%(label)s” in another window too. Choose one text or combine "
                "them."
            )
        form.add_error(code, sentence % {"label": form.fields[code].label})


def _is_own(outcome: Outcome, codes: Iterable[str], viewer_id: int) -> bool:
    """The other change is the person's own, made in another window."""
    edits = outcome.application.edits
    return all(edits.get(code, [None])[0] == viewer_id for code in codes)


def _labels(form: StepForm, codes: Iterable[str]) -> str:
    return ", ".join(str(form.fields[item.code].label) for item in form.items if item.code in codes)


def _sealed_codes(form: StepForm) -> list[str]:
    return [item.code for item in form.items if item.kind != Item.Kind.FILE]


def _seal(application: Application, form: StepForm, kept: Collection[str]) -> str:
    """The marks of what is kept now; of the `kept` codes those with which the page was loaded."""
    loaded = snapshots.opened(form.data.get("seal", ""), application.ref) if kept else None
    marks = {code: loaded[code] for code in kept if code in loaded} if loaded else {}
    answers = rules.answers_of(application)
    return snapshots.seal(application.ref, answers, _sealed_codes(form), marks)


def _conflicts(application: Application, outcome: Outcome, viewer_id: int) -> list[dict[str, Any]]:
    """[{"code", "label", "mine", "theirs", "note", "is_own"}] of what has been changed twice."""
    if not outcome.conflicts:
        return []
    notes = edit_notes(application, list(outcome.conflicts), viewer_id=0)
    return [
        {
            "code": row["item"].code,
            "label": row["key"],
            "theirs": row["value"] or _("No answer"),
            "mine": outcome.answers[row["item"].code],
            "is_text": row["item"].kind in TEXT_KINDS,
            "note": notes.get(row["item"].code, ""),
            "is_own": _is_own(outcome, [row["item"].code], viewer_id),
        }
        for row in answer_rows(application, codes=outcome.conflicts.keys())
    ]
