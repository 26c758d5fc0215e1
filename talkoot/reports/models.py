"""Report, its sections with their versions and comments, and its files."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from talkoot.core.models import MaybeDemo, Stamped, Stateful, Translated
from talkoot.files.models import StoredFile
from talkoot.programmes.models import Offering, Programme


class Report(Stateful, MaybeDemo):
    """A report of a programme at a cut-off day. Its figures are live until they are frozen.

    `frozen` keeps each figure as it was: value, n, definition and its version, in each language.
    """

    class Kind(models.TextChoices):
        FINAL = "final", _("final report")
        BROCHURE = "brochure", _("brochure")
        MEETING = "meeting", _("papers for a meeting")

    class State(models.TextChoices):
        DRAFT = "draft", _("being written")
        FROZEN = "frozen", _("figures frozen")
        RELEASED = "released", _("published")

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="reports")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.FINAL)
    title_fi = models.CharField(_("title"), max_length=200)
    title_sv = models.CharField(max_length=200, blank=True)
    title_en = models.CharField(max_length=200, blank=True)
    title = Translated()
    cut_off = models.DateField(_("cut-off day"))
    # Of the printed publication and of the files on the web, their groups apart with hyphens.
    isbn = models.CharField(_("ISBN (print)"), max_length=17, blank=True)
    isbn_web = models.CharField(_("ISBN (web)"), max_length=17, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    frozen = models.JSONField(default=dict, blank=True)
    frozen_at = models.DateTimeField(null=True, blank=True)
    # Why it was released although something was missing.
    release_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["-cut_off", "-pk"]
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        constraints = [
            models.CheckConstraint(
                name="report_frozen_has_figures",
                condition=Q(state="draft") | Q(frozen_at__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("report", args=[self.pk])


class ReportSection(MaybeDemo):
    """A chapter: text that the office writes, and what its kind takes from the records."""

    class Kind(models.TextChoices):
        TEXT = "text", _("text")
        OVERVIEW = "overview", _("programme and services in brief")
        GOALS = "goals", _("goals")
        FIGURES = "figures", _("key figures")
        SERVICE = "service", _("service")
        PRACTICES = "practices", _("practices")
        BREAKTHROUGHS = "breakthroughs", _("breakthrough innovations")
        EVALUATION = "evaluation", _("evaluation and impact chain")
        RECOMMENDATIONS = "recommendations", _("recommendations")
        FUTURE = "future", _("how the work goes on")
        FUNDING = "funding", _("funding")
        DEFINITIONS = "definitions", _("definitions of the figures")

    report = models.ForeignKey(Report, models.CASCADE, related_name="sections")
    order = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=20, choices=Kind, default=Kind.TEXT)
    offering = models.ForeignKey(Offering, models.PROTECT, null=True, blank=True)
    title_fi = models.CharField(_("heading"), max_length=200)
    title_sv = models.CharField(max_length=200, blank=True)
    title_en = models.CharField(max_length=200, blank=True)
    title = Translated()
    body_fi = models.TextField(_("text"), blank=True, max_length=20000)
    body_sv = models.TextField(blank=True, max_length=20000)
    body_en = models.TextField(blank=True, max_length=20000)
    body = Translated()
    # Ids of the figures that the chapter shows, in their order.
    figures = models.JSONField(default=list, blank=True)
    # Ids of the figures whose parts are drawn as a picture or a map.
    charts = models.JSONField(default=list, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["report", "order", "pk"]
        verbose_name = _("chapter of a report")
        verbose_name_plural = _("chapters of a report")

    def __str__(self) -> str:
        return self.title


class SectionVersion(Stamped):
    """A chapter as it was before it was changed."""

    section = models.ForeignKey(ReportSection, models.CASCADE, related_name="versions")
    version = models.PositiveIntegerField()
    content = models.JSONField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-version"]
        constraints = [
            models.UniqueConstraint(fields=["section", "version"], name="section_version_once")
        ]


class SectionComment(Stamped):
    """What somebody says of a chapter while the report is written; open until it is done."""

    section = models.ForeignKey(ReportSection, models.CASCADE, related_name="comments")
    text = models.TextField(_("comment"), max_length=2000)
    is_done = models.BooleanField(default=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["created_at", "pk"]


class SectionPicture(MaybeDemo, Stamped):
    """A picture in a chapter: what it shows, its caption, and who took it."""

    section = models.ForeignKey(ReportSection, models.CASCADE, related_name="pictures")
    order = models.PositiveSmallIntegerField(default=1)
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    alt_fi = models.CharField(_("text alternative"), max_length=300)
    alt_sv = models.CharField(max_length=300, blank=True)
    alt_en = models.CharField(max_length=300, blank=True)
    alt = Translated()
    caption_fi = models.CharField(_("caption"), max_length=300, blank=True)
    caption_sv = models.CharField(max_length=300, blank=True)
    caption_en = models.CharField(max_length=300, blank=True)
    caption = Translated()
    credit = models.CharField(_("photographer or source"), max_length=120)
    has_consent = models.BooleanField(_("everyone recognisable in the picture has agreed"))

    class Meta:
        ordering = ["order", "pk"]
        verbose_name = _("picture in a report")
        verbose_name_plural = _("pictures in a report")

    def __str__(self) -> str:
        return self.alt


class ReportFile(MaybeDemo, Stamped):
    """A file of the report that somebody has asked for; the worker makes it."""

    class Kind(models.TextChoices):
        PDF = "pdf", "PDF"
        DOCX = "docx", "DOCX"

    report = models.ForeignKey(Report, models.CASCADE, related_name="files")
    kind = models.CharField(max_length=4, choices=Kind)
    language = models.CharField(max_length=2)
    progress = models.PositiveSmallIntegerField(default=0)
    # When a worker began to make it; one that has not ended in time has stopped.
    claimed_at = models.DateTimeField(null=True, blank=True)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True)
    failure = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(name="report_file_progress", condition=Q(progress__lte=100))
        ]
