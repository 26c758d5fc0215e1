"""Lists as CSV and XLSX files that spreadsheets open safely."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.http import HttpResponse, StreamingHttpResponse

FORMULA_MARKS = ("=", "+", "-", "@", "\t", "\r")
# A difference, such as "+4" or "-1,5 %": a number to every spreadsheet.
SIGNED_NUMBER = re.compile(r"[+-]\d{1,6}([.,]\d{1,6})?( ?%)?", re.ASCII)


class _Echo:
    """A file that hands back what is written."""

    def write(self, text: str) -> str:
        return text


def safe_cell(value: Any) -> Any:
    """A text that a spreadsheet would run as a formula gets an apostrophe in front."""
    if not isinstance(value, str) or not value.lstrip(" ").startswith(FORMULA_MARKS):
        return value
    return value if SIGNED_NUMBER.fullmatch(value) else f"'{value}"


def bare_cell(text: str) -> str:
    """A text without the apostrophe that safe_cell has put in front."""
    return text[1:] if text[:1] == "'" and text[1:].lstrip(" ").startswith(FORMULA_MARKS) else text


def csv_response(
    name: str, header: Sequence[Any], rows: Iterable[Sequence[Any]]
) -> StreamingHttpResponse:
    """`name`.csv, row by row: UTF-8 with a mark and semicolons, as Finnish spreadsheets expect."""

    def lines() -> Iterator[str]:
        writer = csv.writer(_Echo(), delimiter=";")
        yield "\ufeff"
        yield writer.writerow([str(cell) for cell in header])
        for row in rows:
            yield writer.writerow([safe_cell(cell) for cell in row])

    response = StreamingHttpResponse(lines(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    response["Cache-Control"] = "private, no-store"
    return response


XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def xlsx_response(name: str, header: Sequence[Any], rows: Iterable[Sequence[Any]]) -> HttpResponse:
    """`name`.xlsx with one sheet: texts stay texts, numbers are numbers, the header stays put."""
    import xlsxwriter  # type: ignore[import-untyped]  # Heavy, and few pages need it.

    content = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(content, options) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, [str(cell) for cell in header], book.add_format({"bold": True}))
        sheet.freeze_panes(1, 1)
        for number, row in enumerate(rows, start=1):
            sheet.write_row(number, 0, [safe_cell(cell) for cell in row])
        sheet.autofit()
    response = HttpResponse(content.getvalue(), content_type=XLSX_TYPE)
    response["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    response["Cache-Control"] = "private, no-store"
    return response
