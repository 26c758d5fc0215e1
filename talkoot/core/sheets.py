"""Reading a file of rows in a stream: CSV in any usual encoding, XLSX, JSON lines.

A row that cannot be read has a `problem` and the reading goes on. Memory does not grow with the
number of rows, except that of a workbook, which is bounded.
"""

import csv
import datetime
import json
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from talkoot.core.encodings import encoding_of
from talkoot.core.tables import BadTable

DELIMITERS = ";,\t"
CELL_CHARACTERS = 10_000_000
LINE_BYTES = 40_000_000
BOOK_BYTES = 200_000_000
BOOK_ROWS = 20_000
MOST_COLUMNS = 500
SURE_CELLS = 3
# A cell that has taken in all that follows; of another one only its row is lost.
OPEN_QUOTES = ("unexpected end of data", f"field larger than field limit ({CELL_CHARACTERS})")
ENDINGS = {"csv": "csv", "txt": "csv", "tsv": "csv", "xlsx": "xlsx", "jsonl": "jsonl"}
ENDINGS["ndjson"] = "jsonl"
CORNER = re.compile(rb"<(?:\w+:)?(?:c|row)\b[^>]{0,200}?\sr=[\"']([A-Z]*)(\d+)[\"']")
csv.field_size_limit(CELL_CHARACTERS)


class Row(NamedTuple):
    """A row as written: its line in the file, {column: text}, and why it could not be read.

    `note` tells what may be wrong in a row that could.
    """

    line: int
    cells: dict[str, str]
    problem: str = ""
    note: str = ""


@dataclass
class Sheet:
    """A file of rows; `rows()` reads it from the beginning each time."""

    path: Path
    kind: str
    columns: list[str] = field(default_factory=list)
    encoding: str = "utf-8-sig"
    delimiter: str = ","

    def rows(self) -> Iterator[Row]:
        """Every row that holds something. Raises BadTable where the reading cannot go on."""
        read = {"csv": _csv_rows, "xlsx": _book_rows, "jsonl": _object_rows}[self.kind]
        return read(self)


def open_sheet(path: Path) -> Sheet:
    """Find out how the file is to be read; raises BadTable with a sentence if it cannot be."""
    kind = ENDINGS.get(path.suffix.lower().lstrip("."))
    if kind is None:
        raise BadTable(_("The file must be CSV, XLSX or JSONL. Save it as one of these."))
    _check_content(path, kind)
    sheet = Sheet(path, kind)
    if kind != "xlsx":
        sheet.encoding = encoding_of(path)
    if kind == "jsonl" and sheet.encoding == "utf-16":
        raise BadTable(_("JSON lines must be UTF-8. Save the file again as UTF-8."))
    if kind == "csv":
        sheet.columns, sheet.delimiter = _header_of(sheet)
    elif kind == "xlsx":
        sheet.columns = _unique([_text(cell) for cell in next(_book(sheet), [])])
    else:
        # Any line may be the first that tells a column.
        sheet.columns = list(islice(_names(sheet), MOST_COLUMNS + 1))
    if not any(sheet.columns):
        raise BadTable(_("The file has no rows that can be read. Begin it with the columns."))
    if len(sheet.columns) > MOST_COLUMNS:
        sentence = _("The file has more than %(count)s columns. Leave out those that are not used.")
        raise BadTable(sentence % {"count": MOST_COLUMNS})
    return sheet


def _check_content(path: Path, kind: str) -> None:
    try:
        with path.open("rb") as file:
            head = file.read(8)
    except OSError as error:
        sentence = _("The file %(path)s cannot be read. Check its name and rights.")
        raise BadTable(sentence % {"path": path.name}) from error
    if not head:
        raise BadTable(_("The file is empty. Choose another file."))
    if head.startswith(b"PK\x03\x04") != (kind == "xlsx"):
        sentence = _("The content of the file is not what its name says. Save it anew as %(kind)s.")
        raise BadTable(sentence % {"kind": kind})


def _header_of(sheet: Sheet) -> tuple[list[str], str]:
    with sheet.path.open(encoding=sheet.encoding, newline="") as file:
        line = file.readline(100_000)
        delimiter = max(DELIMITERS, key=line.count)
        file.seek(0)
        try:
            header = next(csv.reader(file, delimiter=delimiter, strict=True), [])
        except csv.Error as error:
            raise _bad_quotes(1) from error
    return _unique([name.strip() for name in header]), delimiter


def _unique(names: list[str]) -> list[str]:
    names = [name.strip() for name in names]
    doubles = sorted({name for name in names if name and names.count(name) > 1})
    if doubles:
        sentence = _("The first line names a column twice: %(names)s. Remove one of them.")
        raise BadTable(sentence % {"names": ", ".join(doubles)})
    return names


class _Lines:
    """A file's lines, counted; one of them may be put back."""

    def __init__(self, file: Iterable[str]) -> None:
        self._file, self._back = iter(file), ""
        self.number, self.first = 0, ""

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        line, self._back = self._back or next(self._file), ""
        self.number += 1
        self.first = self.first or line
        return line

    def put_back(self, line: str) -> None:
        self._back, self.number = line, self.number - 1


def _csv_rows(sheet: Sheet) -> Iterator[Row]:
    with sheet.path.open(encoding=sheet.encoding, newline="") as file:
        lines = _Lines(file)
        reader = csv.reader(lines, delimiter=sheet.delimiter, strict=True)
        try:
            next(reader, None)
            while True:
                begin, lines.first = lines.number + 1, ""
                try:
                    cells = next(reader)
                except StopIteration:
                    return
                except csv.Error as error:
                    yield _badly_quoted(sheet, lines, begin, error)
                    continue
                if any(cell.strip() for cell in cells):
                    row = _row(lines.number, sheet.columns, cells)
                    yield row._replace(note=_swallowed(sheet, cells, lines.number - begin))
        except UnicodeError as error:
            raise BadTable(_("The file ends in the middle of a letter. Save it again.")) from error


def _badly_quoted(sheet: Sheet, lines: _Lines, begin: int, error: csv.Error) -> Row:
    """The row is left out, with the lines up to one that is surely a row; raises without such."""
    first, failed = lines.first, lines.number
    if str(error) in OPEN_QUOTES:
        raise _bad_quotes(begin) from error
    for line in lines:
        if _is_surely_row(sheet, line):
            lines.put_back(line)
            break
    else:
        if lines.number > failed:
            raise _bad_quotes(begin) from error
    sentence = _(
        "the quotation marks do not match, so lines %(first)s to %(last)s are left out. Check the "
        "quotes there."
    )
    told = dict(zip(sheet.columns, first.rstrip().split(sheet.delimiter), strict=False))
    return Row(begin, told, sentence % {"first": begin, "last": lines.number})


def _is_surely_row(sheet: Sheet, line: str) -> bool:
    """As many cells as the header, of which a line of a text has two at the most by chance."""
    try:
        cells = next(csv.reader([line], delimiter=sheet.delimiter, strict=True), [])
    except csv.Error:
        return False
    return len(cells) == len(sheet.columns) >= SURE_CELLS and not any(
        c.count('"') % 2 for c in cells
    )


def _swallowed(sheet: Sheet, cells: list[str], more_lines: int) -> str:
    """Told of a cell that holds lines like rows: a quotation mark may have been left open."""
    wanted = len(sheet.columns) - 1
    if not more_lines or wanted + 1 < SURE_CELLS:
        return ""
    inner = (line for cell in cells for line in cell.splitlines()[1:])
    if not any(line.count(sheet.delimiter) == wanted for line in inner):
        return ""
    return _("a cell has lines that look like further rows. Check its quotation marks.")


def _row(line: int, columns: list[str], cells: list[str]) -> Row:
    """Cells that the spreadsheet left out at the end are empty ones; others must have a column."""
    found = {
        name: cell.replace("\0", "").strip()
        for name, cell in zip(columns, cells, strict=False)
        if name
    }
    if any(cell.strip() for cell in cells[len(columns) :]):
        sentence = _(
            "there are %(count)s cells, and the header has %(wanted)s. Put a text that has a comma "
            "or a semicolon in quotation marks."
        )
        return Row(line, found, sentence % {"count": len(cells), "wanted": len(columns)})
    return Row(line, found)


def _bad_quotes(line: int) -> BadTable:
    sentence = _("Line %(line)s: the quotation marks do not match. Check the quotes there.")
    return BadTable(sentence % {"line": line})


def _names(sheet: Sheet) -> Iterator[str]:
    """Each name that an object of the file uses, once."""
    seen: set[str] = set()
    for row in _object_rows(sheet):
        for name in row.cells:
            if name not in seen:
                seen.add(name)
                yield name


def _object_rows(sheet: Sheet) -> Iterator[Row]:
    with sheet.path.open("rb") as file:
        for number, content in enumerate(_lines(file), 1):
            if content is None:
                yield Row(number, {}, _("the line is longer than 40 MB. Divide it."))
                continue
            text = content.decode(sheet.encoding, "replace").strip().lstrip("\ufeff")
            if not text:
                continue
            cells = _object(text)
            if cells is None:
                sentence = _("this is not a JSON object. Write one object on each line.")
                yield Row(number, {}, sentence)
            else:
                yield Row(number, cells)


def _object(text: str) -> dict[str, str] | None:
    """The object's cells; None for what is none, or is nested too deep to be read."""
    try:
        found = json.loads(text)
        cells = {_text(name): _text(value) for name, value in found.items()}
    except (ValueError, AttributeError, RecursionError):
        return None
    return cells


def _lines(file: Any) -> Iterator[bytes | None]:
    """The lines; None for one that is too long to be read."""
    while content := file.readline(LINE_BYTES):
        if len(content) < LINE_BYTES or content.endswith(b"\n"):
            yield content
            continue
        while content and not content.endswith(b"\n"):
            content = file.readline(LINE_BYTES)
        yield None


def _book_rows(sheet: Sheet) -> Iterator[Row]:
    for line, cells in enumerate(_book(sheet), 1):
        if line > 1 and any(cell not in ("", None) for cell in cells):
            yield _row(line, sheet.columns, [_text(cell) for cell in cells])


def _book(sheet: Sheet) -> Iterator[list[Any]]:
    """The rows of the first sheet; values, never formulas."""
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        with zipfile.ZipFile(sheet.path) as package:
            _check_size(package)
        book = CalamineWorkbook.from_path(sheet.path)
        page = book.get_sheet_by_index(0)
        if page.height > BOOK_ROWS:
            raise _too_large()
        yield from page.iter_rows()
    except (CalamineError, zipfile.BadZipFile, OSError, ValueError, IndexError) as error:
        raise BadTable(
            _("The workbook cannot be read. Open it, save it again as .xlsx and send the new file.")
        ) from error


def _check_size(package: zipfile.ZipFile) -> None:
    """Before anything is unpacked; cells far apart would make a table of billions."""
    members = package.infolist()
    if sum(member.file_size for member in members) > BOOK_BYTES:
        raise _too_large()
    for member in members:
        if member.filename.startswith("xl/worksheets/") and member.filename.endswith(".xml"):
            with package.open(member) as content:
                if any(_is_vast(chunk) for chunk in _overlapping(content)):
                    raise _too_large()


def _overlapping(content: Any) -> Iterator[bytes]:
    """Pieces that share an end, so that no cell's address is cut in two."""
    tail = b""
    while chunk := content.read(1 << 20):
        yield tail + chunk
        tail = chunk[-300:]


def _is_vast(xml: bytes) -> bool:
    return any(int(row) > BOOK_ROWS or len(letters) > 2 for letters, row in CORNER.findall(xml))


def _too_large() -> BadTable:
    return BadTable(
        _(
            "The workbook is too large: at most %(rows)s rows. Save the sheet as “CSV UTF-8”, "
            "which may be of any length."
        )
        % {"rows": BOOK_ROWS}
    )


def _text(cell: Any) -> str:
    """A cell or a value as text: 3.0 is 3, a list its items, a date as 2026-11-22.

    An object of another system is its name, or else its code.
    """
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "1" if cell else ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime.datetime | datetime.date):
        return cell.isoformat()
    if isinstance(cell, str):
        return cell.replace("\0", "").encode("utf-8", "replace").decode().strip()
    if isinstance(cell, Iterable) and not isinstance(cell, dict):
        return "; ".join(_text(item) for item in cell)
    if isinstance(cell, dict):
        return _text(cell.get("name") or cell.get("code")) or json.dumps(cell, ensure_ascii=False)
    return str(cell)
