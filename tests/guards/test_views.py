"""Views fetch and authorise in one call; views and jobs write through actions only."""

import ast

from tests.guards.tree import PACKAGE, files, name_of

REFUSED_NAMES = {"get_object_or_404", "get_list_or_404"}
WRITES = {"create", "bulk_create", "bulk_update", "get_or_create", "update_or_create", "delete"}


def view_files():
    return [path for path in files(PACKAGE, ".py") if path.stem == "views" or "views" in path.parts]


def is_objects(node: ast.expr) -> bool:
    """True for `X.objects…` however long the chain is."""
    while isinstance(node, ast.Call | ast.Attribute):
        if isinstance(node, ast.Attribute) and node.attr == "objects":
            return True
        node = node.func if isinstance(node, ast.Call) else node.value
    return False


def calls(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            yield node


def test_rows_come_through_fetch():
    faults = []
    for path in view_files():
        for call in calls(path):
            if isinstance(call.func, ast.Name) and call.func.id in REFUSED_NAMES:
                faults.append(f"{name_of(path)}:{call.lineno} {call.func.id}")
            gets = isinstance(call.func, ast.Attribute) and call.func.attr in ("get", "aget")
            if gets and is_objects(call.func.value):
                faults.append(f"{name_of(path)}:{call.lineno} objects.get")
    assert not faults, f"Use core.access.fetch, which also asks the rule: {faults}"


def test_views_write_nothing():
    faults = []
    for path in view_files():
        for call in calls(path):
            if not isinstance(call.func, ast.Attribute):
                continue
            saves = call.func.attr == "save" and not call.args
            if saves or (call.func.attr in WRITES and is_objects(call.func.value)):
                faults.append(f"{name_of(path)}:{call.lineno} .{call.func.attr}()")
    assert not faults, f"Write through an action: {faults}"


def test_jobs_write_nothing():
    faults = []
    for path in files(PACKAGE, ".py"):
        if path.stem != "jobs":
            continue
        for call in calls(path):
            name = ast.unparse(call.func).rpartition(".")[2]
            if name in {*WRITES, "save", "update", "change_state", "record"}:
                faults.append(f"{name_of(path)}:{call.lineno} {name}()")
    assert not faults, f"Write through an action: {faults}"
