"""The office's form builder, row by row."""

from collections.abc import Callable
from typing import Any

from tests.factories.forms import make_form
from tests.factories.programmes import make_programme
from tests.matrix import Row, World, everyone, office


def draft(*more: str, **fields: Any) -> Callable[[World], list[Any]]:
    """The address of a form of the office's, a draft if nothing else is said."""
    return lambda world: [make_form(programme=world.programme, **fields).pk, *more]


def shipped(world: World) -> list[Any]:
    form = make_form(programme=world.programme, is_published=True)
    type(form).objects.filter(pk=form.pk).update(programme=None)
    return [form.pk]


def elsewhere(*more: str) -> Callable[[World], list[Any]]:
    return lambda world: [make_form(programme=make_programme()).pk, *more]


def on_draft(name: str, *more: str) -> list[Row]:
    """A page that changes a draft of one's own office, and nothing else."""
    return [
        Row(name, office(others=403), "draft", draft(*more)),
        Row(name, office(409, others=403), "published", draft(*more, is_published=True)),
        Row(name, office(404, others=403), "another office's", elsewhere(*more)),
    ]


def posted(name: str, *more: str, to: str = "/office/forms/") -> list[Row]:
    """A step that takes POST alone."""
    return [
        Row(name, everyone(405), args=draft(*more)),
        Row(name, office(to, others=403), "draft", draft(*more), method="post"),
        Row(name, office(404, others=403), "another office's", elsewhere(*more), method="post"),
    ]


ROWS = [
    Row("office-forms", office(others=403)),
    Row("new-form", office(others=403)),
    Row("import-form", office(others=403)),
    *[
        Row(name, office(others=403), state, args, is_page=name != "export-form")
        for name in ("office-form", "copy-form", "preview-form", "export-form")
        for state, args in (
            ("draft", draft()),
            ("published", draft(is_published=True)),
            ("shipped", shipped),
        )
    ],
    *[
        Row(name, office(404, others=403), "another office's", elsewhere())
        for name in ("office-form", "copy-form", "preview-form", "export-form")
    ],
    *on_draft("rename-form"),
    *on_draft("publish-form"),
    *on_draft("delete-form"),
    *on_draft("add-section"),
    *on_draft("add-item"),
    Row("add-item", office(others=403), "scale", draft(), "?kind=scale&section=tarve"),
    *on_draft("edit-section", "tarve"),
    *on_draft("delete-section", "tekijat"),
    *on_draft("section-condition", "tekijat"),
    *on_draft("edit-item", "which"),
    *on_draft("delete-item", "free"),
    *on_draft("item-condition", "why"),
    Row("edit-item", office(404, others=403), "gone", draft("ei-ole")),
    Row("delete-item", office(409, others=403), "asked by another", draft("which"), method="post"),
    *posted("start-form-version"),
    *posted("move-section", "tarve"),
    *posted("move-item", "free"),
]
