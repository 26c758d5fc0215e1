"""What a series page may do while an expert or an engagement is bound by it."""

from django.utils.translation import gettext as _

from talkoot.core.refusals import NotAllowed
from talkoot.engagements.models import Engagement
from talkoot.engagements.rules import GOING_ON, check_agree, check_use_by
from talkoot.engagements.rules.hours import check_free, check_room, hours_between, meter_of
from talkoot.engagements.rules.substitutes import holder_of
from talkoot.events.models import Series, Session
from talkoot.events.queries.sessions import people_of
from talkoot.experts.models import Expert


def check_course_session(session: Session, accepts_clash: bool) -> None:
    """Refuse a session over an engagement's hours or last day, and experts who are elsewhere.

    Locks the engagement and the experts, who wait here as when a session is agreed there.
    """
    starts_at, ends_at = session.starts_at, session.ends_at
    assert starts_at is not None and ends_at is not None
    engagement = _of(session.series)
    if engagement is not None:
        check_agree(engagement)
        check_use_by(engagement, starts_at)
        hours = hours_between(starts_at, ends_at, engagement.hours_per_day)
        check_room(meter_of(engagement, leave_out=session), hours)
    if accepts_clash:
        return
    users = {row.user_id for row in people_of(session.series, session) if row.user_id}
    if engagement is not None and holder_of(engagement, session) != engagement.expert:
        users.discard(engagement.expert.user_id)
    rows = Expert.objects.filter(user__in=users).select_for_update(of=("self",)).order_by("pk")
    known: dict[int | None, Expert] = {row.user_id: row for row in rows}
    for expert in known.values():
        check_free(expert, starts_at, ends_at, leave_out=session)


def check_cancel_course(series: Series) -> None:
    """A course of an engagement that goes on is not cancelled under it."""
    engagement = _of(series)
    if engagement is not None and engagement.state in GOING_ON:
        raise NotAllowed(
            _(
                "The course is held in the engagement %(number)s, which goes on. To agree new "
                "days, cancel its sessions one by one. To end it, report what has been held and "
                "end the engagement, or ask the applicant to give the days up. Then cancel the "
                "course."
            )
            % {"number": engagement.application.number}
        )


def _of(series: Series) -> Engagement | None:
    rows = Engagement.objects.select_for_update(of=("self",))
    rows = rows.select_related("application", "call_off__framework", "series")
    return rows.filter(series=series).first()
