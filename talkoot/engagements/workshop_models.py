"""What is developed: tasks, experiments, the challenge workshop. Part of models.py."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from talkoot.core.models import MaybeDemo, Stamped, Stateful
from talkoot.engagements.team_models import Team
from talkoot.events.models import Registration, Series

# The most votes that a workshop may give to each; the database keeps to it.
MOST_VOTES = 5


class DevelopmentTask(Stateful, MaybeDemo):
    """Something that a team or an engagement's workplace develops, step by step."""

    class State(models.TextChoices):
        PLANNED = "planned", _("planned")
        UNDERWAY = "underway", _("under way")
        DONE = "done", _("done")
        DROPPED = "dropped", _("given up")

    team = models.ForeignKey(Team, models.CASCADE, null=True, blank=True, related_name="tasks")
    engagement = models.ForeignKey(
        "engagements.Engagement",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="development_tasks",
    )
    title = models.CharField(_("what is developed"), max_length=300)
    goal = models.TextField(_("goal"), max_length=1000, blank=True)
    steps = models.TextField(_("steps, one on each line"), max_length=3000, blank=True)
    owner = models.CharField(_("who sees to it"), max_length=160)
    due_on = models.DateField(_("by when"), null=True, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.PLANNED)
    result = models.TextField(_("result"), max_length=2000, blank=True)

    class Meta:
        ordering = ["due_on", "pk"]
        verbose_name = _("development task")
        verbose_name_plural = _("development tasks")
        constraints = [
            models.CheckConstraint(
                name="development_task_of_one",
                condition=Q(team__isnull=False, engagement=None)
                | Q(team=None, engagement__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return self.title


class Workshop(Stateful, MaybeDemo):
    """A challenge workshop: the challenge and the idea, the experiments, the follow-up.

    After the follow-up a new round begins with the experiments again.
    """

    class State(models.TextChoices):
        DEFINING = "defining", _("the challenge is defined and ideas are gathered")
        VOTING = "voting", _("ideas are voted on")
        EXPERIMENTING = "experimenting", _("ideas are tried")
        FOLLOWING = "following", _("results are followed up")
        ENDED = "ended", _("ended")

    series = models.OneToOneField(Series, models.PROTECT, related_name="workshop")
    challenge = models.TextField(_("challenge"), max_length=2000)
    votes_each = models.PositiveSmallIntegerField(_("votes of each"), default=3)
    state = models.CharField(max_length=15, choices=State, default=State.DEFINING)
    # Grows when the workshop goes from the follow-up to try again.
    round_number = models.PositiveSmallIntegerField(default=1)

    class Meta:
        verbose_name = _("challenge workshop")
        verbose_name_plural = _("challenge workshops")
        constraints = [
            models.CheckConstraint(
                name="workshop_votes_in_range",
                condition=Q(votes_each__gte=1, votes_each__lte=MOST_VOTES),
            )
        ]

    def __str__(self) -> str:
        return str(self.series)


class Idea(MaybeDemo, Stamped):
    """A proposal how to meet the challenge; a chosen one is tried."""

    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="ideas")
    text = models.CharField(_("idea"), max_length=300)
    # Empty: a facilitator wrote it down for the room.
    author = models.ForeignKey(
        Registration, models.SET_NULL, null=True, blank=True, related_name="ideas"
    )

    class Meta:
        ordering = ["pk"]
        verbose_name = _("idea")
        verbose_name_plural = _("ideas")

    def __str__(self) -> str:
        return self.text


class IdeaVote(models.Model):
    """A participant's vote for an idea, secret.

    `number` runs from 1 to the workshop's votes_each, so even a race cannot give one too many.
    """

    idea = models.ForeignKey(Idea, models.CASCADE, related_name="votes")
    voter = models.ForeignKey(Registration, models.CASCADE, related_name="idea_votes")
    number = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["voter", "idea"], name="idea_vote_once"),
            models.UniqueConstraint(fields=["voter", "number"], name="idea_vote_number_once"),
            models.CheckConstraint(
                name="idea_vote_number_in_range",
                condition=Q(number__gte=1, number__lte=MOST_VOTES),
            ),
        ]


class Experiment(Stateful, MaybeDemo):
    """A trial of a team, a challenge workshop or an engagement; what management decided of it."""

    class State(models.TextChoices):
        PROPOSED = "proposed", _("proposed")
        APPROVED = "approved", _("approved")
        TRIED = "tried", _("being tried")
        RESULT = "result", _("result told")
        ADOPTED = "adopted", _("adopted")
        REJECTED = "rejected", _("rejected")

    team = models.ForeignKey(
        Team, models.CASCADE, null=True, blank=True, related_name="experiments"
    )
    workshop = models.ForeignKey(
        Workshop, models.CASCADE, null=True, blank=True, related_name="experiments"
    )
    engagement = models.ForeignKey(
        "engagements.Engagement",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="experiments",
    )
    idea = models.ForeignKey(
        Idea, models.PROTECT, null=True, blank=True, related_name="experiments"
    )
    # Tried again in another way.
    previous = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="further"
    )
    title = models.CharField(_("what is tried"), max_length=200)
    service_area = models.CharField(_("service area"), max_length=120, blank=True)
    hypothesis = models.TextField(_("what we expect to happen"), max_length=1000)
    owner = models.CharField(_("who sees to it"), max_length=160)
    starts_on = models.DateField(_("begins"), null=True, blank=True)
    ends_on = models.DateField(_("ends"), null=True, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.PROPOSED)
    result = models.TextField(_("what happened"), max_length=3000, blank=True)
    # The management's decision: a role, never a name.
    decided_role = models.CharField(_("who decided (role)"), max_length=120, blank=True)
    decided_on = models.DateField(_("day of the decision"), null=True, blank=True)
    grounds = models.TextField(_("grounds"), max_length=1000, blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("experiment")
        verbose_name_plural = _("experiments")
        constraints = [
            models.CheckConstraint(
                name="experiment_of_one",
                condition=Q(team__isnull=False, workshop=None, engagement=None)
                | Q(team=None, workshop__isnull=False, engagement=None)
                | Q(team=None, workshop=None, engagement__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["idea"], condition=Q(previous=None), name="experiment_of_idea_once"
            ),
            models.CheckConstraint(
                name="experiment_decided_has_grounds",
                condition=Q(state="proposed")
                | Q(decided_on__isnull=False) & ~Q(decided_role="") & ~Q(grounds=""),
            ),
            models.CheckConstraint(
                name="experiment_told_has_result",
                condition=~Q(state__in=["result", "adopted"]) | ~Q(result=""),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("experiment", args=[self.pk])


class Statement(MaybeDemo, Stamped):
    """A benefit or a change as the customer, the employee or the organisation sees it."""

    class Perspective(models.TextChoices):
        CUSTOMER = "customer", _("customer")
        EMPLOYEE = "employee", _("employee")
        ORGANISATION = "organisation", _("organisation")

    series = models.ForeignKey(Series, models.CASCADE, related_name="statements")
    perspective = models.CharField(_("perspective"), max_length=15, choices=Perspective)
    text = models.CharField(_("statement"), max_length=300)
    author = models.ForeignKey(
        Registration, models.SET_NULL, null=True, blank=True, related_name="statements"
    )

    class Meta:
        ordering = ["perspective", "pk"]
        verbose_name = _("statement on the board")
        verbose_name_plural = _("statements on the board")

    def __str__(self) -> str:
        return self.text
