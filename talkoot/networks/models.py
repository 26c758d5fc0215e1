"""Network, NetworkMember and NetworkRole."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from talkoot.core.models import MaybeDemo, Stamped
from talkoot.events.models import Series
from talkoot.people.models import Organisation
from talkoot.programmes.models import Offering, Programme


class Network(MaybeDemo):
    """Organisations that develop or learn together on a theme; `series` holds their meetings.

    A network that workshops gave birth to is not among those that the programme set up.
    """

    class Kind(models.TextChoices):
        DEVELOPMENT = "development", _("development network")
        PARTNER = "partner", _("learning network with a partner")
        OWN = "own", _("learning network of the programme's own")
        BORN = "born", _("born of workshops")

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="networks")
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    code = models.SlugField(max_length=60)
    name = models.CharField(_("name"), max_length=160)
    partner = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True)
    series = models.OneToOneField(Series, models.SET_NULL, null=True, blank=True)
    # The service whose workshops or days gave birth to it.
    origin = models.ForeignKey(
        Offering,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="networks_born",
        verbose_name=_("service from which it grew"),
    )
    # Who has a certificate of one of these belongs here, and finds the roles by the certificate.
    trained_in = models.ManyToManyField(
        Series,
        blank=True,
        related_name="+",
        verbose_name=_("series in which its members are trained"),
    )
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=60, blank=True)

    class Meta:
        ordering = ["starts_on", "pk"]
        verbose_name = _("network")
        verbose_name_plural = _("networks")
        constraints = [
            models.UniqueConstraint(fields=["programme", "code"], name="network_code_once")
        ]

    def __str__(self) -> str:
        return self.name


class NetworkMember(MaybeDemo):
    """An organisation in a network and how many persons it has there; no person is named."""

    network = models.ForeignKey(Network, models.CASCADE, related_name="members")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="networks")
    persons = models.PositiveSmallIntegerField(default=1)
    joined_on = models.DateField()
    left_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("member of a network")
        verbose_name_plural = _("members of networks")
        constraints = [
            models.UniqueConstraint(
                fields=["network", "organisation"],
                condition=Q(left_on=None),
                name="network_member_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.network}: {self.organisation}"


class NetworkRole(MaybeDemo, Stamped):
    """What those who have been trained for a network do at work, such as its agents' six roles."""

    network = models.ForeignKey(
        Network, models.CASCADE, related_name="roles", verbose_name=_("network")
    )
    number = models.PositiveSmallIntegerField(_("number"))
    title = models.CharField(_("title"), max_length=120)
    text = models.TextField(_("what one does in the role"), max_length=1000)

    class Meta:
        ordering = ["number"]
        verbose_name = _("role in a network")
        verbose_name_plural = _("roles in networks")
        constraints = [
            models.UniqueConstraint(fields=["network", "number"], name="network_role_number_once")
        ]

    def __str__(self) -> str:
        return self.title
