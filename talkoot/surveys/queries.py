"""Reads of invitations, rounds and what they ask."""

import datetime
import hashlib
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import QuerySet
from django.db.models.fields.json import KeyTextTransform
from django.utils.translation import gettext as _

from talkoot.core.access import fetch
from talkoot.core.refusals import NotFound
from talkoot.surveys import rules
from talkoot.surveys.models import Invitation, Item, Questionnaire, Response, Round, Section


class DatedGrades(NamedTuple):
    """The grades of one set of answers, by the items' codes; what was left empty is missing."""

    on: datetime.date
    grades: dict[str, int]


def token_hash(token: str) -> str:
    """What is kept of a personal link."""
    return hashlib.sha256(token.encode()).hexdigest()


def get_invitation(token: str) -> Invitation:
    """The invitation of a personal link; a wrong or replaced link gives NotFound."""
    invitation = (
        Invitation.objects.select_related("link", "round__programme", "round__questionnaire")
        .filter(link__token_hash=token_hash(token))
        .first()
    )
    if invitation is None:
        raise NotFound(
            _(
                "This link does not work: the survey has closed or the address is not whole. Use "
                "the newest mail you got, and check that the whole address came along."
            )
        )
    return invitation


def get_open_round(code: str) -> Round:
    """The round of an open link; a wrong or removed one gives NotFound."""
    rows = Round.objects.select_related("programme", "questionnaire")
    survey = rows.filter(public_code=code.lower()).first()
    if survey is None:
        raise NotFound(
            _(
                "No survey has this address. Check the letters, or ask those who showed it to you "
                "for a new one."
            )
        )
    return survey


def get_round(
    user: Any, pk: int, *, can: Callable[[Any, Round], bool] = rules.can_see_results
) -> Round:
    """The round that `user` may reach by rule `can`, else NotFound."""
    rows = Round.objects.select_related("programme", "questionnaire", "service")
    return fetch(rows, user, can, pk=pk)


# {questionnaire id: its questions}: a published version never changes, so it is read once.
_published: dict[int, list[Item]] = {}
REMEMBERED = 100


def items_of(questionnaire_id: int | None) -> list[Item]:
    """The questions with their sections, in order; those outside the sections come first.

    They are shared between requests when the questionnaire has been published, so nobody changes
    them. Inside a transaction nothing is remembered: it may still be undone.
    """
    known = _published.get(questionnaire_id or 0)
    if known is not None:
        return list(known)
    items = _read_items(questionnaire_id)
    if not connection.in_atomic_block and _is_published(questionnaire_id):
        if len(_published) >= REMEMBERED:
            _published.clear()
        _published[questionnaire_id or 0] = items
    return list(items)


def _is_published(questionnaire_id: int | None) -> bool:
    published = Questionnaire.objects.filter(is_published=True)
    return questionnaire_id is not None and published.filter(pk=questionnaire_id).exists()


def forget_items() -> None:
    """Nothing is remembered of any questionnaire."""
    _published.clear()


def _read_items(questionnaire_id: int | None) -> list[Item]:
    """Two queries: a join costs more than the second."""
    items = list(Item.objects.filter(questionnaire=questionnaire_id))
    if not any(item.section_id for item in items):
        return items
    sections = {row.pk: row for row in Section.objects.filter(questionnaire=questionnaire_id)}
    for item in items:
        item.section = sections.get(item.section_id or 0)
    return sorted(items, key=lambda item: item.section.order if item.section else 0)


def survey_items(survey: Round) -> list[Item]:
    """What a round asks. Files cannot be asked of people who are not signed in."""
    items = items_of(survey.questionnaire_id)
    return [item for item in items if item.kind != Item.Kind.FILE]


def dated_grades(rounds: "QuerySet[Round]", codes: Sequence[str]) -> list[DatedGrades]:
    """The grades that the answers to the rounds gave to the items, oldest first; one query."""
    columns = [KeyTextTransform(code, "answers") for code in codes]
    rows = Response.objects.filter(round__in=rounds).order_by("submitted_on", "pk")
    return [
        DatedGrades(
            day,
            {
                code: int(grade)
                for code, grade in zip(codes, grades, strict=True)
                if grade and grade != rules.CANNOT_SAY
            },
        )
        for day, *grades in rows.values_list("submitted_on", *columns)
    ]
