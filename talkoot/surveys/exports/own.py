"""An organisation's own answers beside everybody's, as files for its own people."""

from typing import Any

from django.utils.translation import gettext as _

from talkoot.people.models import Organisation
from talkoot.surveys.exports.books import book_of
from talkoot.surveys.exports.paper import paper_of
from talkoot.surveys.exports.tables import (
    about_rows,
    codebook_header,
    codebook_rows,
    item_rows,
    result_header,
)
from talkoot.surveys.models import Round
from talkoot.surveys.result_pages import beside_all


def own_workbook(survey: Round, organisation: Organisation) -> bytes:
    """What the page shows, everybody's answers in full and what was asked, as sheets."""
    found = beside_all(survey, organisation)
    everybody = found["all"]
    about = about_rows(everybody, _title(survey, organisation))
    return book_of(
        [
            ("own", _words(found["columns"]), [_words(row) for row in found["rows"]]),
            ("results", result_header(), item_rows(everybody.items)),
            ("codebook", codebook_header(), codebook_rows([survey])),
            ("about", about[0], about[1:]),
        ]
    )


def own_pdf(survey: Round, organisation: Organisation) -> bytes:
    """The same as a tagged PDF: the comparison, then everybody's answers as pictures."""
    found = beside_all(survey, organisation)
    compared = {
        "heading": _("Your answers beside all"),
        "paragraphs": [
            _(
                "Share of the two best answers or of yes, or the mean. What would tell of fewer "
                "than five others is hidden."
            )
        ],
        "columns": _words(found["columns"]),
        "rows": [_words(row) for row in found["rows"]],
    }
    return paper_of(found["all"], _title(survey, organisation), found["blocks"], [compared])


def _title(survey: Round, organisation: Organisation) -> str:
    return f"{organisation.name}: {survey.title}"


def _words(cells: list[dict[str, Any]]) -> list[str]:
    return [str(cell["text"]) for cell in cells]
