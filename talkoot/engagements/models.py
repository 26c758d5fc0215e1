"""Engagement and DayReport."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from talkoot.calls.models import Application
from talkoot.core.models import MaybeDemo, Stamped, Stateful
from talkoot.events.models import Series, Session
from talkoot.experts.models import CallOff, Expert
from talkoot.surveys.models import Round


class Engagement(Stateful, MaybeDemo):
    """What a granted application sets going: its expert, series, call-off and survey rounds."""

    class State(models.TextChoices):
        OPEN = "open", _("day to be agreed")
        AGREED = "agreed", _("day agreed")
        DELIVERED = "delivered", _("delivered")

    application = models.OneToOneField(Application, models.PROTECT, related_name="engagement")
    expert = models.ForeignKey(Expert, models.PROTECT, related_name="engagements")
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    days_granted = models.DecimalField(max_digits=4, decimal_places=1)
    series = models.OneToOneField(Series, models.PROTECT)
    call_off = models.OneToOneField(CallOff, models.PROTECT)
    feedback_round = models.OneToOneField(Round, models.PROTECT, related_name="+")
    followup_round = models.OneToOneField(Round, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("engagement")
        verbose_name_plural = _("engagements")

    def __str__(self) -> str:
        return str(self.application)

    def get_absolute_url(self) -> str:
        return reverse("engagement", args=[self.application.ref])


class DayReport(MaybeDemo, Stamped):
    """The expert's report of one session."""

    session = models.OneToOneField(Session, models.PROTECT, related_name="day_report")
    expert = models.ForeignKey(Expert, models.PROTECT)
    done = models.TextField(_("what was done"), max_length=2000)
    results = models.TextField(_("immediate results"), max_length=2000)
    next_steps = models.TextField(_("agreed next steps"), max_length=2000, blank=True)

    class Meta:
        verbose_name = _("day report")
        verbose_name_plural = _("day reports")
