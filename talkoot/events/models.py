"""Series, Session and their timing templates; who comes and what is learnt stand beside.

`registration_models` and `learning_models` are part of this file and are imported from here.
"""

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from talkoot.core.models import MaybeDemo, Stateful, Translated
from talkoot.files.models import StoredFile
from talkoot.people.models import Municipality, Organisation, User
from talkoot.programmes.models import FeedbackPlan, Offering, OfferingKind, Programme, Theme


class Mode(models.TextChoices):
    ON_SITE = "on_site", _("on site")
    REMOTE = "remote", _("remotely")
    HYBRID = "hybrid", _("on site and remotely")


class SessionKind(models.TextChoices):
    DAY = "day", _("day")
    WEBINAR = "webinar", _("webinar")
    GUIDANCE = "guidance", _("guidance of one organisation")
    FAIR = "fair", _("internal fair")
    HARVEST = "harvest", _("harvest session")
    VISIT = "visit", _("visit")
    GALA = "gala", _("gala")


class SeriesTemplate(models.Model):
    """A plan of a series in relative time, from which new series are made; shipped or an office's.

    `programme` is empty for those that the product ships.
    """

    programme = models.ForeignKey(
        Programme, models.CASCADE, null=True, blank=True, related_name="series_templates"
    )
    code = models.SlugField(max_length=60)
    kind = models.CharField(max_length=20, choices=OfferingKind)
    name_fi = models.CharField(_("name"), max_length=160)
    name_sv = models.CharField(max_length=160, blank=True)
    name_en = models.CharField(max_length=160, blank=True)
    name = Translated()
    seats = models.PositiveSmallIntegerField(null=True, blank=True)
    team_size_min = models.PositiveSmallIntegerField(null=True, blank=True)
    team_size_max = models.PositiveSmallIntegerField(null=True, blank=True)
    # Of an office's own: the series' other terms by their fields, its seat quotas, and how many
    # had each task in it (actions/templates.py).
    terms = models.JSONField(default=dict, blank=True, encoder=DjangoJSONEncoder)

    class Meta:
        ordering = ["name_fi"]
        verbose_name = _("template of a series")
        verbose_name_plural = _("templates of series")
        constraints = [
            models.UniqueConstraint(fields=["programme", "code"], name="series_template_code_once"),
            models.UniqueConstraint(
                fields=["code"], condition=Q(programme=None), name="series_template_shipped_once"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class TemplatePart(models.Model):
    """A session, a task or a material of a template, so many days from the series' first day."""

    class Kind(models.TextChoices):
        SESSION = "session", _("session")
        TASK = "task", _("learning task")
        MATERIAL = "material", _("material")

    template = models.ForeignKey(SeriesTemplate, models.CASCADE, related_name="parts")
    order = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.SESSION)
    # Days from the first day; before it they are negative, as for a preliminary task.
    offset_days = models.SmallIntegerField(default=0)
    starts_at = models.TimeField(null=True, blank=True)
    minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    session_kind = models.CharField(max_length=10, choices=SessionKind, default=SessionKind.DAY)
    mode = models.CharField(max_length=10, choices=Mode, default=Mode.REMOTE)
    title_fi = models.CharField(max_length=200)
    title_sv = models.CharField(max_length=200, blank=True)
    title_en = models.CharField(max_length=200, blank=True)
    title = Translated()
    text_fi = models.TextField(blank=True)
    text_sv = models.TextField(blank=True)
    text_en = models.TextField(blank=True)
    text = Translated()
    # What else the session, task or material had, by its fields (actions/plans.py).
    values = models.JSONField(default=dict, blank=True, encoder=DjangoJSONEncoder)
    # The session that a task or a material belongs to.
    session = models.ForeignKey("self", models.CASCADE, null=True, blank=True)
    file = models.OneToOneField(StoredFile, models.PROTECT, null=True, blank=True)

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["template", "order"], name="template_part_order_once")
        ]


class Series(Stateful, MaybeDemo):
    """Sessions that belong together: sparring days, a cohort, a series of workshops or webinars.

    Only a published series has a public page; sparring days of one organisation stay drafts, for
    their engagement shows them. `hours_granted` is what was promised, in hours; what was delivered
    is counted from the sessions.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("not published")
        PUBLISHED = "published", _("published")
        ENDED = "ended", _("ended")
        CANCELLED = "cancelled", _("cancelled")

    class Entry(models.TextChoices):
        """How one comes in."""

        NONE = "none", _("no registration")
        PERSONS = "persons", _("persons register")
        TEAMS = "teams", _("teams register")

    slug = models.SlugField(max_length=80, unique=True, null=True, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="series")
    offering = models.ForeignKey(Offering, models.PROTECT, null=True, blank=True)
    kind = models.CharField(max_length=20, choices=OfferingKind)
    title = models.CharField(max_length=200)
    theme = models.ForeignKey(Theme, models.PROTECT, null=True, blank=True)
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    seats = models.PositiveSmallIntegerField(null=True, blank=True)
    summary_fi = models.TextField(blank=True)
    summary_sv = models.TextField(blank=True)
    summary_en = models.TextField(blank=True)
    summary = Translated()
    template = models.ForeignKey(SeriesTemplate, models.SET_NULL, null=True, blank=True)
    hours_granted = models.DecimalField(max_digits=6, decimal_places=2, null=True, blank=True)
    entry = models.CharField(max_length=10, choices=Entry, default=Entry.NONE)
    registration_opens_at = models.DateTimeField(null=True, blank=True)
    registration_closes_at = models.DateTimeField(null=True, blank=True)
    # Cancelling later than this is late: allowed, said, and counted.
    cancel_until = models.DateTimeField(null=True, blank=True)
    has_waiting_list = models.BooleanField(_("has a waiting list"), default=True)
    team_size_min = models.PositiveSmallIntegerField(null=True, blank=True)
    team_size_max = models.PositiveSmallIntegerField(null=True, blank=True)
    fee_eur = models.DecimalField(max_digits=8, decimal_places=2, null=True, blank=True)
    contact_email = models.EmailField(blank=True)
    # What a person must have done to get a certificate: the share of sessions, in per cent.
    completion_share = models.PositiveSmallIntegerField(default=80)
    # An event abroad: where, and for whom; a visit or an event: what was agreed there.
    country = models.CharField(_("country"), max_length=60, blank=True)
    audience = models.CharField(_("audience"), max_length=200, blank=True)
    follow_up = models.TextField(_("what follows"), max_length=4000, blank=True)
    # Empty: as the service has it.
    feedback = models.CharField(
        _("feedback is asked"), max_length=10, choices=FeedbackPlan, blank=True
    )
    replaced_by = models.ForeignKey("self", models.SET_NULL, null=True, blank=True)
    # What those who come should know of working together, such as cameras and recordings.
    house_rules = models.TextField(_("how we work together"), max_length=2000, blank=True)
    # What is uncertain in the source, such as two lists that disagree.
    source_note = models.CharField(_("note on the source"), max_length=300, blank=True)
    # From a published source; our own counts come from Attendance and Presence.
    published_participants = models.PositiveIntegerField(null=True, blank=True)
    source = models.CharField(max_length=60, blank=True)

    class Meta:
        verbose_name = _("series")
        verbose_name_plural = _("series")
        indexes = [models.Index(fields=["state", "starts_on"], name="series_state_start")]
        constraints = [
            models.CheckConstraint(
                name="series_published_has_slug",
                condition=~Q(state="published") | Q(slug__isnull=False),
            ),
            models.CheckConstraint(
                name="series_team_size_in_order",
                condition=Q(team_size_min=None)
                | Q(team_size_max=None)
                | Q(team_size_max__gte=F("team_size_min")),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class SeriesPerson(models.Model):
    """A person with a task in a series: facilitator, speaker, mentor or contact."""

    class Task(models.TextChoices):
        FACILITATOR = "facilitator", _("facilitator")
        SPEAKER = "speaker", _("speaker")
        MENTOR = "mentor", _("mentor")

    series = models.ForeignKey(Series, models.CASCADE, related_name="people")
    # Empty: the whole series.
    session = models.ForeignKey("Session", models.CASCADE, null=True, blank=True)
    user = models.ForeignKey(User, models.CASCADE, null=True, blank=True)
    name = models.CharField(_("name"), max_length=120)
    organisation_name = models.CharField(_("organisation"), max_length=160, blank=True)
    task = models.CharField(max_length=12, choices=Task)

    class Meta:
        ordering = ["pk"]


class Session(Stateful, MaybeDemo):
    """One meeting of a series."""

    class State(models.TextChoices):
        PLANNED = "planned", _("to be agreed")
        AGREED = "agreed", _("agreed")
        HELD = "held", _("held")
        CANCELLED = "cancelled", _("cancelled")

    Mode = Mode

    series = models.ForeignKey(Series, models.CASCADE, related_name="sessions")
    order = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=State, default=State.PLANNED)
    title = models.CharField(max_length=200, blank=True)
    starts_at = models.DateTimeField(null=True, blank=True)
    ends_at = models.DateTimeField(null=True, blank=True)
    # Empty where a published source does not tell.
    mode = models.CharField(max_length=10, choices=Mode, default=Mode.ON_SITE, blank=True)
    place = models.CharField(max_length=200, blank=True)
    # Where the place is; its region is the event's.
    municipality = models.ForeignKey(Municipality, models.PROTECT, null=True, blank=True)
    days = models.DecimalField(max_digits=4, decimal_places=2, default=1)
    kind = models.CharField(max_length=10, choices=SessionKind, default=SessionKind.DAY)
    summary = models.TextField(_("description"), max_length=4000, blank=True)
    # The link of a remote session; only those who take part see it.
    link = models.URLField(_("link to the meeting"), max_length=500, blank=True)
    # The meeting tool of a remote session, such as Teams; told to those who think of coming.
    tool = models.CharField(_("meeting tool"), max_length=60, blank=True)
    # Told before one registers.
    is_recorded = models.BooleanField(_("the session is recorded"), default=False)
    seats = models.PositiveSmallIntegerField(null=True, blank=True)
    # Empty: everybody of the series comes. Else only those who registered from it come, and see it.
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, verbose_name=_("only for")
    )
    # Sessions of one set have the same content: a person comes to one of them.
    content_set = models.CharField(max_length=40, blank=True)
    # Grows at each change, so that calendars take the change in (RFC 5545, SEQUENCE).
    sequence = models.PositiveSmallIntegerField(default=0)
    cancel_reason = models.CharField(max_length=500, blank=True)
    checkin_code = models.CharField(max_length=12, blank=True)

    class Meta:
        ordering = ["order"]
        indexes = [models.Index(fields=["starts_at"], name="session_starts_at")]
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


from talkoot.events.learning_models import (  # noqa: E402
    Discussion,
    LearningTask,
    Material,
    PeerReview,
    Post,
    Recording,
    Submission,
)
from talkoot.events.registration_models import (  # noqa: E402
    Attendance,
    AttendanceImport,
    CalendarFeed,
    FollowOn,
    FundedParticipation,
    HeardOf,
    Participant,
    Presence,
    Registration,
    SeatQuota,
    TeamRegistration,
)
from talkoot.events.sequel_models import Sequel  # noqa: E402
from talkoot.events.variation_models import CurriculumVariation  # noqa: E402

__all__ = [
    "Attendance",
    "AttendanceImport",
    "CalendarFeed",
    "CurriculumVariation",
    "Discussion",
    "FollowOn",
    "FundedParticipation",
    "HeardOf",
    "LearningTask",
    "Material",
    "Mode",
    "Participant",
    "PeerReview",
    "Post",
    "Presence",
    "Recording",
    "Registration",
    "SeatQuota",
    "Sequel",
    "Series",
    "SeriesPerson",
    "SeriesTemplate",
    "Session",
    "SessionKind",
    "Submission",
    "TeamRegistration",
    "TemplatePart",
]
