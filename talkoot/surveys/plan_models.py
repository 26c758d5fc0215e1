"""What sends surveys by itself."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from talkoot.core.models import MaybeDemo, Stamped, Translated
from talkoot.programmes.models import Offering, Programme


class Mode(models.TextChoices):
    """How answers are handled; the respondent is told before the first question."""

    IDENTIFIED = "identified", _("answers are shown with the organisation's name")
    CONFIDENTIAL = "confidential", _("answers are shown only in summaries")
    ANONYMOUS = "anonymous", _("nobody can tell who answered what")


class Viewpoint(models.TextChoices):
    """Whose view is asked: the organisation's (by its representative) or the person's own."""

    ORGANISATION = "organisation", _("organisation")
    INDIVIDUAL = "individual", _("individual")


class SurveyPlan(MaybeDemo, Stamped):
    """A survey that goes out by itself when something happens, to a population that is queried.

    `population` names a registered query (surveys.populations). `months` and `days` are counted
    from what triggers it. Without a service it concerns all of the programme's. What goes by the
    calendar (rules.repeating) may come again every so many months, `times` in all.
    """

    class Trigger(models.TextChoices):
        SESSION_CLOSED = "session_closed", _("a session has been closed")
        SERIES_CLOSED = "series_closed", _("a series has been closed")
        ENGAGEMENT_CLOSED = "engagement_closed", _("an engagement has been closed")
        PROGRAMME_ENDED = "programme_ended", _("the programme has ended")
        SCHEDULED = "scheduled", _("a day that the office sets")
        BY_HAND = "by_hand", _("the office sends it")

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="survey_plans")
    service = models.ForeignKey(Offering, models.PROTECT, null=True, blank=True)
    # The newest published version of the questionnaire is asked.
    questionnaire_code = models.SlugField(max_length=60)
    title_fi = models.CharField(max_length=200)
    title_sv = models.CharField(max_length=200, blank=True)
    title_en = models.CharField(max_length=200, blank=True)
    title = Translated()
    trigger = models.CharField(max_length=20, choices=Trigger)
    months = models.PositiveSmallIntegerField(default=0)
    days = models.PositiveSmallIntegerField(default=0)
    # The first day of a scheduled plan.
    first_on = models.DateField(_("first time on"), null=True, blank=True)
    every_months = models.PositiveSmallIntegerField(_("again after, months"), default=0)
    times = models.PositiveSmallIntegerField(_("times in all"), default=1)
    population = models.SlugField(max_length=60)
    mode = models.CharField(max_length=15, choices=Mode, default=Mode.CONFIDENTIAL)
    viewpoint = models.CharField(max_length=15, choices=Viewpoint, blank=True)
    open_days = models.PositiveSmallIntegerField(default=30)
    # Days after the invitation on which those who have not answered are reminded.
    reminder_days = models.JSONField(default=list)
    # What is voluntary goes to nobody who has opted out, nor too often to the same person.
    is_optional = models.BooleanField(default=True)
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ["programme", "pk"]
        verbose_name = _("survey plan")
        verbose_name_plural = _("survey plans")
        constraints = [
            models.CheckConstraint(
                name="survey_plan_scheduled_has_day",
                condition=~models.Q(trigger="scheduled") | models.Q(first_on__isnull=False),
            ),
            models.CheckConstraint(
                name="survey_plan_repeats_at_intervals",
                condition=models.Q(times__lte=1) | models.Q(every_months__gte=1),
            ),
        ]

    def __str__(self) -> str:
        return self.title
