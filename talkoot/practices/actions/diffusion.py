"""Writes of spreading: the kept level, its rules, juries, the programme's part, fitted curves."""

import datetime
from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from talkoot.audit.actions import record
from talkoot.people.models import User
from talkoot.practices.models import (
    Contribution,
    CurveFit,
    JuryStatement,
    LevelRules,
    Practice,
)
from talkoot.practices.queries.levels import levels_apart
from talkoot.practices.queries.spread import level_now
from talkoot.practices.rules import levels
from talkoot.programmes.models import Offering, Programme


def keep_level(practice: Practice) -> int:
    """Bring the kept level up to date; call in the transaction that changed the practice."""
    level = level_now(practice) if practice.state == Practice.State.PUBLISHED else 0
    _set_level(practice, level)
    return level


def _set_level(practice: Practice, level: int) -> None:
    if practice.level == level:
        return
    before, practice.level = practice.level, level
    practice.save(update_fields=["level"])
    after = {"level": level}
    record("practices.level.changed", practice, by=None, before={"level": before}, after=after)


def recount_levels(programme: Programme | None = None) -> int:
    """Compute the levels anew, of one programme or all; returns how many kept ones differed."""
    changed = 0
    for pk in [programme.pk] if programme else Programme.objects.values_list("pk", flat=True):
        for practice_id, level in levels_apart(pk).items():
            with transaction.atomic():
                _set_level(Practice.objects.select_for_update().get(pk=practice_id), level)
            changed += 1
    return changed


@transaction.atomic
def set_level_rules(programme: Programme, *, numbers: Mapping[str, float], by: User) -> int:
    """Keep the office's numbers and the levels that follow; returns how many practices moved."""
    unknown = set(numbers) - set(levels.NUMBERS)
    if unknown:
        raise ValueError(f"Not numbers of the levels: {unknown}")
    rules, _is_new = LevelRules.objects.select_for_update().get_or_create(programme=programme)
    before = levels.numbers_with(rules.numbers)
    rules.numbers = {
        name: value for name, value in numbers.items() if value != levels.NUMBERS[name]
    }
    rules.save(update_fields=["numbers"])
    after = levels.numbers_with(rules.numbers)
    moved = {name: value for name, value in after.items() if value != before[name]}
    record(
        "practices.level_rules.changed",
        rules,
        by=by,
        before={name: before[name] for name in moved},
        after=moved,
    )
    return recount_levels(programme)


@transaction.atomic
def record_jury(
    practice: Practice,
    *,
    is_confirmed: bool,
    grounds: str,
    jury: str,
    stated_on: datetime.date,
    by: User,
) -> JuryStatement:
    """Record a jury's statement; the level follows. Refuses one without written grounds."""
    practice = _locked(practice)
    levels.check_statement(practice, grounds, stated_on, on=timezone.localdate())
    statement = JuryStatement.objects.create(
        practice=practice,
        is_confirmed=is_confirmed,
        grounds=grounds,
        jury=jury,
        stated_on=stated_on,
        recorded_by=by,
        is_demo=practice.is_demo,
    )
    record(
        "practices.jury_statement.recorded",
        practice,
        by=by,
        after={"is_confirmed": is_confirmed, "jury": jury, "stated_on": str(stated_on)},
    )
    keep_level(practice)
    return statement


@transaction.atomic
def rate_contribution(
    practice: Practice,
    *,
    origin_class: int,
    rating: int,
    grounds: str,
    service: Offering | None = None,
    by: User,
) -> Contribution:
    """Tell where the practice is from and the programme's part in it; the change is logged.

    `service` is the one of the programme's services that the practice describes. Refuses the
    programme's own claim to what the records show to be born in the field.
    """
    practice = _locked(practice)
    levels.check_origin_class(practice, origin_class)
    levels.check_service(practice, origin_class, service)
    earlier = Contribution.objects.filter(practice=practice).first()
    before = (
        {
            "origin_class": earlier.origin_class,
            "rating": earlier.rating,
            "grounds": earlier.grounds,
            "service": earlier.service.slug if earlier.service else "",
        }
        if earlier
        else {}
    )
    told = {"origin_class": origin_class, "rating": rating, "grounds": grounds}
    contribution, _is_new = Contribution.objects.update_or_create(
        practice=practice,
        defaults={**told, "service": service, "rated_by": by, "is_demo": practice.is_demo},
    )
    after = {**told, "service": service.slug if service else ""}
    record("practices.contribution.rated", practice, by=by, before=before, after=after)
    return contribution


def keep_fit(practice: Practice, began: list[datetime.date], as_of: datetime.date) -> CurveFit:
    """Fit the curve by scipy and keep the numbers, or why there are none. The worker's alone."""
    from talkoot.practices.curve_fits import fit

    fitted = fit(began, as_of)
    kept, _is_new = CurveFit.objects.update_or_create(
        practice=practice,
        defaults={
            "counted_on": as_of,
            "starts_on": fitted.starts_on,
            "periods": fitted.periods,
            "reason": fitted.reason,
            "fits": fitted.fits,
        },
    )
    return kept


def _locked(practice: Practice) -> Practice:
    rows = Practice.objects.select_for_update(of=("self",)).select_related(
        "programme", "organisation", "sector"
    )
    return rows.get(pk=practice.pk)
