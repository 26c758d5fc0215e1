"""Writes of the programme's own records."""

import datetime
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import F

from talkoot.audit.actions import record
from talkoot.files.actions import store_file
from talkoot.files.images import PICTURE_KINDS
from talkoot.files.models import Publicity, Retention
from talkoot.people.models import User
from talkoot.programmes import rules
from talkoot.programmes.models import FundingProject, LogoSet, NumberSeries, Programme

ALTS = ("alt_fi", "alt_sv", "alt_en")


def next_number(programme: Programme, kind: str, *, year: int) -> str:
    """The next free number, such as "TK/12/2026" for a case and "TK-P/3/2026" for a decision.

    The programme's patterns say how it looks; a pattern that cannot work raises ValidationError.
    Takes the row's lock until the caller's transaction ends, so numbers have no gaps or doubles.
    """
    series = NumberSeries.objects.filter(programme=programme, kind=kind, year=year)
    if not series.update(last=F("last") + 1):  # The first one of the year.
        NumberSeries.objects.get_or_create(programme=programme, kind=kind, year=year)
        series.update(last=F("last") + 1)
    last = series.values_list("last", flat=True).get()
    return rules.number_of(programme, kind, number=last, year=year)


@transaction.atomic
def add_logo_set(project: FundingProject, values: Mapping[str, Any], *, by: User) -> LogoSet:
    """Add marks that certificates bear from a day on.

    `values`: image (a sent picture), alt_fi, alt_sv, alt_en, valid_from, valid_to. Refuses days on
    which other marks of the project are in force, and a file that is no picture.
    """
    project = FundingProject.objects.select_for_update().get(pk=project.pk)
    rules.check_period(project, values["valid_from"], values["valid_to"])
    image = store_file(
        values["image"],
        by=by,
        publicity=Publicity.PUBLIC,
        retention=Retention.PUBLISHED,
        allowed=PICTURE_KINDS,
    )
    logo_set = LogoSet.objects.create(
        project=project,
        image=image,
        valid_from=values["valid_from"],
        valid_to=values["valid_to"],
        **{name: values[name] for name in ALTS},
    )
    record("programmes.logos.added", logo_set, by=by, after=_days(logo_set))
    return logo_set


@transaction.atomic
def end_logo_set(logo_set: LogoSet, valid_to: datetime.date, *, by: User) -> None:
    """Set the last day of the marks. Refuses ended ones, and days that other marks have."""
    project = FundingProject.objects.select_for_update().get(pk=logo_set.project_id)
    logo_set = LogoSet.objects.get(pk=logo_set.pk)
    rules.check_end_logos(logo_set)
    rules.check_period(project, logo_set.valid_from, valid_to, besides=logo_set)
    before = _days(logo_set)
    logo_set.valid_to = valid_to
    logo_set.save(update_fields=["valid_to"])
    record("programmes.logos.ended", logo_set, by=by, before=before, after=_days(logo_set))


def _days(logo_set: LogoSet) -> dict[str, str | None]:
    last = logo_set.valid_to
    return {"from": logo_set.valid_from.isoformat(), "to": last.isoformat() if last else None}
