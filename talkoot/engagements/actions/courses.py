"""A cohort of one organisation: the granted days get registration and a learning space."""

from django.db import transaction

from talkoot.audit.actions import record
from talkoot.core.states import change_state
from talkoot.engagements.actions.frame import locked
from talkoot.engagements.actions.shortening import follow_sessions
from talkoot.engagements.models import Engagement
from talkoot.engagements.rules import TRANSITIONS
from talkoot.engagements.rules.delivery import check_open_course
from talkoot.events.actions.searching import index_event
from talkoot.events.actions.series import give_page
from talkoot.events.models import Series, SeriesPerson, SeriesTemplate, Session
from talkoot.experts.models import Expert
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
    _let_lead(series, engagement.expert)
    record("engagements.course.opened", engagement, by=by, after={"series": series.pk})
    return series


def hand_over_course(engagement: Engagement, before: Expert) -> None:
    """Where the days are a course, who was its expert leads it no more and the new one does.

    Call inside the transaction that changes the expert.
    """
    series = engagement.series
    if series.slug is None:
        return
    lead = SeriesPerson.Task.FACILITATOR
    whole = series.people.filter(session=None, task=lead).exclude(user=None)
    whole.filter(user__in=[before.user_id, engagement.expert.user_id]).delete()
    _let_lead(series, engagement.expert)
    index_event(series)


def _let_lead(series: Series, expert: Expert) -> None:
    if expert.user is not None:
        SeriesPerson.objects.create(
            series=series,
            user=expert.user,
            name=expert.name,
            organisation_name=str(expert.supplier),
            task=SeriesPerson.Task.FACILITATOR,
        )


def follow_course(session: Session, by: User | None) -> None:
    """The engagement keeps up with what the office changed on the course's own page.

    It is open again when its only session was cancelled, and agreed when there is one again; the
    order costs what the sessions cost. Call inside the transaction of the change.
    """
    found = Engagement.objects.filter(series=session.series_id).first()
    if found is None or by is None:
        return
    engagement = locked(found)
    if engagement.state not in (Engagement.State.OPEN, Engagement.State.AGREED):
        return
    follow_sessions(engagement, by=by)
    coming = engagement.series.sessions.exclude(state=Session.State.CANCELLED)
    if engagement.state == Engagement.State.AGREED and not coming.exists():
        moved = change_state(engagement, Engagement.State.OPEN, TRANSITIONS)
        record("engagements.engagement.reopened", engagement, by=by, **moved)
    elif engagement.state == Engagement.State.OPEN and session.state == Session.State.AGREED:
        moved = change_state(engagement, Engagement.State.AGREED, TRANSITIONS)
        record("engagements.engagement.agreed", engagement, by=by, **moved)
