"""What the actions of an engagement share."""

from collections.abc import Callable, Sequence

from django.db.models import Q
from django.utils import translation

from talkoot.calls.models import Application
from talkoot.core.icalendar import Person
from talkoot.correspondence.actions import queue_message, revoke_message
from talkoot.correspondence.models import Message
from talkoot.engagements import messages
from talkoot.engagements.models import Engagement
from talkoot.events.calendars import calendar_for
from talkoot.events.models import Session
from talkoot.people.models import User
from talkoot.surveys.actions import plan_round
from talkoot.surveys.models import Round

FEEDBACK, FOLLOWUP = "session-feedback", "effectiveness-organisation"
SURVEYS = (FEEDBACK, FOLLOWUP)


def locked(engagement: Engagement) -> Engagement:
    """The row as it is now, locked until the transaction ends."""
    rows = Engagement.objects.select_for_update(of=("self",)).select_related(
        "application__call__offering__programme",
        "application__applicant",
        "application__organisation",
        "call_off__framework",
        "expert__user",
        "series__programme",
        "feedback_round",
        "followup_round",
    )
    return rows.get(pk=engagement.pk)


def plan_survey(application: Application, code: str, *, title: str = "", by: User) -> Round:
    """A round of the questionnaire for the applicant; it opens when it gets a date."""
    programme = application.call.offering.programme
    invitees = [application.applicant]
    return plan_round(
        programme,
        code,
        title=title or application.title,
        invitees=invitees,
        organisation=application.organisation,
        service=application.call.offering,
        by=by,
    )


def tell(
    engagement: Engagement,
    user: User,
    kind: str,
    delay_seconds: int | None,
    *,
    write: Callable[[Engagement], tuple[str, str]] = messages.to_expert,
    key: str = "",
    sessions: Sequence[Session] = (),
    method: str = "",
) -> None:
    """Queue a mail in the party's language; `key` tells the occasion if there are many.

    A calendar file of the `sessions` goes along with a `method`: REQUEST puts them into the
    party's calendar or moves them there, CANCEL takes them out.
    """
    with translation.override(user.language):
        subject, body = write(engagement)
        person, calendar = Person(str(user), user.email), ""
        if method:
            calendar = calendar_for(person, sessions, engagement.series, method=method)
    queue_message(
        kind,
        key=key or f"{kind}-{engagement.pk}",
        office_id=office_id(engagement),
        to=user,
        subject=subject,
        body=body,
        calendar=calendar,
        delay_seconds=delay_seconds,
        is_demo=engagement.is_demo,
    )


def stop_mails(engagement: Engagement, *, by: User) -> bool | None:
    """Revoke what waits to tell the expert what has been granted.

    Tells whether the expert has heard of the engagement; None where nobody was to be told.
    """
    mails = Message.objects.filter(
        Q(key=f"engagement-opened-{engagement.pk}")
        | Q(key__startswith=f"engagement-extended-{engagement.pk}-")
        | Q(key__startswith=f"engagement-moved-{engagement.pk}-")
    )
    states = set()
    for mail in mails:
        states.add(mail.state)
        if mail.state == Message.State.QUEUED:
            revoke_message(mail, by=by)
    if not states:
        return None
    return not states <= {Message.State.QUEUED, Message.State.REVOKED}


def office_id(engagement: Engagement) -> int:
    return engagement.application.call.offering.programme.office_id
