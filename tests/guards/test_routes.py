"""No address vanishes unnoticed: tests/guards/routes.txt lists them all."""

import os

from tests.guards.tree import ROOT
from tests.routes import routes

LIST = ROOT / "tests" / "guards" / "routes.txt"
COMMAND = "TALKOOT_TEST_WRITE_ROUTES=1 .venv/bin/pytest tests/guards/test_routes.py"


def test_addresses_are_as_listed():
    found = [f"{route.name} {route.pattern}" for route in routes()]
    if os.environ.get("TALKOOT_TEST_WRITE_ROUTES") == "1":
        LIST.write_text("\n".join(found) + "\n", encoding="utf-8")
    listed = LIST.read_text(encoding="utf-8").splitlines()
    vanished = sorted(set(listed) - set(found))
    new = sorted(set(found) - set(listed))
    assert not vanished, (
        f"These addresses are gone: {', '.join(vanished)}. Somebody has them bookmarked: leave a "
        f"redirect behind, then run {COMMAND}"
    )
    assert not new, f"New addresses: {', '.join(new)}. Look at them, then run {COMMAND}"


def test_every_route_of_ours_has_a_name():
    assert [route.pattern for route in routes() if route.is_ours and not route.name] == []


def test_a_name_and_its_view_are_one():
    from django.urls import get_resolver

    wrong = []
    for route in routes():
        if not route.is_ours:
            continue
        # A public form of the view's name: application_step answers as "application-step".
        views = {
            view.__name__
            for view in _views(get_resolver())
            if view.__module__.startswith("talkoot.")
        }
        if route.name.replace("-", "_") not in views:
            wrong.append(route.name)
    assert not wrong, f"No view bears the name of these routes: {', '.join(wrong)}."


def _views(resolver):
    for entry in resolver.url_patterns:
        if hasattr(entry, "url_patterns"):
            yield from _views(entry)
        elif hasattr(entry.callback, "__name__"):
            yield entry.callback
