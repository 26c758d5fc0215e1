"""Who stands behind an application: its writers, the joint applicants and the management.

Part of models.py, which is where they are imported from.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from talkoot.core.models import Stamped, Stateful
from talkoot.people.models import Organisation, User


class Writer(Stamped):
    """A person who writes an application with the one who started it."""

    application = models.ForeignKey("calls.Application", models.CASCADE, related_name="writers")
    user = models.ForeignKey(User, models.CASCADE)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["application", "user"], name="writer_once")]


class WriterInvitation(Stamped):
    """An address that has been asked to write too; the link's token is kept as a hash."""

    application = models.ForeignKey(
        "calls.Application", models.CASCADE, related_name="writer_invitations"
    )
    address = models.EmailField(_("e-mail address"))
    token_hash = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()
    invited_by = models.ForeignKey(User, models.PROTECT)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["application", "address"], name="writer_invitation_once"
            )
        ]


class JointApplicant(Stamped):
    """Another organisation that applies together with the lead; its own contact confirms it."""

    application = models.ForeignKey(
        "calls.Application", models.CASCADE, related_name="joint_applicants"
    )
    organisation = models.ForeignKey(Organisation, models.PROTECT)
    confirmed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    is_economic = models.BooleanField(_("economic activity"), null=True, blank=True)
    earlier_aid_eur = models.DecimalField(
        _("earlier de minimis aid"), max_digits=10, decimal_places=2, null=True, blank=True
    )
    # Class of the activity that the aid serves (TOL, NACE), for the central register.
    aid_sector = models.CharField(_("sector"), max_length=10, blank=True)
    # Why the office holds the activity economic or not, where it has decided so itself.
    economic_reason = models.CharField(_("reason"), max_length=400, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["application", "organisation"], name="joint_once")
        ]


class SignOff(Stateful):
    """A manager's word on an application, given from a link; the token is kept as a hash."""

    class State(models.TextChoices):
        ASKED = "asked", _("asked")
        SIGNED = "signed", _("signed")
        DECLINED = "declined", _("declined")
        REVOKED = "revoked", _("revoked")

    application = models.ForeignKey("calls.Application", models.CASCADE, related_name="sign_offs")
    name = models.CharField(_("name"), max_length=120)
    title = models.CharField(_("title"), max_length=120, blank=True)
    address = models.EmailField(_("e-mail address"))
    token_hash = models.CharField(max_length=64, unique=True)
    state = models.CharField(max_length=10, choices=State, default=State.ASKED)
    expires_at = models.DateTimeField()
    comment = models.CharField(_("comment"), max_length=600, blank=True)
    # What the manager saw: the answers' checksum, so that a later change asks again.
    content_sha256 = models.CharField(max_length=64, blank=True)
    asked_by = models.ForeignKey(User, models.PROTECT)
