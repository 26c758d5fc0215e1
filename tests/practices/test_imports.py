"""Practices from a file: all or nothing, with the numbers of the broken lines."""

import csv
import json

import pytest

from talkoot.core.tables import BadTable
from talkoot.practices.imports import import_practices
from talkoot.practices.models import Practice
from talkoot.search.queries import find
from tests.factories.people import make_organisation
from tests.factories.programmes import make_sector, make_theme


@pytest.fixture
def row(programme):
    """A whole line, whose organisation, area and theme exist."""
    make_organisation("Kuopion kaupunki", key="kunta-297")
    make_sector("opetus")
    make_theme("practice", code="lean")
    return {
        "title": "Ruokahävikki puoliksi",
        "gist": "Oppilaat punnitsivat hävikin.",
        "organisation": "kunta-297",
        "sector": "opetus",
        "need": "Ruokaa meni hukkaan.",
        "what_was_done": "Punnittiin.",
        "programme": programme.slug,
        "themes": "lean",
        "published_on": "2029-11-21",
    }


def write_lines(path, rows):
    path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    return path


def test_lines_become_published_and_findable(tmp_path, row):
    path = write_lines(tmp_path / "a.jsonl", [row, {**row, "title": "Toinen", "themes": []}])
    assert len(import_practices(path)) == 2
    practice = Practice.objects.get(title="Ruokahävikki puoliksi")
    assert practice.state == Practice.State.PUBLISHED
    assert [theme.code for theme in practice.themes.all()] == ["lean"]
    assert find("practice", "ruokahävikki").ids[0] == practice.pk


def test_csv_is_read_too(tmp_path, row):
    path = tmp_path / "a.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=list(row))
        writer.writeheader()
        writer.writerow(row)
    assert len(import_practices(path)) == 1


@pytest.mark.parametrize(
    "change",
    [
        {"title": ""},
        {"title": "x" * 10_000},
        {"organisation": "tuntematon"},
        {"sector": None},
        {"themes": "lean outo"},
        {"published_on": "31.2.2029"},
        {"status": "valmis"},
        {"outo_sarake": "1"},
    ],
)
def test_a_broken_line_stops_everything_and_is_named(tmp_path, row, change):
    path = write_lines(tmp_path / "a.jsonl", [row, {**row, **change}])
    with pytest.raises(BadTable) as broken:
        import_practices(path)
    assert "2" in broken.value.sentences[0]
    assert not Practice.objects.exists()
    assert find("practice", "ruokahävikki").count == 0


@pytest.mark.parametrize("content", [b"", b"\xff\xfe{", b"{rikki", b"[1, 2]\n"])
def test_a_file_that_is_no_list_of_practices_is_refused(tmp_path, row, content):
    path = tmp_path / "a.jsonl"
    path.write_bytes(content)
    with pytest.raises(BadTable):
        import_practices(path)


def test_missing_file_and_used_slug_are_refused(tmp_path, row):
    with pytest.raises(BadTable):
        import_practices(tmp_path / "ei-ole.jsonl")
    path = write_lines(tmp_path / "a.jsonl", [{**row, "slug": "sama"}, {**row, "slug": "sama"}])
    with pytest.raises(BadTable):
        import_practices(path)
