"""Certificate and Badge."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from talkoot.core.models import MaybeDemo, Stateful
from talkoot.correspondence.models import Letter
from talkoot.events.models import Registration
from talkoot.people.models import User

CODE_LENGTH = 10


class Certificate(Stateful, MaybeDemo):
    """That a person has completed a series: a letter with a code that anybody can check.

    `token_hash` opens the person's own page without an account. Purpose: to prove the completion;
    kept as funding evidence.
    """

    class State(models.TextChoices):
        ISSUED = "issued", _("valid")
        REVOKED = "revoked", _("revoked")

    registration = models.ForeignKey(Registration, models.PROTECT, related_name="certificates")
    code = models.CharField(_("verification code"), max_length=CODE_LENGTH, unique=True)
    token_hash = models.CharField(max_length=64, unique=True)
    letter = models.OneToOneField(Letter, models.PROTECT, related_name="certificate")
    hours = models.DecimalField(max_digits=6, decimal_places=2)
    state = models.CharField(max_length=10, choices=State, default=State.ISSUED)
    issued_by = models.ForeignKey(User, models.PROTECT)
    revoked_reason = models.CharField(_("reason"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("certificate")
        verbose_name_plural = _("certificates")
        constraints = [
            models.UniqueConstraint(
                fields=["registration"],
                condition=Q(state="issued"),
                name="certificate_valid_once",
            )
        ]

    def __str__(self) -> str:
        return self.code

    def get_absolute_url(self) -> str:
        return reverse("verify-certificate", args=[self.code])


class Badge(Stateful, MaybeDemo):
    """An Open Badge 3.0 of a certificate, for an address that the person chooses.

    The address is kept only until its owner confirms it; the signed badge carries it as a salted
    hash. `index` is the badge's bit in the public list of revoked badges.
    """

    class State(models.TextChoices):
        REQUESTED = "requested", _("to be confirmed")
        ISSUED = "issued", _("issued")
        REVOKED = "revoked", _("revoked")

    certificate = models.OneToOneField(Certificate, models.CASCADE, related_name="badge")
    state = models.CharField(max_length=10, choices=State, default=State.REQUESTED)
    address = models.EmailField(_("e-mail address"), blank=True)
    token_hash = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()
    index = models.PositiveIntegerField(unique=True)
    # The compact VC-JWT and the JSON document with a Data Integrity proof.
    jwt = models.TextField(blank=True)
    document = models.JSONField(null=True, blank=True)

    class Meta:
        verbose_name = _("open badge")
        verbose_name_plural = _("open badges")
        constraints = [
            models.CheckConstraint(
                name="badge_issued_is_signed",
                condition=Q(state="requested") | ~Q(jwt="") & Q(document__isnull=False),
            ),
            models.CheckConstraint(
                name="badge_address_until_confirmed",
                condition=Q(state="requested") | Q(address=""),
            ),
        ]

    def __str__(self) -> str:
        return str(self.certificate)
