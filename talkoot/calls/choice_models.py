"""What is kept of the choice of an expert. Part of models.py, from which it is imported."""

from django.db import models

from talkoot.core.models import Stamped


class ExpertChoice(Stamped):
    """The expert named in what was sent: from which order, at which place, and why.

    Framework agreements let the client choose among several (Act on Public Procurement 1397/2016,
    section 43), so it must be possible to show afterwards that the order favoured nobody. `seed`
    is that of the order shown, `position` counts from 1 among `shown_count`; 0 if the expert was
    no longer on the list.
    """

    application = models.ForeignKey(
        "calls.Application", models.CASCADE, related_name="expert_choices"
    )
    expert = models.ForeignKey("experts.Expert", models.PROTECT, related_name="choices")
    seed = models.CharField(max_length=16)
    position = models.PositiveIntegerField()
    shown_count = models.PositiveIntegerField()
    reason = models.CharField(max_length=400, blank=True)

    class Meta:
        ordering = ["created_at", "pk"]
