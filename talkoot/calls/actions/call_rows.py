"""The rows of a call's parts: the criteria from version to version, and the rounds."""

import datetime
from collections.abc import Mapping, Sequence
from typing import Any

from talkoot.calls.models import Call, Criterion, Intake
from talkoot.calls.rules import calls as rules

CRITERION_FIELDS = (
    *("order", "is_exclusion", "check_name", "expected"),
    *(f"{name}_{code}" for name in ("text", "question", "advice") for code in rules.LANGUAGES),
)
# What an application is assessed by; a published criterion changes in these only as a new row.
ASSESSED_FIELDS = (
    *("order", "is_exclusion", "check_name"),
    *(f"text_{code}" for code in rules.LANGUAGES),
)
# Out of the way of the numbers in force while the rounds are renumbered.
APART = 1000


def criterion_fields(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: row[name] for name in CRITERION_FIELDS if name in row}


def revise_criteria(call: Call, rows: Sequence[Mapping[str, Any]]) -> bool:
    """Continue the criteria of a published call in its next version; returns whether any changed.

    The caller has locked the call, and makes the version when this says so.
    """
    # What waits for a version that was never made is in force nowhere.
    call.criteria.filter(first_version__gt=call.text_version).delete()
    current = {row.pk: row for row in rules.in_force(call.criteria.all(), call.text_version)}
    kept = set()
    is_changed = False
    for row, order in zip(rows, _orders(rows, list(current.values())), strict=True):
        fields = {**criterion_fields(row), "order": order}
        earlier = current.get(row.get("id") or 0)
        if earlier is not None and all(
            getattr(earlier, name) == fields[name] for name in ASSESSED_FIELDS
        ):
            kept.add(earlier.pk)
            Criterion.objects.filter(pk=earlier.pk).update(**fields, last_version=None)
        else:
            Criterion.objects.create(call=call, first_version=call.text_version + 1, **fields)
            is_changed = True
    ended = current.keys() - kept
    Criterion.objects.filter(pk__in=ended).update(last_version=call.text_version)
    return is_changed or bool(ended)


def _orders(rows: Sequence[Mapping[str, Any]], current: Sequence[Criterion]) -> list[int]:
    """The place of each row: its own while nobody moves, else what is given if that is an order."""
    if [row.get("id") for row in rows] == [row.pk for row in current]:
        places = [row.order for row in current]
    else:
        places = [row.get("order") or 0 for row in rows]
    return places if places == sorted(set(places)) else list(range(1, len(rows) + 1))


def revise_intakes(call: Call, rows: Sequence[Mapping[str, Any]]) -> None:
    """Make the rounds what `rows` say, numbered in the order of their closing.

    A row continues the round that its `id` names, without one the round that closes at the same
    minute; so what has arrived stays in its round. The caller has locked the call.
    """
    current = {row.pk: row for row in call.intakes.all()}
    pairs: list[tuple[Intake, Mapping[str, Any]]] = []
    named = {row.get("id") for row in rows}
    for row in sorted(rows, key=lambda row: row["closes_at"]):
        intake = current.pop(row.get("id") or 0, None)
        if intake is None and row.get("id") is None:
            same = (one for pk, one in current.items() if pk not in named)
            intake = next((one for one in same if _at_once(one, row["closes_at"])), None)
            current.pop(intake.pk if intake else 0, None)
        pairs.append((intake or Intake(call=call), row))
    for left in current.values():
        rules.check_remove_round(left, has_arrivals=left.application_set.exists())
        left.delete()
    for moved in (APART, 0):
        for number, (intake, row) in enumerate(pairs, 1):
            intake.number = moved + number
            if not _at_once(intake, row["closes_at"]):
                intake.closes_at = row["closes_at"]
            intake.decides_on = row.get("decides_on")
            intake.save()


def _at_once(intake: Intake, moment: datetime.datetime) -> bool:
    """Moments are typed to the minute, so a second more or less is the same."""
    at = intake.closes_at
    return at is not None and abs(at - moment) < datetime.timedelta(minutes=1)
