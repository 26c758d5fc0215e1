"""What was agreed to vary from the usual content of a series. Part of models.py."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from talkoot.core.models import MaybeDemo, Stateful
from talkoot.people.models import User


class CurriculumVariation(Stateful, MaybeDemo):
    """An organisation's wish to vary the content, the trainer's answer and what was agreed.

    Days and hours stay as they were granted; only the content varies.
    """

    class State(models.TextChoices):
        WISHED = "wished", _("waits for the trainer’s answer")
        AGREED = "agreed", pgettext_lazy("of a variation", "agreed")
        REFUSED = "refused", pgettext_lazy("of a variation", "stays as it is")

    series = models.ForeignKey("events.Series", models.CASCADE, related_name="variations")
    state = models.CharField(max_length=10, choices=State, default=State.WISHED)
    wish = models.TextField(_("what you wish"), max_length=2000)
    wished_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    answer = models.TextField(_("answer"), max_length=2000, blank=True)
    agreed = models.TextField(_("what was agreed"), max_length=2000, blank=True)
    answered_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["created_at", "pk"]
        verbose_name = _("variation of the curriculum")
        verbose_name_plural = _("variations of the curriculum")
        constraints = [
            models.CheckConstraint(
                name="variation_agreed_is_documented",
                condition=~Q(state="agreed") | ~Q(agreed=""),
            ),
            models.CheckConstraint(
                name="variation_refusal_has_answer",
                condition=~Q(state="refused") | ~Q(answer=""),
            ),
        ]

    def __str__(self) -> str:
        return self.wish[:60]
