"""When a free service is state aid, how much it is worth and whether it fits under the ceiling.

Sources: Commission Regulation (EU) 2023/2831 on de minimis aid, article 2(2) (single undertaking),
article 3 (ceiling over any period of three years), article 4 (gross grant equivalent) and article 6
(register, 20 working days). The parameters are dated rows: AidRule.
"""

import datetime
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal

from django.db.models import Sum
from django.utils import formats
from django.utils.translation import gettext as _

from talkoot.calls.models import Application
from talkoot.calls.rules.writing import joined
from talkoot.core.dates import add_months
from talkoot.core.refusals import NotAllowed
from talkoot.decisions.models import AidGrant, AidRule, Decision
from talkoot.decisions.rules.content import GRANTING
from talkoot.decisions.rules.prices import value_of
from talkoot.people.models import Organisation, OrganisationKind

UNDERTAKINGS = frozenset({OrganisationKind.COMPANY, OrganisationKind.MUNICIPAL_COMPANY})
REGISTER_DAYS = 20
GROUP_LEVELS = 6
CENT = Decimal("0.01")


@dataclass(frozen=True)
class Party:
    """An organisation that applies, and what it or the office has told of state aid."""

    organisation: Organisation
    is_economic: bool | None
    declared_eur: Decimal | None
    reason: str = ""  # Of the office, where it has decided on the activity itself.
    sector: str = ""

    @property
    def is_aided(self) -> bool:
        """The work serves an economic activity; unless told, that of a company always does."""
        if self.is_economic is not None:
            return self.is_economic
        return self.organisation.kind in UNDERTAKINGS


@dataclass(frozen=True)
class Aid:
    """The aid that a decision would give one organisation, and what counts towards its ceiling.

    Euros. A joint application is divided evenly between its `parts`.
    """

    rule: AidRule
    days: Decimal
    value_eur: Decimal  # What the days cost the programme.
    fee_eur: Decimal
    own_eur: Decimal  # Granted here to the same undertaking in the rolling period.
    declared_eur: Decimal  # Granted by others, as the applicant has declared.
    parts: int = 1
    party: Party | None = None

    @property
    def whole_eur(self) -> Decimal:
        """What the service is worth, less what is paid for it."""
        return max(self.value_eur - self.fee_eur, Decimal(0))

    @property
    def amount_eur(self) -> Decimal:
        """Gross grant equivalent of the organisation's part."""
        return (self.whole_eur / self.parts).quantize(CENT, ROUND_HALF_UP)

    @property
    def total_eur(self) -> Decimal:
        return self.own_eur + self.declared_eur + self.amount_eur

    @property
    def exceeds(self) -> bool:
        return self.total_eur > self.rule.ceiling_eur


def parties_of(application: Application) -> list[Party]:
    """The lead, then those who have confirmed that they apply jointly."""
    lead = Party(
        application.organisation,
        application.is_economic,
        application.earlier_aid_eur,
        application.economic_reason,
        application.aid_sector,
    )
    others = [
        Party(
            row.organisation,
            row.is_economic,
            row.earlier_aid_eur,
            row.economic_reason,
            row.aid_sector,
        )
        for row in joined(application)
    ]
    return [lead, *others]


def is_aid(application: Application) -> bool:
    """The work serves an economic activity of somebody who applies."""
    return any(party.is_aided for party in parties_of(application))


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

    Companies linked only through a public body are not one undertaking (article 2(2)); a public
    body that carries on an economic activity itself is one alone.
    """
    if organisation.kind not in UNDERTAKINGS:
        return {organisation.pk}
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


def aids_of(
    application: Application,
    *,
    days: Decimal,
    on: datetime.date,
    decision: Decision | None = None,
) -> list[Aid]:
    """The aid of granting `days` to each organisation that would receive it.

    `decision`'s own earlier grants are not counted twice; parts that go to one and the same group
    count together.
    """
    parties = parties_of(application)
    aided = [party for party in parties if party.is_aided]
    if not aided:
        return []
    rule = rule_on(on)
    groups = [undertaking_ids(party.organisation) for party in aided]
    plain = Aid(
        rule=rule,
        days=days,
        value_eur=value_of(application, days, rule),
        fee_eur=fee_of(application),
        own_eur=Decimal(0),
        declared_eur=Decimal(0),
        parts=len(parties),
    )
    return [
        replace(
            plain,
            party=party,
            own_eur=granted_to(group, rule, on=on, decision=decision)
            + plain.amount_eur * _others_within(group, party, aided),
            declared_eur=party.declared_eur or Decimal(0),
        )
        for party, group in zip(aided, groups, strict=True)
    ]


def granted_to(
    group: set[int], rule: AidRule, *, on: datetime.date, decision: Decision | None = None
) -> Decimal:
    """Euros granted here to the organisations of the group in the rolling period."""
    grants = AidGrant.objects.filter(
        organisation__in=group,
        granted_on__gt=add_months(on, -12 * rule.years),
        granted_on__lte=on,
        ended_on=None,
    )
    if decision is not None and decision.pk:
        grants = grants.exclude(decision=decision)
    return grants.aggregate(total=Sum("amount_eur"))["total"] or Decimal(0)


def _others_within(group: set[int], party: Party, aided: list[Party]) -> int:
    """How many other parties of the same application belong to the party's group."""
    others = {row.organisation.pk for row in aided} - {party.organisation.pk}
    return len(others & group)


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
    """Refuse aid without the declaration of earlier aid, and above the ceiling of anybody."""
    if outcome not in GRANTING:
        return
    for aid in aids_of(application, days=days, on=on, decision=decision):
        if problem := aid_problem(aid):
            raise NotAllowed(problem)


def aid_problem(aid: Aid) -> str:
    """Why the aid cannot be granted, or nothing; a joint applicant is named."""
    assert aid.party is not None
    if aid.party.declared_eur is None:
        problem = undeclared_sentence()
    elif aid.exceeds:
        problem = ceiling_sentence(aid)
    else:
        return ""
    return f"{aid.party.organisation}: {problem}" if aid.parts > 1 else problem


def undeclared_sentence() -> str:
    return _(
        "The applicant has not told the de minimis aid received earlier (0 if none). Ask "
        "the applicant to complete the application, or record what it tells on the case page."
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
