"""A cohort of one organisation: the granted days get registration and a learning space."""

from django.db import transaction

from talkoot.audit.actions import record
from talkoot.engagements.actions.frame import locked
from talkoot.engagements.models import Engagement
from talkoot.engagements.rules.delivery import check_open_course
from talkoot.events.actions.series import give_page
from talkoot.events.models import Series, SeriesPerson, SeriesTemplate
from talkoot.people.models import User


@transaction.atomic
def open_course(
    engagement: Engagement, *, template: SeriesTemplate | None, entry: str, by: User
) -> Series:
    """Give the engagement's series its page, with the template's tasks; the expert leads it.

    The sessions, the organisation and the title are those of the engagement: nothing is retyped,
    and a day is held and counted once. Refuses an engagement that has ended, a second time, and
    before a session has its time.
    """
    engagement = locked(engagement)
    check_open_course(engagement)
    series = give_page(engagement.series, template=template, entry=entry, by=by)
    expert = engagement.expert
    if expert.user is not None:
        SeriesPerson.objects.create(
            series=series,
            user=expert.user,
            name=expert.name,
            organisation_name=str(expert.supplier),
            task=SeriesPerson.Task.FACILITATOR,
        )
    record("engagements.course.opened", engagement, by=by, after={"series": series.pk})
    return series
