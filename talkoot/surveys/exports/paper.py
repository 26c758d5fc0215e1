"""Results as tagged PDF: the page's pictures with their tables."""

from collections.abc import Iterable, Sequence
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


def results_pdf(rounds: Sequence[Round], audience: Audience, title: str) -> bytes:
    """The file, in the active language; pairs are told of one round alone."""
    whole = results.together(rounds, audience)
    blocks: list[Block] = []
    if not whole.is_hidden:
        pairs = results.pairs(rounds[0], audience) if len(rounds) == 1 else []
        blocks = [*blocks_of(whole.items), *pair_blocks(pairs)]
    return paper_of(whole, title, blocks)


def paper_of(
    whole: Results, title: str, blocks: Iterable[Block], first: Sequence[dict[str, Any]] = ()
) -> bytes:
    """The file of these pictures; `first` are sections that come before them."""
    sections = [*first, *(_section(block) for block in blocks)]
    if whole.is_hidden or not sections:
        sections.append(_empty(whole))
    content = {
        "layout": "results",
        "title": title,
        "organisation": whole.rounds[0].programme.office.name,
        "meta": _meta(whole),
        "sections": sections,
    }
    language = (get_language() or "fi")[:2]
    number = day(timezone.localdate())
    is_demo = any(survey.is_demo for survey in whole.rounds)
    return document_pdf(content, number=number, language=language, is_demo=is_demo)


def _meta(whole: Results) -> list[list[str]]:
    rounds = whole.rounds
    answered = str(whole.answered)
    if whole.response_percent is not None:
        # Answers by the open link are no part of the rate, so the one is not "of" the other.
        answered = _("%(answered)s answers; %(percent)s %% of the %(invited)s invited answered") % {
            "answered": whole.answered,
            "invited": whole.invited,
            "percent": whole.response_percent,
        }
    opened = [one.opens_on for one in rounds if one.opens_on]
    closed = [one.closes_on for one in rounds if one.closes_on]
    first, last = min(opened, default=None), max(closed, default=None)
    rows = [
        [_("Programme"), rounds[0].programme.name],
        [_("Questionnaire"), _each(one.questionnaire.title for one in rounds)],
        [_("Asked"), f"{day(first)}–{day(last)}"],
        [_("Answered"), answered],
        [_("Answers"), _each(str(one.get_mode_display()) for one in rounds)],
    ]
    services = _each(one.service.name if one.service else "" for one in rounds)
    if services:
        rows.insert(1, [_("Service"), services])
    if len(rounds) > 1:
        rows.append([_("Survey rounds"), str(len(rounds))])
    return rows


def _each(words: Iterable[str]) -> str:
    return ", ".join(word for word in dict.fromkeys(words) if word)


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
