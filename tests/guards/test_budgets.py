"""Files, functions and pages stay small enough to read and to load."""

import gzip

import pytest

from tests.guards.tree import PACKAGE, ROOT, files, functions, length_of, line_count, name_of

FILE_LINES = 400
VIEW_LINES = 250
TEMPLATE_LINES = 120
FUNCTION_LINES = 40
# Up to 60 lines with a reason; longer is refused.
LONG_FUNCTIONS: dict[str, str] = {}
LONG_FUNCTION_LINES = 60
PAGE_KB = {
    "style": (20, ["ui.css"]),
    "script": (30, ["govuk-frontend.js", "htmx.js", "ui.js"]),
    "font": (30, ["fonts/source-sans-3-latin.woff2"]),
}


def test_files_are_short():
    code = [*files(PACKAGE, ".py"), *files(ROOT / "tests", ".py"), *files(ROOT / "bench", ".py")]
    long = {name_of(path): line_count(path) for path in code if line_count(path) > FILE_LINES}
    assert not long, f"Longer than {FILE_LINES} lines: {long}"


def test_view_files_are_short():
    views = [
        path for path in files(PACKAGE, ".py") if path.stem == "views" or "views" in path.parts
    ]
    long = {name_of(path): line_count(path) for path in views if line_count(path) > VIEW_LINES}
    assert not long, f"Longer than {VIEW_LINES} lines: {long}"


def test_templates_are_short():
    templates = list(files(PACKAGE, ".html", ".txt"))
    long = {name_of(p): line_count(p) for p in templates if line_count(p) > TEMPLATE_LINES}
    assert not long, f"Longer than {TEMPLATE_LINES} lines: {long}"


def test_functions_are_short():
    long = {}
    for path in files(PACKAGE, ".py"):
        for function in functions(path):
            name = f"{name_of(path)}:{function.name}"
            limit = LONG_FUNCTION_LINES if name in LONG_FUNCTIONS else FUNCTION_LINES
            if length_of(function) > limit:
                long[name] = length_of(function)
    assert not long, f"Longer than {FUNCTION_LINES} lines: {long}"


@pytest.mark.parametrize("kind", PAGE_KB)
def test_a_page_is_light(kind):
    limit, names = PAGE_KB[kind]
    total = 0
    for name in names:
        content = (PACKAGE / "static" / name).read_bytes()
        total += len(content if kind == "font" else gzip.compress(content, 9, mtime=0))
    assert total <= limit * 1000, f"{kind}: {total} bytes, the budget is {limit} kB."


def test_our_own_script_is_tiny():
    assert (PACKAGE / "static" / "ui.js").stat().st_size <= 3000
