"""What belongs to a practice's page: pictures, files, versions, talk, opinions, yearly checks."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from talkoot.core.models import MaybeDemo, Stamped, Stateful
from talkoot.files.models import StoredFile
from talkoot.people.models import Organisation, User


class Image(MaybeDemo, Stamped):
    """A picture of the practice; shown only with a text alternative and the right to show it."""

    practice = models.ForeignKey("practices.Practice", models.CASCADE, related_name="images")
    order = models.PositiveSmallIntegerField(default=1)
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    alt = models.CharField(_("text alternative"), max_length=200)
    credit = models.CharField(_("photographer or source"), max_length=120)
    has_consent = models.BooleanField(_("everyone recognisable in the picture has agreed"))

    class Meta:
        ordering = ["order", "pk"]
        verbose_name = _("picture of a practice")
        verbose_name_plural = _("pictures of practices")

    def __str__(self) -> str:
        return self.alt


class Attachment(MaybeDemo, Stamped):
    """A file or a link that helps others to do the same."""

    practice = models.ForeignKey("practices.Practice", models.CASCADE, related_name="attachments")
    title = models.CharField(_("title"), max_length=160)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")
    url = models.URLField(_("link"), max_length=500, blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("attachment of a practice")
        verbose_name_plural = _("attachments of practices")
        constraints = [
            models.CheckConstraint(
                name="attachment_file_or_link",
                condition=models.Q(file__isnull=False, url="")
                | models.Q(file__isnull=True) & ~models.Q(url=""),
            )
        ]

    def __str__(self) -> str:
        return self.title


class Version(Stamped):
    """The practice's texts as they were sent, published or edited; `number` grows from 1.

    A published practice keeps its text while its owners change it: what they write waits in a
    version of its own (changing, then proposed) until the office takes or declines it. Such a
    version keeps only what it changes.
    """

    class Occasion(models.TextChoices):
        SENT = "sent", _("sent to the office")
        PUBLISHED = "published", _("published")
        EDITED = "edited", _("edited")
        CHANGING = "changing", _("a change being written")
        PROPOSED = "proposed", _("a change that waits for the office")
        DECLINED = "declined", _("a change that was not taken")

    practice = models.ForeignKey("practices.Practice", models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    occasion = models.CharField(max_length=10, choices=Occasion, default=Occasion.SENT)
    texts = models.JSONField(help_text="{field: text}")
    note = models.CharField(_("note of the office"), max_length=600, blank=True)
    made_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-number"]
        verbose_name = _("version of a practice")
        verbose_name_plural = _("versions of practices")
        constraints = [
            models.UniqueConstraint(fields=["practice", "number"], name="practice_version_once"),
            models.UniqueConstraint(
                fields=["practice"],
                condition=models.Q(occasion__in=["changing", "proposed"]),
                name="practice_one_open_change",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.practice} {self.number}"


class Comment(Stateful, MaybeDemo):
    """A reader's word on a practice; shown when the office has let it through."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting for the office")
        SHOWN = "shown", _("shown")
        HIDDEN = "hidden", _("hidden")

    practice = models.ForeignKey("practices.Practice", models.CASCADE, related_name="comments")
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    text = models.TextField(_("comment"), max_length=1500)
    author = models.ForeignKey(User, models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True)
    language = models.CharField(max_length=2, default="fi")

    class Meta:
        ordering = ["created_at", "pk"]
        verbose_name = _("comment on a practice")
        verbose_name_plural = _("comments on practices")

    def __str__(self) -> str:
        return self.text[:60]


class Question(Stateful, MaybeDemo):
    """A question to the practice's current owner; with its answer it joins the practice."""

    class State(models.TextChoices):
        OPEN = "open", _("waiting for an answer")
        ANSWERED = "answered", _("answered")
        HIDDEN = "hidden", _("hidden")

    practice = models.ForeignKey("practices.Practice", models.CASCADE, related_name="questions")
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    text = models.TextField(_("question"), max_length=1500)
    asker = models.ForeignKey(User, models.PROTECT, related_name="+")
    answer = models.TextField(_("answer"), max_length=3000, blank=True)
    answered_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["created_at", "pk"]
        verbose_name = _("question on a practice")
        verbose_name_plural = _("questions on practices")

    def __str__(self) -> str:
        return self.text[:60]


class Opinion(MaybeDemo, Stamped):
    """An expert's written opinion that validates a practice (the second badge)."""

    practice = models.ForeignKey("practices.Practice", models.CASCADE, related_name="opinions")
    text = models.TextField(_("opinion"), max_length=3000)
    expert_name = models.CharField(_("expert"), max_length=120)
    expert_title = models.CharField(_("title or field"), max_length=160, blank=True)
    may_show_name = models.BooleanField(_("the expert agrees to be named"), default=False)
    is_validating = models.BooleanField(_("the practice works and can be moved elsewhere"))
    given_on = models.DateField(_("given on"))
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-given_on", "-pk"]
        verbose_name = _("expert's opinion on a practice")
        verbose_name_plural = _("experts' opinions on practices")

    def __str__(self) -> str:
        return f"{self.expert_name}: {self.practice}"


class StillInUse(Stamped):
    """The yearly question of a practice: still in use, changed, or ended? One click in a mail."""

    class Answer(models.TextChoices):
        IN_USE = "in_use", _("still in use")
        CHANGED = "changed", _("in use, but changed")
        ENDED = "ended", _("ended")

    practice = models.ForeignKey("practices.Practice", models.CASCADE, related_name="checks")
    token_hash = models.CharField(max_length=64, unique=True)
    answer = models.CharField(max_length=8, choices=Answer, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("yearly check of a practice")
        verbose_name_plural = _("yearly checks of practices")

    def __str__(self) -> str:
        return f"{self.practice} {self.created_at:%Y}"
