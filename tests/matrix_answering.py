"""Answering a survey, the open link, the way out of voluntary mail: who gets what."""

from typing import Any

from talkoot.correspondence.opt_out_links import token_of
from tests.factories.correspondence import make_message
from tests.factories.surveys import make_round
from tests.matrix import TOKEN, Row, World, everyone, office

CODE = "k3tu9abc"
WHOLE = {"grade": "5", "effect": "0", "yes-no": "no", "text": ""}


def open_round(world: World) -> list[Any]:
    return [make_round(programme=world.programme, public_code=CODE).public_code]


def closed_round(world: World) -> list[Any]:
    return [make_round(programme=world.programme, public_code=CODE, state="closed").public_code]


def planned_round(world: World) -> list[Any]:
    return [make_round(programme=world.programme, public_code=CODE, state="planned").public_code]


def round_with_link(world: World) -> list[Any]:
    return [make_round(programme=world.programme, public_code=CODE).pk]


def round_without(world: World) -> list[Any]:
    return [make_round(programme=world.programme).pk]


def voluntary(world: World) -> list[Any]:
    return [token_of(make_message(topic="surveys", office=world.programme.office).key)]


ROWS = [
    Row("survey-page", everyone(200), "open", lambda w: [w.survey(), 1]),
    Row("survey-page", everyone(f"/s/{TOKEN}/"), "no such page", lambda w: [w.survey(), 9]),
    Row("survey-page", everyone(410), "closed", lambda w: [w.survey("closed"), 1]),
    Row("survey-page", everyone(404), "wrong link", lambda w: ["x" * 43, 1]),
    Row("survey", everyone(409), "planned", lambda w: [w.survey("planned")]),
    Row("open-survey", everyone(200), "open", open_round),
    Row("open-survey", everyone(410), "closed", closed_round),
    Row("open-survey", everyone(409), "planned", planned_round),
    Row("open-survey", everyone(404), "unknown", lambda w: ["eiole"]),
    Row(
        "open-survey", everyone("/s/thanks/"), "answered", open_round,
        method="post", data=lambda w: WHOLE,
    ),
    Row("office-round-link", office(others=403), "made", round_with_link),
    Row("office-round-link", office(others=403), "not made", round_without),
    Row("office-round-link", office(404, others=403), "unknown", lambda w: [0]),
    Row("round-link-picture", office(others=403), "made", round_with_link, is_page=False),
    Row("round-link-picture", office(404, others=403), "not made", round_without, is_page=False),
    Row("opt-out", everyone(200), "voluntary mail", voluntary),
    Row("opt-out", everyone(404), "forged", lambda w: ["vale"]),
]  # fmt: skip
