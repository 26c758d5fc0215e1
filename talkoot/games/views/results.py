"""What came out of a game: a page to print, and a table."""

from collections.abc import Iterator
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from talkoot.core.exports import csv_response
from talkoot.correspondence.letters import document_pdf
from talkoot.games import queries, rules
from talkoot.games.models import Room
from talkoot.games.queries import State
from talkoot.games.summary import summary_content


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


@require_safe
@login_required
def game_pdf(request: HttpRequest, code: str) -> HttpResponse:
    """The summary as a tagged PDF, in the reader's language."""
    room = queries.get_room(request.user, code, can=rules.can_read)
    results = results_of(room)
    parts = {name: results[name] for name in ("targets", "plan", "strengths", "pains")}
    pdf = document_pdf(
        summary_content(room, **parts),
        number=room.code,
        language=get_language() or "fi",
        is_demo=room.is_demo,
    )
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="game-{room.code}.pdf"'
    response["Cache-Control"] = "private, no-store"
    return response


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
