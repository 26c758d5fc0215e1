"""Who comes to a series: seats, registrations, attendance. Part of models.py.

Three things are kept apart: an attendance (a person at a session, or a counted group), a unique
person (Participant) and a participant of a funded project (FundedParticipation).
"""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from talkoot.core.models import MaybeDemo, Stamped, Stateful
from talkoot.people.models import Organisation, ParticipantRole, User
from talkoot.programmes.models import FundingProject, Programme


class Participant(MaybeDemo, Stamped):
    """A person who takes part in a programme: one row for each, told apart by the address.

    Purpose: to register, to remind, to certify. Erased or made nameless after the programme's
    retention time; the counts stay.
    """

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="participants")
    user = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="participations"
    )
    name = models.CharField(_("name"), max_length=120)
    email = models.EmailField(_("e-mail address"))
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True)
    # Where the organisation is not in the register.
    organisation_name = models.CharField(_("organisation"), max_length=160, blank=True)
    role = models.CharField(_("role"), max_length=25, choices=ParticipantRole)
    language = models.CharField(max_length=2, default="fi")

    class Meta:
        verbose_name = _("participant")
        verbose_name_plural = _("participants")
        constraints = [
            # Addresses are kept in lower case.
            models.UniqueConstraint(fields=["programme", "email"], name="participant_email_once")
        ]

    def __str__(self) -> str:
        return self.name


class SeatQuota(models.Model):
    """Seats kept for an organisation, a role group or a co-organiser's own people."""

    class Kind(models.TextChoices):
        ORGANISATION = "organisation", _("most from one organisation")
        ROLE = "role", _("most of one role group")
        PARTNER = "partner", _("seats of a co-organiser")

    series = models.ForeignKey("events.Series", models.CASCADE, related_name="seat_quotas")
    kind = models.CharField(max_length=12, choices=Kind)
    # ROLE: which group. PARTNER: the co-organiser. ORGANISATION: empty = each organisation alike.
    role = models.CharField(max_length=25, choices=ParticipantRole, blank=True)
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True)
    # The end of a co-organiser's own registration link.
    code = models.SlugField(max_length=40, blank=True)
    seats = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["series", "kind", "role", "organisation"], name="seat_quota_once"
            ),
            models.UniqueConstraint(
                fields=["series", "kind", "role"],
                condition=Q(organisation=None),
                name="seat_quota_without_organisation_once",
            ),
        ]


class HeardOf(models.TextChoices):
    """Where those who register say that they heard of the event."""

    EMPLOYER = "employer", _("from my employer or a colleague")
    EVENT = "event", _("at another event")
    NEWSLETTER = "newsletter", _("in a newsletter or a mail")
    SOCIAL = "social", _("in social media")
    SITE = "site", _("on this website or by search")
    OTHER = "other", _("elsewhere")


class Acquired(models.Model):
    """How somebody came to register; told only as counts of the whole series."""

    # Codes of HeardOf.
    heard_of = models.JSONField(_("heard of the event"), default=list, blank=True)
    # What the link told (utm_source), such as "newsletter-11".
    utm_source = models.CharField(_("source of the link"), max_length=60, blank=True)

    class Meta:
        abstract = True


class TeamRegistration(Acquired, Stateful, MaybeDemo):
    """A whole team's place in a series, or its place in the line."""

    class State(models.TextChoices):
        REGISTERED = "registered", _("registered")
        PARTIAL = "partial", _("partly registered")
        WAITING = "waiting", _("in the waiting list")
        CANCELLED = "cancelled", _("cancelled")

    class Waiting(models.TextChoices):
        """What the team wants when there is room for a part of it only; the team chooses."""

        ALL_OR_NOTHING = "all_or_nothing", _("everybody or nobody")
        PARTIAL = "partial", _("as many of us as there is room for")

    series = models.ForeignKey("events.Series", models.CASCADE, related_name="team_registrations")
    name = models.CharField(_("name of the team"), max_length=120)
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True)
    contact = models.ForeignKey(Participant, models.PROTECT, related_name="+")
    # Everybody arrives in the line and is seated from it, at once when there is room.
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    waiting = models.CharField(max_length=15, choices=Waiting, default=Waiting.ALL_OR_NOTHING)
    token_hash = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ["created_at", "pk"]
        verbose_name = _("registration of a team")
        verbose_name_plural = _("registrations of teams")


class Registration(Acquired, Stateful, MaybeDemo):
    """A person's place in a series, or the place in the line; the line is by arrival.

    `token_hash` opens the person's own page without an account.
    """

    class State(models.TextChoices):
        REGISTERED = "registered", _("registered")
        WAITING = "waiting", _("in the waiting list")
        CANCELLED = "cancelled", _("cancelled")

    series = models.ForeignKey("events.Series", models.CASCADE, related_name="registrations")
    # The chosen one of an identical-content set, or the one session registered for.
    session = models.ForeignKey(
        "events.Session", models.PROTECT, null=True, blank=True, related_name="registrations"
    )
    participant = models.ForeignKey(Participant, models.PROTECT, related_name="registrations")
    team = models.ForeignKey(
        TeamRegistration, models.CASCADE, null=True, blank=True, related_name="registrations"
    )
    # The co-organiser whose seats these are.
    quota = models.ForeignKey(SeatQuota, models.PROTECT, null=True, blank=True)
    # As they stood when the person registered.
    role = models.CharField(max_length=25, choices=ParticipantRole)
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True)
    # When the office or a confirmed member of the organisation stood for it; else only told.
    organisation_confirmed_at = models.DateTimeField(null=True, blank=True)
    # Everybody arrives in the line and is seated from it, at once when there is room.
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    is_late_cancellation = models.BooleanField(default=False)
    cancel_reason = models.CharField(max_length=500, blank=True)
    token_hash = models.CharField(max_length=64, unique=True)
    # Grows when the link is made anew, so that an earlier one opens nothing.
    link_number = models.PositiveSmallIntegerField(default=0)
    # When the person was asked what they have carried on; once.
    asked_at = models.DateTimeField(null=True, blank=True)

    CONFIRMED = Q(organisation_confirmed_at__isnull=False)

    class Meta:
        ordering = ["created_at", "pk"]
        verbose_name = _("registration")
        verbose_name_plural = _("registrations")
        indexes = [models.Index(fields=["series", "state", "created_at"], name="registration_line")]
        constraints = [
            models.UniqueConstraint(
                fields=["series", "participant"],
                condition=~Q(state="cancelled"),
                name="registration_once",
            )
        ]

    @property
    def body_id(self) -> int | None:
        """The organisation whose own sessions the person may see."""
        return self.organisation_id if self.organisation_confirmed_at else None


class FollowOn(MaybeDemo, Stamped):
    """What a participant has carried on from a series, and where; told by the person."""

    class Reach(models.TextChoices):
        WORK = "work", _("my own work")
        UNIT = "unit", _("my own unit or team")
        ORGANISATION = "organisation", _("elsewhere in my organisation")
        OTHER = "other", _("another organisation")

    registration = models.ForeignKey(
        Registration, models.CASCADE, related_name="follow_ons", verbose_name=_("registration")
    )
    what = models.TextField(_("what was carried on"), max_length=1000)
    reach = models.CharField(_("where to"), max_length=12, choices=Reach)
    place = models.CharField(_("name of the unit or organisation"), max_length=160, blank=True)

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("thing carried on")
        verbose_name_plural = _("things carried on")

    def __str__(self) -> str:
        return self.what


class Attendance(models.Model):
    """How many of a role group were present. Counts of attendances, not of unique persons.

    Counted beside those who are marked one by one (Presence), never the same people twice.
    """

    session = models.ForeignKey("events.Session", models.CASCADE, related_name="attendances")
    role = models.CharField(max_length=25, choices=ParticipantRole)
    count = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["session", "role"], name="attendance_role_once")
        ]


class AttendanceImport(Stamped):
    """A meeting tool's list that was read in: what it held and what became of it."""

    session = models.ForeignKey("events.Session", models.CASCADE, related_name="imports")
    file_name = models.CharField(max_length=160)
    sha256 = models.CharField(max_length=64)
    rows = models.PositiveSmallIntegerField()
    matched = models.PositiveSmallIntegerField()
    unmatched = models.PositiveSmallIntegerField()
    imported_by = models.ForeignKey(User, models.PROTECT)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["session", "sha256"], name="attendance_import_once")
        ]


class Presence(Stamped):
    """A person at a session. Role and organisation as they stood on the day."""

    class Source(models.TextChoices):
        LIST = "list", _("marked in the list")
        CODE = "code", _("came in with the code")
        IMPORT = "import", _("from the meeting tool")

    session = models.ForeignKey("events.Session", models.CASCADE, related_name="presences")
    participant = models.ForeignKey(Participant, models.PROTECT, related_name="presences")
    role = models.CharField(max_length=25, choices=ParticipantRole)
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True)
    source = models.CharField(max_length=10, choices=Source)
    minutes = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["session", "participant"], name="presence_once")
        ]
        # Figures count hundreds of thousands of presences: they read this index alone.
        indexes = [
            models.Index(
                fields=["session", "role", "participant", "organisation"], name="presence_counted"
            )
        ]


class FundedParticipation(Stamped):
    """A participant of a funded project: identified, told of it, once for each project.

    Open webinars and information events never make one. Source: ESF+ Regulation (EU) 2021/1057,
    annex I; no identity codes are kept. Of the funder's own notices only the days are kept on which
    the person has told of filling them in.
    """

    project = models.ForeignKey(FundingProject, models.PROTECT, related_name="participations")
    participant = models.ForeignKey(Participant, models.PROTECT, related_name="funded")
    started_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    informed_at = models.DateTimeField()
    start_notice_on = models.DateField(_("start notice filled in"), null=True, blank=True)
    end_notice_on = models.DateField(_("end notice filled in"), null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["project", "participant"], name="funded_participation_once"
            )
        ]

    @property
    def missing_notice(self) -> str:
        """The field of the notice that the person should fill in next; empty when none."""
        if self.project.fund == FundingProject.Fund.OTHER:
            return ""
        if self.start_notice_on is None:
            return "start_notice_on"
        return "end_notice_on" if self.ended_on and self.end_notice_on is None else ""


class CalendarFeed(Stamped):
    """The secret address of a person's own calendar; a new one makes the old one stop."""

    user = models.OneToOneField(User, models.CASCADE, related_name="calendar_feed")
    token_hash = models.CharField(max_length=64, unique=True)
