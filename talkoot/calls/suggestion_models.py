"""ThemeSuggestion: what the field asks for, before anything has been launched of it.

Part of models.py, which is where it is imported from.
"""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from talkoot.core.models import MaybeDemo, Stateful
from talkoot.people.models import User
from talkoot.programmes.models import Programme


class ThemeSuggestion(Stateful, MaybeDemo):
    """A theme that interests the field: where it was heard of, and what the office decided of it.

    `call` is the call that was launched, if the theme became one.
    """

    class State(models.TextChoices):
        COLLECTED = "collected", _("waits for a decision")
        LAUNCHED = "launched", _("launched")
        SET_ASIDE = "set_aside", _("set aside")

    class Source(models.TextChoices):
        SURVEY = "survey", _("a survey")
        EVENT = "event", _("an event")
        PRESENTATION = "presentation", _("a presentation")
        BAROMETER = "barometer", _("a national barometer")
        CHANNEL = "channel", _("news and other channels that are followed")
        CONTACT = "contact", _("a conversation with an organisation")
        OTHER = "other", pgettext_lazy("of a source", "other")

    programme = models.ForeignKey(
        Programme, models.CASCADE, related_name="theme_suggestions", verbose_name=_("programme")
    )
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.COLLECTED)
    title = models.CharField(_("theme"), max_length=160)
    grounds = models.TextField(_("why it matters now"), max_length=2000, blank=True)
    source = models.CharField(_("where it was heard of"), max_length=15, choices=Source)
    source_note = models.CharField(_("source more exactly"), max_length=300, blank=True)
    heard_on = models.DateField(_("day"))
    added_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    reason = models.TextField(_("reasons"), max_length=1000, blank=True)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    call = models.ForeignKey(
        "calls.Call", models.SET_NULL, null=True, blank=True, verbose_name=_("call")
    )

    class Meta:
        ordering = ["-heard_on", "-pk"]
        verbose_name = _("suggested theme")
        verbose_name_plural = _("suggested themes")
        constraints = [
            models.CheckConstraint(
                name="theme_suggestion_decided_has_reason",
                condition=Q(state="collected") | ~Q(reason="") & Q(decided_by__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("decide-suggestion", args=[self.pk])
