"""Participants of funded projects: begun and ended by the office, never by themselves."""

import datetime
from collections.abc import Collection

from django.db import transaction
from django.utils import timezone

from talkoot.audit.actions import record
from talkoot.events.models import FundedParticipation, Participant
from talkoot.events.queries import participants as queries
from talkoot.events.rules import participants as rules
from talkoot.people.models import User
from talkoot.programmes.models import FundingProject


@transaction.atomic
def fund_participants(
    project: FundingProject,
    participants: Collection[Participant],
    *,
    informed_on: datetime.date,
    started_on: datetime.date,
    by: User,
) -> int:
    """Count the persons as participants of the project, each once; returns how many were new.

    `informed_on` is when they were told what is reported of them. Refuses, for all, if one of them
    took part in open webinars and events only.
    """
    FundingProject.objects.select_for_update().get(pk=project.pk)
    served = queries.took_part_long_term(list(participants))
    for person in participants:
        rules.check_fund(
            person,
            project,
            took_part=person.pk in served,
            informed_on=informed_on,
            started_on=started_on,
            today=timezone.localdate(),
        )
    counted = set(
        FundedParticipation.objects.filter(project=project).values_list("participant", flat=True)
    )
    informed_at = timezone.make_aware(datetime.datetime.combine(informed_on, datetime.time(12)))
    new = [person for person in participants if person.pk not in counted]
    for person in new:
        row = FundedParticipation.objects.create(
            project=project, participant=person, started_on=started_on, informed_at=informed_at
        )
        record("events.funded_participation.started", row, by=by)
    return len(new)


@transaction.atomic
def end_funded(row: FundedParticipation, *, ended_on: datetime.date, by: User) -> None:
    """The person's part in the project has ended. Refuses an end before the start."""
    row = FundedParticipation.objects.select_for_update().get(pk=row.pk)
    rules.check_end(row, ended_on)
    row.ended_on = ended_on
    row.save(update_fields=["ended_on"])
    record("events.funded_participation.ended", row, by=by)
