"""Quotes in a frozen report: their words go when the consent goes."""

from talkoot.programmes.models import Programme
from talkoot.reports.blocks import Block
from talkoot.reports.models import Report
from talkoot.surveys.reading.quotes import quotes_for


def without_lost(chapters: dict[int, list[Block]], programme: Programme) -> dict[int, list[Block]]:
    """The chapters without the quotes that have been taken back; one query if there are quotes."""
    if not any(block.quotes for blocks in chapters.values() for block in blocks):
        return chapters
    standing = _standing(programme)
    for block in (block for blocks in chapters.values() for block in blocks if block.quotes):
        pairs = zip(block.quotes, block.items, strict=True)
        block.items = [text for pk, text in pairs if pk in standing]
    return {
        pk: [block for block in blocks if block.items or not block.quotes]
        for pk, blocks in chapters.items()
    }


def lost_quotes(report: Report) -> list[int]:
    """Keys of the quotes that were frozen with the report and have been taken back since."""
    chapters = report.frozen.get("blocks", {}).get("fi", {}).values()
    kept = {pk for blocks in chapters for block in blocks for pk in block.get("quotes", [])}
    return sorted(kept - _standing(report.programme)) if kept else []


def _standing(programme: Programme) -> set[int]:
    return set(quotes_for(programme).values_list("pk", flat=True))
