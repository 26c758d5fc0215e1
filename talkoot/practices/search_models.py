"""What people look for: searches saved with a digest, and searches that found nothing."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from talkoot.core.models import Stamped
from talkoot.people.models import User


class SavedSearch(Stamped):
    """A search of practices that a person keeps; new hits come by mail if `sends_digest`."""

    user = models.ForeignKey(User, models.CASCADE, related_name="saved_searches")
    name = models.CharField(_("name"), max_length=120)
    query = models.CharField(max_length=600, help_text="The list's address after the ?.")
    sends_digest = models.BooleanField(_("send new ones by mail once a week"), default=True)
    seen_until = models.DateTimeField(help_text="What was published later is new.")
    last_sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["name", "pk"]
        verbose_name = _("saved search")
        verbose_name_plural = _("saved searches")
        constraints = [models.UniqueConstraint(fields=["user", "query"], name="saved_search_once")]

    def __str__(self) -> str:
        return self.name


class EmptySearch(models.Model):
    """Words that found nothing, and how often; nothing tells who searched."""

    text = models.CharField(_("words"), max_length=200, unique=True)
    count = models.PositiveIntegerField(default=1)
    last_on = models.DateField()
    is_handled = models.BooleanField(_("handled"), default=False)

    class Meta:
        ordering = ["-count", "text"]
        verbose_name = _("search without results")
        verbose_name_plural = _("searches without results")

    def __str__(self) -> str:
        return self.text
