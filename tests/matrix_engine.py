"""Rows of the files that answer questions of an application."""

from typing import Any

from talkoot.calls.models import ApplicationFile
from tests.factories.files import make_file
from tests.matrix import Row, World, own


def with_file(state: str) -> Any:
    def args(world: World) -> list[Any]:
        application = world.application(state)
        ApplicationFile.objects.create(application=application, item_code="plan", file=make_file())
        return [application.ref, "plan"]

    return args


ROWS = [
    Row("application-file", own(), "draft", with_file("draft"), is_page=False),
    Row(
        "application-file",
        own(office_user=200),
        "submitted",
        with_file("submitted"),
        is_page=False,
    ),
    Row(
        "application-file",
        own(404),
        "none",
        lambda w: [w.application("submitted").ref, "plan"],
        is_page=False,
    ),
]
