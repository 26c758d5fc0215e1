"""Reading a table that a person has made, with errors that say which line and what to do."""

import csv
import datetime
import io
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from django.utils.translation import gettext as _

from talkoot.core.exports import bare_cell

MAX_BYTES = 20 * 1024 * 1024
Cells = dict[str, str]


class BadTable(Exception):
    """The file cannot be imported; `sentences` tell every fault. Nothing has been written."""

    def __init__(self, *sentences: str) -> None:
        super().__init__(" ".join(sentences))
        self.sentences = list(sentences)


@dataclass
class Table:
    """The file's columns, its rows as {line number: {column: text}}, and the faults found."""

    columns: list[str] = field(default_factory=list)
    rows: dict[int, Cells] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)

    def fault(self, line: int, sentence: str) -> None:
        """Note what is wrong on the line; the reading goes on to find the other faults."""
        self.faults.append(_("Line %(line)s: %(sentence)s") % {"line": line, "sentence": sentence})

    def check(self) -> None:
        """Raise BadTable if anything is wrong. Call before the first write."""
        if self.faults:
            raise BadTable(*self.faults)

    def choose(self, line: int, column: str, known: Iterable[str], advice: str = "") -> str:
        """The cell's value, one of `known` or empty; `advice` ends the sentence of the fault."""
        value = self.rows[line][column]
        names = known if isinstance(known, set | dict) else list(known)
        if value and value not in names:
            advice = advice or _("Use one of: %(names)s.") % {"names": ", ".join(names)}
            sentence = _("“%(value)s” is not known in column %(column)s. %(advice)s")
            self.fault(line, sentence % {"value": value, "column": column, "advice": advice})
        return value

    def day(self, line: int, column: str) -> datetime.date | None:
        """The cell as a day, or None if it is empty."""
        value = self.rows[line][column]
        if match := re.fullmatch(r"(\d{4})-(\d\d?)-(\d\d?)", value):
            year, month, day = map(int, match.groups())
        elif match := re.fullmatch(r"(\d\d?)\.(\d\d?)\.(\d{4})", value):
            day, month, year = map(int, match.groups())
        try:
            if match:
                return datetime.date(year, month, day)
        except ValueError:
            pass
        if value:
            sentence = _("“%(value)s” in column %(column)s is not a day. Write it as 2025-12-31.")
            self.fault(line, sentence % {"value": value, "column": column})
        return None


def read_table(path: Path, *, required: list[str], optional: list[str]) -> Table:
    """The rows of a UTF-8 CSV file with commas or semicolons between the cells, of the first sheet
    of an .xlsx workbook, or of a .jsonl file with one object of columns on each line (a list is
    read as its items with spaces between).

    The first line names the columns: all of `required`, any of `optional`. A row has every one of
    them as text, empty where the file lacks the column. Raises BadTable when the file cannot be
    read as a table at all; faults of single lines are noted in the table.
    """
    if path.suffix.lower() == ".xlsx":
        return _read_book(path, required, optional)
    text = _text_of(path)
    if path.suffix.lower() == ".jsonl":
        return _read_objects(text, required, [*required, *optional])
    header_line = text.partition("\n")[0]
    # Finnish spreadsheets write semicolons.
    delimiter = ";" if header_line.count(";") > header_line.count(",") else ","
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    table = Table()
    try:
        header = [name.strip() for name in next(reader, [])]
        _check_header(header, required, optional)
        table.columns = header
        for cells in reader:
            if any(cell.strip() for cell in cells):
                bare = [bare_cell(cell.strip()) for cell in cells]
                _add(table, reader.line_num, header, bare, [*required, *optional], required)
    except csv.Error as error:
        sentence = _("Line %(line)s: the quotation marks do not match. Check the quotes there.")
        raise BadTable(sentence % {"line": reader.line_num}) from error
    return _with_rows(table)


def _with_rows(table: Table) -> Table:
    if not table.rows and not table.faults:
        raise BadTable(_("The file has a header but no rows. Add the rows below the header."))
    return table


def _read_book(path: Path, required: list[str], optional: list[str]) -> Table:
    from talkoot.core.sheets import open_sheet  # It stands on this module.

    book = open_sheet(path)
    table = Table([name for name in book.columns if name])
    _check_header(table.columns, required, optional)
    for row in book.rows():
        if row.problem:
            table.fault(row.line, row.problem)
            continue
        # A day that the workbook keeps as a moment.
        cells = [row.cells.get(name, "").removesuffix("T00:00:00") for name in table.columns]
        bare = [bare_cell(cell) for cell in cells]
        _add(table, row.line, table.columns, bare, [*required, *optional], required)
    return _with_rows(table)


def _read_objects(text: str, required: list[str], columns: list[str]) -> Table:
    table = Table(columns=columns)
    for line, content in enumerate(text.split("\n"), 1):
        if not content.strip():
            continue
        try:
            found = json.loads(content)
        except json.JSONDecodeError:
            found = None
        if not isinstance(found, dict):
            table.fault(line, _("this is not a JSON object. Write one object on each line."))
            continue
        if strange := sorted(set(found) - set(columns)):
            sentence = _("unknown columns: %(names)s. Remove them.")
            table.fault(line, sentence % {"names": ", ".join(strange)})
        _add(table, line, columns, [_cell(found.get(name)) for name in columns], columns, required)
    return table


def _cell(value: object) -> str:
    if isinstance(value, list):
        return " ".join(map(str, value))
    return "" if value is None else str(value)


def _add(
    table: Table,
    line: int,
    header: list[str],
    cells: list[str],
    columns: list[str],
    required: list[str],
) -> None:
    if len(cells) != len(header):
        sentence = _(
            "there are %(count)s cells, and the header has %(wanted)s. Put a text that has a comma "
            "or a semicolon in quotation marks."
        )
        table.fault(line, sentence % {"count": len(cells), "wanted": len(header)})
        return
    found = {name: cell.strip() for name, cell in zip(header, cells, strict=True)}
    table.rows[line] = dict.fromkeys(columns, "") | found
    for name in required:
        if not found[name]:
            table.fault(line, _("column %(column)s is empty. Fill it in.") % {"column": name})


def _text_of(path: Path) -> str:
    try:
        content = path.read_bytes()
    except OSError as error:
        sentence = _("The file %(path)s cannot be read. Check its name and rights.")
        raise BadTable(sentence % {"path": path}) from error
    if len(content) > MAX_BYTES:
        raise BadTable(_("The file is larger than 20 MB. Divide it into smaller files."))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadTable(_("The file is not UTF-8 text. Save it again as “CSV UTF-8”.")) from error
    if not text.strip() or "\0" in text:
        raise BadTable(_("The file has no table. Save the sheet as “CSV UTF-8” and try again."))
    return text


def _check_header(header: list[str], required: list[str], optional: list[str]) -> None:
    known = [*required, *optional]
    faults = []
    if missing := [name for name in required if name not in header]:
        sentence = _("The first line must name the columns; missing: %(names)s. Add them.")
        faults.append(sentence % {"names": ", ".join(missing)})
    if strange := [name for name in header if name not in known]:
        sentence = _("Unknown columns on the first line: %(names)s. The columns are: %(known)s.")
        names = ", ".join(name or "“”" for name in strange)
        faults.append(sentence % {"names": names, "known": ", ".join(known)})
    if doubles := sorted({name for name in header if header.count(name) > 1}):
        sentence = _("The first line names a column twice: %(names)s. Remove one of them.")
        faults.append(sentence % {"names": ", ".join(doubles)})
    if faults:
        raise BadTable(*faults)
