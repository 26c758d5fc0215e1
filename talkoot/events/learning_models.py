"""What is learnt in a series: materials, tasks, discussion, recordings. Part of models.py."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from talkoot.core.models import MaybeDemo, Stamped, Stateful
from talkoot.events.registration_models import Registration, TeamRegistration
from talkoot.files.models import StoredFile
from talkoot.people.models import User


class Material(MaybeDemo, Stamped):
    """A text, a file or a link for those who take part in a series, or for one team of it."""

    series = models.ForeignKey("events.Series", models.CASCADE, related_name="materials")
    # Only this team's, its facilitators' and the office's.
    team = models.ForeignKey(
        TeamRegistration, models.CASCADE, null=True, blank=True, related_name="materials"
    )
    session = models.ForeignKey("events.Session", models.SET_NULL, null=True, blank=True)
    order = models.PositiveSmallIntegerField(default=1)
    title = models.CharField(_("title"), max_length=160)
    body = models.TextField(_("text"), max_length=20000, blank=True)
    url = models.URLField(_("link"), max_length=500, blank=True)
    file = models.OneToOneField(StoredFile, models.PROTECT, null=True, blank=True)
    visible_from = models.DateTimeField(null=True, blank=True)
    is_public = models.BooleanField(_("open to everybody"), default=False)

    class Meta:
        ordering = ["order", "pk"]
        verbose_name = _("material")
        verbose_name_plural = _("materials")
        constraints = [
            models.CheckConstraint(
                name="material_of_a_team_is_not_open",
                condition=Q(team=None) | Q(is_public=False),
            )
        ]


class LearningTask(MaybeDemo, Stamped):
    """A task of the series: before it, between its sessions or at its end."""

    class Kind(models.TextChoices):
        BEFORE = "before", _("before the start")
        BETWEEN = "between", _("between the sessions")
        FINAL = "final", _("at the end")

    series = models.ForeignKey("events.Series", models.CASCADE, related_name="tasks")
    session = models.ForeignKey("events.Session", models.SET_NULL, null=True, blank=True)
    order = models.PositiveSmallIntegerField(default=1)
    kind = models.CharField(max_length=10, choices=Kind)
    title = models.CharField(_("title"), max_length=160)
    instructions = models.TextField(_("instructions"), max_length=8000)
    due_at = models.DateTimeField(_("due"))
    is_team_work = models.BooleanField(_("one answer for each team"), default=False)
    # The others' answers are read and reviewed, as at an internal fair.
    is_peer_reviewed = models.BooleanField(_("others review the answers"), default=False)
    is_required = models.BooleanField(_("needed for the certificate"), default=True)
    # A mistake that somebody had answered already: nobody need answer any more.
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_note = models.CharField(_("why it was withdrawn"), max_length=500, blank=True)

    class Meta:
        ordering = ["due_at", "order"]
        verbose_name = _("learning task")
        verbose_name_plural = _("learning tasks")


class Submission(Stateful, MaybeDemo):
    """The answer of one person or one team to a learning task."""

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        SUBMITTED = "submitted", _("handed in")
        RETURNED = "returned", _("returned for more")
        ACCEPTED = "accepted", _("accepted")

    task = models.ForeignKey(LearningTask, models.CASCADE, related_name="submissions")
    registration = models.ForeignKey(Registration, models.CASCADE, null=True, blank=True)
    team = models.ForeignKey(TeamRegistration, models.CASCADE, null=True, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    text = models.TextField(_("answer"), max_length=20000, blank=True)
    file = models.OneToOneField(StoredFile, models.PROTECT, null=True, blank=True)
    # Grows at each save; a save over another's newer text is told, never lost.
    version = models.PositiveIntegerField(default=0)
    submitted_at = models.DateTimeField(null=True, blank=True)
    saved_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    comment = models.TextField(_("facilitator's comment"), max_length=4000, blank=True)

    class Meta:
        verbose_name = _("answer to a learning task")
        verbose_name_plural = _("answers to learning tasks")
        constraints = [
            models.CheckConstraint(
                name="submission_of_person_or_team",
                condition=Q(registration__isnull=False, team=None)
                | Q(registration=None, team__isnull=False),
            ),
            models.UniqueConstraint(fields=["task", "registration"], name="submission_person_once"),
            models.UniqueConstraint(fields=["task", "team"], name="submission_team_once"),
            models.CheckConstraint(
                name="submission_submitted_has_time",
                condition=Q(state="draft") | Q(submitted_at__isnull=False),
            ),
        ]


class PeerReview(Stamped):
    """What one participant says of another's answer."""

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="reviews")
    reviewer = models.ForeignKey(Registration, models.CASCADE, related_name="reviews")
    strengths = models.TextField(_("what works"), max_length=2000, blank=True)
    ideas = models.TextField(_("an idea to take further"), max_length=2000, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["submission", "reviewer"], name="peer_review_once")
        ]


class Discussion(Stamped):
    """A thread of a series, or of one team of it."""

    series = models.ForeignKey("events.Series", models.CASCADE, related_name="discussions")
    team = models.ForeignKey(TeamRegistration, models.CASCADE, null=True, blank=True)
    title = models.CharField(_("title"), max_length=160)
    opened_by = models.ForeignKey(User, models.PROTECT)
    is_locked = models.BooleanField(default=False)

    class Meta:
        ordering = ["-created_at"]
        verbose_name = _("discussion")
        verbose_name_plural = _("discussions")


class Post(Stateful):
    """A message in a discussion; a hidden one is shown to the moderators with the reason."""

    class State(models.TextChoices):
        SHOWN = "shown", _("shown")
        HIDDEN = "hidden", _("hidden")

    discussion = models.ForeignKey(Discussion, models.CASCADE, related_name="posts")
    reply_to = models.ForeignKey("self", models.CASCADE, null=True, blank=True)
    author = models.ForeignKey(User, models.PROTECT)
    body = models.TextField(_("message"), max_length=4000)
    state = models.CharField(max_length=10, choices=State, default=State.SHOWN)
    hidden_reason = models.CharField(max_length=300, blank=True)
    flagged_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["created_at", "pk"]


class Recording(MaybeDemo, Stamped):
    """A session's recording: a link or a file, with captions and the transcript in words."""

    session = models.OneToOneField("events.Session", models.CASCADE, related_name="recording")
    url = models.URLField(_("link"), max_length=500, blank=True)
    file = models.OneToOneField(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="recording"
    )
    captions = models.OneToOneField(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="captions_of"
    )
    language = models.CharField(max_length=2, default="fi")
    transcript = models.TextField(_("transcript"), blank=True)
    is_public = models.BooleanField(_("open to everybody"), default=False)
    published_at = models.DateTimeField(null=True, blank=True)
    # Views are counted without knowing who looks.
    views = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("recording")
        verbose_name_plural = _("recordings")
