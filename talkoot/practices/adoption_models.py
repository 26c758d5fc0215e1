"""Adoption, its moves, the mailed link to it, and the list of what one will try."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from talkoot.core.models import MaybeDemo, Stamped, Stateful
from talkoot.people.models import Organisation, User


class Adoption(Stateful, MaybeDemo):
    """Another organisation's statement that it uses the practice ("otimme mallia")."""

    class Stage(models.TextChoices):
        INTERESTED = "interested", _("interested")
        TRYING = "trying", _("trying")
        IN_USE = "in_use", _("in use")
        ESTABLISHED = "established", _("established, at least 12 months")
        DROPPED = "dropped", _("given up")

    class Fidelity(models.TextChoices):
        AS_IS = "as_is", _("as it is")
        ADAPTED = "adapted", _("adapted")
        INSPIRED = "inspired", _("inspired by it")

    class State(models.TextChoices):
        VISIBLE = "visible", _("visible")
        REMOVED = "removed", _("removed")

    class Scope(models.TextChoices):
        UNIT = "unit", _("one unit")
        SECTOR = "sector", _("one service area")
        ORGANISATION = "organisation", _("the whole organisation")

    class Mechanism(models.TextChoices):
        """How the adopter came to know of the practice."""

        PAGE = "page", _("the practice's page")
        NEWSLETTER = "newsletter", _("a newsletter")
        WEBINAR = "webinar", _("a webinar or another event")
        VISIT = "visit", _("a visit")
        EXPERT = "expert", _("an expert or a consultant")
        PEER = "peer", _("a colleague elsewhere")
        MANDATE = "mandate", _("an obligation or a common instruction")

    practice = models.ForeignKey("practices.Practice", models.PROTECT, related_name="adoptions")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="adoptions")
    state = models.CharField(max_length=10, choices=State, default=State.VISIBLE)
    stage = models.CharField(_("stage"), max_length=12, choices=Stage)
    fidelity = models.CharField(_("how much it was adapted"), max_length=10, choices=Fidelity)
    note = models.CharField(_("what you did differently"), max_length=600, blank=True)
    scope = models.CharField(_("where it is used"), max_length=12, choices=Scope, blank=True)
    mechanism = models.CharField(
        _("how you learned of it"), max_length=10, choices=Mechanism, blank=True
    )
    benefit = models.PositiveSmallIntegerField(
        _("benefit, from 1 to 5"), null=True, blank=True, help_text=_("Asked later.")
    )
    replaced_old = models.BooleanField(
        _("it replaced the old way of working"), null=True, blank=True
    )
    is_independent = models.BooleanField(
        default=True, help_text=_("Not of the same group of organisations as another adopter.")
    )
    dependence_note = models.CharField(_("why it is not independent"), max_length=600, blank=True)
    evidence_url = models.URLField(_("document or page that shows it"), blank=True)
    learned_from = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="passed_on"
    )
    adopted_on = models.DateField(_("since"))
    stated_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="stated_adoptions"
    )
    confirmed_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="confirmed_adoptions"
    )
    confirmed_at = models.DateTimeField(null=True, blank=True)
    benefit_asked_at = models.DateTimeField(null=True, blank=True)
    established_asked_at = models.DateTimeField(null=True, blank=True)
    use_asked_at = models.DateTimeField(
        null=True, blank=True, help_text=_("When it was last asked whether it is still in use.")
    )

    class Meta:
        ordering = ["-adopted_on", "-pk"]
        verbose_name = _("adoption")
        verbose_name_plural = _("adoptions")
        constraints = [
            models.UniqueConstraint(
                fields=["practice", "organisation"], name="adoption_once_per_organisation"
            ),
            models.CheckConstraint(
                name="adoption_benefit_1_to_5",
                condition=Q(benefit__isnull=True) | Q(benefit__range=(1, 5)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.practice}"


class AdoptionMove(Stamped):
    """A stage that an adoption reached on a day; the curve and the drop-outs are made of these."""

    class Reason(models.TextChoices):
        """Why a practice was given up. Data on the practice, never a judgement of the adopter."""

        NO_TIME = "no_time", _("there was not enough time or staff")
        NO_MONEY = "no_money", _("it cost too much")
        NO_FIT = "no_fit", _("it did not fit our work")
        NO_EFFECT = "no_effect", _("it did not bring what was hoped for")
        BETTER = "better", _("something else replaced it")
        NO_NEED = "no_need", _("the need ended")
        CHANGE = "change", _("the organisation or its people changed")
        OTHER = "other", _("another reason")

    adoption = models.ForeignKey(Adoption, models.CASCADE, related_name="moves")
    stage = models.CharField(max_length=12, choices=Adoption.Stage)
    moved_on = models.DateField()
    reason = models.CharField(_("why it was given up"), max_length=10, choices=Reason, blank=True)
    note = models.CharField(_("what others can learn of it"), max_length=600, blank=True)

    class Meta:
        ordering = ["moved_on", "pk"]
        verbose_name = _("move of an adoption")
        verbose_name_plural = _("moves of adoptions")
        indexes = [models.Index(fields=["stage", "moved_on"], name="adoption_move_stage")]

    def __str__(self) -> str:
        return f"{self.adoption}: {self.get_stage_display()}"


class AdoptionLink(MaybeDemo, Stamped):
    """A mailed link by which somebody without an account states an adoption.

    Purpose: to let the person answer and the organisation's contact confirm. The address is
    dropped when the link has been used or has expired.
    """

    practice = models.ForeignKey(
        "practices.Practice", models.CASCADE, related_name="adoption_links"
    )
    organisation = models.ForeignKey(Organisation, models.CASCADE)
    email = models.EmailField(_("e-mail address"), blank=True)
    token_hash = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("adoption link")
        verbose_name_plural = _("adoption links")

    def __str__(self) -> str:
        return f"{self.organisation}: {self.practice}"


class Wish(MaybeDemo, Stamped):
    """A practice on a person's list of ideas, perhaps as "we will try this"."""

    practice = models.ForeignKey("practices.Practice", models.CASCADE, related_name="wishes")
    user = models.ForeignKey(User, models.CASCADE, related_name="wishes")
    organisation = models.ForeignKey(Organisation, models.CASCADE, null=True, blank=True)
    will_try = models.BooleanField(_("we will try this"), default=False)
    note = models.CharField(_("note"), max_length=600, blank=True)
    first_step = models.CharField(_("first step"), max_length=300, blank=True)
    owner_role = models.CharField(_("who takes care of it, by role"), max_length=120, blank=True)
    check_on = models.DateField(_("when we look how it went"), null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("idea on a list")
        verbose_name_plural = _("ideas on a list")
        constraints = [models.UniqueConstraint(fields=["practice", "user"], name="wish_once")]

    def __str__(self) -> str:
        return f"{self.practice}"
