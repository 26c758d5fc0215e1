"""De minimis aid of a slate's lines, whatever their number in the same queries."""

import datetime
from collections import defaultdict
from decimal import Decimal

from django.db.models import Sum

from talkoot.core.dates import add_months
from talkoot.core.refusals import NotAllowed
from talkoot.decisions.models import AidGrant, AidRule, SlateLine
from talkoot.decisions.rules import aid as rules
from talkoot.decisions.rules.content import GRANTING
from talkoot.people.models import Organisation


def aid_stops(lines: list[SlateLine], *, on: datetime.date) -> dict[int, str]:
    """{line id: sentence} of the lines whose aid is undeclared, or goes over the ceiling together
    with the lines above it. Three queries where there is aid, else none.
    """
    aided = [line for line in lines if line.outcome in GRANTING and rules.is_aid(line.application)]
    if not aided:
        return {}
    try:
        rule = rules.rule_on(on)
    except NotAllowed as refusal:
        return {line.pk: refusal.sentence for line in aided}
    stops, groups, given = {}, _undertakings(), _given_since(rule, on)
    for line in aided:
        if line.application.earlier_aid_eur is None:
            stops[line.pk] = rules.undeclared_sentence()
            continue
        group = groups.get(line.application.organisation_id, {line.application.organisation_id})
        aid = _aid_of(line, rule, sum((given[key] for key in group), Decimal(0)))
        if aid.exceeds:
            stops[line.pk] = rules.ceiling_sentence(aid)
        else:
            given[line.application.organisation_id] += aid.amount_eur
    return stops


def _aid_of(line: SlateLine, rule: AidRule, own_eur: Decimal) -> rules.Aid:
    application = line.application
    return rules.Aid(
        rule=rule,
        days=line.days,
        day_price_eur=rules.value_of(application, Decimal(1), rule),
        fee_eur=rules.fee_of(application),
        own_eur=own_eur,
        declared_eur=application.earlier_aid_eur or Decimal(0),
    )


def _given_since(rule: AidRule, on: datetime.date) -> "defaultdict[int, Decimal]":
    """{organisation id: euros granted here in the rolling period}."""
    grants = AidGrant.objects.filter(
        granted_on__gt=add_months(on, -12 * rule.years), granted_on__lte=on
    )
    sums = grants.values_list("organisation").annotate(total=Sum("amount_eur")).order_by()
    return defaultdict(Decimal, dict(sums))


def _undertakings() -> dict[int, set[int]]:
    """{organisation id: its group}, of undertakings that own or are owned by another."""
    links = Organisation.objects.filter(
        kind__in=rules.UNDERTAKINGS, parent__kind__in=rules.UNDERTAKINGS
    )
    groups: dict[int, set[int]] = {}
    for child, parent in links.values_list("pk", "parent__pk"):
        joined = groups.get(child, {child}) | groups.get(parent, {parent})
        groups |= dict.fromkeys(joined, joined)
    return groups
