"""The office's picked lists: who gets what at their addresses."""

from typing import Any

from django.utils import timezone

from talkoot.practices.models import CuratedItem
from tests.factories.practices import make_curated_list
from tests.matrix import SIGN_IN, Row, World, office

OFFICE = office(200, others=403)
OFFICE_POST = (SIGN_IN, 403, 403, 403, 405)
NAMES = {"title_fi": "Aloita näistä"}


def a_list(**fields: Any) -> Any:
    return lambda world: [make_curated_list(practices=[world.practice()], **fields).pk]


def an_item(world: World) -> list[Any]:
    [pk] = a_list()(world)
    return [pk, CuratedItem.objects.get(curated_list=pk).pk]


def a_pick(world: World) -> list[Any]:
    return [make_curated_list().pk, world.practice().slug]


def post(expected: str, name: str, args: Any, state: str = "", **data: Any) -> Row:
    """The office's press of a button, and where it leads."""
    return Row(name, office(expected, others=403), state, args, method="post",
               data=lambda _world: data)  # fmt: skip


ROWS = [
    Row("office-lists", OFFICE, args=lambda world: a_list()(world)[:0]),
    Row("new-list", OFFICE, args=lambda world: [world.programme][:0]),
    Row("office-list", OFFICE, args=a_list()),
    Row("office-list", OFFICE, "searched", a_list(), query="?q=vuorot"),
    Row("edit-list", OFFICE, args=a_list()),
    Row("delete-list", OFFICE, args=a_list()),
    Row("add-to-list", OFFICE_POST, args=a_pick),
    Row("remove-from-list", OFFICE_POST, args=an_item),
    Row("move-in-list", OFFICE_POST, args=an_item),
    Row("move-list", OFFICE_POST, args=a_list()),
    Row("publish-list", OFFICE_POST, args=a_list()),
    Row("hide-list", OFFICE_POST, args=a_list()),
    post("/office/lists/", "edit-list", a_list(), "named", **NAMES),
    post("/office/lists/", "add-to-list", a_pick, "picked"),
    post("/office/lists/", "remove-from-list", an_item, "taken off"),
    post("/office/lists/", "move-in-list", an_item, "moved", step="up"),
    post("/office/lists/", "move-list", a_list(), "moved", step="up"),
    post("/office/lists/", "publish-list", a_list(), "published"),
    post("/office/lists/", "hide-list", a_list(published_on=timezone.localdate()), "hidden"),
    post("/office/lists/", "delete-list", a_list(), "deleted"),
]
