"""Engagement; what a session leaves, the expert and the invoices stand beside.

The files of the other models are parts of this one and are imported from here.
"""

from decimal import Decimal

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from talkoot.calls.models import Application
from talkoot.core.models import MaybeDemo, Stateful
from talkoot.events.models import Series
from talkoot.experts.models import CallOff, Expert
from talkoot.surveys.models import Round


class StoryConsent(models.TextChoices):
    """What the applicant allows to be told of the case."""

    NAMED = "named", _("yes, with the name of the organisation")
    NAMELESS = "nameless", _("yes, without names")
    REFUSED = "refused", _("no")


class Engagement(Stateful, MaybeDemo):
    """What a granted application sets going: its expert, series, call-off and survey rounds."""

    class State(models.TextChoices):
        OPEN = "open", _("day to be agreed")
        AGREED = "agreed", _("day agreed")
        DELIVERED = "delivered", _("delivered")
        WITHDRAWN = "withdrawn", _("withdrawn by the applicant")
        DECLINED = "declined", _("another expert to be chosen")

    application = models.OneToOneField(Application, models.PROTECT, related_name="engagement")
    expert = models.ForeignKey(Expert, models.PROTECT, related_name="engagements")
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    days_granted = models.DecimalField(max_digits=4, decimal_places=1)
    # Of a day granted, as the offering said when it was granted; sessions are counted in hours.
    hours_per_day = models.DecimalField(max_digits=4, decimal_places=2, default=6)
    # The last day of use as the decision or its correction tells it; none is known of older ones.
    use_by = models.DateField(_("to be used by"), null=True, blank=True)
    series = models.OneToOneField(Series, models.PROTECT)
    call_off = models.OneToOneField(CallOff, models.PROTECT)
    feedback_round = models.OneToOneField(Round, models.PROTECT, related_name="+")
    followup_round = models.OneToOneField(Round, models.PROTECT, related_name="+")
    # Whether the case may be told as a story; asked of the applicant.
    story_consent = models.CharField(max_length=10, choices=StoryConsent, blank=True)
    story_consent_on = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = _("engagement")
        verbose_name_plural = _("engagements")

    def __str__(self) -> str:
        return str(self.application)

    def get_absolute_url(self) -> str:
        return reverse("engagement", args=[self.application.ref])

    @property
    def hours_granted(self) -> Decimal:
        return self.days_granted * self.hours_per_day


from talkoot.engagements.delivery_models import (  # noqa: E402
    DayReport,
    Output,
    ReportDraft,
    StuckItem,
)
from talkoot.engagements.expert_models import (  # noqa: E402
    ContinuationPurchase,
    ExpertRefusal,
    Substitution,
)
from talkoot.engagements.invoice_models import Invoice, InvoiceLine  # noqa: E402
from talkoot.engagements.story_models import CaseStory  # noqa: E402
from talkoot.engagements.team_models import (  # noqa: E402
    Commitment,
    Harvest,
    PathMark,
    PeerPair,
    Team,
    TeamMeeting,
    TeamMember,
)
from talkoot.engagements.workshop_models import (  # noqa: E402
    DevelopmentTask,
    Experiment,
    Idea,
    IdeaVote,
    Statement,
    Workshop,
)

__all__ = [
    "CaseStory",
    "Commitment",
    "ContinuationPurchase",
    "DayReport",
    "DevelopmentTask",
    "Engagement",
    "Experiment",
    "ExpertRefusal",
    "Harvest",
    "Idea",
    "IdeaVote",
    "Invoice",
    "InvoiceLine",
    "Output",
    "PathMark",
    "PeerPair",
    "ReportDraft",
    "Statement",
    "StoryConsent",
    "StuckItem",
    "Substitution",
    "Team",
    "TeamMeeting",
    "TeamMember",
    "Workshop",
]
