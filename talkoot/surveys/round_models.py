"""Round, Invitation, AnswerLink and Response.

What joins a person to an answer: of an identified round the response names its organisation; of a
confidential one a pseudonym (`panel`) follows the person from round to round; of an anonymous one
nothing does. While any round is open, AnswerLink joins the person to a half-written answer; it is
emptied when the answer is sent and dropped when the round closes.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from talkoot.core.models import MaybeDemo, Stamped, Stateful, random_key
from talkoot.people.models import Organisation
from talkoot.programmes.models import Offering, Programme
from talkoot.surveys.models import Questionnaire
from talkoot.surveys.plan_models import Mode as RoundMode
from talkoot.surveys.plan_models import SurveyPlan, Viewpoint


class Round(Stateful, MaybeDemo):
    """One sending of a questionnaire to a population that is fixed when the round opens.

    `occasion` names what it was born of, such as "session:12", once for each plan. `public_code` is
    the address of the open link (QR code), empty without one.
    """

    class State(models.TextChoices):
        PLANNED = "planned", _("planned")
        OPEN = "open", _("open")
        CLOSED = "closed", _("closed")

    Mode = RoundMode
    Viewpoint = Viewpoint

    programme = models.ForeignKey(Programme, models.PROTECT)
    questionnaire = models.ForeignKey(Questionnaire, models.PROTECT)
    service = models.ForeignKey(Offering, models.PROTECT, null=True, blank=True)
    plan = models.ForeignKey(
        SurveyPlan, models.PROTECT, null=True, blank=True, related_name="rounds"
    )
    occasion = models.CharField(max_length=80, blank=True)
    title = models.CharField(max_length=200)
    state = models.CharField(max_length=10, choices=State, default=State.PLANNED)
    mode = models.CharField(max_length=15, choices=RoundMode, default=RoundMode.IDENTIFIED)
    viewpoint = models.CharField(max_length=15, choices=Viewpoint, blank=True)
    opens_on = models.DateField(null=True, blank=True)
    closes_on = models.DateField(null=True, blank=True)
    reminder_days = models.JSONField(default=list, blank=True)
    is_optional = models.BooleanField(default=False)
    population_at = models.DateTimeField(null=True, blank=True)
    # The dimensions of Invitation.groups that go along with the answers (rules.anonymity).
    split_by = models.JSONField(default=list, blank=True)
    public_code = models.SlugField(max_length=20, unique=True, null=True, blank=True)
    # The results shown: how many answers they rest on, and when they were counted.
    tallied_count = models.PositiveIntegerField(default=0)
    tallied_at = models.DateTimeField(null=True, blank=True)
    # When and where the office published the results, such as a report on its site.
    published_on = models.DateField(_("results published"), null=True, blank=True)
    publication_url = models.URLField(_("where the results are"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("survey round")
        verbose_name_plural = _("survey rounds")
        constraints = [
            models.CheckConstraint(
                name="round_open_has_dates",
                condition=Q(state="planned") | Q(opens_on__isnull=False, closes_on__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["plan", "occasion"],
                name="round_once_of_an_occasion",
                condition=~Q(occasion=""),
            ),
        ]
        indexes = [models.Index(fields=["state", "opens_on"], name="round_due")]

    def __str__(self) -> str:
        return self.title

    @property
    def mail_title(self) -> str:
        """The title as the active language has it, as far as the plan that made the round does."""
        if self.plan is None or not self.title.startswith(self.plan.title_fi):
            return self.title
        return self.plan.title + self.title.removeprefix(self.plan.title_fi)


class Invitation(Stamped):
    """A person of the round's population, with the reason for being there or being left out.

    Purpose: to ask, to remind those who have not answered, to tell how many of whom answered.
    `groups` is {dimension: value} for response rates. An anonymous round keeps no time of the
    answer.
    """

    class Standing(models.TextChoices):
        INVITED = "invited", _("invited")
        OPTED_OUT = "opted_out", _("wants no voluntary surveys")
        ASKED_RECENTLY = "asked_recently", _("was asked recently")
        NO_ADDRESS = "no_address", _("has no address")

    round = models.ForeignKey(Round, models.CASCADE, related_name="invitations")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True)
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True)
    address = models.EmailField(blank=True)
    language = models.CharField(max_length=2)
    standing = models.CharField(max_length=15, choices=Standing, default=Standing.INVITED)
    reason = models.CharField(max_length=200, blank=True)
    groups = models.JSONField(default=dict, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)
    reminder_count = models.PositiveSmallIntegerField(default=0)
    has_answered = models.BooleanField(default=False)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["round", "address"], name="invitation_once", condition=~Q(address="")
            )
        ]
        indexes = [
            models.Index(fields=["address", "sent_at"], name="invitation_recent"),
            models.Index(
                fields=["round"],
                condition=Q(standing="invited", sent_at=None),
                name="invitation_unsent",
            ),
        ]


class AnswerLink(models.Model):
    """The vault: the hash of a personal link, and the answer that is being written behind it.

    All rows of a round are dropped when it closes.
    """

    token_hash = models.CharField(max_length=64, unique=True)
    invitation = models.OneToOneField(Invitation, models.CASCADE, related_name="link")
    draft = models.JSONField(default=dict, blank=True)
    # Counts the savings, so that two tabs notice each other.
    draft_version = models.PositiveIntegerField(default=0)


class Response(MaybeDemo):
    """One set of answers: {item code: value}.

    `groups` is {dimension: value} by which results are split; of an anonymous round only what at
    least five of the invited share in all its parts together. `organisation` is set in identified
    rounds, `panel` (a keyed hash of the person) in identified and confidential ones. The day of an
    anonymous answer is the round's last one.
    """

    id = models.BigIntegerField(primary_key=True, default=random_key, editable=False)
    round = models.ForeignKey(Round, models.CASCADE, related_name="responses")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True)
    panel = models.CharField(max_length=64, blank=True)
    groups = models.JSONField(default=dict, blank=True)
    answers = models.JSONField()
    language = models.CharField(max_length=2, blank=True)
    # By the open link, which is no part of the response rate; not told of anonymous answers.
    is_by_open_link = models.BooleanField(default=False)
    submitted_on = models.DateField()

    class Meta:
        verbose_name = _("response")
        verbose_name_plural = _("responses")
        indexes = [models.Index(fields=["panel"], name="response_panel", condition=~Q(panel=""))]
