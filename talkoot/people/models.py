"""Users, organisations, units, municipalities and memberships."""

from typing import Any

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from talkoot.core.models import MaybeDemo, Stamped, Translated


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, **fields: Any) -> "User":
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_unusable_password()
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        user = self.create_user(email, is_staff=True, is_superuser=True, **fields)
        user.set_password(password)
        user.save(using=self._db, update_fields=["password"])
        return user


class User(AbstractBaseUser, PermissionsMixin, MaybeDemo, Stamped):
    """A person who signs in. Only what the work needs: address, name and language."""

    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name"), max_length=120, blank=True)
    language = models.CharField(
        _("language"),
        max_length=2,
        default="fi",
        choices=[("fi", "Suomi"), ("sv", "Svenska"), ("en", "English")],
    )
    is_active = models.BooleanField(_("active"), default=True)
    is_staff = models.BooleanField(_("operator"), default=False)

    objects = UserManager()
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    def __str__(self) -> str:
        return self.name or self.email

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name


class Municipality(models.Model):
    """A municipality with its validity; one that merged points to its successor.

    Source: Statistics Finland and the National Land Survey, CC BY 4.0 (data/README.md).
    """

    code = models.CharField(_("code"), max_length=3, primary_key=True)
    name_fi = models.CharField(max_length=60)
    name_sv = models.CharField(max_length=60)
    name = Translated()
    region_code = models.CharField(max_length=2)
    region_fi = models.CharField(max_length=60)
    region_sv = models.CharField(max_length=60)
    region_en = models.CharField(max_length=60)
    region = Translated()
    wellbeing_county_code = models.CharField(max_length=2, blank=True)
    language_status = models.CharField(max_length=2)
    population = models.PositiveIntegerField(null=True)
    population_on = models.DateField(null=True)
    latitude = models.FloatField()
    longitude = models.FloatField()
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True)

    class Meta:
        ordering = ["name_fi"]
        verbose_name = _("municipality")
        verbose_name_plural = _("municipalities")
        constraints = [
            models.CheckConstraint(
                name="municipality_merged_has_end",
                condition=Q(merged_into=None) | Q(valid_to__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name_en(self) -> str:
        return self.name_fi


class OrganisationKind(models.TextChoices):
    MUNICIPALITY = "municipality", _("municipality")
    WELLBEING_COUNTY = "wellbeing_county", _("wellbeing services county")
    JOINT_AUTHORITY = "joint_authority", _("joint municipal authority")
    MUNICIPAL_COMPANY = "municipal_company", _("municipal company")
    MUNICIPAL_UNIT = "municipal_unit", _("municipal unit")
    STATE_AGENCY = "state_agency", _("state agency")
    ASSOCIATION = "association", _("association or social partner")
    EDUCATION = "education", _("educational institution")
    COMPANY = "company", _("company")
    FUNDER = "funder", _("funder")
    OTHER = "other", _("other organisation")


class Organisation(MaybeDemo, Stamped):
    """A body that takes part: applies, runs, funds, delivers or adopts."""

    key = models.SlugField(_("key"), unique=True, max_length=60)
    name = models.CharField(_("name"), max_length=160)
    name_sv = models.CharField(_("Swedish name"), max_length=160, blank=True)
    kind = models.CharField(_("kind"), max_length=20, choices=OrganisationKind)
    municipality = models.ForeignKey(Municipality, models.PROTECT, null=True, blank=True)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True)
    business_id = models.CharField(_("business ID"), max_length=9, blank=True)
    staff_count = models.PositiveIntegerField(_("number of staff"), null=True, blank=True)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    source = models.CharField(_("source"), max_length=60, blank=True)

    class Meta:
        ordering = ["name"]
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")

    def __str__(self) -> str:
        return self.name


class OrganisationSuccession(models.Model):
    """From `on`, the successor carries on the predecessor's work (mergers, reforms)."""

    predecessor = models.ForeignKey(Organisation, models.PROTECT, related_name="successions")
    successor = models.ForeignKey(Organisation, models.PROTECT, related_name="predecessions")
    on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["predecessor", "successor"], name="succession_once_per_pair"
            ),
            models.CheckConstraint(
                name="succession_to_another", condition=~Q(predecessor=models.F("successor"))
            ),
        ]


class OrganisationFact(models.Model):
    """What an organisation has told of itself once, under an item's code; filled in next time."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="facts")
    code = models.SlugField(max_length=60)
    value = models.JSONField()
    updated_at = models.DateTimeField()
    updated_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "code"], name="fact_once_per_code")
        ]


class Unit(models.Model):
    """A part of an organisation that applies or acts: a service area, unit or work community."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="units")
    name = models.CharField(_("name"), max_length=160)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "name"], name="unit_name_once")
        ]

    def __str__(self) -> str:
        return self.name


class Role(models.TextChoices):
    """What a person may do for an organisation. The first two count in a programme office.

    The last four make nobody a member. An evaluator and a steering group read the results of the
    programmes that the organisation runs, an editor moderates and edits their practices, and a
    funder reads their funded projects' finances.
    """

    OFFICER = "officer", _("programme officer")
    DECISION_MAKER = "decision_maker", _("decision maker")
    CONTACT = "contact", _("contact person")
    MEMBER = "member", _("member of staff")
    EVALUATOR = "evaluator", _("external evaluator")
    STEERING = "steering", _("member of a steering group")
    EDITOR = "editor", _("editor")
    FUNDER_READER = "funder_reader", _("reader for the funder")


class Membership(Stamped):
    """A person's role in an organisation; `confirmed_at` is empty while it is self-declared.

    An organisation has as many contact persons as it likes, those of the staff side among them.
    Who only studies, edits or funds the organisation's programmes is never a confirmed member.
    """

    user = models.ForeignKey(User, models.CASCADE, related_name="memberships")
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="memberships")
    role = models.CharField(_("role"), max_length=20, choices=Role, default=Role.MEMBER)
    # Of a contact person; never more exact (see ParticipantRole).
    is_staff_side = models.BooleanField(_("of the staff side"), default=False)
    confirmed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "organisation", "role"], name="membership_role_once"
            ),
            models.CheckConstraint(
                name="membership_of_part_is_none",
                condition=~Q(role__in=["evaluator", "steering", "editor", "funder_reader"])
                | Q(confirmed_at=None),
            ),
            models.CheckConstraint(
                name="membership_staff_side_is_contact",
                condition=Q(is_staff_side=False) | Q(role="contact"),
            ),
        ]


class ParticipantRole(models.TextChoices):
    """Role groups of those who take part; staff representation is never specified further,

    because a named trade-union role would reveal membership (GDPR art. 9).
    """

    MANAGEMENT = "management", _("management")
    SUPERVISOR = "supervisor", _("supervisors")
    STAFF = "staff", _("staff")
    STAFF_REPRESENTATIVE = "staff_representative", _("staff representatives")
    OTHER = "other", _("others")
