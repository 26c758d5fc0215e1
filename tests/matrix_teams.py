"""Teams, experiments and challenge workshops: who gets what at their addresses."""

from collections.abc import Callable
from typing import Any

from talkoot.events.models import Series
from tests.factories.learning import make_space, take_part
from tests.factories.registrations import make_open_series
from tests.factories.teams import (
    make_commitment,
    make_development_task,
    make_experiment,
    make_harvest,
    make_idea,
    make_team,
    make_team_member,
    make_workshop,
)
from tests.matrix import SIGN_IN, Row, World, everyone, office, signed_in

Args = Callable[[World], list[Any]]
# The applicant leads the team; the office of its programme oversees it.
TEAM = (SIGN_IN, 200, 404, 404, 200)
# The outsider takes part in the series; the office leads it.
INSIDE = (SIGN_IN, 404, 200, 404, 200)
LEADING = (SIGN_IN, 404, 409, 404, 200)
POST_ONLY = (SIGN_IN, *(405,) * 4)


def to_team(where: str = "/teams/") -> tuple[int | str, ...]:
    return (SIGN_IN, where, 404, 404, where)


def team(**fields: Any) -> Args:
    return lambda world: [make_team(lead=world.applicant, **fields).pk]


def harvested(**fields: Any) -> Args:
    def args(world: World) -> list[Any]:
        row = make_team(lead=world.applicant, **fields)
        make_harvest(row)
        row.organisations.add(world.applicant.memberships.get().organisation)
        return [row.pk]

    return args


def placed(world: World) -> list[Any]:
    """A team of two, placed in a series for teams and not registered in it."""
    series = make_open_series(world.programme, entry="teams", team_size_min=2, team_size_max=9)
    row = make_team(lead=world.applicant, series=series)
    make_team_member(row)
    return [row.pk]


def part(make: Callable[..., Any], **fields: Any) -> Args:
    def args(world: World) -> list[Any]:
        row = make_team(lead=world.applicant)
        return [row.pk, make(row, **fields).pk]

    return args


def adding(kind: str, **fields: Any) -> Args:
    return lambda world: [*team(**fields)(world), kind]


def experiment(**fields: Any) -> Args:
    return lambda world: [make_experiment(make_team(lead=world.applicant), **fields).pk]


def space(world: World) -> Series:
    series = make_space(programme=world.programme, kind="challenge_workshop")
    take_part(series, world.outsider)
    return series


def slug(world: World) -> list[Any]:
    return [space(world).slug]


def workshop(**fields: Any) -> Args:
    def args(world: World) -> list[Any]:
        series = space(world)
        row = make_workshop(series, **fields)
        for _number in range(2):
            make_idea(row)
        return [series.slug]

    return args


def idea(**fields: Any) -> Args:
    def args(world: World) -> list[Any]:
        series = space(world)
        return [series.slug, make_idea(make_workshop(series, **fields)).pk]

    return args


def card(world: World) -> list[Any]:
    return [make_experiment(workshop=make_workshop(space(world))).pk]


def statement(world: World) -> list[Any]:
    series = space(world)
    return [series.slug, series.statements.create(perspective="customer", text="Jono lyheni.").pk]


ROWS = [
    Row("my-teams", signed_in()),
    Row("team", TEAM, "active", team()),
    Row("team", TEAM, "harvested", harvested()),
    Row("team", TEAM, "withdrawn", team(state="withdrawn")),
    Row("team", TEAM, "not placed", team(series=None)),
    Row("edit-team", TEAM, args=team()),
    Row("withdraw-team", TEAM, args=team()),
    Row("seat-team", POST_ONLY, args=team()),
    Row("seat-team", (SIGN_IN, 409, 404, 404, "/teams/"), "placed", placed, method="post"),
    Row("finish-team", POST_ONLY, args=team()),
    Row("finish-team", to_team(), "harvested", harvested(), method="post"),
    Row("finish-team", (SIGN_IN, 409, 404, 404, 409), "working", team(), method="post"),
    *[
        Row("add-to-team", TEAM, kind, adding(kind))
        for kind in ("member", "meeting", "task", "experiment", "commitment")
    ],
    Row("add-to-team", TEAM, "removal", adding("removal")),
    Row("add-to-team", (SIGN_IN, *(404,) * 4), "unknown", adding("other")),
    Row(
        "add-to-team",
        (SIGN_IN, 409, 404, 404, 409),
        "withdrawn",
        adding("task", state="withdrawn"),
    ),
    Row("development-task", TEAM, args=part(make_development_task)),
    Row("commitment", TEAM, "open", part(make_commitment)),
    Row("commitment", TEAM, "kept", part(make_commitment, state="kept")),
    Row("harvest", TEAM, args=team()),
    Row("mark-path", POST_ONLY, args=team()),
    Row(
        "mark-path",
        to_team(),
        args=team(),
        method="post",
        data=lambda world: {"done": "need-heard"},
    ),
    Row("office-teams", office(others=403)),
    Row("open-teams", everyone(405), args=slug),
    Row(
        "open-teams",
        (SIGN_IN, 403, 403, 403, "/office/teams/"),
        args=lambda w: [make_open_series(w.programme, entry="teams").slug],
        method="post",
    ),
    *[
        Row("experiment", TEAM, state, experiment(state=state))
        for state in ("proposed", "approved", "tried", "result", "adopted", "rejected")
    ],
    Row("experiment", INSIDE, "card", card),
    Row("try-again", TEAM, "result", experiment(state="result")),
    Row("try-again", (SIGN_IN, 409, 404, 404, 409), "proposed", experiment()),
    Row("workshop", (SIGN_IN, 404, 404, 404, "/learning/"), "without", slug),
    *[
        Row("workshop", INSIDE, state, workshop(state=state))
        for state in ("defining", "voting", "experimenting", "following", "ended")
    ],
    Row("edit-workshop", LEADING, args=slug),
    Row("move-workshop", POST_ONLY, args=workshop()),
    Row(
        "move-workshop",
        (SIGN_IN, 404, 409, 404, "/learning/"),
        args=workshop(),
        method="post",
        data=lambda world: {"to": "voting"},
    ),
    Row("vote-idea", POST_ONLY, args=idea(state="voting")),
    Row(
        "vote-idea",
        (SIGN_IN, 404, "/learning/", 404, 409),
        args=idea(state="voting"),
        method="post",
        data=lambda world: {"give": "1"},
    ),
    Row("choose-idea", LEADING, args=idea(state="voting")),
    Row("board", INSIDE, "empty", slug),
    Row("board", INSIDE, "filled", lambda w: statement(w)[:1]),
    Row("board-file", INSIDE, "csv", lambda w: [*statement(w)[:1], "csv"], is_page=False),
    Row("board-file", INSIDE, "xlsx", lambda w: [*statement(w)[:1], "xlsx"], is_page=False),
    Row("board-file", (SIGN_IN, *(404,) * 4), "other", lambda w: [*slug(w), "pdf"], is_page=False),
    Row("remove-statement", POST_ONLY, args=statement),
    Row(
        "remove-statement",
        (SIGN_IN, 404, 409, 404, "/learning/"),
        args=statement,
        method="post",
    ),
    Row("draft-team-practice", POST_ONLY, args=team()),
    Row("draft-team-practice", (SIGN_IN, 409, 404, 404, 409), "early", team(), method="post"),
    Row("draft-team-practice", to_team("/my/practices/"), "harvested", harvested(), method="post"),
]
