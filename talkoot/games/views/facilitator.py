"""The facilitator's screen of a room: what the wall shows, and the buttons that move the game."""

from typing import Any

import segno
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from talkoot.core.access import fetch
from talkoot.core.forms import Form
from talkoot.games import actions, live, queries, rules
from talkoot.games.forms import PlanItemForm, TargetForm
from talkoot.games.models import Room
from talkoot.games.queries import State
from talkoot.games.views.entry import is_there, posted_id

STEP_NAMES = (
    gettext_lazy("Join"),
    gettext_lazy("Cards"),
    gettext_lazy("Tables"),
    gettext_lazy("Vote"),
    gettext_lazy("Plan"),
)


@login_required
@never_cache
def game_room(request: HttpRequest, code: str) -> HttpResponse:
    """The room as it is now; the same on every device of the facilitator."""
    room = queries.get_room(request.user, code)
    if room.state == State.ENDED:
        return redirect("game-summary", room.code)
    if rules.has_expired(room):
        actions.close_expired_rooms()
        return redirect("game-summary", room.code)
    targets = queries.ranked_targets(room) if room.state == State.PLAN else []
    form = _form(request, room, targets)
    if form is not None and request.method == "POST" and form.is_valid():
        return _save(request, room, form)
    context: dict[str, Any] = {
        "room": room,
        "form": form,
        "piece": _piece(room),
        "steps": _steps(room),
        "number": rules.PHASES.index(State(room.state)) + 1,
        "targets": targets,
        "most_votes": max((target.votes_count for target in targets), default=0),
        "next": rules.next_state(room),
        "previous": rules.previous_state(room),
        **_shown(request, room),
    }
    return TemplateResponse(request, "games/game_room.html", context)


def _shown(request: HttpRequest, room: Room) -> dict[str, Any]:
    """What the phase shows beside the live piece."""
    if room.state == State.JOIN:
        address = request.build_absolute_uri(reverse("play", args=[room.code]))
        return {
            "address": request.build_absolute_uri(reverse("enter-code")),
            "shown_code": rules.shown_code(room.code),
            "qr": _qr(address),
        }
    if room.state == State.DISCUSS:
        tallies = queries.tallies_of(room)
        return {
            "strengths": queries.top_strengths(tallies),
            "pains": queries.top_pains(tallies),
            "proposed": queries.targets_of(room),
            "shown_code": rules.shown_code(room.code),
        }
    if room.state == State.VOTE:
        return {"proposed": queries.targets_of(room)}
    if room.state == State.PLAN:
        return {"plan": queries.plan_of(room)}
    return {"shown_code": rules.shown_code(room.code)}


def _qr(address: str) -> str:
    """The address as a square that phones read: inline SVG without styles."""
    picture = segno.make(address, error="m").svg_inline(
        omitsize=True, border=2, svgclass="ui-qr", lineclass=None, light="#fff"
    )
    label = _("QR code of the game’s address")
    return mark_safe(  # noqa: S308  made of our own address and words
        picture.replace("<svg ", f'<svg role="img" aria-label="{label}" ', 1)
    )


def _steps(room: Room) -> list[dict[str, Any]]:
    now = rules.PHASES.index(State(room.state))
    return [
        {"text": name, "url": "", "is_done": index < now, "is_current": index == now}
        for index, name in enumerate(STEP_NAMES)
    ]


def _piece(room: Room) -> live.Piece:
    return live.piece_of(room, reverse("game-live", args=[room.code]), is_facilitator=True)


def _form(request: HttpRequest, room: Room, targets: list[Any]) -> Form | None:
    """What the facilitator may write in this phase."""
    posted = request.POST or None
    if room.state == State.DISCUSS:
        return TargetForm(posted)
    if room.state == State.PLAN:
        return PlanItemForm(posted, targets=targets)
    return None


def _save(request: HttpRequest, room: Room, form: Form) -> HttpResponse:
    given = form.cleaned_data
    if isinstance(form, PlanItemForm):
        actions.add_plan_item(room, by=request.user, **given)
        messages.success(request, _("The plan has a new point."))
    else:
        actions.propose_target(room, text=given["text"])
    return redirect("game-room", room.code)


@require_safe
@login_required
@never_cache
def game_live(request: HttpRequest, code: str) -> HttpResponse:
    """The facilitator's live piece."""
    room = queries.get_room(request.user, code)
    if rules.has_expired(room):
        return live.reload_page()
    return live.answer(request, room, _piece(room))


@require_POST
@login_required
def move_game(request: HttpRequest, code: str) -> HttpResponse:
    """The buttons: to another phase, more time, or something taken away."""
    room = queries.get_room(request.user, code)
    if "to" in request.POST:
        actions.move_room(room, to=request.POST["to"], by=request.user)
    elif "more" in request.POST:
        actions.extend_phase(room, by=request.user)
    elif "target" in request.POST:
        target = fetch(room.targets.all(), request.user, is_there, pk=posted_id(request, "target"))
        actions.remove_target(target)
    elif "item" in request.POST:
        item = fetch(room.plan.all(), request.user, is_there, pk=posted_id(request, "item"))
        actions.remove_plan_item(item, by=request.user)
    return redirect("game-room", room.code)


@login_required
def end_game(request: HttpRequest, code: str) -> HttpResponse:
    """Ask before the end, because it cannot be taken back."""
    room = queries.get_room(request.user, code)
    if request.method == "POST":
        actions.finish_room(room, by=request.user)
        messages.success(request, _("The game is over. Here is what you agreed."))
        return redirect("game-summary", room.code)
    return TemplateResponse(request, "games/end_game.html", {"room": room})
