"""Organisations' and individuals' answers side by side, as files."""

from typing import Any

from django.utils.translation import gettext as _

from talkoot.surveys import results
from talkoot.surveys.exports.books import Sheet, book_of, zip_of
from talkoot.surveys.exports.paper import paper_of
from talkoot.surveys.exports.tables import (
    about_rows,
    codebook_header,
    codebook_rows,
    item_rows,
    result_header,
)
from talkoot.surveys.result_pages import View, sides

Pair = tuple[View, View]


def sides_zip(pair: Pair, title: str) -> bytes:
    return zip_of(_sheets(pair, title))


def sides_workbook(pair: Pair, title: str) -> bytes:
    return book_of(_sheets(pair, title))


def sides_pdf(pair: Pair, title: str) -> bytes:
    found = sides(pair)
    compared = _section(_("All questions"), _words(found["columns"]), found["rows"])
    names = [name for name, _side in found["both"]]
    best = [_section(_("The three best areas"), names, found["best"])] if found["best"] else []
    return paper_of(results.basis_of(found["rounds"]), title, [], [compared, *best])


def _section(heading: str, columns: list[str], rows: list[list[dict[str, Any]]]) -> dict[str, Any]:
    words = [_words(row) for row in rows]
    return {"heading": heading, "paragraphs": [], "columns": columns, "rows": words}


def _sheets(pair: Pair, title: str) -> list[Sheet]:
    found = sides(pair)
    rounds = found["rounds"]
    about = about_rows(results.basis_of(rounds), title)
    numbers = [
        row for name, side in found["both"] for row in item_rows(side.items, _("Viewpoint"), name)
    ]
    return [
        ("sides", _words(found["columns"]), [_words(row) for row in found["rows"]]),
        ("numbers", result_header(), numbers),
        ("codebook", codebook_header(), codebook_rows(rounds)),
        ("about", about[0], about[1:]),
    ]


def _words(cells: list[dict[str, Any]]) -> list[str]:
    return [str(cell["text"]) for cell in cells]
