"""What `talkoot export` gives: rows of the same columns that `talkoot import` takes.

A file that is brought back in where it came from changes nothing.
"""

import csv
import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from django.utils import timezone

from talkoot.core.exports import safe_cell
from talkoot.home.moving.events import event_rows
from talkoot.home.moving.registers import REGISTERS, register_rows
from talkoot.home.open_rows import open_adoptions
from talkoot.people.imports import (
    MUNICIPALITY_COLUMNS,
    MUNICIPALITY_EXTRAS,
    ORGANISATION_COLUMNS,
)
from talkoot.people.models import Municipality, Organisation
from talkoot.practices.imports.columns import COLUMNS
from talkoot.practices.imports.register import Register
from talkoot.practices.imports.rows import LATER_TEXTS, LONG_TEXTS
from talkoot.practices.queries import published_practices
from talkoot.programmes.models import Programme

Row = dict[str, Any]
CHUNK = 500
SAME = "title language source_url unit_name status kind slug extent video_url".split()
SAME += [*LONG_TEXTS, *LATER_TEXTS]


def practice_rows(programme: Programme | None) -> Iterator[Row]:
    """Published practices. One that was written here is known by the last part of its address."""
    register = Register()
    bodies = {
        pk: name if register.organisation(name) == pk else key  # Two may share a name.
        for pk, name, key in Organisation.objects.values_list("pk", "name", "key")
    }
    rows = published_practices().select_related("programme", "sector", "place").order_by("pk")
    if programme is not None:
        rows = rows.filter(programme=programme)
    rows = rows.prefetch_related("themes", "partners")
    for row in rows.iterator(chunk_size=CHUNK):
        words = [*(theme.code for theme in row.themes.all()), *row.keywords.split(", ")]
        yield {name: getattr(row, name) for name in SAME} | {
            "external_id": row.external_id or row.slug,
            "summary": row.gist,
            "text": row.what_was_done,
            "organisation": bodies[row.organisation_id],
            "municipality": row.place.name_fi if row.place else "",
            "sector": row.sector.code if row.sector else "",
            "themes": "; ".join(filter(None, words)),
            "published_on": _day(timezone.localdate(row.published_at)),
            "partners": "; ".join(bodies[body.pk] for body in row.partners.all()),
            "began_year": row.began_year or "",
            "programme": row.programme.slug,
            "is_demo": "1" if row.is_demo else "",
        }


def adoption_rows(programme: Programme | None) -> Iterator[Row]:
    """Adoptions that the practices' pages show."""
    register = Register()
    rows = open_adoptions().select_related("practice__programme").order_by("pk")
    if programme is not None:
        rows = rows.filter(practice__programme=programme)
    for row in rows.iterator(chunk_size=CHUNK):
        body, answers = row.organisation, {True: "yes", False: "no"}
        known = register.organisation(body.name) == body.pk
        yield {
            "practice": row.practice.slug,
            "programme": row.practice.programme.slug,
            "organisation": body.name if known else body.key,
            "adopted_on": _day(row.adopted_on),
            "stage": row.stage,
            "fidelity": row.fidelity,
            "scope": row.scope,
            "mechanism": row.mechanism,
            "benefit": row.benefit or "",
            "replaced_old": answers[row.replaced_old] if row.replaced_old is not None else "",
            "note": row.note,
        }


def organisation_rows(_programme: Programme | None) -> Iterator[Row]:
    names = ["key", "name", "kind", *ORGANISATION_COLUMNS]
    for row in Organisation.objects.select_related("parent").order_by("pk").iterator():
        told = {"municipality_code": row.municipality_id or ""}
        told["parent"] = row.parent.key if row.parent else ""
        yield {name: _text(told.get(name, getattr(row, name, ""))) for name in names}


def municipality_rows(_programme: Programme | None) -> Iterator[Row]:
    names = [*MUNICIPALITY_COLUMNS, *MUNICIPALITY_EXTRAS]
    for row in Municipality.objects.order_by("pk").iterator():
        yield {
            name: _text(row.merged_into_id if name == "merged_into" else getattr(row, name))
            for name in names
        }


KINDS: dict[str, Callable[[Programme | None], Iterable[Row]]] = {
    "practices": practice_rows,
    "adoptions": adoption_rows,
    "organisations": organisation_rows,
    "municipalities": municipality_rows,
    "events": event_rows,
}
PRACTICE_MARK = "talkoot_line"  # Tells the import that the sheet is one of ours.


def columns_of(kind: str, row: Row) -> list[str]:
    """In the order of the import's own columns."""
    return [name for name in COLUMNS if name in row] if kind == "practices" else [*row]


def write_rows(kind: str, path: Path, *, programme: Programme | None) -> int:
    """Write the file (.csv or .jsonl by its ending) whole or not at all; returns how many rows."""
    rows = register_rows(kind, programme) if kind in REGISTERS else KINDS[kind](programme)
    part = path.with_name(f".{path.name}.part")
    is_lines = path.suffix.lower() == ".jsonl"
    encoding = "utf-8" if is_lines else "utf-8-sig"
    try:
        with part.open("w", encoding=encoding, newline="") as file:
            write = _lines(file) if is_lines else _cells(kind, file)
            count = 0
            for count, row in enumerate(rows, 1):
                write(count, {name: row[name] for name in columns_of(kind, row)})
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
    return count


def _lines(file: Any) -> Callable[[int, Row], None]:
    return lambda _number, row: file.write(json.dumps(row, ensure_ascii=False) + "\n")


def _cells(kind: str, file: Any) -> Callable[[int, Row], None]:
    """Semicolons, as Finnish spreadsheets write; no cell runs as a formula."""
    writer = csv.writer(file, delimiter=";")
    is_marked = kind == "practices"

    def write(number: int, row: Row) -> None:
        if number == 1:
            writer.writerow([*([PRACTICE_MARK] if is_marked else []), *row])
        cells = [safe_cell(cell) for cell in row.values()]
        writer.writerow([*([number + 1] if is_marked else []), *cells])

    return write


def _day(day: Any) -> str:
    return day.isoformat() if day else ""


def _text(value: Any) -> Any:
    """A cell as the import reads it."""
    if value is None:
        return ""
    return value.isoformat() if hasattr(value, "isoformat") else value
