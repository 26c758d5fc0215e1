"""The figure of played games."""

import datetime

from django.utils import timezone

from tests.factories.games import make_room, played
from tests.figures import count


def test_played_games_are_counted_by_the_day(programme):
    played(programme=programme)
    played(programme=programme, played_on=timezone.localdate() + datetime.timedelta(days=1))
    played()
    make_room(programme=programme, state="plan")
    make_room(programme=programme, state="ended", players_count=0)
    assert count("games-played", programme).value == 1
