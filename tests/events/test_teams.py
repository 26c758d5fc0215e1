"""Teams: at once, whole or in part, one line by arrival."""

import datetime

import pytest
from django.utils import timezone

from talkoot.core.refusals import NotAllowed
from talkoot.correspondence.models import Message
from talkoot.events import tokens
from talkoot.events.actions import registrations as seat_actions
from talkoot.events.actions import teams as actions
from talkoot.events.models import Registration, Series, TeamRegistration
from talkoot.events.queries import registrations as queries
from tests.factories.registrations import make_open_series, person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]
Waiting = TeamRegistration.Waiting
PARTIAL = Waiting.PARTIAL


def team_series(seats=6, **fields):
    values = {"entry": Series.Entry.TEAMS, "team_size_min": 2, "team_size_max": 6}
    return make_open_series(seats=seats, **{**values, **fields})


def register(series, count, **fields):
    return actions.register_team(
        series, [person() for _ in range(count)], name=f"Tiimi {count}", **fields
    )


def seats_of(team):
    rows = Registration.objects.filter(team=team).order_by("pk")
    return [row.state[0] for row in rows]


def test_team_gets_its_seats_and_everybody_a_mail():
    team = register(team_series(), 3)
    assert (team.state, seats_of(team)) == ("registered", ["r", "r", "r"])
    assert Message.objects.filter(kind="registration-made").count() == 3
    mail = Message.objects.get(kind="team-registered")
    assert tokens.token_of(team) in mail.body
    assert queries.get_team(tokens.token_of(team)) == team


def test_size_is_checked():
    with pytest.raises(NotAllowed, match="at least 2"):
        register(team_series(), 1)
    with pytest.raises(NotAllowed, match="at most 6"):
        register(team_series(seats=20), 7)


def test_team_bigger_than_the_seats_is_told_to_come_in_part():
    series = team_series(seats=2)
    with pytest.raises(NotAllowed, match="can never come"):
        register(series, 3)
    assert seats_of(register(series, 3, waiting=PARTIAL)) == ["r", "r", "w"]


def test_whole_team_waits_and_is_not_overtaken():
    series = team_series(seats=6)
    first = register(series, 4)
    whole = register(series, 3)
    late = register(series, 2)
    assert [team.state for team in (whole, late)] == ["waiting", "waiting"]
    assert queries.place_of_team(late) == 4
    row = Registration.objects.filter(team=first).first()
    seat_actions.cancel_registration(row, by=None)
    assert seats_of(whole) == ["r", "r", "r"]
    assert seats_of(late) == ["w", "w"]
    whole.refresh_from_db()
    assert whole.state == "registered"
    assert Message.objects.get(kind="team-seated").address == whole.contact.email


def test_partial_team_fills_one_by_one():
    series = team_series(seats=5)
    first = register(series, 4)
    part = register(series, 3, waiting=PARTIAL)
    assert (part.state, seats_of(part)) == ("partial", ["r", "w", "w"])
    for row in list(Registration.objects.filter(team=first))[:2]:
        seat_actions.cancel_registration(row, by=None)
    part.refresh_from_db()
    assert (part.state, seats_of(part)) == ("registered", ["r", "r", "r"])


def test_waiting_team_may_choose_to_come_in_part():
    series = team_series(seats=5)
    register(series, 4)
    whole = register(series, 3)
    actions.choose_waiting(whole, waiting=PARTIAL, by=None)
    assert seats_of(whole) == ["r", "w", "w"]


def test_kept_seats_are_given_when_registration_has_closed():
    series = team_series(seats=6)
    register(series, 4)
    register(series, 3)
    small = register(series, 2)
    past = timezone.now() - datetime.timedelta(minutes=1)
    Series.objects.filter(pk=series.pk).update(registration_closes_at=past)
    assert [row.pk for row in queries.series_with_lines(timezone.now())] == [series.pk]
    assert seat_actions.run_line(series) == 2
    assert seats_of(small) == ["r", "r"]


def test_member_is_added_and_removed_by_the_contact():
    team = register(team_series(), 2)
    row = actions.add_member(team, person(), by=None)
    assert (row.state, seats_of(team)) == ("registered", ["r"] * 3)
    seat_actions.cancel_registration(row, by=None)
    assert seats_of(team) == ["r", "r", "c"]
    team = queries.get_team(tokens.token_of(team))
    assert len(team.registrations.all()) == 2


def test_member_too_many_waits_and_the_team_is_partial():
    series = team_series(seats=2)
    team = register(series, 2)
    actions.add_member(team, person(), by=None)
    team.refresh_from_db()
    assert (team.state, seats_of(team)) == ("partial", ["r", "r", "w"])


def test_cancelling_the_team_fills_its_seats_from_the_line():
    series = team_series(seats=4)
    first = register(series, 4)
    second = register(series, 3)
    actions.cancel_team(first, by=None)
    assert (seats_of(first), seats_of(second)) == (["c"] * 4, ["r"] * 3)
    first.refresh_from_db()
    assert first.state == "cancelled"
    assert Message.objects.filter(kind="registration-cancelled").count() == 4
    with pytest.raises(NotAllowed, match="has been cancelled"):
        actions.cancel_team(first, by=None)


def test_last_member_leaving_cancels_the_team():
    team = register(team_series(), 2)
    for row in list(Registration.objects.filter(team=team)):
        seat_actions.cancel_registration(row, by=None)
    team.refresh_from_db()
    assert team.state == "cancelled"


def test_nobody_is_registered_when_one_of_the_team_is_already():
    series = team_series()
    who = person()
    actions.register_team(series, [who, person()], name="Ensimmäinen")
    with pytest.raises(NotAllowed, match="registered already"):
        actions.register_team(series, [person(), who], name="Toinen")
    assert Registration.objects.count() == 2
    assert TeamRegistration.objects.count() == 1
