"""Reads of programmes."""

import datetime
from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from talkoot.core.access import fetch
from talkoot.core.figures import read_once
from talkoot.people.rules import editor_ids, office_ids
from talkoot.programmes import rules
from talkoot.programmes.models import FundingProject, LogoSet, Party, Period, Programme, Theme


@read_once
def periods_of(programme: Any) -> list[Period]:
    """The programme's periods in their order."""
    return list(Period.objects.filter(programme=programme))


def themes_offered(use: str, *, also: Iterable[Any] = ()) -> "QuerySet[Theme]":
    """Themes of the use that are not retired, and those of `also`: what was chosen before stays."""
    offered = Q(retired_on=None) | Q(retired_on__gt=timezone.localdate())
    return Theme.objects.filter(offered | Q(pk__in=also), use=use)


def office_programmes(user: Any) -> "QuerySet[Programme]":
    """The programmes in whose office the person works."""
    return Programme.objects.filter(office__in=office_ids(user))


def edited_programmes(user: Any) -> "QuerySet[Programme]":
    """The programmes whose practices the person moderates and edits."""
    return Programme.objects.filter(office__in=editor_ids(user))


def public_programmes() -> list[tuple[Promise, list[Programme]]]:
    """Programmes that anybody may see, as (heading, programmes); empty groups are left out."""
    rows = Programme.objects.exclude(state=Programme.State.PLANNED).select_related("office")
    groups = {Programme.State.RUNNING: _("Running now"), Programme.State.ENDED: _("Ended")}
    found = {title: [row for row in rows if row.state == key] for key, title in groups.items()}
    return [(title, mine) for title, mine in found.items() if mine]


def get_public_programme(user: Any, slug: str) -> Programme:
    """The programme that the person may see, with the lists of its source, else NotFound."""
    rows = Programme.objects.prefetch_related("published_lists")
    return fetch(rows, user, rules.can_read, slug=slug)


def owners_of(programme: Programme) -> list[str]:
    """The names of the organisations whose programme it is, in the order they were told."""
    rows = programme.parties.filter(kind=Party.Kind.OWNER).order_by("pk")
    return list(rows.values_list("organisation__name", flat=True))


def office_projects(user: Any) -> "QuerySet[FundingProject]":
    """The funded projects of the person's office with their sets of marks, the newest first."""
    rows = FundingProject.objects.filter(programme__office__in=office_ids(user))
    return (
        rows.select_related("programme").prefetch_related("logo_sets").order_by("programme", "pk")
    )


def get_project(user: Any, pk: int) -> FundingProject:
    """A funded project of the person's office, else NotFound."""
    rows = FundingProject.objects.select_related("programme")
    return fetch(rows, user, rules.can_edit_project, pk=pk)


def get_read_project(user: Any, pk: int) -> FundingProject:
    """A funded project whose finances the person may read, else NotFound."""
    rows = FundingProject.objects.select_related("programme")
    return fetch(rows, user, rules.can_read_project, pk=pk)


def get_logo_set(user: Any, pk: int) -> LogoSet:
    """A set of marks of the person's office, else NotFound."""
    rows = LogoSet.objects.select_related("project__programme", "image")
    return fetch(rows, user, rules.can_edit_logos, pk=pk)


def logo_sets(programme_id: int, on: datetime.date) -> list[LogoSet]:
    """The marks of the programme's funded projects in force on the day, the newest of each."""
    in_force = Q(valid_from__lte=on) & (Q(valid_to=None) | Q(valid_to__gte=on))
    rows = LogoSet.objects.filter(in_force, project__programme=programme_id)
    ordered = rows.select_related("image").order_by("project", "valid_from")
    return list({row.project_id: row for row in ordered}.values())
