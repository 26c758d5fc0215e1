"""Tool: a game, a card deck, a test or a guide that workplaces can use. Part of models.py."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from talkoot.core.models import MaybeDemo, Translated
from talkoot.programmes.models import Theme


class Tool(MaybeDemo):
    """Somebody's tool for developing work: whose it is, on what terms and how one gets it.

    `deck` is the deck by which it is played here online.
    """

    class Kind(models.TextChoices):
        BOARD_GAME = "board_game", _("board game")
        CARDS = "cards", _("cards")
        ONLINE = "online", _("online tool")
        TEST = "test", _("test or self-assessment")
        GUIDE = "guide", _("guide or method")

    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    code = models.SlugField(max_length=60, unique=True)
    name_fi = models.CharField(_("name"), max_length=160)
    name_sv = models.CharField(max_length=160, blank=True)
    name_en = models.CharField(max_length=160, blank=True)
    name = Translated()
    summary_fi = models.TextField(_("what it is for"), max_length=1000)
    summary_sv = models.TextField(max_length=1000, blank=True)
    summary_en = models.TextField(max_length=1000, blank=True)
    summary = Translated()
    owner = models.CharField(_("owner"), max_length=160)
    licence = models.CharField(_("licence"), max_length=120)
    # How one gets it: an address, or words where there is none.
    order_url = models.URLField(_("where to order"), max_length=400, blank=True)
    order_note = models.CharField(_("how to order"), max_length=300, blank=True)
    # Codes of languages apart by spaces.
    languages = models.CharField(_("languages"), max_length=40, default="fi")
    themes = models.ManyToManyField(Theme, blank=True, related_name="tools")
    deck = models.ForeignKey(
        "games.Deck", models.SET_NULL, null=True, blank=True, related_name="tools"
    )

    class Meta:
        ordering = ["name_fi"]
        verbose_name = _("tool")
        verbose_name_plural = _("tools")
        constraints = [
            models.CheckConstraint(
                name="tool_tells_how_to_get_it",
                condition=~Q(order_url="") | ~Q(order_note="") | Q(deck__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return self.name
