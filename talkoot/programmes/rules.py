"""Who may see a programme, and how its case and decision numbers look."""

import re
from string import Formatter
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from talkoot.people.rules import is_officer
from talkoot.programmes.models import NumberSeries, Programme

NUMBER_PARTS = ("prefix", "number", "task_class", "year")
NUMBER_MAX_LENGTH = 40
PATTERNS = {NumberSeries.Kind.CASE: "case_pattern", NumberSeries.Kind.DECISION: "decision_pattern"}


def can_read(user: Any, programme: Programme) -> bool:
    """Everybody once it runs; a planned programme is its office's own."""
    return programme.state != Programme.State.PLANNED or is_officer(user, programme.office_id)


def number_of(programme: Programme, kind: str, *, number: int, year: int) -> str:
    """The running number as the programme's pattern writes it."""
    pattern = getattr(programme, PATTERNS[NumberSeries.Kind(kind)])
    check_number_pattern(pattern, task_class=programme.task_class)
    return pattern.format(
        prefix=programme.number_prefix,
        number=number,
        task_class=programme.task_class,
        year=year,
    )


def check_number_pattern(pattern: str, *, task_class: str) -> None:
    """Refuse a pattern that cannot give each case a number of its own (ValidationError).

    Parts: {prefix}, {number} or {number:04}, {task_class}, {year}; the running number starts anew
    each year, so a number without its year would come again.
    """
    try:
        parts = [part for part in Formatter().parse(pattern) if part[1] is not None]
    except ValueError:
        raise ValidationError(
            _("“%(pattern)s” has a brace without its pair.") % {"pattern": pattern}
        ) from None
    names = [name for _text, name, _form, _conversion in parts]
    for _text, name, form, conversion in parts:
        is_padded = name == "number" and re.fullmatch(r"0?[1-9]", form or "")
        if name not in NUMBER_PARTS or conversion or (form and not is_padded):
            raise ValidationError(
                _(
                    "“%(pattern)s” has a part that is not known. Use {prefix}, {number}, "
                    "{number:04}, {task_class} and {year}."
                )
                % {"pattern": pattern}
            )
    if not {"number", "year"} <= set(names):
        raise ValidationError(
            _("“%(pattern)s” must hold {number} and {year}, so that no number comes twice.")
            % {"pattern": pattern}
        )
    if "task_class" in names and not task_class:
        raise ValidationError(
            _("“%(pattern)s” uses the task class, so give the programme one.")
            % {"pattern": pattern}
        )


def check_numbers(programme: Programme) -> None:
    """Refuse patterns by which two programmes, or a case and its decision, would share numbers."""
    own = _samples(programme)
    if len(set(own)) < len(own):
        raise ValidationError(_("Cases and decisions need patterns that differ."))
    if max(map(len, own)) > NUMBER_MAX_LENGTH:
        raise ValidationError(_("The numbers would be too long. Shorten the pattern."))
    for other in Programme.objects.exclude(pk=programme.pk):
        if set(own) & set(_samples(other)):
            raise ValidationError(
                _("The numbers would be the same as in “%(name)s”. Add {prefix} to the pattern.")
                % {"name": other.name}
            )


def _samples(programme: Programme) -> list[str]:
    """What the patterns give for one and the same running number."""
    return [
        number_of(programme, kind, number=99_999, year=2026) for kind in NumberSeries.Kind.values
    ]
