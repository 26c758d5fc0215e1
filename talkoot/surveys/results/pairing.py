"""The same people in an earlier round and in this one, by the pseudonyms of their answers.

A round is paired with the latest earlier one that asked the same of at least five of its people and
that no later round is paired with yet. The pair is kept in the figures of the rows that count the
two rounds whole ("before", "after").
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.db.models import Count as CountRows

from talkoot.core.grades import GRADES
from talkoot.surveys import rules
from talkoot.surveys.models import Item, Response, Round, Tally
from talkoot.surveys.queries import survey_items
from talkoot.surveys.results import statistics
from talkoot.surveys.results.counting import CHUNK, WHOLE, Marks, parts_of
from talkoot.surveys.results.suppression import MARK

# In the order in which they are known, so that the later one never undoes the earlier.
BEFORE, AFTER = f"{MARK}before", f"{MARK}later"
MARKS = (BEFORE, AFTER)
Kind = Item.Kind
NUMBERS = frozenset({Kind.GRADE, Kind.EFFECT, Kind.SCALE, Kind.NPS, Kind.NUMBER, Kind.MATRIX})


def earlier_round(survey: Round) -> Round | None:
    """The round with which this one is to be paired."""
    people = Response.objects.filter(round=survey).exclude(panel="").values("panel")
    if not people.exists():
        return None
    same = Round.objects.filter(
        programme=survey.programme_id,
        questionnaire__code=survey.questionnaire.code,
        viewpoint=survey.viewpoint,
        mode=survey.mode,
        state=Round.State.CLOSED,
    ).exclude(pk=survey.pk)
    shared = (
        Response.objects.filter(round__in=same, panel__in=people)
        .values_list("round")
        .annotate(number=CountRows("panel", distinct=True))
        .filter(number__gte=rules.LEAST_ANSWERS)
    )
    keys = [key for key, _number in shared]
    if not keys:
        return None
    wholes = Tally.objects.filter(
        item_code=WHOLE,
        dimension="",
        round__in=keys,
        figures__has_key="is_final",
    ).exclude(figures__has_key="after")
    newest = wholes.select_related("round").order_by("-round__tallied_at", "-round").first()
    return newest.round if newest else None


def marks_of(survey: Round) -> Marks:
    """Who has answered each item in the round before or after, too."""
    found = whole_of(survey)
    pairs = [(BEFORE, found.get("before")), (AFTER, found.get("after"))]
    own = values_of(survey) if any(key for _name, key in pairs) else {}
    marks = []
    for name, key in pairs:
        if key:
            other = values_of(Round.objects.select_related("questionnaire").get(pk=key))
            both = {code: own[code].keys() & other.get(code, {}).keys() for code in own}
            marks.append((name, both))
    return marks


def whole_of(survey: Round) -> dict[str, Any]:
    """The figures of the row that counts the round whole."""
    return Tally.objects.get(round=survey, item_code=WHOLE, dimension="").figures


def values_of(survey: Round) -> dict[str, dict[str, Decimal]]:
    """{item code: {pseudonym: value}} of valid answers that are numbers."""
    values: dict[str, dict[str, Decimal]] = {}
    items = [item for item in survey_items(survey) if item.kind in NUMBERS | {Kind.SCHOOL_GRADE}]
    rows = Response.objects.filter(round=survey).exclude(panel="").values_list("panel", "answers")
    for panel, answers in rows.iterator(chunk_size=CHUNK):
        for item in items:
            for code, given in parts_of(item, answers.get(item.code)):
                value = _value(item, given)
                if value is not None:
                    values.setdefault(code, {})[panel] = value
    return values


def _value(item: Item, given: Any) -> Decimal | None:
    if not rules.has_answer(given) or given == rules.CANNOT_SAY:
        return None
    if item.kind == Kind.SCHOOL_GRADE:
        return GRADES.get(str(given))
    if item.kind == Kind.EFFECT and str(given) == "0":
        return None
    text = str(given)
    return Decimal(text) if text.lstrip("-").replace(".", "", 1).isdigit() else None


def pairs_of(survey: Round) -> Mapping[str, dict[str, Any]]:
    """{item code: what the pairs tell}, empty when the round has none before it."""
    key = whole_of(survey).get("before")
    if not key:
        return {}
    earlier = values_of(Round.objects.select_related("questionnaire").get(pk=key))
    return {
        code: _pair(key, earlier[code], now)
        for code, now in values_of(survey).items()
        if code in earlier and earlier[code].keys() & now.keys()
    }


def _pair(key: int, before: Mapping[str, Decimal], after: Mapping[str, Decimal]) -> dict[str, Any]:
    people = sorted(before.keys() & after.keys())
    first = [float(before[one]) for one in people]
    second = [float(after[one]) for one in people]
    change = statistics.change_of(first, second)
    return {
        "before": key,
        "n": len(people),
        "before_mean": sum(first) / len(first),
        "after_mean": sum(second) / len(second),
        "change": change.mean,
        "low": change.low,
        "high": change.high,
        "only_before": len(before) - len(people),
        "only_after": len(after) - len(people),
    }
