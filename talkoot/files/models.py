"""StoredFile."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from talkoot.core.models import MaybeDemo, Stamped


class Publicity(models.TextChoices):
    """Publicity classes (Act on the Openness of Government Activities 621/1999)."""

    PUBLIC = "public", _("public")
    PARTY = "party", _("for the parties until the decision is signed")
    SECRET = "secret", _("secret")


class Retention(models.TextChoices):
    """Retention classes; the periods are in docs/operate.md."""

    CASE = "case", _("case file")
    EVIDENCE = "evidence", _("funding evidence")
    PUBLISHED = "published", _("published material")


class StoredFile(MaybeDemo, Stamped):
    """A checked file. The page that owns it decides who may read it; nothing is served directly."""

    name = models.CharField(_("name"), max_length=160)
    content = models.FileField(upload_to="%Y/%m/")
    media_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    publicity = models.CharField(max_length=10, choices=Publicity, default=Publicity.PARTY)
    secrecy_ground = models.CharField(_("ground of secrecy"), max_length=200, blank=True)
    secret_until = models.DateField(null=True, blank=True)
    redacted_copy = models.OneToOneField(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="original",
        verbose_name=_("copy without the secret parts"),
    )
    retention = models.CharField(max_length=10, choices=Retention, default=Retention.CASE)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True)

    class Meta:
        verbose_name = _("file")
        verbose_name_plural = _("files")

    def __str__(self) -> str:
        return self.name
