"""What an import found and did, and the sheet that goes back with its faults."""

import csv
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from talkoot.core.exports import safe_cell
from talkoot.practices.imports.columns import COLUMNS, OURS

MOST_SHOWN = 50
MOST_UNKNOWN = 500


@dataclass
class Report:
    """Numbers of rows, the first faults, and the words that were not known with their rows.

    `fields` counts the corrected practices by the column that changes.
    """

    rows: int = 0
    made: int = 0
    changed: int = 0
    same: int = 0
    kept: int = 0
    edited: int = 0
    faulty: int = 0
    noted: int = 0
    fields: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    unknown: Counter[tuple[str, str]] = field(default_factory=Counter)

    def add_fault(self, line: int, sentence: str) -> None:
        if len(self.faults) < MOST_SHOWN:
            self.faults.append(_("Line %(line)s: %(sentence)s") % _told(line, sentence))

    def add_note(self, line: int, sentence: str) -> None:
        if len(self.notes) < MOST_SHOWN:
            self.notes.append(_("Line %(line)s: %(sentence)s") % _told(line, sentence))

    def add_unknown(self, column: str, value: str) -> None:
        if (column, value) in self.unknown or len(self.unknown) < MOST_UNKNOWN:
            self.unknown[column, value[:80]] += 1

    @property
    def is_good(self) -> bool:
        """Something could go in."""
        return self.rows > self.faulty

    def as_json(self) -> dict[str, Any]:
        found = {name: getattr(self, name) for name in "rows made changed same kept edited".split()}
        found |= {name: getattr(self, name) for name in "faulty noted faults notes".split()}
        found["fields"] = [[name, count] for name, count in self.fields.most_common()]
        return found | {"unknown": [[*key, count] for key, count in self.unknown.most_common()]}


def lines_of(report: Mapping[str, Any], *, is_applied: bool) -> list[str]:
    """The report in sentences, from its as_json()."""
    words = (
        [
            ("made", _("New practices imported: %(count)s.")),
            ("changed", _("Practices corrected: %(count)s.")),
        ]
        if is_applied
        else [
            ("made", _("New practices that would be imported: %(count)s.")),
            ("changed", _("Practices that would be corrected: %(count)s.")),
        ]
    )
    words += [
        ("same", _("Practices that are as in the file already: %(count)s.")),
        ("kept", _("Withdrawn or being edited, left alone: %(count)s.")),
        ("edited", _("Edited here since the last import, which stays: %(count)s.")),
        ("faulty", _("Rows with a fault, which stay out: %(count)s.")),
        ("noted", _("Rows that go in with a note: %(count)s.")),
    ]
    count = int(report.get("rows", 0))
    lines = [ngettext("%(count)s row read.", "%(count)s rows read.", count) % {"count": count}]
    for name, text in words:
        if report.get(name):
            lines.append(text % {"count": report[name]})
        if name == "changed" and report.get("fields"):
            lines.append(_fields_line(report["fields"], is_applied=is_applied))
    return lines


def _fields_line(fields: Sequence[tuple[str, int]], *, is_applied: bool) -> str:
    told = "; ".join(f"{COLUMNS[name]} ({count})" for name, count in fields)
    if is_applied:
        return _("What changed in them: %(columns)s.") % {"columns": told}
    return _("What would change in them: %(columns)s.") % {"columns": told}


def _told(line: int, sentence: str) -> dict[str, Any]:
    return {"line": line, "sentence": sentence}


class FaultSheet:
    """The rows with faults or notes, written as they are found, in the kind of file they came in.

    Made at the first such row; columns talkoot_line, talkoot_error and talkoot_note come first.
    Cells never run as formulas.
    """

    def __init__(self, path: Path, kind: str, columns: list[str]) -> None:
        self.path, self.kind = path, kind
        # A file of ours that comes again has our columns already.
        self.columns = [name for name in columns if name and name not in OURS]
        self.header = ["talkoot_line", "talkoot_error", "talkoot_note", *self.columns]
        self.count = 0
        self._book: Any = None
        self._file: Any = None
        self._write: Any = None

    def add(self, line: int, cells: Mapping[str, str], faults: list[str], notes: list[str]) -> None:
        if not self.count:
            self._open()
        self.count += 1
        if self.kind == "jsonl":
            told = {"talkoot_line": line, "talkoot_error": " ".join(faults)}
            told["talkoot_note"] = " ".join(notes)
            told |= {name: text for name, text in cells.items() if name not in OURS}
            self._file.write(json.dumps(told, ensure_ascii=False) + "\n")
            return
        row = [line, " ".join(faults), " ".join(notes)]
        self._write(row + [cells.get(name, "") for name in self.columns])

    def close(self) -> None:
        for opened in (self._book, self._file):
            if opened is not None:
                opened.close()

    def _open(self) -> None:
        if self.kind == "xlsx":
            import xlsxwriter  # type: ignore[import-untyped]  # Heavy.

            options = {"constant_memory": True, "strings_to_formulas": False}
            self._book = xlsxwriter.Workbook(self.path, {**options, "strings_to_urls": False})
            page = self._book.add_worksheet()
            self._write = lambda row: page.write_row(self.count, 0, [_safe(c) for c in row])
            page.write_row(0, 0, self.header)
            return
        encoding = "utf-8" if self.kind == "jsonl" else "utf-8-sig"
        self._file = self.path.open("w", encoding=encoding, newline="")
        if self.kind == "csv":
            writer = csv.writer(self._file, delimiter=";")
            writer.writerow(self.header)
            self._write = lambda row: writer.writerow([_safe(cell) for cell in row])


def _safe(cell: Any) -> Any:
    """A workbook's cell takes 32 767 characters; the text is whole in the file that was sent."""
    return safe_cell(cell[:32_000] if isinstance(cell, str) else cell)
