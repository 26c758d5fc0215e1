"""De minimis aid of a slate's lines, whatever their number in the same queries."""

import datetime
from collections import defaultdict
from dataclasses import replace
from decimal import Decimal

from django.db.models import Case, DecimalField, F, OuterRef, Q, Subquery, Sum, When

from talkoot.core.dates import add_months
from talkoot.core.refusals import NotAllowed
from talkoot.decisions.models import AidGrant, AidRule, SlateLine
from talkoot.decisions.rules import aid as rules
from talkoot.decisions.rules.content import GRANTING
from talkoot.decisions.rules.prices import value_of
from talkoot.people.models import Organisation


def aid_stops(lines: list[SlateLine], *, on: datetime.date) -> dict[int, str]:
    """{line id: sentence} of the lines whose aid is undeclared, or goes over the ceiling together
    with the lines above it. Two queries where there is aid, else none.
    """
    aided = [line for line in lines if line.outcome in GRANTING and rules.is_aid(line.application)]
    if not aided:
        return {}
    try:
        rule = rules.rule_on(on)
    except NotAllowed as refusal:
        return {line.pk: refusal.sentence for line in aided}
    stops: dict[int, str] = {}
    groups, given = _groups_and_grants(rule, on)
    for line in aided:
        # Added at once: what goes to two organisations of one group counts together.
        pending = given.copy()
        for aid in _aids_of(line, rule):
            party = aid.party
            assert party is not None
            group = groups.get(party.organisation.pk, {party.organisation.pk})
            own_eur = sum((pending[key] for key in group), Decimal(0))
            if problem := rules.aid_problem(replace(aid, own_eur=own_eur)):
                stops[line.pk] = problem
                break
            pending[party.organisation.pk] += aid.amount_eur
        else:
            given = pending
    return stops


def _aids_of(line: SlateLine, rule: AidRule) -> list[rules.Aid]:
    """The aid of the line to each organisation, without what it has been granted before."""
    application = line.application
    parties = rules.parties_of(application)
    return [
        rules.Aid(
            rule=rule,
            days=line.days,
            value_eur=value_of(application, line.days, rule),
            fee_eur=rules.fee_of(application),
            own_eur=Decimal(0),
            declared_eur=party.declared_eur or Decimal(0),
            parts=len(parties),
            party=party,
        )
        for party in parties
        if party.is_aided
    ]


def _groups_and_grants(
    rule: AidRule, on: datetime.date
) -> "tuple[dict[int, set[int]], defaultdict[int, Decimal]]":
    """({organisation id: its group}, {organisation id: euros granted here in the rolling period}).

    Groups are of undertakings that own or are owned by another.
    """
    grants = AidGrant.objects.filter(
        organisation=OuterRef("pk"),
        granted_on__gt=add_months(on, -12 * rule.years),
        granted_on__lte=on,
        ended_on=None,
    )
    sums = grants.order_by().values("organisation").annotate(total=Sum("amount_eur"))
    is_owned = Q(kind__in=rules.UNDERTAKINGS, parent__kind__in=rules.UNDERTAKINGS)
    rows = Organisation.objects.annotate(
        given=Subquery(sums.values("total"), output_field=DecimalField()),
        owner=Case(When(is_owned, then=F("parent"))),
    ).exclude(given=None, owner=None)
    groups: dict[int, set[int]] = {}
    given: defaultdict[int, Decimal] = defaultdict(Decimal)
    for key, owner, total in rows.order_by().values_list("pk", "owner", "given"):
        given[key] += total or Decimal(0)
        if owner is not None:
            joined = groups.get(key, {key}) | groups.get(owner, {owner})
            groups |= dict.fromkeys(joined, joined)
    return groups, given
