"""A round's results as tagged PDF: the page's pictures with their tables."""

from collections.abc import Sequence
from typing import Any

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from talkoot.core.pictures import print_svg
from talkoot.core.templatetags.ui import day
from talkoot.correspondence.letters import document_pdf
from talkoot.surveys import results
from talkoot.surveys.models import Round
from talkoot.surveys.pictures import Block, blocks_of, pair_blocks
from talkoot.surveys.results import Audience, Results


def results_pdf(survey: Round, audience: Audience) -> bytes:
    """The file, in the active language."""
    whole = results.of_round(survey, audience)
    blocks: list[Block] = []
    if not whole.is_hidden:
        blocks = [*blocks_of(whole.items), *pair_blocks(results.pairs(survey, audience))]
    content = {
        "layout": "results",
        "title": survey.title,
        "organisation": survey.programme.office.name,
        "meta": _meta(survey, whole),
        "sections": [_section(block) for block in blocks] or [_empty(whole)],
    }
    language = (get_language() or "fi")[:2]
    number = day(timezone.localdate())
    return document_pdf(content, number=number, language=language, is_demo=survey.is_demo)


def _meta(survey: Round, whole: Results) -> list[list[str]]:
    answered = str(whole.answered)
    if whole.response_percent is not None:
        answered = _("%(answered)s of %(invited)s invited, %(percent)s %%") % {
            "answered": whole.answered,
            "invited": whole.invited,
            "percent": whole.response_percent,
        }
    rows = [
        [_("Programme"), survey.programme.name],
        [_("Questionnaire"), survey.questionnaire.title],
        [_("Asked"), f"{day(survey.opens_on)}–{day(survey.closes_on)}"],
        [_("Answered"), answered],
        [_("Answers"), survey.get_mode_display()],
    ]
    if survey.service:
        rows.insert(1, [_("Service"), survey.service.name])
    return rows


def _section(block: Block) -> dict[str, Any]:
    section: dict[str, Any] = {"heading": block.title, "paragraphs": block.notes}
    if block.picture is None:
        if block.rows:
            section["columns"] = [column["text"] for column in block.columns]
            section["rows"] = [[cell["text"] for cell in row] for row in block.rows]
        return section
    picture = block.picture
    return {
        **section,
        "svg": print_svg(picture),
        "alt": f"{picture.title}. {_spoken(picture.columns, picture.rows)}",
        "caption": block.caption,
        "columns": picture.columns,
        "rows": picture.rows,
    }


def _spoken(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """The picture in words: each row's name and its first number."""
    return " ".join(f"{row[0]}: {row[1]}." for row in rows if len(row) > 1)


def _empty(whole: Results) -> dict[str, Any]:
    why = whole.why or _("There are no answers to show.")
    return {"heading": _("Results"), "paragraphs": [why]}
