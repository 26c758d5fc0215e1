"""The question bank: who gets what at its addresses."""

from collections.abc import Callable
from typing import Any

from tests.factories.programmes import make_programme
from tests.factories.surveys import make_bank_item
from tests.matrix import Row, World, everyone, office
from tests.matrix_builder import on_draft, posted


def kept(**fields: Any) -> Callable[[World], list[Any]]:
    """The address of a wording of the office's own programme."""
    return lambda world: [make_bank_item(programme=world.programme, **fields).pk]


def shipped(_world: World) -> list[Any]:
    return [make_bank_item().pk]


def anothers(_world: World) -> list[Any]:
    return [make_bank_item(programme=make_programme()).pk]


def outdated(world: World) -> list[Any]:
    old = make_bank_item("vanha", programme=world.programme)
    make_bank_item("vanha", programme=world.programme, version=2)
    return [old.pk]


ROWS = [
    Row("office-bank-items", office(others=403)),
    Row("office-bank-items", office(others=403), "searched", query="?q=ei-ole&retired=on"),
    Row("bank-item", office(others=403), "own", kept()),
    Row("bank-item", office(others=403), "own, retired", kept(is_retired=True)),
    Row("bank-item", office(others=403), "shipped", shipped),
    Row("bank-item", office(404, others=403), "another office's", anothers),
    Row("change-bank-item", office(others=403), "own", kept()),
    Row("change-bank-item", office(409, others=403), "shipped", shipped),
    Row("change-bank-item", office(409, others=403), "not the newest", outdated),
    Row("change-bank-item", office(404, others=403), "another office's", anothers),
    Row("retire-bank-item", everyone(405), args=kept()),
    Row(
        "retire-bank-item", office("/office/forms/bank/", others=403), "own", kept(), method="post"
    ),
    Row("retire-bank-item", office(409, others=403), "shipped", shipped, method="post"),
    Row("retire-bank-item", office(404, others=403), "another office's", anothers, method="post"),
    *on_draft("take-bank-item"),
    *posted("keep-item", "free"),
]
