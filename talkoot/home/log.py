"""The log of what was done in the office's programmes, newest first.

What a person may not handle leaves no trace: neither its own entries nor those of anything that
leads to it, and no entry of another thing names it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from django.apps import apps
from django.db.models import BigIntegerField, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Cast
from django.urls import reverse

from talkoot.assessments.rules.grounds import barred_applications, remember_barred
from talkoot.audit.models import LogEntry
from talkoot.calls.models import Application
from talkoot.core.access import barred_rows
from talkoot.core.dates import within
from talkoot.core.lookups import contains
from talkoot.home.log_kinds import KINDS
from talkoot.home.log_words import done_words, field_words, value_words
from talkoot.people.rules import office_ids

PAGE_SIZE = 50
DEPTH = 4
SYSTEM = "system"
FIRST, LAST = date(2000, 1, 1), date(2999, 1, 1)
# The moment of an anonymous answer could tell who gave it.
KEPT_BACK = ("surveys.response.stored", "surveys.answer.read")
# Rows that hold rows of cases, from the other side: {kind: ways to the application}.
HOLDERS = {
    "decisions.slate": "lines__application",
    "engagements.invoice": "lines__report__session__series__engagement__application",
}


@dataclass(frozen=True)
class Choices:
    """What of the log is asked for; empty values narrow nothing."""

    kind: str = ""
    who: str = ""
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True)
class Line:
    """One entry in words."""

    entry: LogEntry
    kind: str
    done: str
    number: str
    url: str
    changes: str

    @property
    def at(self) -> datetime:
        return self.entry.at


@cache
def ways_to_barred(kind: str) -> tuple[tuple[str, str], ...]:
    """((way, model label), …): the kind itself and all that it leads to by foreign keys, so far as
    rows of them can be kept from somebody.
    """
    start = apps.get_model(kind)
    found, front = [("", start._meta.label_lower)], [("", start)]
    for _step in range(DEPTH):
        ahead = []
        for way, model in front:
            for field in model._meta.concrete_fields:
                other: Any = field.related_model
                if other is None or other._meta.app_label in ("people", "programmes", "files"):
                    continue
                ahead.append((f"{way}{field.name}__", other))
        found += [(way.removesuffix("__"), model._meta.label_lower) for way, model in ahead]
        front = ahead
    return tuple(found)


def _subjects(kind: str, user: Any, *, is_free: bool) -> "QuerySet[Any]":
    """The kind's rows that are the office's and not kept from the person.

    `is_free`: nothing is kept from the person, so nothing needs to be asked.
    """
    model = apps.get_model(kind)
    offices = office_ids(user)
    mine = Q()
    for way in KINDS[kind][1]:
        mine |= Q(**{f"{way}__in": offices})
    rows = model._default_manager.order_by().filter(mine)
    if is_free:
        return rows
    for way, label in ways_to_barred(kind):
        barred = barred_rows(apps.get_model(label), user)
        if barred is not None:
            rows = rows.exclude(**{f"{way}__in" if way else "pk__in": barred.values("pk")})
    if kind in HOLDERS:
        held = {f"{HOLDERS[kind]}__in": barred_applications(user).values("pk")}
        rows = rows.exclude(pk__in=model._default_manager.order_by().filter(**held).values("pk"))
    return rows


def entries(user: Any, choices: Choices) -> "QuerySet[LogEntry]":
    """The entries that the person may see, newest first."""
    remember_barred(user)
    is_free = getattr(user, "_barred", None) == []
    key = Cast(OuterRef("subject_id"), BigIntegerField())
    seen = Q(pk__in=[])
    for kind in [choices.kind] if choices.kind in KINDS else KINDS:
        subjects = _subjects(kind, user, is_free=is_free)
        seen |= Q(subject_kind=kind) & Q(Exists(subjects.filter(pk=key)))
    rows = LogEntry.objects.filter(seen).exclude(key__in=KEPT_BACK)
    rows = rows.select_related("actor").order_by("-pk")
    if choices.first or choices.last:
        rows = rows.filter(within("at", choices.first or FIRST, choices.last or LAST))
    if choices.who == SYSTEM:
        return rows.filter(actor=None)
    return rows.filter(contains(choices.who, "actor__name")) if choices.who else rows


def lines(rows: Iterable[LogEntry], user: Any) -> list[Line]:
    """The entries in words: two queries, whatever their number."""
    rows = list(rows)
    secret = _secret_words(user)
    keys = [row.subject_id for row in rows if row.subject_kind == Application._meta.label_lower]
    cases = {str(case.pk): case for case in Application.objects.filter(pk__in=keys)}
    return [_line(row, cases, secret) for row in rows]


def all_lines(rows: "QuerySet[LogEntry]", user: Any) -> Iterator[Line]:
    """Every entry in words, read in batches for a file."""
    batch: list[LogEntry] = []
    for row in rows.iterator(chunk_size=500):
        batch.append(row)
        if len(batch) == 500:
            yield from lines(batch, user)
            batch = []
    yield from lines(batch, user)


def _line(row: LogEntry, cases: dict[str, Application], secret: set[str]) -> Line:
    case = cases.get(row.subject_id) if row.subject_kind == "calls.application" else None
    number = (case.number or case.ref) if case else f"#{row.subject_id}"
    return Line(
        entry=row,
        kind=str(KINDS[row.subject_kind][0]),
        done=done_words(row.key),
        number=number,
        url=reverse("office-application", args=[case.ref]) if case and case.submitted_at else "",
        changes=_changes(row, secret),
    )


def _changes(row: LogEntry, secret: set[str]) -> str:
    """What changed as `name: before → after`; nothing if it names what is kept from the reader."""
    parts = []
    for name in {**row.before, **row.after}:
        old, new = row.before.get(name), row.after.get(name)
        values = [
            value_words(row.subject_kind, name, value)
            for value in (old, new)
            if value not in (None, "", [], {})
        ]
        if values:
            parts.append(f"{field_words(row.subject_kind, name)}: {' → '.join(values)}")
    text = "; ".join(parts)
    return "" if any(word in text for word in secret) else text


def _secret_words(user: Any) -> set[str]:
    """Numbers and addresses of the cases that are kept from the person."""
    rows = barred_applications(user).values_list("number", "ref", "decision__number")
    return {word for row in rows for word in row if word}
