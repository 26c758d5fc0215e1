"""Decision and what may follow it; slates, state aid and information requests."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from talkoot.calls.models import Application, Call
from talkoot.core.dates import days_words, local_date
from talkoot.core.models import MaybeDemo, Stamped, Stateful
from talkoot.correspondence.models import Letter
from talkoot.files.models import Publicity, StoredFile
from talkoot.people.models import Organisation, User
from talkoot.programmes.models import Programme


class Decision(Stateful, MaybeDemo):
    """The written decision on an application: drafted by the system, edited and signed by a person.

    Content: Administrative Procedure Act 434/2003, sections 43-47.
    """

    class State(models.TextChoices):
        DRAFTED = "drafted", _("drafted")
        SIGNED = "signed", _("signed")

    class Outcome(models.TextChoices):
        GRANTED = "granted", _("granted")
        PARTLY_GRANTED = "partly_granted", _("granted in part")
        REFUSED = "refused", _("refused")
        NOT_EXAMINED = "not_examined", _("not examined")
        TRANSFERRED = "transferred", _("transferred to the competent authority")

    application = models.OneToOneField(Application, models.PROTECT, related_name="decision")
    number = models.CharField(_("decision number"), max_length=40, unique=True, null=True)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFTED)
    outcome = models.CharField(_("outcome"), max_length=15, choices=Outcome)
    days = models.DecimalField(_("days granted"), max_digits=4, decimal_places=1, default=0)
    reasons = models.TextField(_("reasons"), max_length=4000)
    conditions = models.TextField(_("conditions"), max_length=2000, blank=True)
    # The last day to use what is granted, as the letter or its correction tells; of older decisions
    # it is counted anew.
    use_by = models.DateField(_("to be used by"), null=True, blank=True)
    edited_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    presented_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    transferred_to = models.CharField(_("transferred to"), max_length=200, blank=True)
    disqualification_note = models.CharField(max_length=600, blank=True)
    is_by_post = models.BooleanField(_("delivered by post"), default=False)
    # How the last day was counted: {"regime", "sent_on", "received_on", "days", "deadline_on", …}.
    remedy_calculation = models.JSONField(default=dict, blank=True)
    remedy_deadline_on = models.DateField(null=True, blank=True)
    letter = models.OneToOneField(Letter, models.PROTECT, null=True, blank=True)

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        constraints = [
            models.CheckConstraint(
                name="decision_signed_is_whole",
                condition=Q(state="drafted")
                | Q(
                    number__isnull=False,
                    decided_by__isnull=False,
                    decided_at__isnull=False,
                    letter__isnull=False,
                ),
            ),
            models.CheckConstraint(
                name="decision_days_match_outcome",
                condition=Q(outcome__in=["granted", "partly_granted"], days__gt=0)
                | (~Q(outcome__in=["granted", "partly_granted"]) & Q(days=0)),
            ),
        ]

    def __str__(self) -> str:
        return self.number or str(self.application)


class Correction(Stamped):
    """A correction of a signed decision (Administrative Procedure Act 434/2003, sections 50-52).

    `days` and `use_by` are the corrected numbers; empty where they stay.
    """

    class Kind(models.TextChoices):
        CLERICAL = "clerical", _("clerical error")
        FACTUAL = "factual", _("factual error")

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="corrections")
    kind = models.CharField(max_length=10, choices=Kind)
    text = models.TextField(_("what is corrected and how"), max_length=2000)
    reasons = models.TextField(_("reasons"), max_length=2000)
    days_before = models.DecimalField(max_digits=4, decimal_places=1, null=True, blank=True)
    days = models.DecimalField(
        _("days granted"), max_digits=4, decimal_places=1, null=True, blank=True
    )
    use_by_before = models.DateField(null=True, blank=True)
    use_by = models.DateField(_("to be used by"), null=True, blank=True)
    # A correction to a party's disadvantage needs the party's consent (section 50), except that of
    # an obvious clerical error (section 51). `consent` tells who gave it, when and how.
    is_adverse = models.BooleanField(default=False)
    is_obvious = models.BooleanField(default=False)
    has_consent = models.BooleanField(default=False)
    consent = models.CharField(max_length=300, blank=True)
    number = models.CharField(max_length=40, unique=True)
    corrected_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    letter = models.OneToOneField(Letter, models.PROTECT)

    class Meta:
        ordering = ["created_at"]


class Reconsideration(Stateful, MaybeDemo):
    """A request to change a decision, as a case of its own: rectification, or reconsideration
    where no statute gives a remedy.
    """

    class State(models.TextChoices):
        RECEIVED = "received", _("in processing")
        DECIDED = "decided", _("decided")
        WITHDRAWN = "withdrawn", _("withdrawn")

    class Outcome(models.TextChoices):
        UPHELD = "upheld", _("the decision stands")
        CHANGED = "changed", _("the decision is changed")
        NOT_EXAMINED = "not_examined", _("not examined")

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="reconsiderations")
    number = models.CharField(_("case number"), max_length=40, unique=True)
    state = models.CharField(max_length=10, choices=State, default=State.RECEIVED)
    demand = models.TextField(_("what change is wanted"), max_length=4000)
    grounds = models.TextField(_("on what grounds"), max_length=4000)
    received_at = models.DateTimeField()
    is_in_time = models.BooleanField()
    requested_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    # A joint applicant that asks for itself; empty: the lead.
    party = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    outcome = models.CharField(max_length=15, choices=Outcome, blank=True)
    days = models.DecimalField(max_digits=4, decimal_places=1, null=True, blank=True)
    reasons = models.TextField(max_length=4000, blank=True)
    decision_number = models.CharField(max_length=40, unique=True, null=True, blank=True)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    letter = models.OneToOneField(Letter, models.PROTECT, null=True, blank=True)

    @property
    def organisation(self) -> Organisation:
        """Whose request it is."""
        return self.party or self.decision.application.organisation


class AidRule(models.Model):
    """De minimis parameters in force from a day on (Regulation (EU) 2023/2831).

    Rows are added, and one that holds or has held is never changed (rules.aid_rules).
    """

    valid_from = models.DateField(unique=True)
    ceiling_eur = models.DecimalField(max_digits=10, decimal_places=2)
    years = models.PositiveSmallIntegerField(default=3)
    day_price_eur = models.DecimalField(max_digits=8, decimal_places=2)
    source = models.CharField(max_length=300)

    class Meta:
        ordering = ["valid_from"]

    def __str__(self) -> str:
        return f"{self.source}, {local_date(self.valid_from)}"


class AidGrant(MaybeDemo, Stamped):
    """De minimis aid that a decision gives one organisation, until it is in the central register.

    `ended_on` is the day on which the applicant gave the grant up: no aid was then received.
    """

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="aid_grants")
    organisation = models.ForeignKey(Organisation, models.PROTECT)
    amount_eur = models.DecimalField(max_digits=10, decimal_places=2)
    declared_eur = models.DecimalField(max_digits=10, decimal_places=2)
    # Class of the undertaking's activity (TOL, NACE), which the central register asks for.
    sector = models.CharField(_("sector"), max_length=10, blank=True)
    granted_on = models.DateField()
    register_due_on = models.DateField()
    registered_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["decision", "organisation"], name="aid_grant_once_for_each"
            )
        ]


class Slate(Stateful, MaybeDemo):
    """Proposed decisions of a call looked at together, previewed, then signed in one go."""

    class State(models.TextChoices):
        OPEN = "open", _("open")
        SIGNING = "signing", _("being signed")
        SIGNED = "signed", _("signed")
        DISCARDED = "discarded", _("discarded")

    call = models.ForeignKey(Call, models.PROTECT, related_name="slates")
    title = models.CharField(_("name"), max_length=120)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    signed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")


class SlateLine(models.Model):
    """One application on a slate; `problem` tells why it could not be signed.

    `reason` is added to the drafted reasons. `signed_at` is the worker's claim: it is set in the
    transaction that signs, and stays when the decision is undone. `seen_mark` is that of the
    letter's words as the signer confirmed them; empty until then.
    """

    slate = models.ForeignKey(Slate, models.CASCADE, related_name="lines")
    application = models.ForeignKey(Application, models.PROTECT, related_name="slate_lines")
    outcome = models.CharField(max_length=15, choices=Decision.Outcome)
    days = models.DecimalField(max_digits=4, decimal_places=1, default=0)
    reason = models.CharField(_("addition to the reasons"), max_length=600, blank=True)
    signed_at = models.DateTimeField(null=True, blank=True)
    problem = models.CharField(max_length=400, blank=True)
    seen_mark = models.CharField(max_length=20, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["slate", "application"], name="slate_line_once")
        ]

    @property
    def days_in_words(self) -> str:
        return days_words(self.days)


class InformationRequest(Stateful, MaybeDemo):
    """A request for a document (Act on the Openness of Government Activities 621/1999).

    Neither the name nor the reason of whoever asks is required. The answer goes to the address; to
    those who gave none the office delivers the letter itself.
    """

    class State(models.TextChoices):
        RECEIVED = "received", _("in processing")
        ANSWERED = "answered", _("answered")

    class Outcome(models.TextChoices):
        GIVEN = "given", _("given")
        PARTLY_GIVEN = "partly_given", _("the public part given")
        REFUSED = "refused", _("not given")

    programme = models.ForeignKey(Programme, models.PROTECT)
    number = models.CharField(_("case number"), max_length=40, unique=True)
    state = models.CharField(max_length=10, choices=State, default=State.RECEIVED)
    application = models.ForeignKey(Application, models.PROTECT, null=True, blank=True)
    text = models.TextField(_("what is asked for"), max_length=2000)
    address = models.EmailField(_("e-mail address for the answer"), blank=True)
    # The answered request on which this one asks for the office's own decision (section 14).
    decides = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="decision"
    )
    language = models.CharField(max_length=2, default="fi")
    received_at = models.DateTimeField()
    due_on = models.DateField()
    is_extended = models.BooleanField(default=False)
    outcome = models.CharField(max_length=15, choices=Outcome, blank=True)
    answer = models.TextField(max_length=4000, blank=True)
    letter = models.OneToOneField(Letter, models.PROTECT, null=True, blank=True)
    files = models.ManyToManyField(
        StoredFile, blank=True, related_name="+", verbose_name=_("documents given")
    )
    # Of the link in the answer's mail, which opens the documents given.
    token_hash = models.CharField(max_length=64, unique=True, null=True, blank=True)
    answered_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)


class Classification(Stamped):
    """The publicity of one answer of an application, where an officer has decided on it.

    Without one, the class and ground of the question hold (rules.publicity).
    """

    application = models.ForeignKey(Application, models.CASCADE, related_name="classifications")
    item_code = models.SlugField(max_length=60)
    publicity = models.CharField(
        _("publicity"),
        max_length=10,
        choices=[(kind.value, kind.label) for kind in (Publicity.PUBLIC, Publicity.SECRET)],
    )
    secrecy_ground = models.CharField(_("ground of secrecy"), max_length=200, blank=True)
    secret_until = models.DateField(_("secret until"), null=True, blank=True)
    classified_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["application", "item_code"], name="classification_once"
            ),
            models.CheckConstraint(
                name="classification_secret_has_ground",
                condition=~Q(publicity="secret") | ~Q(secrecy_ground=""),
            ),
        ]
