"""Many at once for the last seats: nobody too many, nobody twice, the line by arrival."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.utils import translation

from talkoot.core.refusals import NotAllowed
from talkoot.events.actions.registrations import cancel_registration, register
from talkoot.events.actions.teams import register_team
from talkoot.events.models import Participant, Registration
from talkoot.events.queries import registrations as queries
from tests.factories.registrations import make_open_series, make_registration, person

pytestmark = pytest.mark.django_db(transaction=True)
State = Registration.State


def at_once(calls, *, threads=8):
    """Run the calls in threads with connections of their own; returns what they gave or refused."""

    def run(call):
        try:
            with translation.override("en"):
                return call()
        except NotAllowed as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(threads) as pool:
        return list(pool.map(run, calls))


def in_state(series, state):
    return Registration.objects.filter(series=series, state=state).order_by("pk")


def test_last_seats_are_given_once_and_the_rest_stand_by_arrival():
    series = make_open_series(seats=12)
    for _ in range(2):
        make_registration(series)
    people = [person() for _ in range(40)]
    at_once([lambda who=who: register(series, who) for who in people])
    assert in_state(series, State.REGISTERED).count() == 12
    waiting = list(in_state(series, State.WAITING))
    assert [queries.place_in_line(row) for row in waiting] == list(range(1, 31))
    # Whoever got a seat arrived before everybody in the line.
    assert in_state(series, State.REGISTERED).last().pk < waiting[0].pk


def test_one_person_many_times_is_registered_once():
    series = make_open_series(seats=5)
    who = person()
    given = at_once([lambda: register(series, who)] * 10)
    assert sum(isinstance(row, Registration) for row in given) == 1
    assert Registration.objects.count() == Participant.objects.count() == 1


def test_cancellations_and_arrivals_leave_no_seat_empty():
    series = make_open_series(seats=6)
    seated = [make_registration(series) for _ in range(6)]
    calls = [lambda row=row: cancel_registration(row, by=None) for row in seated[:4]]
    newcomers = [person() for _number in range(10)]
    calls += [lambda who=who: register(series, who) for who in newcomers]
    at_once(calls)
    assert in_state(series, State.REGISTERED).count() == 6
    assert in_state(series, State.WAITING).count() == 6


def test_teams_and_their_sizes_never_overbook():
    series = make_open_series(seats=10, entry="teams", team_size_min=2, team_size_max=4)
    sizes = [4, 3, 2, 4, 2, 3, 2]
    at_once(
        [
            lambda size=size: register_team(series, [person() for _ in range(size)], name="Tiimi")
            for size in sizes
        ]
    )
    assert in_state(series, State.REGISTERED).count() <= 10
    for team in series.team_registrations.all():
        states = set(team.registrations.values_list("state", flat=True))
        assert len(states) == 1
