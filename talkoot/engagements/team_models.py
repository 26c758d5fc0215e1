"""Team: people who work together on one phenomenon or task in a series. Part of models.py."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from talkoot.calls.models import Application
from talkoot.core.models import MaybeDemo, Stamped, Stateful
from talkoot.events.models import Series, TeamRegistration
from talkoot.people.models import Organisation, ParticipantRole, User
from talkoot.programmes.models import Programme


class Team(Stateful, MaybeDemo):
    """A team with a phenomenon or a development task of its own.

    It is made of an admitted application or of a team's registration. The series may come later:
    the office places a team that was admitted before the schedule was made.
    """

    class State(models.TextChoices):
        ACTIVE = "active", _("at work")
        WITHDRAWN = "withdrawn", pgettext_lazy("of a team", "withdrawn")
        FINISHED = "finished", _("finished")

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="teams")
    series = models.ForeignKey(
        Series,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="teams",
        verbose_name=_("series"),
    )
    application = models.OneToOneField(
        Application, models.PROTECT, null=True, blank=True, related_name="team"
    )
    registration = models.OneToOneField(
        TeamRegistration, models.PROTECT, null=True, blank=True, related_name="team"
    )
    organisations = models.ManyToManyField(Organisation, blank=True, related_name="teams")
    name = models.CharField(_("name of the team"), max_length=200)
    subject = models.TextField(_("phenomenon or development task"), max_length=3000, blank=True)
    goals = models.TextField(_("goals"), max_length=3000, blank=True)
    # Where the team works together between the sessions, outside this service.
    platform_name = models.CharField(_("name of the workspace"), max_length=120, blank=True)
    platform_url = models.URLField(_("link to the workspace"), max_length=500, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.ACTIVE)
    withdrawal_reason = models.TextField(_("reason"), max_length=1000, blank=True)

    class Meta:
        ordering = ["name", "pk"]
        verbose_name = _("team")
        verbose_name_plural = _("teams")
        constraints = [
            models.CheckConstraint(
                name="team_withdrawn_has_reason",
                condition=~Q(state="withdrawn") | ~Q(withdrawal_reason=""),
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("team", args=[self.pk])


class TeamMember(Stamped):
    """A person in a team, or its mentor; reached by the address that signing in has proved."""

    class Task(models.TextChoices):
        LEAD = "lead", _("leads the team")
        MEMBER = "member", _("member")
        MENTOR = "mentor", _("mentor")

    team = models.ForeignKey(Team, models.CASCADE, related_name="members")
    user = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="teams")
    name = models.CharField(_("name"), max_length=120)
    # In lower case.
    email = models.EmailField(_("e-mail address"))
    organisation_name = models.CharField(_("organisation"), max_length=160, blank=True)
    role = models.CharField(_("role"), max_length=25, choices=ParticipantRole)
    task = models.CharField(_("task in the team"), max_length=10, choices=Task, default=Task.MEMBER)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("member of a team")
        verbose_name_plural = _("members of teams")
        constraints = [
            models.UniqueConstraint(fields=["team", "email"], name="team_member_once"),
            models.UniqueConstraint(
                fields=["team"], condition=Q(task="lead"), name="team_one_lead"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class PeerPair(Stamped):
    """Two teams that help each other, and why these two."""

    series = models.ForeignKey(Series, models.CASCADE, related_name="peer_pairs")
    first = models.ForeignKey(Team, models.CASCADE, related_name="+")
    second = models.ForeignKey(Team, models.CASCADE, related_name="+")
    ground = models.CharField(max_length=300)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("pair of teams")
        verbose_name_plural = _("pairs of teams")
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="peer_pair_once"),
            models.CheckConstraint(
                name="peer_pair_in_order", condition=Q(first_id__lt=F("second_id"))
            ),
        ]


class TeamMeeting(MaybeDemo, Stamped):
    """A meeting that the team held by itself between the sessions."""

    team = models.ForeignKey(Team, models.CASCADE, related_name="meetings")
    held_on = models.DateField(_("day"))
    present = models.PositiveSmallIntegerField(_("how many were present"))
    notes = models.TextField(_("what was done and agreed"), max_length=3000)

    class Meta:
        ordering = ["held_on", "pk"]
        verbose_name = _("meeting of a team")
        verbose_name_plural = _("meetings of teams")


class PathMark(Stamped):
    """A point of the four-phase development path that the team has done."""

    team = models.ForeignKey(Team, models.CASCADE, related_name="path_marks")
    code = models.SlugField(max_length=40)
    marked_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["team", "code"], name="path_mark_once")]


class Commitment(Stateful, MaybeDemo):
    """What the team promises to do at once; when the day has come, it tells whether it did."""

    class State(models.TextChoices):
        OPEN = "open", _("promised")
        KEPT = "kept", _("kept")
        PARTLY = "partly", _("partly kept")
        NOT_KEPT = "not_kept", _("not kept")

    team = models.ForeignKey(Team, models.CASCADE, related_name="commitments")
    action = models.CharField(_("what we do"), max_length=400)
    owner = models.CharField(_("who sees to it"), max_length=160)
    owner_email = models.EmailField(_("whom we ask by e-mail"), blank=True)
    due_on = models.DateField(_("by when"))
    # When the product asked its owner, once.
    asked_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    note = models.TextField(_("what came of it"), max_length=1000, blank=True)

    class Meta:
        ordering = ["due_on", "pk"]
        verbose_name = _("commitment")
        verbose_name_plural = _("commitments")

    def __str__(self) -> str:
        return self.action


class Harvest(MaybeDemo, Stamped):
    """What the team tells at the end: done, learned, next, and what others could take."""

    team = models.OneToOneField(Team, models.CASCADE, related_name="harvest")
    done = models.TextField(_("what we got done"), max_length=4000)
    learned = models.TextField(_("what we learned together"), max_length=4000)
    next_steps = models.TextField(_("what comes next"), max_length=2000, blank=True)
    spreads = models.TextField(_("what others could take from this"), max_length=2000, blank=True)
    saved_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("harvest")
        verbose_name_plural = _("harvests")
