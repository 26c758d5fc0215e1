"""Both ladders hold: apps import lower apps only, files import lower files only."""

import tomllib

from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports

from tests.guards.tree import PACKAGE, ROOT


def contracts() -> list[dict[str, object]]:
    with (ROOT / "pyproject.toml").open("rb") as file:
        found: list[dict[str, object]] = tomllib.load(file)["tool"]["importlinter"]["contracts"]
    return found


def test_ladders_hold(monkeypatch, capfd):
    monkeypatch.chdir(ROOT)
    status = lint_imports(no_cache=True)
    assert status == EXIT_STATUS_SUCCESS, capfd.readouterr().out


def test_every_app_stands_on_both_ladders():
    rungs, containers = set(), set()
    for contract in contracts():
        if contract["containers"] == ["talkoot"]:
            for rung in contract["layers"]:
                rungs |= {name.strip(" ()") for name in rung.split("|")}
        else:
            containers |= {name.removeprefix("talkoot.") for name in contract["containers"]}
    apps = {path.parent.name for path in PACKAGE.glob("*/apps.py")}
    assert apps == rungs, "Put the app on the ladder of apps in pyproject.toml."
    assert apps - {"core"} == containers, "Put the app under the ladder of files in pyproject.toml."
