"""What an earlier application gives to a new one."""

from typing import Any

from django.utils.translation import gettext as _

from talkoot.calls.models import Application
from talkoot.calls.rules.answers import answers_of, questions_of
from talkoot.calls.rules.file_words import file_code
from talkoot.core.refusals import NotAllowed
from talkoot.surveys.models import Item
from talkoot.surveys.rules import CANNOT_SAY, codes_of, has_answer

# What belongs to its own time: the choice of an expert, times, days and aid received.
OWN_CODES = frozenset(
    "organisation attachment expert expert_reason preferred_times days_requested earlier_aid_eur"
    " is_economic aid_sector".split()
)
TEXT_KINDS = frozenset({Item.Kind.SHORT_TEXT, Item.Kind.TEXT})


def is_own(code: str) -> bool:
    """The answer belongs to its own application alone; a file's words go with the file."""
    return code in OWN_CODES or bool(file_code(code))


def can_continue(application: Application) -> bool:
    """It is no draft any more. Whether it has been decided is not told, so it does not matter."""
    return application.state != Application.State.DRAFT


def check_continue(application: Application) -> None:
    """Refuse a draft: it is continued itself."""
    if not can_continue(application):
        raise NotAllowed(_("This application is still a draft. Go on writing it."))


def reusable_answers(earlier: Application, application: Application) -> dict[str, Any]:
    """The earlier answers to questions of the same code and kind that the new one leaves empty."""
    kinds = {item.code: item.kind for item in questions_of(earlier)}
    given, kept = answers_of(earlier), answers_of(application)
    found = {}
    for item in questions_of(application):
        is_same = kinds.get(item.code) == item.kind and item.kind != Item.Kind.FILE
        if not is_same or is_own(item.code) or has_answer(kept.get(item.code)):
            continue
        answer = _fitting(item, given.get(item.code))
        if has_answer(answer):
            found[item.code] = answer
    return found


def _fitting(item: Item, answer: Any) -> Any:
    """The answer if the new question takes it; not an option that is gone or too long a text."""
    options = {option["code"] for option in item.options}
    if item.kind == Item.Kind.ONE and options and answer not in options:
        return None
    if item.kind in (Item.Kind.SEVERAL, Item.Kind.RANKING) and options:
        return [value for value in answer or [] if value in options]
    if item.kind == Item.Kind.MATRIX:
        rows = codes_of(item.rows)
        steps = options | {CANNOT_SAY}
        given = answer if isinstance(answer, dict) else {}
        return {row: step for row, step in given.items() if row in rows and step in steps}
    if item.kind in TEXT_KINDS and item.max_length and len(answer or "") > item.max_length:
        return None
    return answer
