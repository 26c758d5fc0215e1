"""Decks of cards, and the rooms in which a work community plays with them."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from talkoot.core.models import MaybeDemo, Stamped, Stateful, Translated
from talkoot.engagements.models import Engagement
from talkoot.programmes.models import Programme

CODE_LENGTH = 6
# The most that a room may set; the database keeps to it.
MOST_PICKS = 5
MOST_VOTES = 5


class Deck(models.Model):
    """A set of cards on one theme; a version in use never changes, a new one is a new row."""

    key = models.SlugField(max_length=40)
    version = models.PositiveSmallIntegerField()
    name_fi = models.CharField(max_length=80)
    name_sv = models.CharField(max_length=80)
    name_en = models.CharField(max_length=80)
    name = Translated()
    summary_fi = models.CharField(max_length=300)
    summary_sv = models.CharField(max_length=300)
    summary_en = models.CharField(max_length=300)
    summary = Translated()
    owner = models.CharField(max_length=120)
    licence = models.CharField(max_length=80)

    class Meta:
        ordering = ["key", "-version"]
        constraints = [models.UniqueConstraint(fields=["key", "version"], name="deck_version_once")]

    def __str__(self) -> str:
        return self.name


class Suit(models.Model):
    """One of a deck's subjects, such as leadership."""

    deck = models.ForeignKey(Deck, models.CASCADE, related_name="suits")
    order = models.PositiveSmallIntegerField()
    key = models.SlugField(max_length=40)
    icon = models.CharField(max_length=40)
    name_fi = models.CharField(max_length=60)
    name_sv = models.CharField(max_length=60)
    name_en = models.CharField(max_length=60)
    name = Translated()

    class Meta:
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["deck", "order"], name="suit_order_once")]

    def __str__(self) -> str:
        return self.name


class Card(models.Model):
    """A statement of everyday work, and a question that opens the discussion."""

    suit = models.ForeignKey(Suit, models.CASCADE, related_name="cards")
    order = models.PositiveSmallIntegerField()
    title_fi = models.CharField(max_length=90)
    title_sv = models.CharField(max_length=90)
    title_en = models.CharField(max_length=90)
    title = Translated()
    question_fi = models.CharField(max_length=160)
    question_sv = models.CharField(max_length=160)
    question_en = models.CharField(max_length=160)
    question = Translated()

    class Meta:
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["suit", "order"], name="card_order_once")]

    def __str__(self) -> str:
        return self.title


class Room(Stateful, MaybeDemo):
    """One playing of the game. Who played is forgotten at its end; sums and the plan stay."""

    class State(models.TextChoices):
        JOIN = "join", _("players join")
        PICK = "pick", _("cards are picked")
        DISCUSS = "discuss", _("tables discuss")
        VOTE = "vote", _("vote")
        PLAN = "plan", _("the plan is made")
        ENDED = "ended", _("played")

    code = models.CharField(max_length=CODE_LENGTH, unique=True)
    title = models.CharField(_("name of the group"), max_length=80)
    deck = models.ForeignKey(Deck, models.PROTECT, related_name="rooms")
    facilitator = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="game_rooms"
    )
    programme = models.ForeignKey(Programme, models.PROTECT, null=True, related_name="+")
    engagement = models.ForeignKey(Engagement, models.PROTECT, null=True, related_name="game_rooms")
    state = models.CharField(max_length=8, choices=State, default=State.JOIN)
    phase_ends_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField()
    played_on = models.DateField(default=timezone.localdate)
    picks_each = models.PositiveSmallIntegerField(default=3)
    votes_each = models.PositiveSmallIntegerField(default=3)
    table_size = models.PositiveSmallIntegerField(default=5)
    # Written at the end, when the players are forgotten; or told of a game on paper cards.
    players_count = models.PositiveSmallIntegerField(default=0)
    is_on_paper = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("game room")
        verbose_name_plural = _("game rooms")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(
                    picks_each__range=(1, MOST_PICKS),
                    votes_each__range=(1, MOST_VOTES),
                    table_size__range=(2, 12),
                ),
                name="room_settings_in_range",
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The facilitator's screen, and after the end the summary."""
        name = "game-summary" if self.state == self.State.ENDED else "game-room"
        return reverse(name, args=[self.code])

    @property
    def tag_kind(self) -> str:
        return "ok" if self.state == self.State.ENDED else "info"


class Player(Stamped):
    """Somebody in the room: a secret in their browser, a nickname if they like, no account."""

    room = models.ForeignKey(Room, models.CASCADE, related_name="players")
    token_hash = models.CharField(max_length=64)
    nickname = models.CharField(_("nickname"), max_length=20, blank=True)
    table_number = models.PositiveSmallIntegerField(null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["room", "token_hash"], name="player_once_in_room")
        ]


class Pick(models.Model):
    """A card that a player chose as a strength or a pain; removed at the end of the game.

    `number` runs from 1 to the room's picks_each, so even a race cannot give one too many.
    """

    class Kind(models.TextChoices):
        STRENGTH = "strength", _("strength")
        PAIN = "pain", _("pain point")

    player = models.ForeignKey(Player, models.CASCADE, related_name="picks")
    card = models.ForeignKey(Card, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8, choices=Kind)
    number = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["player", "card"], name="pick_card_once"),
            models.UniqueConstraint(fields=["player", "kind", "number"], name="pick_number_once"),
            models.CheckConstraint(
                condition=models.Q(number__range=(1, MOST_PICKS)), name="pick_number_in_range"
            ),
        ]


class CardTally(models.Model):
    """How many chose a card as a strength and as a pain: what stays of the picks."""

    room = models.ForeignKey(Room, models.CASCADE, related_name="tallies")
    card = models.ForeignKey(Card, models.PROTECT, related_name="+")
    strengths = models.PositiveSmallIntegerField(default=0)
    pains = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["room", "card"], name="tally_card_once")]


class Target(models.Model):
    """Something to develop: a pain card that came up most, or a table's own words."""

    room = models.ForeignKey(Room, models.CASCADE, related_name="targets")
    order = models.PositiveSmallIntegerField()
    card = models.ForeignKey(Card, models.PROTECT, null=True, related_name="+")
    own_text = models.CharField(_("development target"), max_length=140, blank=True)
    table_number = models.PositiveSmallIntegerField(null=True)
    # Written at the end from the votes, which are then removed; or told of a game on paper.
    votes_count = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("development target")
        verbose_name_plural = _("development targets")
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["room", "order"], name="target_order_once"),
            models.UniqueConstraint(fields=["room", "card"], name="target_card_once"),
            models.CheckConstraint(
                condition=models.Q(card__isnull=False) | ~models.Q(own_text=""),
                name="target_says_something",
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def text(self) -> str:
        """The table's words, or the card's in the reader's language."""
        return self.own_text or (self.card.title if self.card else "")


class Vote(models.Model):
    """A player's vote for a target, secret; counted and removed at the end of the game.

    `number` runs from 1 to the room's votes_each, so even a race cannot give one too many.
    """

    player = models.ForeignKey(Player, models.CASCADE, related_name="votes")
    target = models.ForeignKey(Target, models.CASCADE, related_name="votes")
    number = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["player", "target"], name="vote_target_once"),
            models.UniqueConstraint(fields=["player", "number"], name="vote_number_once"),
            models.CheckConstraint(
                condition=models.Q(number__range=(1, MOST_VOTES)), name="vote_number_in_range"
            ),
        ]


class PlanItem(Stamped):
    """What will be done about a target, by whom and by when."""

    room = models.ForeignKey(Room, models.CASCADE, related_name="plan")
    target = models.ForeignKey(Target, models.CASCADE, related_name="plan")
    what = models.CharField(_("what is done"), max_length=300)
    who = models.CharField(_("who sees to it"), max_length=80)
    due_on = models.DateField(_("by when"))

    class Meta:
        verbose_name = _("point of the plan")
        verbose_name_plural = _("points of the plan")
        ordering = ["due_on", "pk"]


from talkoot.games.tool_models import Tool as Tool  # noqa: E402, PLC0414 - re-exported
