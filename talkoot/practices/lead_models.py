"""Lead and StoryRequest: whom the office asks for good practices, and what came of it."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from talkoot.core.models import MaybeDemo, Stamped, Stateful
from talkoot.people.models import Organisation, User
from talkoot.programmes.models import Programme


class Lead(Stateful, MaybeDemo):
    """A link to a story seen in the media or elsewhere, and the invitation to publish it here.

    `email` is kept only until the lead is closed (purpose: to invite; see docs/operate.md).
    """

    class State(models.TextChoices):
        SEEN = "seen", _("seen")
        INVITED = "invited", _("invited")
        PUBLISHED = "published", _("became a practice")
        CLOSED = "closed", _("closed")

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="leads")
    state = models.CharField(max_length=10, choices=State, default=State.SEEN)
    title = models.CharField(_("what the story tells"), max_length=160)
    url = models.URLField(_("link to the story"), max_length=500, blank=True)
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True)
    email = models.EmailField(_("e-mail address of whom to ask"), blank=True)
    note = models.TextField(_("note"), max_length=2000, blank=True)
    token_hash = models.CharField(max_length=64, blank=True)
    invited_at = models.DateTimeField(null=True, blank=True)
    practice = models.OneToOneField(
        "practices.Practice", models.SET_NULL, null=True, blank=True, related_name="lead"
    )
    outcome = models.CharField(_("what came of it"), max_length=300, blank=True)
    found_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("lead")
        verbose_name_plural = _("leads")

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("office-lead", args=[self.pk])


class StoryRequest(MaybeDemo, Stamped):
    """A request to the contact persons of many organisations to tell what has worked there.

    What came of it is counted from the practices that these organisations begin after it.
    """

    class Side(models.TextChoices):
        EMPLOYER = "employer", _("those of the employer’s side")
        STAFF = "staff", _("those of the staff side")

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="story_requests")
    text = models.TextField(_("request"), max_length=2000)
    kind = models.CharField(_("kind of organisation"), max_length=20, blank=True)
    region_code = models.CharField(_("region"), max_length=2, blank=True)
    side = models.CharField(max_length=8, choices=Side, blank=True)
    organisations = models.ManyToManyField(Organisation, related_name="+")
    mail_count = models.PositiveIntegerField(default=0)
    sent_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("request for practices")
        verbose_name_plural = _("requests for practices")

    def __str__(self) -> str:
        return f"{self.programme} {self.created_at:%Y-%m-%d}"
