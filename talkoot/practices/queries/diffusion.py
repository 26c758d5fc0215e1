"""What the page of a practice's spreading shows, and the little on the practice's own page."""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db.models import Case, When
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from talkoot.core.dates import local_date
from talkoot.practices.models import Adoption, CurveFit, JuryStatement, Practice
from talkoot.practices.queries.measures import MEASURES, NOTHING
from talkoot.practices.queries.spread import facts_for, numbers_of
from talkoot.practices.rules.adoptions import counting
from talkoot.practices.rules.eligible import region_of_county
from talkoot.practices.rules.levels import LEVELS, SHARES, Condition, conditions, level_of
from talkoot.practices.rules.spread import Adopter, Spread

EARLIEST = datetime.date(1990, 1, 1)
FIT_ROWS = {
    "bass": ("p", "q", "m"),
    "logistic": ("k", "t0", "m"),
}


def spread_summary(practice: Practice) -> dict[str, Any]:
    """Level, adopters and regions for practices/page_diffusion.html; a query if it has adopters."""
    places: Iterable[tuple[str | None, str]] = ()
    if practice.adoption_count:
        # A key is read only where it tells the county that has no municipality.
        key = Case(When(organisation__municipality=None, then="organisation__key"), default=None)
        rows = practice.adoptions.filter(counting()).order_by()
        places = rows.values_list("organisation__municipality__region_code", key).distinct()
    regions = {region or region_of_county(key) for region, key in places} - {""}
    return {
        "level": practice.level,
        "level_name": LEVELS[practice.level],
        "adopters": practice.adoption_count,
        "regions": len(regions),
    }


def measure_rows(spread: Spread) -> list[dict[str, Any]]:
    """The measures in words, each with the key of its records."""
    return [
        {
            "key": measure.key,
            "label": measure.label,
            "definition": measure.definition,
            "value": measure.value(spread),
            "note": measure.note(spread),
        }
        for measure in MEASURES
    ]


def level_rows(
    practice: Practice, spread: Spread, statements: Sequence[JuryStatement]
) -> dict[str, Any]:
    """The level on the day taken apart: {"level", "name", "steps"}, one step for each level."""
    numbers = numbers_of(practice.programme_id)
    facts = facts_for(practice, spread, statements)
    level = level_of(facts, numbers)
    return {
        "level": level,
        "name": LEVELS[level],
        "steps": [
            {
                "level": each,
                "name": LEVELS[each],
                "is_reached": each <= level,
                "conditions": [_told(row) for row in conditions(each, facts, numbers)],
            }
            for each in range(1, 6)
        ],
    }


def _told(condition: Condition) -> dict[str, Any]:
    return {
        "text": condition.text,
        "found": _found(condition),
        "wanted": "" if condition.is_yes_or_no else formats.number_format(condition.wanted),
        "is_met": condition.is_met,
        "is_alternative": condition.is_alternative,
    }


def _found(condition: Condition) -> str:
    if condition.is_yes_or_no:
        return _("yes") if condition.is_met else _("no")
    if condition.found is None:
        return NOTHING
    decimals = 1 if condition.name in SHARES or condition.name == "benefit" else 0
    return str(formats.number_format(round(condition.found, decimals), decimals))


def fit_rows(fit: CurveFit) -> list[list[str]]:
    """Parameters of the fitted models: name, value and 95 % interval."""
    texts = {
        "p": _("Bass: influence from outside (p), a half-year"),
        "q": _("Bass: influence of those who have adopted (q), a half-year"),
        "k": _("Logistic: speed (k), a half-year"),
        "t0": _("Logistic: the turning point, half-years from the first adoption"),
    }
    ceilings = {"bass": _("Bass: final number of adopters (m)"),
                "logistic": _("Logistic: final number of adopters (m)")}  # fmt: skip
    growth = {"bass": _("Bass: half-years from 10 to 90 per cent"),
              "logistic": _("Logistic: half-years from 10 to 90 per cent")}  # fmt: skip
    rows = []
    for model, names in FIT_ROWS.items():
        found = fit.fits.get(model)
        if not found:
            continue
        for name in names:
            value, low, high = found[name]
            decimals = 3 if name in ("p", "q", "k") else 1
            text = texts.get(name) or ceilings[model]
            shown = [formats.number_format(round(each, decimals), decimals)
                     for each in (value, low, high)]  # fmt: skip
            rows.append([text, shown[0], f"{shown[1]}–{shown[2]}"])
        rows.append([growth[model], formats.number_format(round(found["growth"], 1), 1), NOTHING])
    return rows


def adopter_rows(spread: Spread, adopters: Sequence[Adopter]) -> list[dict[str, Any]]:
    """Adopters as a table tells them, in the order given."""
    names = {row.pk: row.name for row in [*spread.everybody, *spread.beyond]}
    stages, scopes = dict(Adoption.Stage.choices), dict(Adoption.Scope.choices)
    mechanisms = dict(Adoption.Mechanism.choices)
    return [
        {
            "key": row.key,
            "name": row.name,
            "stage": stages.get(row.stage_on(spread.as_of), NOTHING),
            "since": local_date(row.began_on),
            "scope": scopes.get(row.scope, NOTHING),
            "mechanism": mechanisms.get(row.mechanism, NOTHING),
            "from": names.get(row.learned_from or 0, ""),
            "generation": spread.generation_of.get(row.pk, NOTHING),
            "is_demo": row.is_demo,
        }
        for row in adopters
    ]


def years_of(practice: Practice, spread: Spread, as_of: datetime.date) -> list[dict[str, Any]]:
    """The days that the time slider offers: the end of each year, and today."""
    today = timezone.localdate()
    begins = [row.began_on for row in spread.everybody if row.began_on]
    if practice.published_at:
        begins.append(timezone.localtime(practice.published_at).date())
    first = min(begins, default=today).year
    days = [datetime.date(year, 12, 31) for year in range(first, today.year)]
    return [
        {"value": day.isoformat(), "text": text, "checked": day == as_of}
        for day, text in [*((day, str(day.year)) for day in days), (today, _("today"))]
    ]


def chosen_day(asked: Mapping[str, str]) -> datetime.date:
    """The day of `?as_of=2025-12-31`; nonsense, days long ago and days to come give today."""
    today = timezone.localdate()
    try:
        day = datetime.date.fromisoformat(asked.get("as_of", ""))
    except ValueError:
        return today
    return day if EARLIEST <= day <= today else today
