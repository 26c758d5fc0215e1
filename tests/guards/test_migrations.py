"""Migrations are complete, named by intent, and stand on their own."""

import ast
import re
from io import StringIO

import pytest
from django.core.management import call_command

from tests.guards.tree import PACKAGE, name_of

MIGRATIONS = sorted(PACKAGE.glob("*/migrations/0*.py"))
AUTOMATIC = re.compile(r"^\d{4}_(auto_|alter_|remove_|rename_|add_|delete_)|_and_more$|_more$")
# Fields refer to these by name; they hold no behaviour that a later change could take away.
ALLOWED = ("talkoot.core.models", "talkoot.calls.models.new_ref")


def test_no_migration_is_missing(db):
    out = StringIO()
    try:
        call_command("makemigrations", check=True, dry_run=True, stdout=out)
    except SystemExit:
        pytest.fail(f"Models and migrations differ:\n{out.getvalue()}")


@pytest.mark.parametrize("path", MIGRATIONS, ids=name_of)
def test_name_tells_the_intent(path):
    assert not AUTOMATIC.search(path.stem), "Name the migration by its intent (-n)."


@pytest.mark.parametrize("path", MIGRATIONS, ids=name_of)
def test_it_can_be_undone(path):
    source = path.read_text(encoding="utf-8")
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        called = ast.unparse(node.func).rpartition(".")[2]
        if called in ("RunSQL", "RunPython"):
            named = {keyword.arg for keyword in node.keywords}
            way_back = len(node.args) > 1 or named & {"reverse_sql", "reverse_code"}
            assert way_back, f"{called} at line {node.lineno} has no way back."


@pytest.mark.parametrize("path", MIGRATIONS, ids=name_of)
def test_it_imports_no_code_of_an_app(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [node.module or ""]
        for name in names:
            if name.startswith("talkoot") and not name.startswith(ALLOWED):
                used = _uses(path, name)
                assert used <= set(ALLOWED), f"It uses {', '.join(used)}; copy what it needs."


def _uses(path, module):
    found = re.findall(rf"{re.escape(module)}\.\w+", path.read_text(encoding="utf-8"))
    return {use for use in found if not use.startswith(ALLOWED)} or set()
