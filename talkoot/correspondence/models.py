"""Message (the outbox) and Letter."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from talkoot.core.models import MaybeDemo, Stamped, Stateful
from talkoot.files.models import Publicity, StoredFile
from talkoot.people.models import Organisation


class Letter(MaybeDemo, Stamped):
    """A letter whose text is frozen at signing; its PDF is made once and kept with its checksum.

    `content` is the whole letter as data: title, language, header rows, sections. Nothing in it
    changes later, whatever happens to the records it was made from.
    """

    number = models.CharField(_("number"), max_length=40, unique=True)
    title = models.CharField(_("title"), max_length=200)
    language = models.CharField(max_length=2)
    content = models.JSONField()
    file = models.OneToOneField(StoredFile, models.PROTECT, null=True, blank=True)
    publicity = models.CharField(max_length=10, choices=Publicity, default=Publicity.PUBLIC)
    secrecy_ground = models.CharField(_("ground of secrecy"), max_length=200, blank=True)
    secret_until = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = _("letter")
        verbose_name_plural = _("letters")

    def __str__(self) -> str:
        return f"{self.number} {self.title}"


class Message(Stateful, MaybeDemo):
    """An e-mail in the outbox: revocable until `due_at`, then sent once by the worker.

    `office` is the programme office in whose name it goes; sign-in mail, which opens an account,
    has none, so that no office can read it.
    """

    class State(models.TextChoices):
        QUEUED = "queued", _("queued")
        SENDING = "sending", _("being sent")
        SENT = "sent", _("sent")
        REVOKED = "revoked", _("revoked")
        FAILED = "failed", _("failed")

    key = models.CharField(max_length=120, unique=True)
    kind = models.CharField(max_length=60)
    office = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True)
    address = models.EmailField()
    language = models.CharField(max_length=2)
    subject = models.CharField(max_length=200)
    body = models.TextField()
    letter = models.ForeignKey(Letter, models.PROTECT, null=True, blank=True)
    # An iCalendar object that travels as an attached file (core/icalendar.py).
    calendar = models.TextField(blank=True, default="")
    # What is voluntary to get (OptOut.Topic); the worker asks again before it sends.
    topic = models.CharField(max_length=12, blank=True, default="")
    # Counts in the receiver's share of reminders in a week, over all of the product.
    is_reminder = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=State, default=State.QUEUED)
    due_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        indexes = [
            models.Index(fields=["state", "due_at"], name="message_due"),
            models.Index(
                fields=["address", "created_at"],
                condition=Q(is_reminder=True),
                name="message_reminders",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="message_sent_has_time", condition=~Q(state="sent") | Q(sent_at__isnull=False)
            ),
            models.CheckConstraint(
                name="message_account_has_no_office",
                condition=~Q(kind__startswith="account.") | Q(office=None),
            ),
        ]

    def __str__(self) -> str:
        return self.subject


class OptOut(Stamped):
    """An address that wants no voluntary mail of a topic. Purpose: to leave it in peace.

    Kept until the person takes it back.
    """

    class Topic(models.TextChoices):
        SURVEYS = "surveys", _("voluntary surveys")
        NEWSLETTERS = "newsletters", _("newsletters")
        PRACTICES = "practices", _("questions and requests about practices")
        DIGESTS = "digests", _("new practices of saved searches")

    address = models.EmailField()
    topic = models.CharField(max_length=12, choices=Topic)

    class Meta:
        verbose_name = _("opt-out")
        verbose_name_plural = _("opt-outs")
        constraints = [models.UniqueConstraint(fields=["address", "topic"], name="opt_out_once")]
