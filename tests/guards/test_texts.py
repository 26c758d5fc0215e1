"""The repository speaks of the product alone."""

import re

import pytest

from tests.guards.tree import ROOT, files, name_of

TEXT = {
    ".py", ".md", ".html", ".txt", ".toml", ".json", ".css", ".scss", ".js", ".mjs", ".svg", ".typ",
    ".po", ".csv", ".lock", "",
}  # fmt: skip
# Assembled, so that this file does not find itself.
MACHINE = re.compile("(?:^|[\\s\"'(=])/" + "(?:work|root|home/[a-z]+)/")
REGISTRY = re.compile("index-url[ =]+" + "http|.resol" + "ved.: .http|registry=" + "http")
MARKS = re.compile("<" * 7 + "|" + ">" * 7 + "|\\b(?:TO" + "DO|FIX" + "ME|XX" + "X)\\b")
DIARY = re.compile(
    "session " + "ended|co-authored" + "-by|as an " + "AI|AI " + "agent",
    re.IGNORECASE,
)
OURS = [path for path in files(ROOT) if path.suffix in TEXT]


@pytest.mark.parametrize(
    ("what", "pattern"),
    [
        ("a path of somebody's machine", MACHINE),
        ("a package registry", REGISTRY),
        ("an open end", MARKS),
        ("a word about the making", DIARY),
    ],
)
def test_no_file_holds(what, pattern):
    found = []
    for path in OURS:
        if path.suffix == ".lock" and pattern is not REGISTRY:
            continue
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            if pattern.search(line):
                found.append(f"{name_of(path)}:{number}: {line.strip()[:80]}")
    assert not found, f"{what}:\n" + "\n".join(found)


def test_names_are_telling():
    refused = {"utils", "helpers", "manager", "misc", "info"}
    assert [name_of(p) for p in files(ROOT / "talkoot", ".py") if p.stem in refused] == []
