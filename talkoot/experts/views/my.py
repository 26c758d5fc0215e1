"""The expert's own profile: forms. Its overview is home's `my-profile`."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from talkoot.core.access import fetch
from talkoot.core.forms import Form
from talkoot.experts.actions import profiles as actions
from talkoot.experts.models import Expert, ProfileChange
from talkoot.experts.profile_forms import (
    AvailabilityForm,
    PracticalForm,
    ReplyForm,
    TextsForm,
    TieForm,
)
from talkoot.experts.queries.profiles import (
    get_own_profile,
    newest_change,
    newest_reply,
    own_periods,
    own_ties,
)

# Kept in the session: of which agreement the person edits the profile.
CHOSEN_PROFILE = "profile"


@login_required
def edit_profile(request: HttpRequest) -> HttpResponse:
    """New wording of the scored part; it goes to the office."""
    expert = _own(request)
    form = TextsForm(request.POST if request.method == "POST" else None, initial=_texts(expert))
    if request.method == "POST" and form.is_valid():
        content = {**actions.content_of(expert), **form.content()}
        if actions.propose_change(expert, content=content, by=request.user) is None:
            messages.info(request, _("Nothing changed, so nothing was sent."))
        else:
            sentence = _("The new wording was sent. It is public when the office has published it.")
            messages.success(request, sentence)
        return redirect("my-profile")
    lead = _(
        "The office compares the new wording with what the tender scored. Until it publishes the "
        "change, the profile shows the present wording."
    )
    return _page(request, form, _("Change the texts"), lead, _("Send to the programme office"))


@login_required
def edit_practicalities(request: HttpRequest) -> HttpResponse:
    """Place, contact, picture: public at once."""
    expert = _own(request)
    initial = {name: getattr(expert, name) for name in actions.KEPT_FIELDS}
    form = PracticalForm(
        request.POST if request.method == "POST" else None,
        request.FILES if request.method == "POST" else None,
        initial=initial,
        expert=expert,
    )
    if request.method == "POST" and form.is_valid():
        values = {name: form.cleaned_data[name] for name in actions.KEPT_FIELDS}
        if form.cleaned_data.get("remove_photo"):
            actions.remove_photo(expert, by=request.user)
        elif form.cleaned_data["photo"]:
            actions.set_photo(expert, form.cleaned_data["photo"], by=request.user)
        actions.save_practicalities(expert, values=values, by=request.user)
        messages.success(request, _("The profile is saved."))
        return redirect("my-profile")
    title = _("Place, contact and picture")
    return _page(request, form, title, _("These show on your profile at once."), _("Save"))


@login_required
def add_availability(request: HttpRequest) -> HttpResponse:
    """Tell of a period with time, or away."""
    expert = _own(request)
    form = AvailabilityForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        actions.add_availability(expert, **form.cleaned_data, by=request.user)
        messages.success(request, _("The period is saved."))
        return redirect("my-profile")
    lead = _("While you are away, the directory does not show you among those who take new work.")
    return _page(request, form, _("Add a period"), lead, _("Save"))


@login_required
@require_POST
def remove_availability(request: HttpRequest, pk: int) -> HttpResponse:
    expert = _own(request)
    rows = own_periods(expert).select_related("expert")
    actions.remove_availability(fetch(rows, request.user, _is_own, pk=pk), by=request.user)
    messages.success(request, _("The period was removed."))
    return redirect("my-profile")


@login_required
def declare_tie(request: HttpRequest) -> HttpResponse:
    """A tie to an organisation, which then cannot choose the expert."""
    expert = _own(request)
    form = TieForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        actions.declare_tie(expert, **form.cleaned_data, by=request.user)
        messages.success(
            request, _("The tie is recorded. The organisation can no longer choose you.")
        )
        return redirect("my-profile")
    lead = _(
        "Declare a tie if somebody could doubt that you work for the organisation as an outsider. "
        "It is shown to the programme office, not to the public."
    )
    return _page(request, form, _("Declare a tie"), lead, _("Declare"))


@login_required
@require_POST
def end_tie(request: HttpRequest, pk: int) -> HttpResponse:
    rows = own_ties(_own(request))
    actions.end_tie(fetch(rows, request.user, _is_own, pk=pk), by=request.user)
    messages.success(request, _("The tie is marked as ended."))
    return redirect("my-profile")


@login_required
def reply_to_feedback(request: HttpRequest) -> HttpResponse:
    """The right of reply: a text under the feedback, once the office has read it."""
    expert = _own(request)
    earlier = newest_reply(expert)
    form = ReplyForm(
        request.POST if request.method == "POST" else None,
        initial={"text": earlier.text if earlier else ""},
    )
    if request.method == "POST" and form.is_valid():
        language = translation.get_language() or "fi"
        text = form.cleaned_data["text"]
        actions.reply_to_feedback(expert, text=text, language=language, by=request.user)
        messages.success(request, _("Your reply was sent to the programme office."))
        return redirect("my-profile")
    lead = _("Speak of the feedback as a whole. Do not tell of single clients.")
    return _page(request, form, _("Reply to the feedback"), lead, _("Send"))


def _own(request: HttpRequest) -> Expert:
    """The profile that the person has chosen to edit; see home's `my-profile`."""
    return get_own_profile(request.user, request.session.get(CHOSEN_PROFILE, ""))  # type: ignore[arg-type]


def _page(request: HttpRequest, form: Form, title: str, lead: str, submit: str) -> HttpResponse:
    context = {"form": form, "title": title, "lead": lead, "submit": submit}
    return TemplateResponse(request, "experts/my_form.html", context)


def _texts(expert: Expert) -> dict[str, Any]:
    """What waits or was returned, else what is public, as the form's starting values."""
    change = newest_change(expert)
    is_public = change is None or change.state == ProfileChange.State.PUBLISHED
    content = dict(actions.content_of(expert) if is_public else change.content)
    return {**content, "languages": content["languages"].split()}


def _is_own(user: Any, row: Any) -> bool:
    return True  # The query held the person's own rows only.
