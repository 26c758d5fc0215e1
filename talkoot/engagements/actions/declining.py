"""An expert declines; the applicant chooses another, whom the office names."""

from django.db import transaction
from django.utils import timezone, translation

from talkoot.audit.actions import record
from talkoot.core.states import change_state
from talkoot.correspondence.actions import queue_message
from talkoot.correspondence.models import Message
from talkoot.engagements.actions.expert import change_expert
from talkoot.engagements.actions.frame import locked, office_id, tell
from talkoot.engagements.messages import declining as messages
from talkoot.engagements.models import Engagement, ExpertRefusal
from talkoot.engagements.rules import TRANSITIONS
from talkoot.engagements.rules import declining as rules
from talkoot.experts.actions.profiles import declare_tie
from talkoot.experts.models import Expert
from talkoot.people.models import User


@transaction.atomic
def decline_engagement(
    engagement: Engagement, *, reason: str, is_disqualified: bool, by: User
) -> ExpertRefusal:
    """The expert does not take the engagement: the reason is kept, applicant and office are told.

    A disqualification is declared as a tie too, so the organisation cannot choose the expert
    again. The days stay ordered until another expert has been named. Refuses once a day has been
    agreed and before the decision has left.
    """
    engagement = locked(engagement)
    mail = Message.objects.filter(key=f"engagement-opened-{engagement.pk}").first()
    rules.check_decline(engagement, is_told=mail is None or mail.state != Message.State.QUEUED)
    expert, organisation = engagement.expert, engagement.application.organisation
    refusal = ExpertRefusal.objects.create(
        engagement=engagement,
        expert=expert,
        reason=reason,
        is_disqualified=is_disqualified,
        declined_by=by,
        is_demo=engagement.is_demo,
    )
    moved = change_state(engagement, Engagement.State.DECLINED, TRANSITIONS)
    moved["after"]["ground"] = "disqualified" if is_disqualified else "other"
    record("engagements.engagement.declined", engagement, by=by, **moved)
    if is_disqualified and not expert.ties.filter(organisation=organisation, ended_at=None):
        declare_tie(expert, organisation=organisation, reason=reason[:400], by=by)
    tell(
        engagement,
        engagement.application.applicant,
        "expert-declined",
        0,
        write=messages.declined_to_applicant,
        key=f"expert-declined-{refusal.pk}",
    )
    _tell_office(engagement, f"expert-declined-office-{refusal.pk}", refusal)
    return refusal


@transaction.atomic
def choose_another(engagement: Engagement, *, expert: Expert, reason: str, by: User) -> None:
    """The applicant's new choice and its reason; the office is told and names the expert.

    Refuses an expert who has declined or is tied to an applicant. A new choice replaces the last.
    """
    engagement = locked(engagement)
    rules.check_declined(engagement)
    rules.check_other(engagement, expert)
    refusal = open_refusal(engagement)
    refusal.chosen, refusal.chosen_reason = expert, reason
    refusal.chosen_by, refusal.chosen_at = by, timezone.now()
    refusal.save(update_fields=["chosen", "chosen_reason", "chosen_by", "chosen_at"])
    record("engagements.engagement.rechosen", engagement, by=by, after={"expert": expert.pk})
    _tell_office(engagement, f"expert-rechosen-{refusal.pk}-{expert.pk}", refusal)


@transaction.atomic
def name_another(
    engagement: Engagement, *, expert: Expert, reason: str, has_consent: bool = False, by: User
) -> Engagement:
    """The office names the expert whom the applicant chose; the call-off goes along.

    Refuses without the applicant's word, and whatever a change of the expert refuses.
    """
    engagement = locked(engagement)
    rules.check_declined(engagement)
    refusal = open_refusal(engagement)
    rules.check_consent(refusal, expert, has_consent=has_consent)
    if refusal.chosen_id != expert.pk:
        refusal.chosen, refusal.chosen_reason = expert, reason
        refusal.chosen_by, refusal.chosen_at = by, timezone.now()
    refusal.resolved_at = timezone.now()
    refusal.save()
    return change_expert(engagement, expert, reason=reason, by=by)


def open_refusal(engagement: Engagement) -> ExpertRefusal:
    """The refusal that waits for another expert."""
    return engagement.refusals.select_related("expert", "chosen").get(resolved_at=None)


def _tell_office(engagement: Engagement, key: str, refusal: ExpertRefusal) -> None:
    """To the programme's own address, in Finnish as the office reads it; none without one."""
    programme = engagement.application.call.offering.programme
    if not programme.contact_email:
        return
    with translation.override("fi"):
        subject, body = messages.to_office(engagement, refusal)
    queue_message(
        "expert-declined-office",
        key=key,
        office_id=office_id(engagement),
        address=programme.contact_email,
        subject=subject,
        body=body,
        delay_seconds=0,
        is_demo=engagement.is_demo,
    )
