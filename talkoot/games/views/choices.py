"""What a player does: chooses cards, proposes a target, votes. Each tap may come twice."""

from collections import Counter
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from talkoot.core.access import fetch
from talkoot.core.refusals import NotAllowed
from talkoot.games import actions, live, queries, rules
from talkoot.games.forms import TargetForm
from talkoot.games.models import Card, Pick, Player
from talkoot.games.queries import State
from talkoot.games.views.entry import is_there, known_player, posted_id

PHASE_OF = {"board": State.PICK, "ballot": State.VOTE}


@require_POST
@never_cache
def pick_card(request: HttpRequest, code: str) -> HttpResponse:
    """Choose a card as a strength or a pain, or take it back."""
    player = known_player(request, code)
    cards = Card.objects.filter(suit__deck=player.room.deck_id).select_related("suit")
    card = fetch(cards, request.user, is_there, pk=posted_id(request, "card"))
    kind = request.POST.get("kind", "")
    kind = kind if kind in Pick.Kind.values else ""

    def choose() -> None:
        actions.pick_card(player, card=card, kind=kind)

    back = f"{reverse('play', args=[player.room.code])}?suit={card.suit.order}#card-{card.pk}"
    return _done(request, player, choose, back, "board", lambda: board_of(request, player, card))


@require_POST
@never_cache
def give_vote(request: HttpRequest, code: str) -> HttpResponse:
    """Vote for a target, or take the vote back."""
    player = known_player(request, code)
    target = fetch(
        player.room.targets.all(), request.user, is_there, pk=posted_id(request, "target")
    )

    def choose() -> None:
        actions.vote(player, target=target, is_given=request.POST.get("is_given") == "1")

    back = f"{reverse('play', args=[player.room.code])}#target-{target.pk}"
    return _done(request, player, choose, back, "ballot", lambda: ballot_of(player))


@require_POST
@never_cache
def propose_target(request: HttpRequest, code: str) -> HttpResponse:
    """The table's own development target, or one of them taken away."""
    player = known_player(request, code)
    if "remove" in request.POST:
        rows = player.room.targets.all()
        target = fetch(rows, request.user, is_there, pk=posted_id(request, "remove"))
        actions.remove_target(target, table_number=player.table_number or 1)
        return redirect("play", player.room.code)
    form = TargetForm(request.POST)
    if form.is_valid():
        actions.propose_target(
            player.room, text=form.cleaned_data["text"], table_number=player.table_number or 1
        )
        return redirect("play", player.room.code)
    rules.check_phase(player.room, State.DISCUSS)
    room = player.room
    piece = live.piece_of(room, reverse("play-live", args=[room.code]), player=player)
    context = {"room": room, "player": player, "piece": piece, **shown_to(request, player)}
    return TemplateResponse(request, "games/play_discuss.html", {**context, "form": form})


def _done(
    request: HttpRequest,
    player: Player,
    choose: Callable[[], None],
    back: str,
    part: str,
    shown: Callable[[], dict[str, Any]],
) -> HttpResponse:
    """Choose, then show the part anew to htmx, or go back to the page without scripts.

    When the game has moved on meanwhile, htmx loads the page of the new phase.
    """
    if "HX-Request" not in request.headers:
        choose()
        return redirect(back)
    refusal, status = "", HTTPStatus.OK
    try:
        choose()
    except NotAllowed as refused:
        player.room.refresh_from_db()
        if rules.has_expired(player.room) or player.room.state != PHASE_OF[part]:
            return live.reload_page()
        refusal, status = refused.sentence, refused.status
    context = {"room": player.room, "player": player, "refusal": refusal, **shown()}
    return TemplateResponse(request, f"games/{part}.html", context, status=status)


def board_of(request: HttpRequest, player: Player, last: Card | None = None) -> dict[str, Any]:
    """One suit's cards, what the player has chosen, and the way to the other suits."""
    suits = queries.suits_of(player.room)
    asked = str(last.suit.order if last else request.GET.get("suit", ""))
    place = next((n for n, suit in enumerate(suits) if str(suit.order) == asked), 0)
    picks = queries.picks_of(player)
    kinds = {pick.card_id: pick.kind for pick in picks}
    in_suit = Counter(pick.card.suit_id for pick in picks)
    counts = Counter(kinds.values())
    orders = {suit.pk: suit.order for suit in suits}
    return {
        "suits": [(suit, in_suit[suit.pk]) for suit in suits],
        "suit": suits[place],
        "following": suits[place + 1] if place + 1 < len(suits) else None,
        "cards": [(card, kinds.get(card.pk, "")) for card in suits[place].cards.all()],
        "hand": [(pick, orders[pick.card.suit_id]) for pick in picks],
        "strength_count": counts[Pick.Kind.STRENGTH],
        "pain_count": counts[Pick.Kind.PAIN],
        "is_full": len(picks) == 2 * player.room.picks_each,
    }


def ballot_of(player: Player) -> dict[str, Any]:
    """The targets and the player's own votes."""
    voted = queries.voted_by(player)
    targets = [(target, target.pk in voted) for target in queries.targets_of(player.room)]
    return {"targets": targets, "given": len(voted), "left": player.room.votes_each - len(voted)}


def shown_to(request: HttpRequest, player: Player) -> dict[str, Any]:
    """What the page of the phase shows beside the live piece."""
    room = player.room
    if room.state == State.PICK:
        return board_of(request, player)
    if room.state == State.DISCUSS:
        tallies = queries.tallies_of(room)
        return {
            "strengths": queries.top_strengths(tallies),
            "pains": queries.top_pains(tallies),
            "form": TargetForm(),
            "own": [t for t in queries.targets_of(room) if t.table_number == player.table_number],
        }
    if room.state == State.VOTE:
        return ballot_of(player)
    if room.state == State.PLAN:
        targets = queries.ranked_targets(room)
        return {
            "targets": targets,
            "most_votes": max((target.votes_count for target in targets), default=0),
        }
    return {}
