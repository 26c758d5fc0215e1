"""The pages on which a survey is answered: one, or one for each section."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from talkoot.surveys.models import Item, Round, Section
from talkoot.surveys.rules import asked_items


@dataclass(frozen=True)
class AnswerPage:
    """The questions shown together. `number` is the page's address; it stays when others drop out.

    `place` of `count` is what the respondent sees: pages of which nothing is asked are not counted.
    """

    number: int
    section: Section | None
    items: Sequence[Item]
    place: int
    count: int

    @property
    def is_first(self) -> bool:
        return self.place == 1

    @property
    def is_last(self) -> bool:
        return self.place == self.count


def pages_of(survey: Round, items: Sequence[Item], answers: Mapping[str, Any]) -> list[AnswerPage]:
    """The pages that these answers bring up, in order; never none."""
    if not survey.questionnaire.is_paged:
        return [AnswerPage(1, None, items, place=1, count=1)]
    asked = {item.code for item in asked_items(items, answers)}
    parts = [
        (number, section, list(rows))
        for number, (section, rows) in enumerate(groupby(items, key=lambda row: row.section), 1)
    ]
    shown = [part for part in parts if any(item.code in asked for item in part[2])] or parts[:1]
    return [
        AnswerPage(number, section, rows, place=place, count=len(shown))
        for place, (number, section, rows) in enumerate(shown, start=1)
    ]


def page_after(pages: Sequence[AnswerPage], number: int) -> AnswerPage:
    """The next page, or the last one."""
    return next((page for page in pages if page.number > number), pages[-1])


def page_before(pages: Sequence[AnswerPage], number: int) -> AnswerPage:
    """The page before, or the first one."""
    return next((page for page in reversed(pages) if page.number < number), pages[0])
