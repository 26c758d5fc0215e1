"""Addresses of the work-community game."""

from django.urls import path

from talkoot.games.views import choices, facilitator, players, public, results, setup

urlpatterns = [
    path("games/", public.games, name="games"),
    path("tools/", public.tools, name="tools"),
    path("games/cards/<slug:key>/", public.game_deck, name="game-deck"),
    path("games/new/", setup.new_room, name="new-room"),
    path("games/paper/", setup.paper_game, name="paper-game"),
    path("games/<slug:code>/", facilitator.game_room, name="game-room"),
    path("games/<slug:code>/live/", facilitator.game_live, name="game-live"),
    path("games/<slug:code>/move/", facilitator.move_game, name="move-game"),
    path("games/<slug:code>/end/", facilitator.end_game, name="end-game"),
    path("games/<slug:code>/summary/", results.game_summary, name="game-summary"),
    path("games/<slug:code>/summary.pdf", results.game_pdf, name="game-pdf"),
    path("games/<slug:code>/summary.csv", results.game_csv, name="game-csv"),
    path("g/", players.enter_code, name="enter-code"),
    path("g/<slug:code>/", players.play, name="play"),
    path("g/<slug:code>/live/", players.play_live, name="play-live"),
    path("g/<slug:code>/join/", players.join_game, name="join-game"),
    path("g/<slug:code>/pick/", choices.pick_card, name="pick-card"),
    path("g/<slug:code>/propose/", choices.propose_target, name="propose-target"),
    path("g/<slug:code>/vote/", choices.give_vote, name="give-vote"),
]
