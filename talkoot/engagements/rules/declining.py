"""When an expert may decline, and who then chooses another."""

from typing import Any

from django.utils.translation import gettext as _

from talkoot.calls.rules.expert_ties import tie_sentence
from talkoot.core.refusals import NotAllowed
from talkoot.engagements.models import Engagement, ExpertRefusal
from talkoot.engagements.rules import can_oversee, is_applicant
from talkoot.experts.models import Expert

State = Engagement.State


def can_choose(user: Any, engagement: Engagement) -> bool:
    """The applicant chooses; the programme office names whom the applicant has chosen."""
    return is_applicant(user, engagement) or can_oversee(user, engagement)


def check_decline(engagement: Engagement, *, is_told: bool) -> None:
    """Refuse once a day has been agreed, and before the decision has left to the applicant."""
    if engagement.state != State.OPEN:
        raise NotAllowed(
            _(
                "The engagement can be declined only before a day has been agreed. Ask the "
                "programme office to name another expert."
            )
        )
    if not is_told:
        raise NotAllowed(
            _(
                "The decision has not left to the applicant yet. Decline when you have got the "
                "mail on the engagement."
            )
        )


def check_declined(engagement: Engagement) -> None:
    """Another expert is chosen only when one has declined."""
    if engagement.state != State.DECLINED:
        raise NotAllowed(_("The engagement has its expert, so there is nothing to choose."))


def check_other(engagement: Engagement, expert: Expert) -> None:
    """Refuse who has declined this already, and who is tied to an applicant."""
    if engagement.refusals.filter(expert=expert).exists():
        raise NotAllowed(
            _("%(name)s has declined this engagement. Choose another expert.")
            % {"name": expert.name}
        )
    if sentence := tie_sentence(engagement.application, expert_id=expert.pk):
        raise NotAllowed(sentence)


def check_consent(refusal: ExpertRefusal, expert: Expert, *, has_consent: bool) -> None:
    """The customer chooses the expert: the office names nobody without the applicant's word."""
    if refusal.chosen_id != expert.pk and not has_consent:
        raise NotAllowed(
            _(
                "The applicant has not chosen this expert. Ask the applicant, and tick that it has "
                "agreed."
            )
        )
