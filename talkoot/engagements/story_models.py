"""CaseStory: what is told of an engagement. Part of models.py."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from talkoot.core.models import MaybeDemo, Stateful
from talkoot.people.models import User


class CaseStory(Stateful, MaybeDemo):
    """An engagement told to others; public when the applicant has read and accepted the text.

    Written in the language of the application. `consent` is what the applicant allowed when the
    text was accepted: with the organisation's name or without names.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("being written")
        OFFERED = "offered", _("read by the applicant")
        PUBLISHED = "published", _("published")

    engagement = models.OneToOneField(
        "engagements.Engagement", models.CASCADE, related_name="case_story"
    )
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    title = models.CharField(_("title"), max_length=160)
    goal = models.TextField(_("goal"), max_length=2000, blank=True)
    participants = models.TextField(_("those who took part"), max_length=1000, blank=True)
    method = models.TextField(_("method"), max_length=2000, blank=True)
    result = models.TextField(_("result"), max_length=3000, blank=True)
    follow_up = models.TextField(_("what came later"), max_length=3000, blank=True)
    consent = models.CharField(max_length=10, blank=True)
    published_on = models.DateField(null=True, blank=True)
    # Counts the savings, so that two writers notice each other.
    version = models.PositiveIntegerField(default=1)
    # Why the applicant did not accept the text; stays until it is offered again.
    note = models.TextField(_("note"), max_length=1000, blank=True)
    written_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("case story")
        verbose_name_plural = _("case stories")
        constraints = [
            models.CheckConstraint(
                name="case_story_published_has_consent",
                condition=~Q(state="published")
                | Q(consent__in=["named", "nameless"], published_on__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("case-story", args=[self.pk])
