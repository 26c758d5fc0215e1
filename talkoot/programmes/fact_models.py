"""What a programme rests on, what was published of it, who worked in its office. Of models.py."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from talkoot.core.models import MaybeDemo, Translated
from talkoot.programmes.models import Programme


class Mandate(models.Model):
    """What the programme rests on: an agreement, a council decision or a project plan.

    `dated` is the day or the year as the source tells it; a validity without an end goes on.
    """

    class Kind(models.TextChoices):
        AGREEMENT = "agreement", _("agreement")
        COUNCIL = "council", _("decision of a council or a board")
        PLAN = "plan", _("project plan")
        OTHER = "other", _("other ground")

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="mandates")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.OTHER)
    text_fi = models.CharField(max_length=300)
    text_sv = models.CharField(max_length=300, blank=True)
    text_en = models.CharField(max_length=300, blank=True)
    text = Translated()
    dated = models.CharField(max_length=20, blank=True)
    valid_from = models.DateField(_("in force from"), null=True, blank=True)
    valid_to = models.DateField(_("in force until"), null=True, blank=True)

    class Meta:
        verbose_name = _("ground of a programme")
        verbose_name_plural = _("grounds of a programme")
        constraints = [
            models.CheckConstraint(
                name="mandate_ends_after_start",
                condition=Q(valid_from=None) | Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
            )
        ]

    def __str__(self) -> str:
        return self.text


class PublishedFact(models.Model):
    """A figure that a source published of a programme; shown with its source beside our own

    figure, never mixed into it. `figure` and `part` name the figure of the registry that counts the
    same of the records; `number` is its place in the list of published figures, such as "F16".
    """

    class Rule(models.TextChoices):
        """How the published value was rounded."""

        EXACT = "", _("as printed")
        NEAREST = "nearest", _("about, to the nearest step")
        OVER = "over", _("over")
        BETWEEN = "between", _("between")

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="published_facts")
    code = models.SlugField(max_length=60)
    order = models.PositiveSmallIntegerField(default=1)
    label_fi = models.CharField(max_length=160)
    label_sv = models.CharField(max_length=160, blank=True)
    label_en = models.CharField(max_length=160, blank=True)
    label = Translated()
    value = models.DecimalField(max_digits=14, decimal_places=2)
    unit = models.CharField(max_length=10, blank=True)
    n = models.PositiveIntegerField(null=True, blank=True)
    is_key = models.BooleanField(default=False)
    is_approximate = models.BooleanField(default=False)
    as_of = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=300)
    number = models.CharField(max_length=8, blank=True)
    figure = models.SlugField(max_length=60, blank=True)
    part = models.SlugField(max_length=120, blank=True)
    rule = models.CharField(max_length=10, choices=Rule, blank=True, default="")
    # NEAREST: the step. BETWEEN: the upper end.
    step = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    upper = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    decimals = models.PositiveSmallIntegerField(default=0)
    note_fi = models.CharField(max_length=300, blank=True)
    note_sv = models.CharField(max_length=300, blank=True)
    note_en = models.CharField(max_length=300, blank=True)
    note = Translated()

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "code"], name="published_fact_once")
        ]

    def __str__(self) -> str:
        return self.label


class PublishedList(models.Model):
    """A list of names that a source gives, such as the award series of a gala, in its own words.

    `items` are {"text", "group"}; `length` is how many there are when the source names only some.
    """

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="published_lists")
    code = models.SlugField(max_length=60)
    order = models.PositiveSmallIntegerField(default=1)
    title_fi = models.CharField(_("title"), max_length=160)
    title_sv = models.CharField(max_length=160, blank=True)
    title_en = models.CharField(max_length=160, blank=True)
    title = Translated()
    items = models.JSONField(default=list)
    length = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["order"]
        verbose_name = _("published list")
        verbose_name_plural = _("published lists")
        constraints = [
            models.UniqueConstraint(fields=["programme", "code"], name="published_list_once")
        ]

    def __str__(self) -> str:
        return self.title


class StaffAssignment(MaybeDemo):
    """A task in the programme's office and when somebody had it; the person is not named."""

    class Task(models.TextChoices):
        PROGRAMME_MANAGER = "programme_manager", _("programme manager")
        PROJECT_MANAGER = "project_manager", _("project manager")
        PLANNER = "planner", _("project planner")
        COMMUNICATOR = "communicator", _("project communicator")
        OTHER = "other", _("another task")

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="staff")
    task = models.CharField(_("task"), max_length=20, choices=Task)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=60, blank=True)

    class Meta:
        ordering = ["starts_on", "pk"]
        verbose_name = _("task in the programme office")
        verbose_name_plural = _("tasks in the programme office")
        constraints = [
            models.CheckConstraint(
                name="staff_assignment_ends_after_start",
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
            )
        ]

    def __str__(self) -> str:
        return self.get_task_display()
