"""Organisations' and individuals' answers side by side, as files."""

from typing import Any

from django.utils.translation import gettext as _

from talkoot.surveys import results
from talkoot.surveys.exports.books import Sheet, book_of, zip_of
from talkoot.surveys.exports.paper import paper_of
from talkoot.surveys.exports.tables import about_rows, codebook_header, codebook_rows
from talkoot.surveys.result_pages import View, sides
from talkoot.surveys.results import Audience

Pair = tuple[View, View]


def sides_zip(pair: Pair, title: str) -> bytes:
    return zip_of(_sheets(pair, title))


def sides_workbook(pair: Pair, title: str) -> bytes:
    return book_of(_sheets(pair, title))


def sides_pdf(pair: Pair, title: str) -> bytes:
    found = sides(pair)
    compared = {
        "heading": _("All questions"),
        "paragraphs": [],
        "columns": _words(found["columns"]),
        "rows": [_words(row) for row in found["rows"]],
    }
    whole = results.together(found["rounds"], Audience.OFFICE)
    return paper_of(whole, title, [], [compared])


def _sheets(pair: Pair, title: str) -> list[Sheet]:
    found = sides(pair)
    rounds = found["rounds"]
    about = about_rows(results.together(rounds, Audience.OFFICE), title)
    return [
        ("sides", _words(found["columns"]), [_words(row) for row in found["rows"]]),
        ("codebook", codebook_header(), codebook_rows(rounds)),
        ("about", about[0], about[1:]),
    ]


def _words(cells: list[dict[str, Any]]) -> list[str]:
    return [str(cell["text"]) for cell in cells]
