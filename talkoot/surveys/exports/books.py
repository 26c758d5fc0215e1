"""The files of the results of a round, or of several together."""

import csv
import io
import zipfile
from collections.abc import Iterable, Sequence
from typing import Any

from talkoot.core.exports import safe_cell
from talkoot.surveys import results
from talkoot.surveys.exports.tables import (
    about_rows,
    codebook_header,
    codebook_rows,
    pair_header,
    pair_rows,
    result_header,
    result_rows,
    round_header,
    round_rows,
)
from talkoot.surveys.models import Round
from talkoot.surveys.results import Audience

Sheet = tuple[str, Sequence[Any], Iterable[Sequence[Any]]]


def csv_zip(rounds: Sequence[Round], audience: Audience, title: str) -> bytes:
    """A zip of results.csv, of rounds.csv or pairs.csv, of codebook.csv and about.csv."""
    return zip_of(_sheets(rounds, audience, title))


def zip_of(sheets: Iterable[Sheet]) -> bytes:
    """The sheets as CSV files in a zip."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, header, rows in sheets:
            archive.writestr(f"{name}.csv", csv_text(header, rows))
    return content.getvalue()


def workbook(rounds: Sequence[Round], audience: Audience, title: str) -> bytes:
    """The same as sheets of one workbook."""
    return book_of(_sheets(rounds, audience, title))


def book_of(sheets: Iterable[Sheet]) -> bytes:
    """The workbook; numbers are numbers, texts never run as formulas."""
    import xlsxwriter  # type: ignore[import-untyped]  # Heavy, and few pages need it.

    content = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(content, options) as book:
        bold = book.add_format({"bold": True})
        for name, header, rows in sheets:
            sheet = book.add_worksheet(name)
            sheet.write_row(0, 0, list(header), bold)
            sheet.freeze_panes(1, 1)
            for number, row in enumerate(rows, start=1):
                cells = ["" if cell is None else safe_cell(cell) for cell in row]
                sheet.write_row(number, 0, cells)
            sheet.autofit(max_width=400)
    return content.getvalue()


def csv_text(header: Sequence[Any], rows: Iterable[Sequence[Any]]) -> str:
    """CSV with a mark and semicolons, as Finnish spreadsheets expect."""
    content = io.StringIO()
    writer = csv.writer(content, delimiter=";")
    writer.writerow(header)
    writer.writerows([safe_cell(cell) for cell in row] for row in rows)
    return "\ufeff" + content.getvalue()


def _sheets(rounds: Sequence[Round], audience: Audience, title: str) -> list[Sheet]:
    """The results; each round alone, or the pairs of a single one; what was asked; the basis."""
    sources = results.Sources(rounds)
    whole = results.together(sources, audience)
    about = about_rows(whole, title)
    sheets: list[Sheet] = [("results", result_header(), result_rows(whole, sources, audience))]
    if len(whole.rounds) > 1:
        sheets.append(("rounds", round_header(), round_rows(sources, audience)))
    elif pairs := list(pair_rows(sources, audience)):
        sheets.append(("pairs", pair_header(), pairs))
    return [
        *sheets,
        ("codebook", codebook_header(), codebook_rows(whole.rounds)),
        ("about", about[0], about[1:]),
    ]
