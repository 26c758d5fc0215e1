"""Another expert of the supplier holds one session in the named expert's place."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from django.db import transaction
from django.utils import timezone

from talkoot.audit.actions import record
from talkoot.core.icalendar import CANCEL, REQUEST
from talkoot.engagements.actions.frame import locked, tell
from talkoot.engagements.actions.sessions import lock_person
from talkoot.engagements.messages import expert as messages
from talkoot.engagements.models import Engagement, Substitution
from talkoot.engagements.rules import substitutes as rules
from talkoot.engagements.rules.declining import check_other
from talkoot.engagements.rules.hours import check_free
from talkoot.events.models import SeriesPerson, Session
from talkoot.experts.models import Expert
from talkoot.people.models import User


@transaction.atomic
def name_substitute(
    engagement: Engagement, session: Session, *, expert: Expert, reason: str, by: User
) -> Substitution:
    """The office lets another expert of the same supplier hold one session; the order stays.

    The report, the invoice and the feedback on it are then the substitute's. The applicant, the
    expert and the substitute are told, and the session moves from calendar to calendar. Refuses
    another supplier's expert, one who is tied to an applicant, away or elsewhere at the time, and a
    session that has been held.
    """
    engagement = locked(engagement)
    session = _now(engagement, session)
    rules.check_session(session)
    rules.check_substitute(engagement, expert)
    check_other(engagement, expert)
    assert session.starts_at is not None and session.ends_at is not None
    lock_person(expert)
    check_free(expert, session.starts_at, session.ends_at, leave_out=session)
    before = rules.holder_of(engagement, session)
    _clear(session)
    row = Substitution.objects.create(
        session=session, expert=expert, reason=reason, approved_by=by, is_demo=engagement.is_demo
    )
    if expert.user is not None:
        SeriesPerson.objects.create(
            series=engagement.series,
            session=session,
            user=expert.user,
            name=expert.name,
            organisation_name=str(expert.supplier),
            task=SeriesPerson.Task.FACILITATOR,
        )
    after = {"session": session.order, "expert": expert.pk, "reason": reason}
    was = {"expert": before.pk}
    record("engagements.engagement.substitute_named", engagement, by=by, before=was, after=after)
    _tell_change(engagement, session, before, expert)
    return row


@transaction.atomic
def remove_substitute(engagement: Engagement, session: Session, *, by: User) -> None:
    """The named expert holds the session after all. Refuses one that has been held."""
    engagement = locked(engagement)
    session = _now(engagement, session)
    rules.check_session(session)
    before, expert = rules.holder_of(engagement, session), engagement.expert
    if before == expert:
        return
    assert session.starts_at is not None and session.ends_at is not None
    lock_person(expert)
    check_free(expert, session.starts_at, session.ends_at, leave_out=session)
    _clear(session)
    was, after = {"expert": before.pk}, {"session": session.order, "expert": expert.pk}
    record("engagements.engagement.substitute_removed", engagement, by=by, before=was, after=after)
    _tell_change(engagement, session, before, expert)


def drop_substitutes(engagement: Engagement, expert: Expert, *, by: User) -> None:
    """Before another expert goes on for good: forget substitutes of other suppliers and itself.

    Those of other suppliers are told, and the session leaves their calendars. Call inside a
    transaction that holds the engagement's lock.
    """
    rows = engagement.series.sessions.filter(
        state=Session.State.AGREED, substitution__isnull=False
    ).select_related("substitution__expert__user")
    for session in rows:
        own: Expert = session.substitution.expert  # type: ignore[attr-defined]
        if own == expert or own.supplier_id != expert.supplier_id:
            _clear(session)
            before = {"session": session.order, "expert": own.pk}
            record("engagements.engagement.substitute_removed", engagement, by=by, before=before)
            if own != expert:
                _tell(engagement, session, [(own.user, CANCEL)], holder=expert)


def tell_substitutes(engagement: Engagement, sessions: Sequence[Session], write: Any) -> None:
    """Tell those who would have held one of the dropped sessions; it leaves their calendars."""
    rows = Substitution.objects.filter(session__in=sessions, expert__user__isnull=False)
    for row in rows.select_related("session", "expert__user"):
        assert row.expert.user is not None
        tell(
            engagement,
            row.expert.user,
            "engagement-withdrawn",
            0,
            write=write,
            key=f"engagement-withdrawn-{engagement.pk}-{row.pk}",
            sessions=[row.session],
            method=CANCEL,
        )


def _now(engagement: Engagement, session: Session) -> Session:
    rows = engagement.series.sessions.select_related("substitution__expert__user")
    return rows.get(pk=session.pk)


def _clear(session: Session) -> None:
    own = Substitution.objects.filter(session=session).select_related("expert").first()
    if own is None:
        return
    tasks = SeriesPerson.objects.filter(session=session, task=SeriesPerson.Task.FACILITATOR)
    tasks.filter(user=own.expert.user_id).exclude(user=None).delete()
    own.delete()


def _tell_change(engagement: Engagement, session: Session, before: Expert, holder: Expert) -> None:
    told = [
        (holder.user, REQUEST),
        (before.user, CANCEL),
        (engagement.application.applicant, ""),
    ]
    _tell(engagement, session, told, holder=holder)


def _tell(
    engagement: Engagement,
    session: Session,
    told: Sequence[tuple[User | None, str]],
    *,
    holder: Expert,
) -> None:
    session.sequence += 1
    session.save(update_fields=["sequence"])
    write = partial(messages.held_by, session=session, holder=holder)
    occasion = f"{session.pk}-{timezone.now():%Y%m%d%H%M%S%f}"
    for user, method in told:
        if user is not None:
            key = f"session-holder-{occasion}-{user.pk}"
            sessions = [session]
            tell(
                engagement,
                user,
                "session-holder",
                0,
                write=write,
                key=key,
                sessions=sessions,
                method=method,
            )
