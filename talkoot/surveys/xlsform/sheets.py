"""Opening a workbook that somebody sent: its sheets as rows of named cells, within bounds."""

import datetime
import re
import zipfile
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from talkoot.core.tables import BadTable

ROWS_MAX = 3000
COLUMNS_MAX = 200
BYTES_MAX = 20 * 1024 * 1024
CELL = re.compile(rb"<(?:\w+:)?(?:c|row)\b[^>]{0,200}?\sr=[\"']([A-Z]*)(\d+)[\"']")
CHUNK = 1 << 20


@dataclass(frozen=True)
class Sheet:
    """Column names as written, and the rows that hold something as (line, {column: text})."""

    name: str
    columns: list[str] = field(default_factory=list)
    rows: list[tuple[int, dict[str, str]]] = field(default_factory=list)


def read_sheets(upload: Any) -> dict[str, Sheet]:
    """The sheets survey, choices and settings of a checked upload; a missing one is empty.

    Raises BadTable for what is not a readable workbook, is far larger than any form, or has no
    sheet survey.
    """
    _check_size(upload)
    from python_calamine import CalamineError, CalamineWorkbook

    upload.seek(0)
    try:
        book = CalamineWorkbook.from_filelike(upload)
        known = {name.strip().lower(): name for name in book.sheet_names}
        found = {
            name: _sheet(name, book.get_sheet_by_name(known[name]).to_python(skip_empty_area=False))
            for name in ("survey", "choices", "settings")
            if name in known
        }
    except (CalamineError, OSError, ValueError) as error:
        raise BadTable(
            _("The workbook cannot be read. Open it, save it again as .xlsx and send the new file.")
        ) from error
    if "survey" not in found:
        raise BadTable(_("The workbook has no sheet “survey”, so it is not an XLSForm."))
    return {name: found.get(name, Sheet(name)) for name in ("survey", "choices", "settings")}


def _check_size(upload: Any) -> None:
    """A few cells far apart would make a table of billions, so the corners are read first."""
    upload.seek(0)
    with zipfile.ZipFile(upload) as package:
        members = package.infolist()
        is_bomb = sum(member.file_size for member in members) > BYTES_MAX
        sheets = [member for member in members if member.filename.startswith("xl/worksheets/")]
        if is_bomb or any(_is_vast(package.read(member)) for member in sheets):
            raise BadTable(
                _(
                    "The workbook is too large for a form: at most %(rows)s rows and %(columns)s "
                    "columns."
                )
                % {"rows": ROWS_MAX, "columns": COLUMNS_MAX}
            )


def _is_vast(xml: bytes) -> bool:
    return any(
        int(row) > ROWS_MAX or _column_number(letters) > COLUMNS_MAX
        for letters, row in CELL.findall(xml)
    )


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _sheet(name: str, cells: list[list[Any]]) -> Sheet:
    """The first row that holds something names the columns."""
    texts = [[_text(cell) for cell in row] for row in cells]
    start = next((number for number, row in enumerate(texts) if any(row)), len(texts))
    columns = texts[start] if start < len(texts) else []
    rows = [
        (
            line,
            {column: cell for column, cell in zip(columns, row, strict=False) if column and cell},
        )
        for line, row in enumerate(texts[start + 1 :], start=start + 2)
    ]
    return Sheet(name, columns, [(line, row) for line, row in rows if row])


def _text(cell: Any) -> str:
    """A cell as text: 3.0 is 3, TRUE is yes, a date as 2026-11-22."""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime.datetime | datetime.date):
        return cell.isoformat()
    return str(cell).strip()
