"""Planning, moving and cancelling the sessions of an engagement, and ending it."""

import datetime
from collections.abc import Sequence
from functools import partial

from django.db import transaction
from django.utils import timezone

from talkoot.audit.actions import record
from talkoot.core.dates import add_months
from talkoot.core.icalendar import CANCEL, REQUEST
from talkoot.core.states import change_state
from talkoot.engagements import rules
from talkoot.engagements.actions.frame import locked, tell
from talkoot.engagements.actions.shortening import follow_sessions, settle_call_off
from talkoot.engagements.messages import delivery as messages
from talkoot.engagements.models import Engagement
from talkoot.engagements.rules import delivery
from talkoot.engagements.rules.hours import check_free, check_room, hours_between, meter_of
from talkoot.engagements.rules.substitutes import holder_of
from talkoot.events.actions.split import drop_session, fix_session, free_session
from talkoot.events.models import Series, Session
from talkoot.experts.models import Expert
from talkoot.experts.rules import rows_of_person
from talkoot.people.models import User
from talkoot.programmes.models import FeedbackPlan
from talkoot.surveys.actions import schedule_round
from talkoot.surveys.actions.plans import occasion
from talkoot.surveys.models import SurveyPlan

Times = tuple[datetime.datetime, datetime.datetime]


@transaction.atomic
def plan_sessions(
    engagement: Engagement,
    *,
    times: Sequence[Times],
    mode: str,
    place: str,
    link: str = "",
    is_identical: bool = False,
    by: User,
) -> list[Session]:
    """Agree one or more sessions; applicant and expert get one mail with the calendar file.

    `is_identical`: they have the same content for different groups. Refuses hours over what was
    granted, a day after the last day of use, a time at which the expert is away or elsewhere, an
    engagement that has ended, and a price over the ceilings of the agreement; then none of them is
    planned.
    """
    engagement = locked(engagement)
    rules.check_agree(engagement)
    sessions = [
        _fix(
            engagement,
            free_session(engagement.series),
            starts_at=starts_at,
            ends_at=ends_at,
            mode=mode,
            place=place,
            link=link,
            by=by,
        )
        for starts_at, ends_at in times
    ]
    if is_identical and len(sessions) > 1:
        keys = [session.pk for session in sessions]
        Session.objects.filter(pk__in=keys).update(content_set=f"set-{keys[0]}")
    follow_sessions(engagement, by=by)
    if engagement.state == Engagement.State.OPEN:
        moved = change_state(engagement, Engagement.State.AGREED, rules.TRANSITIONS)
        record("engagements.engagement.agreed", engagement, by=by, **moved)
    _tell_agreed(engagement, sessions)
    return sessions


def agree_day(
    engagement: Engagement,
    *,
    starts_at: datetime.datetime,
    ends_at: datetime.datetime,
    mode: str,
    place: str,
    link: str = "",
    by: User,
) -> Session:
    """Agree one session and tell both sides; refuses as plan_sessions does."""
    times = [(starts_at, ends_at)]
    [session] = plan_sessions(engagement, times=times, mode=mode, place=place, link=link, by=by)
    return session


@transaction.atomic
def move_session(
    engagement: Engagement,
    session: Session,
    *,
    starts_at: datetime.datetime,
    ends_at: datetime.datetime,
    mode: str,
    place: str,
    link: str = "",
    by: User,
) -> Session:
    """Change the time or place of an agreed session; both sides get it to their calendars.

    Refuses one that has been held or cancelled, and as plan_sessions does.
    """
    engagement = locked(engagement)
    session = engagement.series.sessions.get(pk=session.pk)
    delivery.check_move(engagement, session)
    _fix(
        engagement,
        session,
        starts_at=starts_at,
        ends_at=ends_at,
        mode=mode,
        place=place,
        link=link,
        by=by,
    )
    follow_sessions(engagement, by=by)
    _tell_agreed(engagement, [session])
    return session


@transaction.atomic
def cancel_session(engagement: Engagement, session: Session, *, reason: str, by: User) -> None:
    """Cancel an agreed session with its reason; its hours are free again and both sides are told.

    Refuses one that has been held.
    """
    engagement = locked(engagement)
    session = engagement.series.sessions.get(pk=session.pk)
    delivery.check_move(engagement, session)
    drop_session(session, reason=reason, by=by)
    follow_sessions(engagement, by=by)
    others = engagement.series.sessions.exclude(state=Session.State.CANCELLED)
    if not others.exists():
        moved = change_state(engagement, Engagement.State.OPEN, rules.TRANSITIONS)
        record("engagements.engagement.reopened", engagement, by=by, **moved)
    write = partial(messages.session_cancelled, session=session)
    for party in _parties(engagement, [session]):
        tell(
            engagement,
            party,
            "session-cancelled",
            0,
            write=write,
            key=f"session-cancelled-{session.pk}-{party.pk}",
            sessions=[session],
            method=CANCEL,
        )


@transaction.atomic
def finish_engagement(engagement: Engagement, *, by: User) -> None:
    """End an engagement of which some hours stay unused; the follow-up survey gets its date.

    Refuses before the first report and while a session is agreed.
    """
    engagement = locked(engagement)
    delivery.check_finish(engagement, meter_of(engagement))
    close_delivery(engagement, by=by)


def close_delivery(engagement: Engagement, *, by: User) -> None:
    """Everything has been held: the follow-up opens the offering's 3-6 months after the last day.

    Feedback on the whole series, where it is asked so, opens now, and unused days go back to the
    framework agreement. The programme's plans of surveys are asked, too. Call inside a transaction
    that holds the engagement's lock.
    """
    moved = change_state(engagement, Engagement.State.DELIVERED, rules.TRANSITIONS)
    left = meter_of(engagement).left
    given_back = settle_call_off(engagement, by=by)
    record(
        "engagements.engagement.delivered",
        engagement,
        by=by,
        before=moved["before"],
        after={**moved["after"], "hours_left": str(left), "days_given_back": str(given_back)},
    )
    last = (
        engagement.series.sessions.filter(state=Session.State.HELD, ends_at__isnull=False)
        .order_by("ends_at")
        .last()
    )
    assert last is not None and last.ends_at is not None
    months = engagement.application.call.offering.followup_months
    held_on = timezone.localdate(last.ends_at)
    schedule_round(engagement.followup_round, opens_on=add_months(held_on, months), by=by)
    if delivery.feedback_plan(engagement) == FeedbackPlan.SERIES:
        schedule_round(engagement.feedback_round, opens_on=timezone.localdate(), by=by)
    case = engagement.application
    offering = case.call.offering
    key, trigger = f"engagement:{engagement.pk}", SurveyPlan.Trigger.ENGAGEMENT_CLOSED
    occasion(trigger, key, offering.programme, offering, held_on, case.title)


def _fix(
    engagement: Engagement,
    session: Session,
    *,
    starts_at: datetime.datetime,
    ends_at: datetime.datetime,
    mode: str,
    place: str,
    link: str,
    by: User,
) -> Session:
    rules.check_times(starts_at, ends_at)
    before = session.starts_at and timezone.localdate(session.starts_at)
    if before is None or timezone.localdate(starts_at) > before:  # Agreed late, it may stay so.
        rules.check_use_by(engagement, starts_at)
    holder = holder_of(engagement, session)
    lock_person(holder)
    check_free(holder, starts_at, ends_at, leave_out=session)
    meter = meter_of(engagement, leave_out=session)
    hours = hours_between(starts_at, ends_at, engagement.hours_per_day)
    check_room(meter, hours)
    fix_session(
        session,
        starts_at=starts_at,
        ends_at=ends_at,
        mode=mode,
        place=place,
        link=link,
        days=meter.days(hours),
        by=by,
    )
    return session


def lock_person(expert: Expert) -> None:
    """Two engagements of one person wait here for each other, under whichever agreement."""
    rows = rows_of_person(expert).select_for_update().order_by("pk")
    list(rows.values_list("pk"))


def _tell_agreed(engagement: Engagement, sessions: list[Session]) -> None:
    first = sessions[0]
    for party in _parties(engagement, sessions):
        tell(
            engagement,
            party,
            "day-agreed",
            0,
            write=partial(messages.sessions_agreed, sessions=sessions),
            key=f"day-agreed-{first.pk}-{first.sequence}-{party.pk}",
            sessions=sessions,
            method=REQUEST,
        )


def _parties(engagement: Engagement, sessions: Sequence[Session]) -> list[User]:
    """Applicant and those who hold the sessions, whoever records: the calendars of all follow.

    Of a published course the expert hears as everybody who works in it.
    """
    parties = [engagement.application.applicant]
    if engagement.series.state != Series.State.PUBLISHED:
        holders = {holder_of(engagement, session).user: None for session in sessions}
        parties += [user for user in holders if user is not None]
    return parties
