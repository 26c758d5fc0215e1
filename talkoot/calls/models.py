"""Calls and applications: what is asked, who writes, what was sent and what was found."""

import secrets

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from talkoot.calls.choice_models import ExpertChoice as ExpertChoice  # noqa: PLC0414 - re-exported
from talkoot.calls.people_models import JointApplicant as JointApplicant  # noqa: PLC0414 - re-exported
from talkoot.calls.people_models import SignOff as SignOff  # noqa: PLC0414 - re-exported
from talkoot.calls.people_models import Writer as Writer  # noqa: PLC0414 - re-exported
from talkoot.calls.people_models import WriterInvitation as WriterInvitation  # noqa: PLC0414 - re-exported
from talkoot.calls.suggestion_models import ThemeSuggestion as ThemeSuggestion  # noqa: PLC0414 - re-exported
from talkoot.core.models import MaybeDemo, Stamped, Stateful, Translated
from talkoot.correspondence.models import Letter
from talkoot.files.models import StoredFile
from talkoot.people.models import Organisation, ParticipantRole, User
from talkoot.programmes.models import Offering, Theme
from talkoot.surveys.models import Questionnaire


class LatePolicy(models.TextChoices):
    """What happens to an application that arrives after the deadline."""

    REFUSED = "refused", _("not taken")
    MARKED = "marked", _("taken, marked as late; the office decides whether to examine it")


class Call(MaybeDemo, Stamped):
    """An open invitation to apply for an offering; without `closes_at` until further notice.

    It is public from `published_at` on. `closes_at` is shown in `time_zone`, and arrivals count as
    in time for `grace_minutes` after it. `links` is [{"url", "fi", "sv", "en"}].
    """

    offering = models.ForeignKey(Offering, models.PROTECT, related_name="calls")
    slug = models.SlugField(unique=True, max_length=80)
    title_fi = models.CharField(max_length=160)
    title_sv = models.CharField(max_length=160, blank=True)
    title_en = models.CharField(max_length=160, blank=True)
    title = Translated()
    text_fi = models.TextField()
    text_sv = models.TextField(blank=True)
    text_en = models.TextField(blank=True)
    text = Translated()
    text_version = models.PositiveSmallIntegerField(default=1)
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField(null=True, blank=True)
    max_days = models.DecimalField(max_digits=4, decimal_places=1, default=2)
    days_quota = models.PositiveIntegerField(null=True, blank=True)
    questionnaire = models.ForeignKey(Questionnaire, models.PROTECT, null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    time_zone = models.CharField(max_length=40, default="Europe/Helsinki")
    late_policy = models.CharField(max_length=10, choices=LatePolicy, default=LatePolicy.REFUSED)
    grace_minutes = models.PositiveSmallIntegerField(default=0)
    reminder_days = models.PositiveSmallIntegerField(default=3)
    links = models.JSONField(default=list, blank=True)
    # One on each line, with an e-mail address.
    contacts = models.TextField(_("contact persons"), max_length=1000, blank=True)
    asks_sign_off = models.BooleanField(default=False)
    allows_joint = models.BooleanField(default=False)
    # From arrival to decision, in hours; empty where nothing is promised.
    promised_hours = models.PositiveIntegerField(
        _("promised time to a decision, hours"), null=True, blank=True
    )
    copied_from = models.ForeignKey("self", models.SET_NULL, null=True, blank=True)
    lessons = models.TextField(_("lessons for the next call"), max_length=4000, blank=True)

    class Meta:
        ordering = ["-opens_at"]
        verbose_name = _("call")
        verbose_name_plural = _("calls")
        constraints = [
            models.CheckConstraint(
                name="call_closes_after_opening",
                condition=Q(closes_at=None) | Q(closes_at__gt=F("opens_at")),
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("call", args=[self.slug])


class CallVersion(Stamped):
    """The call text with its criteria and exclusions as published; never changed afterwards."""

    call = models.ForeignKey(Call, models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    content = models.JSONField()
    published_by = models.ForeignKey(User, models.PROTECT, null=True)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["call", "number"], name="call_version_once")]


class Intake(models.Model):
    """A round of a call: applications that arrive by `closes_at` are decided together."""

    call = models.ForeignKey(Call, models.CASCADE, related_name="intakes")
    number = models.PositiveSmallIntegerField()
    closes_at = models.DateTimeField()
    decides_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["call", "number"], name="intake_once")]

    def __str__(self) -> str:
        return str(self.number)


class Quota(models.Model):
    """How much of the call may be granted, in all or to one group of applicants.

    The seats of a `role` are people of that role group, other seats are applications.
    """

    class Measure(models.TextChoices):
        DAYS = "days", _("days")
        SEATS = "seats", _("seats")

    call = models.ForeignKey(Call, models.CASCADE, related_name="quotas")
    measure = models.CharField(max_length=5, choices=Measure)
    region_code = models.CharField(max_length=2, blank=True)
    is_for_first_timers = models.BooleanField(default=False)
    role = models.CharField(max_length=25, choices=ParticipantRole, blank=True)
    amount = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["call", "measure", "region_code", "is_for_first_timers", "role"],
                name="quota_once",
            )
        ]


class Criterion(models.Model):
    """An eligibility rule or an exclusion of the call, in the versions it was in force.

    `check_name` names the pre-check in rules.PRE_CHECKS; without it a person checks. `question` is
    what the self-check asks, `expected` the answer that passes, `advice` what would change it.
    """

    call = models.ForeignKey(Call, models.CASCADE, related_name="criteria")
    order = models.PositiveSmallIntegerField()
    first_version = models.PositiveSmallIntegerField(default=1)
    last_version = models.PositiveSmallIntegerField(null=True, blank=True)
    is_exclusion = models.BooleanField(default=False)
    check_name = models.SlugField(max_length=40, blank=True)
    question_fi = models.CharField(max_length=300, blank=True)
    question_sv = models.CharField(max_length=300, blank=True)
    question_en = models.CharField(max_length=300, blank=True)
    question = Translated()
    expected = models.BooleanField(default=True)
    advice_fi = models.CharField(max_length=400, blank=True)
    advice_sv = models.CharField(max_length=400, blank=True)
    advice_en = models.CharField(max_length=400, blank=True)
    advice = Translated()
    text_fi = models.CharField(max_length=300)
    text_sv = models.CharField(max_length=300, blank=True)
    text_en = models.CharField(max_length=300, blank=True)
    text = Translated()

    class Meta:
        ordering = ["order"]
        verbose_name_plural = "criteria"
        constraints = [
            models.UniqueConstraint(
                fields=["call", "order", "first_version"], name="criterion_order_once"
            )
        ]

    def __str__(self) -> str:
        return self.text


def new_ref() -> str:
    """A reference for addresses that tells nothing and cannot be guessed."""
    return secrets.token_hex(6)


class Application(Stateful, MaybeDemo):
    """An organisation's application. A draft may be empty; rules.check_submit asks for the rest.

    The questionnaire is pinned at the start. An item whose code names a field here is kept in that
    field, any other in `answers`, {item code: value}. `version` counts what has been sent.

    `number` is the case number, given on arrival; `ref` stands in addresses from the start.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        SUBMITTED = "submitted", _("in processing")
        INCOMPLETE = "incomplete", _("to be completed")
        APPROVED = "approved", _("granted")
        REJECTED = "rejected", _("refused")
        WITHDRAWN = "withdrawn", _("withdrawn")
        LAPSED = "lapsed", _("lapsed")
        NOT_EXAMINED = "not_examined", _("not examined")
        TRANSFERRED = "transferred", _("transferred")

    call = models.ForeignKey(Call, models.PROTECT, related_name="applications")
    ref = models.CharField(max_length=12, unique=True, default=new_ref, editable=False)
    number = models.CharField(_("case number"), max_length=40, unique=True, null=True)
    state = models.CharField(_("state"), max_length=12, choices=State, default=State.DRAFT)
    language = models.CharField(max_length=2, default="fi")
    applicant = models.ForeignKey(User, models.PROTECT, related_name="applications")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="applications", verbose_name=_("organisation")
    )
    unit_name = models.CharField(_("unit or work community"), max_length=160, blank=True)
    title = models.CharField(_("name of the development work"), max_length=80, blank=True)
    need = models.TextField(_("need"), max_length=1200, blank=True)
    goals = models.TextField(_("goals"), max_length=1200, blank=True)
    sign_of_success = models.TextField(_("sign of success"), max_length=600, blank=True)
    themes = models.ManyToManyField(Theme, blank=True)
    sponsor_name = models.CharField(_("management sponsor"), max_length=120, blank=True)
    sponsor_title = models.CharField(_("title of the sponsor"), max_length=120, blank=True)
    staff_representative = models.CharField(_("staff representative"), max_length=120, blank=True)
    # The expert is a neighbour on the ladder: linked by name, never imported.
    expert = models.ForeignKey(
        "experts.Expert", models.PROTECT, null=True, blank=True, related_name="applications"
    )
    expert_reason = models.CharField(_("reason for the choice"), max_length=400, blank=True)
    preferred_times = models.CharField(_("preferred times"), max_length=300, blank=True)
    days_requested = models.DecimalField(
        _("days requested"), max_digits=4, decimal_places=1, null=True, blank=True
    )
    attachment = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True)
    call_text_version = models.PositiveSmallIntegerField(default=1)
    questionnaire = models.ForeignKey(Questionnaire, models.PROTECT, null=True, blank=True)
    answers = models.JSONField(default=dict, blank=True)
    # Who changed which answer last: {item code: [user id, ISO moment]}.
    edits = models.JSONField(default=dict, blank=True)
    continues = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="continued_by"
    )
    intake = models.ForeignKey(Intake, models.PROTECT, null=True, blank=True)
    is_late = models.BooleanField(default=False)
    is_economic = models.BooleanField(_("economic activity"), null=True, blank=True)
    earlier_aid_eur = models.DecimalField(
        _("earlier de minimis aid"), max_digits=10, decimal_places=2, null=True, blank=True
    )
    # Class of the activity that the aid serves (TOL, NACE), for the central register.
    aid_sector = models.CharField(_("sector"), max_length=10, blank=True)
    # Why the office holds the activity economic or not, where it has decided so itself.
    economic_reason = models.CharField(_("reason"), max_length=400, blank=True)
    # When the applicant consented to arrange and pay for the premises and the catering.
    own_costs_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveSmallIntegerField(default=0)
    saved_at = models.DateTimeField(null=True, blank=True)
    submitted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("application")
        verbose_name_plural = _("applications")
        indexes = [
            models.Index(fields=["call", "state", "submitted_at"], name="application_queue"),
            # What quotas and first-timers are counted by: no row is read for it.
            models.Index(
                fields=["call", "state", "organisation", "submitted_at"], name="application_demand"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="application_submitted_has_time",
                condition=Q(state__in=["draft", "withdrawn"])
                | Q(submitted_at__isnull=False, number__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}" if self.number else self.title

    def get_absolute_url(self) -> str:
        return reverse("office-application", args=[self.ref])


class ParticipantGroup(models.Model):
    """How many of a role group the application says will take part."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="participant_groups")
    role = models.CharField(max_length=25, choices=ParticipantRole)
    count = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["application", "role"], name="group_role_once")
        ]


class Assessment(models.Model):
    """An officer's finding on one criterion of one application."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="assessments")
    criterion = models.ForeignKey(Criterion, models.PROTECT)
    is_met = models.BooleanField()
    reason = models.CharField(max_length=400)
    assessed_by = models.ForeignKey(User, models.PROTECT)
    assessed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["application", "criterion"], name="assessment_once_per_criterion"
            )
        ]


class ApplicationFile(Stamped):
    """A file that answers an item of the questionnaire."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="files")
    item_code = models.SlugField(max_length=60)
    file = models.OneToOneField(StoredFile, models.PROTECT)


class ApplicationVersion(Stamped):
    """What was sent, as it was then: {item code: {"question", "answer"}} in the case's language."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    content = models.JSONField()
    sent_by = models.ForeignKey(User, models.PROTECT)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["application", "number"], name="version_once")
        ]


class Reading(models.Model):
    """The version of an application that an officer has read last."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="readings")
    user = models.ForeignKey(User, models.CASCADE)
    version = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["application", "user"], name="reading_once")]


class CompletionRequest(Stamped):
    """A request to complete an application (Administrative Procedure Act 434/2003, section 22).

    `steps` are those of the form that may change, none for all. `sent_answers` is what had been
    sent when it was asked, {question's code: answer}, so that what is never sent can be dropped.
    """

    application = models.ForeignKey(Application, models.CASCADE, related_name="completion_requests")
    text = models.TextField(_("what must be completed"), max_length=2000)
    steps = models.JSONField(default=list, blank=True)
    sent_answers = models.JSONField(default=dict, blank=True)
    due_on = models.DateField(_("deadline"))
    asked_by = models.ForeignKey(User, models.PROTECT)
    answered_at = models.DateTimeField(null=True, blank=True)
    reply = models.TextField(_("message to the programme office"), max_length=1000, blank=True)
    lapse_letter = models.OneToOneField(Letter, models.PROTECT, null=True, related_name="lapse")
    reminded_at = models.DateTimeField(null=True, blank=True)
    # What the applicant has asked for last, and the office's word on it; without one it waits.
    more_time_until = models.DateField(_("more time until"), null=True, blank=True)
    more_time_reason = models.CharField(_("why more time is needed"), max_length=600, blank=True)
    more_time_asked_at = models.DateTimeField(null=True, blank=True)
    is_more_time_given = models.BooleanField(null=True, blank=True)
    more_time_answer = models.CharField(_("reason"), max_length=600, blank=True)

    class Meta:
        ordering = ["created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["application"],
                condition=Q(answered_at=None),
                name="completion_request_one_open",
            )
        ]
