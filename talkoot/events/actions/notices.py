"""Whether the participants of a funded project have filled in the funder's own notices."""

import datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from talkoot.audit.actions import record
from talkoot.core.refusals import NotAllowed
from talkoot.correspondence.actions import queue_message
from talkoot.events.messages.notices import notice_reminder
from talkoot.events.models import FundedParticipation, Registration
from talkoot.events.queries.participants import missing_notices
from talkoot.people.models import User
from talkoot.programmes.models import FundingProject

REST_DAYS = 7


@transaction.atomic
def mark_notice(row: FundedParticipation, name: str, *, by: User | None) -> None:
    """The notice `name` is filled in: first that of the start, then that of the end.

    The person tells it behind the own link (nobody is signed in), or the office has heard of it.
    What stands in the notice is never kept here. Refuses one that is not missing, so that a button
    pressed twice never marks the next one.
    """
    rows = FundedParticipation.objects.select_for_update(of=("self",)).select_related("project")
    row = rows.get(pk=row.pk)
    if not name or name != row.missing_notice:
        raise NotAllowed(_("No notice to the funder is missing of this person."))
    today = timezone.localdate()
    setattr(row, name, today)
    row.save(update_fields=[name])
    record("events.funded_participation.told", row, by=by, after={name: today.isoformat()})


@transaction.atomic
def remind_of_notices(project: FundingProject, *, by: User) -> int:
    """Mail those of the project whose notice is missing, each at most once in seven days.

    Returns how many mails. Refuses a project whose funder asks for no notices.
    """
    project = FundingProject.objects.select_for_update().get(pk=project.pk)
    if project.fund == FundingProject.Fund.OTHER:
        raise NotAllowed(_("The funder of this project asks for no notices of participants."))
    now = timezone.now()
    rested = Q(reminded_at=None) | Q(reminded_at__lt=now - datetime.timedelta(days=REST_DAYS))
    rows = missing_notices().filter(rested, project=project).exclude(participant__email="")
    found = list(rows.select_related("participant", "project__programme__office"))
    own = Registration.objects.filter(participant__in=[row.participant_id for row in found])
    newest = {row.participant_id: row for row in own.order_by("pk")}
    for row in found:
        person = row.participant
        with translation.override(person.language):
            subject, body = notice_reminder(row, newest.get(person.pk))
        queue_message(
            "funder-notice",
            key=f"funder-notice-{row.pk}-{now:%Y%m%d}",
            office_id=row.project.programme.office_id,
            address=person.email,
            language=person.language,
            subject=subject,
            body=body,
            is_demo=person.is_demo,
        )
        row.reminded_at = now
    FundedParticipation.objects.bulk_update(found, ["reminded_at"])
    record("events.funded_participation.reminded", project, by=by, after={"count": len(found)})
    return len(found)
