"""Reads of how programmes' decisions are challenged and numbered."""

from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from talkoot.audit.models import LogEntry
from talkoot.calls.models import Application
from talkoot.core.access import fetch
from talkoot.decisions.models import Correction, Decision, InformationRequest, Reconsideration
from talkoot.decisions.rules import terms as rules
from talkoot.people.rules import office_ids
from talkoot.programmes.models import NumberSeries, Programme
from talkoot.programmes.rules import number_of

CHANGED = "decisions.terms.changed"
OF_CASE = "call__offering__programme"
OF_DECISION = f"decision__application__{OF_CASE}"
# Where numbers of each kind are: table, column, way to the programme.
GIVEN: dict[str, tuple[tuple[Any, str, str], ...]] = {
    NumberSeries.Kind.CASE: (
        (Application, "number", OF_CASE),
        (Reconsideration, "number", OF_DECISION),
        (InformationRequest, "number", "programme"),
    ),
    NumberSeries.Kind.DECISION: (
        (Decision, "number", f"application__{OF_CASE}"),
        (Reconsideration, "decision_number", OF_DECISION),
        (Correction, "number", OF_DECISION),
    ),
}


def programmes_with_terms(user: Any) -> "QuerySet[Programme]":
    """The programmes of the person's office."""
    return Programme.objects.filter(office__in=office_ids(user)).select_related("office")


def get_programme(user: Any, slug: str) -> Programme:
    """A programme of the person's office, else NotFound."""
    rows = Programme.objects.select_related("office")
    return fetch(rows, user, rules.can_read_terms, slug=slug)


def last_changes(programmes: list[Programme]) -> dict[int, LogEntry]:
    """{programme id: the last change of its terms, with who made it}."""
    keys = [str(programme.pk) for programme in programmes]
    entries = LogEntry.objects.filter(
        subject_kind=Programme._meta.label_lower, subject_id__in=keys, key=CHANGED
    )
    return {int(entry.subject_id): entry for entry in entries.select_related("actor")}


def next_numbers(*programmes: Programme) -> dict[int, dict[str, str]]:
    """{programme id: {kind: the next number by its patterns}}; one query, no number is taken."""
    year = timezone.localdate().year
    rows = NumberSeries.objects.filter(programme__in=[row.pk for row in programmes], year=year)
    last = {(row.programme_id, row.kind): row.last for row in rows}
    return {
        programme.pk: {
            kind: number_of(
                programme, kind, number=last.get((programme.pk, kind), 0) + 1, year=year
            )
            for kind in NumberSeries.Kind.values
        }
        for programme in programmes
    }


def given_elsewhere(programme: Programme, kind: str) -> str | None:
    """A number that the pattern could give and another programme or kind has given, else None.

    The programme's own numbers of the kind never come twice: their series goes on.
    """
    shape = rules.number_shape(programme, kind)
    for given_kind, places in GIVEN.items():
        for model, column, path in places:
            own = Q(**{path: programme.pk}) if given_kind == kind else Q(pk__in=[])
            rows = model.objects.filter(**{f"{column}__regex": shape}).exclude(own)
            if found := rows.values_list(column, flat=True).first():
                return str(found)
    return None


def terms_problem(programme: Programme) -> tuple[str | None, str] | None:
    """(field, sentence) of what is wrong with the programme's patterns, else None."""
    if problem := rules.pattern_problem(programme):
        return problem
    for kind, name in rules.PATTERNS.items():
        if number := given_elsewhere(programme, kind):
            return name, rules.given_problem(number)
    return None
