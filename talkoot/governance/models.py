"""Bodies and their meetings, outside strategies, what serves a goal, and what carries on."""

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from talkoot.core.models import MaybeDemo, Stateful, Translated
from talkoot.events.models import Series
from talkoot.people.models import Organisation
from talkoot.practices.models import Practice
from talkoot.programmes.models import Goal, Offering, Programme


class Body(MaybeDemo):
    """A group that decides, prepares or advises; a successor carries the programme's work on."""

    class Kind(models.TextChoices):
        DECIDES = "decides", _("decides on guidelines, goals and money")
        STEERS = "steers", _("steering group")
        PREPARES = "prepares", _("preparatory group")
        PROGRAMME = "programme", _("programme group")
        COMMUNICATES = "communicates", _("communications group")
        ADVISES = "advises", _("advisory group")
        SUCCESSOR = "successor", _("carries the programme’s work on")
        OTHER = "other", _("other group")

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="bodies")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    name_fi = models.CharField(_("name"), max_length=160)
    name_sv = models.CharField(max_length=160, blank=True)
    name_en = models.CharField(max_length=160, blank=True)
    name = Translated()
    task_fi = models.CharField(_("task"), max_length=500, blank=True)
    task_sv = models.CharField(max_length=500, blank=True)
    task_en = models.CharField(max_length=500, blank=True)
    task = Translated()
    starts_on = models.DateField(_("begins"), null=True, blank=True)
    ends_on = models.DateField(_("ends"), null=True, blank=True)
    # Its sides, such as councillors and officials, have as many members each.
    has_equal_sides = models.BooleanField(_("equal sides"), default=False)
    source = models.CharField(_("source"), max_length=300, blank=True)

    class Meta:
        ordering = ["programme", "pk"]
        verbose_name = _("body")
        verbose_name_plural = _("bodies")
        constraints = [
            models.UniqueConstraint(fields=["programme", "name_fi"], name="body_name_once"),
            models.CheckConstraint(
                name="body_ends_after_start",
                condition=Q(starts_on=None) | Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class BodyAim(models.Model):
    """A goal or a principle of a body's own, or its idea in a sentence."""

    class Kind(models.TextChoices):
        IDEA = "idea", _("idea")
        GOAL = "goal", _("goal")
        PRINCIPLE = "principle", _("principle")

    body = models.ForeignKey(Body, models.CASCADE, related_name="aims")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    number = models.PositiveSmallIntegerField()
    text_fi = models.CharField(_("text"), max_length=500)
    text_sv = models.CharField(max_length=500, blank=True)
    text_en = models.CharField(max_length=500, blank=True)
    text = Translated()

    class Meta:
        ordering = ["kind", "number"]
        constraints = [
            models.UniqueConstraint(fields=["body", "kind", "number"], name="body_aim_once")
        ]

    def __str__(self) -> str:
        return self.text


class BodyMember(MaybeDemo):
    """Somebody's seat in a body for a term; only the organisation is told to everybody."""

    class Seat(models.TextChoices):
        CHAIR = "chair", _("chair")
        VICE_CHAIR = "vice_chair", _("vice chair")
        MEMBER = "member", _("member")
        DEPUTY = "deputy", _("deputy member")
        SECRETARY = "secretary", _("secretary")
        EXPERT = "expert", _("expert of the body")

    body = models.ForeignKey(Body, models.CASCADE, related_name="members")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True)
    name = models.CharField(_("name"), max_length=120)
    email = models.EmailField(_("e-mail address"), blank=True)
    seat = models.CharField(_("seat"), max_length=10, choices=Seat, default=Seat.MEMBER)
    side = models.CharField(_("side"), max_length=60, blank=True)
    starts_on = models.DateField(_("begins"))
    ends_on = models.DateField(_("ends"), null=True, blank=True)

    class Meta:
        ordering = ["body", "pk"]
        verbose_name = _("member of a body")
        verbose_name_plural = _("members of a body")
        constraints = [
            models.CheckConstraint(
                name="body_member_ends_after_start",
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
            )
        ]

    def __str__(self) -> str:
        return self.name


class BodyDocument(MaybeDemo):
    """A recommendation or another paper that a body has given; public at once."""

    class Kind(models.TextChoices):
        RECOMMENDATION = "recommendation", _("recommendation")
        STATEMENT = "statement", _("statement of opinion")
        PLAN = "plan", _("plan")
        OTHER = "other", _("other document")

    body = models.ForeignKey(Body, models.CASCADE, related_name="documents")
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    title = models.CharField(_("title"), max_length=200)
    dated_on = models.DateField(_("day"))
    text = models.TextField(_("text"), max_length=5000, blank=True)
    url = models.URLField(_("address"), max_length=300, blank=True)

    class Meta:
        ordering = ["-dated_on", "-pk"]
        verbose_name = _("document of a body")
        verbose_name_plural = _("documents of a body")
        constraints = [
            models.CheckConstraint(
                name="body_document_is_somewhere", condition=~Q(text="") | ~Q(url="")
            )
        ]

    def __str__(self) -> str:
        return self.title


class Meeting(Stateful):
    """A meeting of a body: its agenda, who were there and its minutes."""

    class State(models.TextChoices):
        PLANNED = "planned", _("planned")
        HELD = "held", _("held, minutes unapproved")
        APPROVED = "approved", _("minutes approved")
        CANCELLED = "cancelled", _("cancelled")

    body = models.ForeignKey(Body, models.CASCADE, related_name="meetings")
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.PLANNED)
    starts_at = models.DateTimeField(_("begins"))
    place = models.CharField(_("meeting place"), max_length=160, blank=True)
    present: "models.ManyToManyField[BodyMember, Any]" = models.ManyToManyField(
        BodyMember, blank=True, related_name="meetings"
    )
    others_present = models.CharField(_("others present"), max_length=300, blank=True)
    # The key figures as they were frozen for the meeting: {"as_of", "rows"} (snapshots.py).
    figures = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["-starts_at", "-pk"]
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")


class AgendaItem(models.Model):
    """A matter on the agenda; what was decided of it makes the minutes."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="items")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(_("title"), max_length=200)
    background = models.TextField(_("background"), max_length=3000, blank=True)
    discussion = models.TextField(_("discussion"), max_length=3000, blank=True)
    decision = models.TextField(_("decision"), max_length=3000, blank=True)

    class Meta:
        ordering = ["number"]
        verbose_name = _("item of an agenda")
        verbose_name_plural = _("items of an agenda")
        constraints = [
            models.UniqueConstraint(fields=["meeting", "number"], name="agenda_number_once")
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"


class MeetingTask(models.Model):
    """What a decision of a meeting gave somebody to do, followed until it is done."""

    item = models.ForeignKey(AgendaItem, models.CASCADE, related_name="tasks")
    text = models.CharField(_("task"), max_length=300)
    owner = models.CharField(_("who does it"), max_length=160)
    due_on = models.DateField(_("due"))
    done_on = models.DateField(_("done"), null=True, blank=True)
    note = models.CharField(_("what came of it"), max_length=500, blank=True)

    class Meta:
        ordering = ["due_on", "pk"]
        verbose_name = _("task of a meeting")
        verbose_name_plural = _("tasks of a meeting")

    def __str__(self) -> str:
        return self.text


class Strategy(MaybeDemo):
    """A strategy or a programme of others that the programme serves, such as the UN's goals."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="strategies")
    code = models.SlugField(max_length=60, blank=True)
    name_fi = models.CharField(_("name"), max_length=160)
    name_sv = models.CharField(max_length=160, blank=True)
    name_en = models.CharField(max_length=160, blank=True)
    name = Translated()
    keeper = models.CharField(_("whose it is"), max_length=160, blank=True)
    url = models.URLField(_("address"), max_length=300, blank=True)

    class Meta:
        ordering = ["programme", "pk"]
        verbose_name = _("strategy of others")
        verbose_name_plural = _("strategies of others")
        constraints = [
            models.UniqueConstraint(fields=["programme", "name_fi"], name="strategy_name_once")
        ]

    def __str__(self) -> str:
        return self.name


class StrategyAim(models.Model):
    """A goal or a principle of a strategy of others."""

    strategy = models.ForeignKey(Strategy, models.CASCADE, related_name="aims")
    number = models.PositiveSmallIntegerField()
    text_fi = models.CharField(_("text"), max_length=300)
    text_sv = models.CharField(max_length=300, blank=True)
    text_en = models.CharField(max_length=300, blank=True)
    text = Translated()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["strategy", "number"], name="strategy_aim_once")
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.text}"


class Alignment(models.Model):
    """That a service, an event, a practice or a figure serves a goal: the programme's own or one
    of a strategy of others. `figure_id` names a figure of the registry.
    """

    goal = models.ForeignKey(Goal, models.CASCADE, null=True, blank=True, related_name="served_by")
    aim = models.ForeignKey(
        StrategyAim, models.CASCADE, null=True, blank=True, related_name="served_by"
    )
    offering = models.ForeignKey(Offering, models.CASCADE, null=True, blank=True)
    series = models.ForeignKey(Series, models.CASCADE, null=True, blank=True)
    practice = models.ForeignKey(Practice, models.CASCADE, null=True, blank=True)
    figure_id = models.CharField(max_length=60, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="alignment_serves_one",
                condition=Q(goal=None, aim__isnull=False) | Q(goal__isnull=False, aim=None),
            ),
            models.CheckConstraint(
                name="alignment_of_one",
                condition=Q(offering__isnull=False, series=None, practice=None, figure_id="")
                | Q(offering=None, series__isnull=False, practice=None, figure_id="")
                | Q(offering=None, series=None, practice__isnull=False, figure_id="")
                | Q(offering=None, series=None, practice=None) & ~Q(figure_id=""),
            ),
        ]


class ContinuationItem(MaybeDemo):
    """Something that should live on when the programme ends: who keeps it, with what, how long."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="continuation_items")
    text_fi = models.CharField(_("what goes on"), max_length=200)
    text_sv = models.CharField(max_length=200, blank=True)
    text_en = models.CharField(max_length=200, blank=True)
    text = Translated()
    owner = models.CharField(_("who keeps it"), max_length=160, blank=True)
    funding = models.CharField(_("with what money"), max_length=160, blank=True)
    until_on = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        ordering = ["programme", "pk"]
        verbose_name = _("item of the continuation plan")
        verbose_name_plural = _("items of the continuation plan")
        constraints = [
            models.UniqueConstraint(fields=["programme", "text_fi"], name="continuation_item_once")
        ]

    def __str__(self) -> str:
        return self.text
