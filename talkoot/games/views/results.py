"""What came out of a game: a page to print, and a table."""

from collections.abc import Iterator
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from talkoot.core.exports import csv_response
from talkoot.games import queries, rules
from talkoot.games.models import Room
from talkoot.games.queries import State


@require_safe
@login_required
def game_summary(request: HttpRequest, code: str) -> HttpResponse:
    """The summary, for the facilitator and those whom the engagement concerns."""
    room = queries.get_room(request.user, code, can=rules.can_read)
    if room.state != State.ENDED:
        return redirect("game-room", room.code)
    context = {**results_of(room), "is_own": rules.can_lead(request.user, room)}
    return render(request, "games/game_summary.html", context)


@require_safe
@login_required
def game_csv(request: HttpRequest, code: str) -> HttpResponseBase:
    """Cards, targets and plan as one table."""
    room = queries.get_room(request.user, code, can=rules.can_read)
    header = [_("Part"), _("Text"), _("Strengths"), _("Pain points"), _("Votes")]
    header += [_("Who sees to it?"), _("By when?")]
    return csv_response(f"game-{room.code}", header, list(_rows(room)))


def _rows(room: Room) -> Iterator[list[Any]]:
    for tally in queries.tallies_of(room):
        yield [_("Card"), tally.card.title, tally.strengths, tally.pains, "", "", ""]
    for target in queries.ranked_targets(room):
        yield [_("Development target"), target.text, "", "", target.votes_count, "", ""]
    for item in queries.plan_of(room):
        what = f"{item.target.text}: {item.what}"
        yield [_("Plan"), what, "", "", "", item.who, item.due_on.isoformat()]


def results_of(room: Room) -> dict[str, Any]:
    """What both the facilitator's and the players' summary show."""
    tallies = queries.tallies_of(room)
    targets = queries.ranked_targets(room)
    return {
        "room": room,
        "strengths": queries.top_strengths(tallies),
        "pains": queries.top_pains(tallies),
        "targets": targets,
        "most_votes": max((target.votes_count for target in targets), default=0),
        "plan": queries.plan_of(room),
    }
