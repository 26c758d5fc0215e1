"""Open answers, codes, quotes and interviews: who gets what at their addresses."""

from typing import Any

from talkoot.surveys.models import ReadAnswer
from tests.factories.texts import (
    make_frame,
    make_interview,
    make_laid_round,
    make_quote,
    make_read_answer,
)
from tests.matrix import Row, World, everyone, office

POST_ONLY = everyone(405)


def pile(world: World) -> list[Any]:
    return [make_laid_round(programme=world.programme).programme.slug, "text"]


def few(world: World) -> list[Any]:
    make_laid_round(3, mode="anonymous", programme=world.programme)
    return [world.programme.slug, "text"]


def unread(world: World) -> list[Any]:
    survey = make_laid_round(programme=world.programme)
    return [ReadAnswer.objects.get(response__round=survey).pk]


def frame(world: World) -> list[Any]:
    return [make_frame(world.programme).pk]


def code(world: World) -> list[Any]:
    return [make_frame(world.programme).codes.first().pk]  # type: ignore[union-attr]


def interview(world: World) -> list[Any]:
    return [make_interview(world.programme).pk]


def quote(world: World) -> list[Any]:
    return [make_quote(make_interview(world.programme)).pk]


def withdrawn(world: World) -> list[Any]:
    source = make_interview(world.programme)
    return [make_quote(source, consent="withdrawn", text="").pk]


ROWS = [
    Row("office-texts", office(others=403)),
    Row("office-pile", office(others=403), "read", pile),
    Row("office-pile", office(others=403), "too few", few),
    Row("office-pile", office(404, others=403), "unknown", lambda w: ["ei", "ole"]),
    Row("group-answers", POST_ONLY, "got", pile),
    Row("group-answers", office("/office/texts/in/", others=403), "asked", pile, method="post"),
    Row("read-answer", office(others=403), "unread", unread),
    Row(
        "read-answer",
        office(others=403),
        "read",
        lambda w: [make_read_answer(programme=w.programme).pk],
    ),
    Row("read-answer", office(404, others=403), "unknown", lambda w: [0]),
    Row("office-frames", office(others=403)),
    Row("new-frame", office(others=403)),
    Row("office-frame", office(others=403), args=frame),
    Row("office-frame", office(404, others=403), "unknown", lambda w: [0]),
    Row("edit-code", office(others=403), args=code),
    Row("edit-code", office(404, others=403), "unknown", lambda w: [0]),
    Row("office-interviews", office(others=403)),
    Row("new-interview", office(others=403)),
    Row("office-interview", office(others=403), args=interview),
    Row("office-interview", office(404, others=403), "unknown", lambda w: [0]),
    Row("edit-interview", office(others=403), args=interview),
    Row("office-quotes", office(others=403)),
    Row("new-quote", office(404, others=403), "of nothing"),
    Row("office-quote", office(others=403), args=quote),
    Row("office-quote", office(404, others=403), "withdrawn", withdrawn),
    Row("publish-quote", POST_ONLY, "got", quote),
    Row(
        "publish-quote", office("/office/texts/quotes/", others=403), "asked", quote, method="post"
    ),
    Row(
        "publish-quote",
        office(409, others=403),
        "withdrawn",
        withdrawn,
        method="post",
        data=lambda w: {"is_public": "1"},
    ),
    Row("withdraw-quote", office(others=403), args=quote),
]
