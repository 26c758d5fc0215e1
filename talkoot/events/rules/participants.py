"""Who is a participant of a funded project: neither an attendance nor simply a person."""

import datetime

from django.utils.translation import gettext as _

from talkoot.core.refusals import NotAllowed
from talkoot.events.models import FundedParticipation, Participant
from talkoot.programmes.models import FundingProject


def check_fund(
    participant: Participant,
    project: FundingProject,
    *,
    took_part: bool,
    informed_on: datetime.date,
    started_on: datetime.date,
    today: datetime.date,
) -> None:
    """Refuse a participation in the wrong project, without long-term work, or before it was told.

    Open webinars and information events never make a participant: ESF+ Regulation (EU) 2021/1057,
    annex I counts those for whom specific expenditure is earmarked.
    """
    if project.programme_id != participant.programme_id:
        raise NotAllowed(_("The project pays for another programme."))
    if not took_part:
        raise NotAllowed(
            _(
                "%(name)s has no long-term service of the programme. Open webinars and events make "
                "nobody a participant of the project."
            )
            % {"name": participant}
        )
    if max(informed_on, started_on) > today:
        raise NotAllowed(_("The day cannot be in the future. Check the dates."))
    if informed_on > started_on:
        raise NotAllowed(
            _("A person is told of the project before it begins for them. Check the dates.")
        )


def check_end(row: FundedParticipation, ended_on: datetime.date) -> None:
    """Refuse an end before the start, and a second end."""
    if row.ended_on is not None:
        raise NotAllowed(_("This participation has ended already."))
    if ended_on < row.started_on:
        raise NotAllowed(_("The end is before the start. Check the date."))
