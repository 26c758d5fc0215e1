"""When a free service is state aid, how much it is worth and whether it fits under the ceiling.

Sources: Commission Regulation (EU) 2023/2831 on de minimis aid, article 2(2) (single undertaking),
article 3 (ceiling over any period of three years), article 4 (gross grant equivalent) and article 6
(register, 20 working days). The parameters are dated rows: AidRule.
"""

import datetime
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Sum
from django.utils import formats
from django.utils.translation import gettext as _

from talkoot.calls.models import Application
from talkoot.core.dates import add_months
from talkoot.core.refusals import NotAllowed
from talkoot.decisions.models import AidGrant, AidRule, Decision
from talkoot.decisions.rules.content import GRANTING
from talkoot.people.models import Organisation, OrganisationKind

UNDERTAKINGS = frozenset({OrganisationKind.COMPANY, OrganisationKind.MUNICIPAL_COMPANY})
REGISTER_DAYS = 20
GROUP_LEVELS = 6


@dataclass(frozen=True)
class Aid:
    """The aid that a decision would give, in euros, and what counts towards the ceiling."""

    rule: AidRule
    days: Decimal
    day_price_eur: Decimal
    fee_eur: Decimal
    own_eur: Decimal  # Granted here to the same undertaking in the rolling period.
    declared_eur: Decimal  # Granted by others, as the applicant has declared.

    @property
    def amount_eur(self) -> Decimal:
        """Gross grant equivalent: what the service is worth, less what is paid for it."""
        return max(self.days * self.day_price_eur - self.fee_eur, Decimal(0))

    @property
    def total_eur(self) -> Decimal:
        return self.own_eur + self.declared_eur + self.amount_eur

    @property
    def exceeds(self) -> bool:
        return self.total_eur > self.rule.ceiling_eur


def is_aid(application: Application) -> bool:
    """The work serves an economic activity; unless told, that of a company always does."""
    if application.is_economic is not None:
        return application.is_economic
    return application.organisation.kind in UNDERTAKINGS


def rule_on(day: datetime.date) -> AidRule:
    """The parameters in force; refuses where none have been recorded."""
    rule = AidRule.objects.filter(valid_from__lte=day).order_by("-valid_from").first()
    if rule is None:
        raise NotAllowed(
            _("The de minimis parameters are missing. Ask the site's operator to load them.")
        )
    return rule


def undertaking_ids(organisation: Organisation) -> set[int]:
    """The organisation with its group: companies that own it and that it or they own.

    Companies linked only through a public body are not one undertaking (article 2(2)).
    """
    top = organisation
    for _level in range(GROUP_LEVELS):
        if top.parent is None or top.parent.kind not in UNDERTAKINGS:
            break
        top = top.parent
    found, new = {top.pk, organisation.pk}, {top.pk, organisation.pk}
    for _level in range(GROUP_LEVELS):
        owned = Organisation.objects.filter(parent__in=new, kind__in=UNDERTAKINGS)
        new = set(owned.values_list("pk", flat=True)) - found
        if not new:
            break
        found |= new
    return found


def value_of(application: Application, days: Decimal, rule: AidRule | None = None) -> Decimal:
    """What the days cost the programme: the framework's day price, else the rule's."""
    if application.expert is not None:
        return days * application.expert.supplier.framework.day_price_eur
    return days * (rule.day_price_eur if rule else Decimal(0))


def aid_of(
    application: Application,
    *,
    days: Decimal,
    on: datetime.date,
    decision: Decision | None = None,
) -> Aid:
    """The aid of granting `days`; `decision`'s own earlier grant is not counted twice."""
    rule = rule_on(on)
    since = add_months(on, -12 * rule.years)
    grants = AidGrant.objects.filter(
        organisation__in=undertaking_ids(application.organisation),
        granted_on__gt=since,
        granted_on__lte=on,
    )
    if decision is not None and decision.pk:
        grants = grants.exclude(decision=decision)
    own = grants.aggregate(total=Sum("amount_eur"))["total"] or Decimal(0)
    return Aid(
        rule=rule,
        days=days,
        day_price_eur=value_of(application, Decimal(1), rule),
        fee_eur=fee_of(application),
        own_eur=own,
        declared_eur=application.earlier_aid_eur or Decimal(0),
    )


def fee_of(application: Application) -> Decimal:
    """What the applicant pays for the service."""
    return application.call.offering.price_eur or Decimal(0)


def check_aid(
    application: Application,
    *,
    outcome: str,
    days: Decimal,
    on: datetime.date,
    decision: Decision | None = None,
) -> None:
    """Refuse aid without the declaration of earlier aid, and above the ceiling."""
    if outcome not in GRANTING or not is_aid(application):
        return
    if application.earlier_aid_eur is None:
        raise NotAllowed(undeclared_sentence())
    aid = aid_of(application, days=days, on=on, decision=decision)
    if aid.exceeds:
        raise NotAllowed(ceiling_sentence(aid))


def undeclared_sentence() -> str:
    return _(
        "The applicant has not told the de minimis aid received earlier (0 if none). Ask "
        "the applicant to complete the application."
    )


def ceiling_sentence(aid: Aid) -> str:
    return _(
        "The aid would be %(amount)s. With %(own)s granted here and %(declared)s declared "
        "it makes %(total)s in %(years)s years, over the ceiling of %(ceiling)s. Grant "
        "fewer days or refuse."
    ) % {
        "amount": euros(aid.amount_eur),
        "own": euros(aid.own_eur),
        "declared": euros(aid.declared_eur),
        "total": euros(aid.total_eur),
        "years": aid.rule.years,
        "ceiling": euros(aid.rule.ceiling_eur),
    }


def euros(amount: Decimal) -> str:
    """The sum as the active language writes it, for letters and sentences."""
    text = formats.number_format(amount, decimal_pos=2, use_l10n=True, force_grouping=True)
    return f"{text}\u00a0€"
