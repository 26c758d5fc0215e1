"""Series, Session and Attendance."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from talkoot.core.models import MaybeDemo, Stamped, Stateful
from talkoot.people.models import Organisation, ParticipantRole
from talkoot.programmes.models import Offering, OfferingKind, Programme, Theme


class Series(MaybeDemo, Stamped):
    """Sessions that belong together: sparring days, a cohort, a series of workshops or webinars."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="series")
    offering = models.ForeignKey(Offering, models.PROTECT, null=True, blank=True)
    kind = models.CharField(max_length=20, choices=OfferingKind)
    title = models.CharField(max_length=200)
    theme = models.ForeignKey(Theme, models.PROTECT, null=True, blank=True)
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    seats = models.PositiveSmallIntegerField(null=True, blank=True)
    # From a published source; our own counts come from Attendance.
    published_participants = models.PositiveIntegerField(null=True, blank=True)
    source = models.CharField(max_length=60, blank=True)

    class Meta:
        verbose_name = _("series")
        verbose_name_plural = _("series")

    def __str__(self) -> str:
        return self.title


class Session(Stateful, MaybeDemo):
    """One meeting of a series."""

    class State(models.TextChoices):
        PLANNED = "planned", _("to be agreed")
        AGREED = "agreed", _("agreed")
        HELD = "held", _("held")
        CANCELLED = "cancelled", _("cancelled")

    class Mode(models.TextChoices):
        ON_SITE = "on_site", _("on site")
        REMOTE = "remote", _("remotely")
        HYBRID = "hybrid", _("on site and remotely")

    series = models.ForeignKey(Series, models.CASCADE, related_name="sessions")
    order = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=State, default=State.PLANNED)
    title = models.CharField(max_length=200, blank=True)
    starts_at = models.DateTimeField(null=True, blank=True)
    ends_at = models.DateTimeField(null=True, blank=True)
    # Empty where a published source does not tell.
    mode = models.CharField(max_length=10, choices=Mode, default=Mode.ON_SITE, blank=True)
    place = models.CharField(max_length=200, blank=True)
    days = models.DecimalField(max_digits=3, decimal_places=1, default=1)

    class Meta:
        ordering = ["order"]
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        constraints = [
            models.UniqueConstraint(fields=["series", "order"], name="session_order_once"),
            # A held session of an old programme may lack its times: the source tells only a title.
            models.CheckConstraint(
                name="session_agreed_has_times",
                condition=~Q(state="agreed") | Q(starts_at__isnull=False, ends_at__isnull=False),
            ),
            models.CheckConstraint(
                name="session_ends_after_start",
                condition=Q(ends_at=None) | Q(ends_at__gt=F("starts_at")),
            ),
        ]

    def __str__(self) -> str:
        return self.title or f"{self.series} {self.order}"


class Attendance(models.Model):
    """How many of a role group were present. Counts of attendances, not of unique persons."""

    session = models.ForeignKey(Session, models.CASCADE, related_name="attendances")
    role = models.CharField(max_length=25, choices=ParticipantRole)
    count = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["session", "role"], name="attendance_role_once")
        ]
