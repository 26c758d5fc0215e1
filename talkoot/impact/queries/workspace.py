"""What those who study a programme may read: its evaluators, its steering group, its office."""

from typing import Any

from django.db.models import QuerySet

from talkoot.core.access import fetch, unbarred
from talkoot.impact import rules
from talkoot.people.rules import is_evaluator, is_officer, office_ids, study_roles_of
from talkoot.programmes.models import Programme
from talkoot.surveys.models import Round
from talkoot.surveys.results.reading import rounds_of


def studied_programmes(user: Any) -> "QuerySet[Programme]":
    """The programmes whose results the person may read, their office's own included."""
    offices = {*office_ids(user), *study_roles_of(user)}
    return Programme.objects.filter(office__in=offices).select_related("impact_chain")


def get_studied(user: Any, slug: str) -> Programme:
    """A programme that the person studies, else NotFound."""
    rows = Programme.objects.select_related("office", "impact_chain")
    return fetch(rows, user, rules.can_study, slug=slug)


def closed_rounds(user: Any, programme: Programme) -> "QuerySet[Round]":
    """The programme's closed rounds, without those that are kept from the person; newest first."""
    rows = rounds_of(programme).filter(state=Round.State.CLOSED).select_related("service")
    return unbarred(rows, user).order_by("-opens_on", "-pk")


def get_closed_round(user: Any, pk: int) -> Round:
    """A closed round of a programme that the person studies, else NotFound."""
    rows = Round.objects.filter(state=Round.State.CLOSED)
    rows = rows.select_related("programme__office", "questionnaire", "service")
    return fetch(
        unbarred(rows, user), user, lambda who, row: rules.can_study(who, row.programme), pk=pk
    )


def can_have_answers(user: Any, programme: Programme) -> bool:
    """Single answers without names: the external evaluator's, and the office's that gives them."""
    office = programme.office_id
    return is_evaluator(user, office) or is_officer(user, office)
