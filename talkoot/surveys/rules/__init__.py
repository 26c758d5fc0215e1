"""Permitted moves of a round, who may answer when, and which questions are asked of whom."""

import datetime
import math
from collections import ChainMap
from collections.abc import Iterable, Mapping
from decimal import Decimal
from http import HTTPStatus
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from talkoot.core.access import is_barred
from talkoot.core.refusals import NotAllowed
from talkoot.people.rules import is_officer
from talkoot.surveys.models import Conditional, Invitation, Item, Questionnaire, Round

State = Round.State
TRANSITIONS = {
    State.PLANNED: frozenset({State.OPEN}),
    State.OPEN: frozenset({State.CLOSED}),
    State.CLOSED: frozenset(),
}

EFFECT_STEPS = ("5", "4", "3", "2", "1", "0")  # very positive … very negative, 0 = cannot say
CANNOT_SAY = "cannot_say"
# Kinds that may offer "cannot say" by Item.has_cannot_say; of a matrix each row does.
CANNOT_SAY_KINDS = frozenset(
    {
        Item.Kind.GRADE,
        Item.Kind.YES_NO,
        Item.Kind.SCALE,
        Item.Kind.SCHOOL_GRADE,
        Item.Kind.NPS,
        Item.Kind.MATRIX,
    }
)
TEXT_LENGTH = 2000
# Kinds whose answers are options, so that a result is how many chose each.
COUNTED_KINDS = frozenset(
    {
        Item.Kind.GRADE,
        Item.Kind.EFFECT,
        Item.Kind.YES_NO,
        Item.Kind.SCALE,
        Item.Kind.ONE,
        Item.Kind.SEVERAL,
        Item.Kind.SCHOOL_GRADE,
        Item.Kind.NPS,
    }
)
LEAST_ANSWERS = 5  # fewer could tell who answered what

# What minutes_of counts with.
WORDS_A_MINUTE = 200
CHARACTERS_A_MINUTE = 120
ANSWER_SECONDS = {
    Item.Kind.SHORT_TEXT: 20,
    Item.Kind.NUMBER: 20,
    Item.Kind.MONEY: 40,
    Item.Kind.DATE: 15,
    Item.Kind.SEVERAL: 15,
    Item.Kind.FILE: 60,
    Item.Kind.ORGANISATION: 15,
    Item.Kind.PEOPLE: 60,
}
CHOICE_SECONDS = 8
PART_SECONDS = 6  # a row of a matrix, an option to be put in order


def can_see_results(user: Any, survey: Round) -> bool:
    """The programme office reads the results; not who is disqualified from what they are about."""
    return is_officer(user, survey.programme.office_id) and not is_barred(user, survey)


def check_answer(invitation: Invitation, *, on: datetime.date) -> None:
    """Refuse an answer twice, too early or after the close."""
    if invitation.has_answered:
        raise NotAllowed(
            _("This survey has been answered already. Thank you; you need not do anything more."),
            status=HTTPStatus.CONFLICT,
        )
    check_open(invitation.round, on=on)


def check_open(survey: Round, *, on: datetime.date) -> None:
    """Refuse an answer too early or after the close."""
    if survey.state == Round.State.PLANNED:
        raise NotAllowed(
            _("This survey has not opened yet. Open the link again a little later."),
            status=HTTPStatus.CONFLICT,
        )
    if survey.state != Round.State.OPEN or (survey.closes_on and on > survey.closes_on):
        raise NotAllowed(
            _(
                "This survey has closed. If you still want to tell us something, write to the "
                "programme office."
            ),
            status=HTTPStatus.GONE,
        )


def is_met(condition: Conditional | None, answers: Mapping[str, Any]) -> bool:
    """Whether the section or item is shown by these answers; True without a condition."""
    if condition is None or not condition.condition_item:
        return True
    given = answers.get(condition.condition_item)
    chosen = given if isinstance(given, list) else [given]
    return any(str(value) in condition.condition_values for value in chosen if value is not None)


def is_asked(item: Item, answers: Mapping[str, Any]) -> bool:
    """The item and its section are both shown by these answers."""
    return is_met(item.section, answers) and is_met(item, answers)


def asked_items(items: Iterable[Item], answers: Mapping[str, Any]) -> list[Item]:
    """The items that these answers bring up, in their order.

    What was once answered to a question that is no longer asked brings up nothing. Only answers
    that conditions name are looked at.
    """
    unasked: dict[str, None] = {}
    known = ChainMap(unasked, answers)  # type: ignore[arg-type]
    asked = []
    for item in items:
        if is_asked(item, known):
            asked.append(item)
        else:
            unasked[item.code] = None
    return asked


def has_answer(value: Any) -> bool:
    """Something has been answered; zero is an answer, an empty text or list is not."""
    return value not in (None, "", [], {})


def codes_of(options: Iterable[Mapping[str, str]]) -> list[str]:
    """The codes of options or rows, in their order."""
    return [option["code"] for option in options]


def places_of(item: Item) -> int:
    """How many of its options a ranking puts in order: `most`, or all without it."""
    return min(len(item.options), int(item.most or len(item.options)))


def is_complete(item: Item, value: Any) -> bool:
    """Nothing is missing: each row of a matrix and each place of a ranking has been given."""
    if not has_answer(value):
        return False
    if item.kind == Item.Kind.MATRIX:
        return isinstance(value, Mapping) and set(codes_of(item.rows)) <= value.keys()
    if item.kind == Item.Kind.RANKING:
        return isinstance(value, list) and len(value) >= places_of(item)
    return True


def missing_items(items: Iterable[Item], answers: Mapping[str, Any]) -> list[Item]:
    """Required items that are asked and lack an answer, or a part of it."""
    return [
        item
        for item in asked_items(items, answers)
        if item.is_required and not is_complete(item, answers.get(item.code))
    ]


def minutes_to_answer(items: Iterable[Item]) -> int:
    """An estimate of the minutes it takes, at least one, rounded up.

    Reading: the words of sections, questions, helps and options at 200 words a minute. Answering: a
    long text a third of its limit at 120 characters a minute, composing included; the seconds of
    ANSWER_SECONDS for the kinds there, 6 for each row of a matrix and each option to be put in
    order, 8 for any other choice. Asked of all or not, every question counts.
    """
    items = list(items)
    texts = []
    for section in {item.section for item in items if item.section}:
        texts += [section.title, section.intro]
    for item in items:
        texts += [item.text, item.help, *map(option_text, [*item.options, *item.rows])]
    reading = Decimal(sum(len(text.split()) for text in texts)) / WORDS_A_MINUTE
    return max(1, math.ceil(reading + sum(map(_answering_minutes, items))))


def minutes_of(questionnaire: Questionnaire) -> int:
    """minutes_to_answer of the whole questionnaire; one query."""
    return minutes_to_answer(questionnaire.items.select_related("section"))


def _answering_minutes(item: Item) -> Decimal:
    if item.kind == Item.Kind.TEXT:
        return Decimal(item.max_length or TEXT_LENGTH) / 3 / CHARACTERS_A_MINUTE
    parts = {Item.Kind.MATRIX: len(item.rows), Item.Kind.RANKING: len(item.options)}
    if item.kind in parts:
        return Decimal(PART_SECONDS * parts[Item.Kind(item.kind)]) / 60
    return Decimal(ANSWER_SECONDS.get(Item.Kind(item.kind), CHOICE_SECONDS)) / 60


def option_text(option: Mapping[str, str]) -> str:
    """An option in the active language, else in Finnish."""
    language = (translation.get_language() or "fi")[:2]
    return option.get(language) or option.get("fi") or option["code"]
