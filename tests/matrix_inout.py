"""Who gets what where practices come in and go out."""

from typing import Any

from talkoot.home.opendata.build import folder
from tests.factories.imports import make_import
from tests.factories.practices import make_practice
from tests.matrix import Row, everyone, office
from tests.matrix_things import practice_slug

OFFICE = office(others=403)
POST: Any = {"method": "post"}


def run(state: str) -> Any:
    return lambda world: [make_import(programme=world.programme, state=state).pk]


def api(path: str) -> Any:
    return lambda _world: [path]


def unmade(name: str) -> Any:
    """No test before this one has left the file."""

    def args(_world: Any) -> list[str]:
        (folder() / name).unlink(missing_ok=True)
        return [name]

    return args


ROWS = [
    Row("api", everyone(200), "practices", api("practices"), is_page=False),
    Row("api", everyone(200), "document", api("openapi.json"), is_page=False),
    Row("api", everyone(404), "unknown", api("nothing"), is_page=False),
    Row("api", everyone(200), "one", lambda w: [f"practices/{make_practice().pk}"], is_page=False),
    Row("practices-feed", everyone(200), is_page=False),
    Row("practice-card", everyone(200), "published", practice_slug("published"), is_page=False),
    Row("practice-card", everyone(404), "draft", practice_slug("draft")),
    Row("embed-practices", everyone(200)),
    Row("open-data", everyone(200)),
    Row("open-data-file", everyone(404), "not made", unmade("events.parquet")),
    Row("robots", everyone(200), is_page=False),
    Row("sitemap", everyone(200), is_page=False),
    Row("sitemap-part", everyone(200), "pages", lambda w: ["pages"], is_page=False),
    Row("sitemap-part", everyone(404), "unknown", lambda w: ["else"]),
    Row("office-imports", OFFICE),
    *[
        Row("office-import", OFFICE, state, run(state))
        for state in ("mapping", "checking", "checked", "importing", "done", "failed")
    ],
    Row("apply-import", office("/office/imports/", others=403), "checked", run("checked"), **POST),
    Row("import-faults", OFFICE, "done", run("done"), is_page=False),
    Row("import-faults", office(404, others=403), "mapping", run("mapping")),
]
