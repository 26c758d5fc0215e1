"""Funders' marks, search, events by year: who gets what at their addresses."""

from typing import Any

from talkoot.events.models import SeatQuota, Series
from tests.factories.events import make_event
from tests.factories.programmes import make_funding_project, make_logo_set
from tests.factories.registrations import make_open_series
from tests.matrix import SIGN_IN, Row, World, everyone, office
from tests.matrix_game import room_played


def project(world: World) -> list[Any]:
    return [make_funding_project(world.programme).pk]


def marks(world: World) -> list[Any]:
    return [make_logo_set(make_funding_project(world.programme)).pk]


def engagement_ref(world: World) -> list[Any]:
    return [world.engagement().application.ref]


def partner_of_teams(world: World) -> list[Any]:
    series = make_open_series(
        world.programme, entry=Series.Entry.TEAMS, team_size_min=2, team_size_max=6
    )
    SeatQuota.objects.create(
        series=series, kind="partner", organisation=world.programme.office, code="oma", seats=9
    )
    return [series.slug, "oma"]


def nobodys(world: World) -> list[Any]:
    return [partner_of_teams(world)[0], "vale"]


def past_event(world: World) -> list[Any]:
    make_event(world.programme, state="ended", ends_on=None)
    return []


ROWS = [
    Row("game-pdf", (SIGN_IN, 404, 200, 404, 200), "played", room_played, is_page=False),
    Row("events-years", everyone(200), "empty"),
    Row("events-years", everyone(200), "of a year", past_event, query="?year=0"),
    Row("search", everyone(200)),
    Row("search", everyone(200), "with words", query="?q=vuorot"),
    Row("search", everyone(200), "events only", query="?q=vuorot&kind=event"),
    Row("register-team-through", everyone(200), "a partner's", partner_of_teams),
    Row("register-team-through", everyone(404), "nobody's", nobodys),
    Row("choose-feedback", office(others=403), args=engagement_ref),
    Row("choose-feedback", office(404, others=403), "unknown", lambda w: ["0" * 12]),
    Row("office-logos", office(others=403)),
    Row("add-logos", office(others=403), args=project),
    Row("add-logos", office(404, others=403), "unknown", lambda w: [0]),
    Row(
        "add-logos",
        office(422, others=403),
        "empty",
        project,
        method="post",
        data=lambda w: {"alt_fi": ""},
    ),
    Row("end-logos", office(others=403), args=marks),
    Row("logos-picture", office(others=403), args=marks, is_page=False),
]
