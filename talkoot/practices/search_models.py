"""How practices are found: searches saved or in vain, picked lists, what the counts must learn."""

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


class CuratedItem(models.Model):
    """A practice's place in a curated list."""

    curated_list = models.ForeignKey(
        "practices.CuratedList", models.CASCADE, related_name="items", verbose_name=_("list")
    )
    practice = models.ForeignKey("practices.Practice", models.CASCADE, related_name="+")
    order = models.PositiveSmallIntegerField(_("order"), default=1)

    class Meta:
        ordering = ["order", "pk"]
        verbose_name = _("practice of a curated list")
        verbose_name_plural = _("practices of curated lists")
        constraints = [
            models.UniqueConstraint(
                fields=["curated_list", "practice"], name="curated_practice_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.order}. {self.practice}"


class ListingChange(models.Model):
    """A published practice whose place in the list's counts changed; processes read the new rows.

    Without a practice everything changed. The number is no foreign key: the row outlives it.
    """

    practice_id = models.PositiveBigIntegerField(null=True)
    at = models.DateTimeField(auto_now_add=True, db_index=True)

    class Meta:
        verbose_name = _("change of the list of practices")
        verbose_name_plural = _("changes of the list of practices")

    def __str__(self) -> str:
        return f"{self.pk}: {self.practice_id or '*'}"
