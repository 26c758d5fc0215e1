"""How a programme's decisions may be challenged and how its cases are numbered: who sets it, when.

What has been signed keeps the regime and the number that it got (rules.remedy.regime_of).
"""

import hashlib
import re
from http import HTTPStatus
from string import Formatter
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from talkoot.core.refusals import NotAllowed
from talkoot.people.rules import is_decision_maker, is_officer
from talkoot.programmes.models import NumberSeries, Programme
from talkoot.programmes.rules import PATTERNS, check_number_pattern, check_numbers

TERMS = ("remedy_regime", "number_prefix", "task_class", "case_pattern", "decision_pattern")
SHAPES = {"number": "[0-9]+", "year": "[0-9]{4}"}


def can_read_terms(user: Any, programme: Programme) -> bool:
    return is_officer(user, programme.office_id)


def check_change_terms(user: Any, programme: Programme) -> None:
    """Refuse whoever does not answer for the programme's decisions."""
    if not is_decision_maker(user, programme.office_id):
        raise NotAllowed(
            _(
                "Only the office's decision maker changes how decisions are challenged and "
                "numbered. Ask the decision maker to do it."
            ),
            status=HTTPStatus.FORBIDDEN,
        )


def terms_mark(programme: Programme) -> str:
    """Changes when anybody changes the terms."""
    values = repr([str(getattr(programme, name)) for name in TERMS])
    return hashlib.sha256(values.encode()).hexdigest()[:16]


def check_seen_terms(programme: Programme, seen: str) -> None:
    """Refuse to write over terms that were changed after the page was opened."""
    if seen != terms_mark(programme):
        raise NotAllowed(
            _(
                "Somebody has changed these in between. Open the page again, see what holds now "
                "and make your change to it."
            )
        )


def with_terms(programme: Programme, values: dict[str, Any]) -> Programme:
    """The programme as it would be; nothing is saved."""
    names = {field.attname: getattr(programme, field.attname) for field in programme._meta.fields}
    return Programme(**names | {name: values[name] for name in TERMS})


def pattern_problem(programme: Programme) -> tuple[str | None, str] | None:
    """(field, sentence) of the first pattern that cannot number cases, else None.

    The field is None where two patterns do not go together.
    """
    for name in PATTERNS.values():
        try:
            check_number_pattern(getattr(programme, name), task_class=programme.task_class)
        except ValidationError as problem:
            return name, " ".join(problem.messages)
    try:
        check_numbers(programme)
    except ValidationError as problem:
        return None, " ".join(problem.messages)
    return None


def number_shape(programme: Programme, kind: str) -> str:
    """A regular expression of every number that the programme's pattern can give."""
    own = {"prefix": programme.number_prefix, "task_class": programme.task_class}
    shape = ""
    for text, name, _form, _conversion in Formatter().parse(
        getattr(programme, PATTERNS[NumberSeries.Kind(kind)])
    ):
        shape += re.escape(text)
        if name is not None:
            shape += SHAPES.get(name) or re.escape(own[name])
    return f"^{shape}$"


def given_problem(number: str) -> str:
    """Why a pattern cannot be taken when `number` has been given to another case already."""
    return _(
        "This pattern would give numbers that are in use: %(number)s has been given already. Add "
        "{prefix}, or change the prefix."
    ) % {"number": number}
