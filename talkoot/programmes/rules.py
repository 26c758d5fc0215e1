"""Who may see a programme, how its numbers look, and which marks it may bear at a time."""

import datetime
import re
from string import Formatter
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from talkoot.core.dates import local_date
from talkoot.core.refusals import NotAllowed
from talkoot.people.rules import is_officer, reads_finances
from talkoot.programmes.models import FundingProject, LogoSet, NumberSeries, Programme

NUMBER_PARTS = ("prefix", "number", "task_class", "year")
NUMBER_MAX_LENGTH = 40
PATTERNS = {NumberSeries.Kind.CASE: "case_pattern", NumberSeries.Kind.DECISION: "decision_pattern"}


def can_read(user: Any, programme: Programme) -> bool:
    """Everybody once it runs; a planned programme is its office's own."""
    return programme.state != Programme.State.PLANNED or is_officer(user, programme.office_id)


def can_edit_project(user: Any, project: FundingProject) -> bool:
    """The office of the programme that the project pays for."""
    return is_officer(user, project.programme.office_id)


def can_read_project(user: Any, project: FundingProject) -> bool:
    """The office, and whoever reads the project's finances for its funder."""
    return reads_finances(user, project.programme.office_id)


def can_edit_logos(user: Any, logo_set: LogoSet) -> bool:
    return can_edit_project(user, logo_set.project)


def period_problem(
    project: FundingProject,
    valid_from: datetime.date,
    valid_to: datetime.date | None,
    *,
    besides: LogoSet | None = None,
) -> tuple[str, str] | None:
    """(field, sentence) if a set cannot be in force on these days, else None.

    Two sets of one project never hold on one day, so that a certificate's marks are certain.
    """
    if valid_to and valid_to < valid_from:
        return "valid_to", _("The last day cannot be before the first day, %(day)s.") % {
            "day": local_date(valid_from)
        }
    others = LogoSet.objects.filter(Q(valid_to=None) | Q(valid_to__gte=valid_from), project=project)
    if valid_to:
        others = others.filter(valid_from__lte=valid_to)
    if besides:
        others = others.exclude(pk=besides.pk)
    other = others.order_by("valid_from").first()
    if other is None:
        return None
    return "valid_from", _(
        "Other marks of the project are in force from %(first)s to %(last)s. End them first, or "
        "choose days outside them."
    ) % {
        "first": local_date(other.valid_from),
        "last": local_date(other.valid_to) if other.valid_to else _("no set day"),
    }


def check_period(
    project: FundingProject,
    valid_from: datetime.date,
    valid_to: datetime.date | None,
    *,
    besides: LogoSet | None = None,
) -> None:
    """Refuse what period_problem tells."""
    problem = period_problem(project, valid_from, valid_to, besides=besides)
    if problem:
        raise NotAllowed(problem[1])


def check_end_logos(logo_set: LogoSet) -> None:
    """Marks whose last day has gone stay as they were: certificates were given with them."""
    if logo_set.valid_to and logo_set.valid_to < timezone.localdate():
        raise NotAllowed(_("The use of these marks has ended already."))


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
