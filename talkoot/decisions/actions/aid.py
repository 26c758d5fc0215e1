"""Writes of the de minimis register."""

import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from talkoot.audit.actions import record
from talkoot.calls.models import Application
from talkoot.core.dates import add_office_days
from talkoot.core.refusals import NotAllowed
from talkoot.decisions.models import AidGrant, AidRule, Decision
from talkoot.decisions.rules.aid import REGISTER_DAYS, aids_of, parties_of, undertaking_ids
from talkoot.decisions.rules.aid_register import check_complete_sector
from talkoot.decisions.rules.aid_rules import check_set_rule
from talkoot.people.models import Organisation, User

RULE_FIELDS = ("ceiling_eur", "years", "day_price_eur", "source")


def lock_undertaking(application: Application) -> None:
    """Make decisions on one undertaking wait for each other, so that two never share one room.

    Call in the transaction of the decision, before rules.aid.check_aid.
    """
    aided = [party for party in parties_of(application) if party.is_aided]
    keys = set().union(*(undertaking_ids(party.organisation) for party in aided))
    if keys:
        list(Organisation.objects.select_for_update().filter(pk__in=keys).order_by("pk"))


def grant_aid(
    decision: Decision, *, days: Decimal, granted_on: datetime.date | None = None, by: User
) -> list[AidGrant]:
    """Record the aid that `days` give each organisation, to be entered in the central register.

    Call when signing. None where there is no aid. A changed decision gets the new amounts, to be
    registered again; a corrected one keeps its day, `granted_on`.
    """
    today = timezone.localdate()
    grants = []
    on = granted_on or today
    # The office may have filled a sector in after the signing, or changed it by a correction.
    told = dict(decision.aid_grants.values_list("organisation", "sector"))
    for aid in aids_of(decision.application, days=days, on=on, decision=decision):
        assert aid.party is not None
        grant, _created = AidGrant.objects.update_or_create(
            decision=decision,
            organisation=aid.party.organisation,
            defaults={
                "amount_eur": aid.amount_eur,
                "declared_eur": aid.declared_eur,
                "sector": told.get(aid.party.organisation.pk) or aid.party.sector,
                "granted_on": on,
                "register_due_on": add_office_days(today, REGISTER_DAYS),
                "registered_on": None,
                "is_demo": decision.is_demo,
            },
        )
        after = {"eur": str(aid.amount_eur), "organisation": aid.party.organisation.pk}
        record("decisions.aid_grant.recorded", decision, by=by, after=after)
        grants.append(grant)
    return grants


@transaction.atomic
def complete_sector(grant: AidGrant, sector: str, *, by: User) -> None:
    """Fill in the sector that the aid of a signed decision lacks.

    Once the decision has been corrected, a sector that was told is changed, and the aid registered
    anew. Refuses that without a correction, and aid that the applicant has given up.
    """
    grant = AidGrant.objects.select_for_update().get(pk=grant.pk)
    check_complete_sector(grant)
    before, grant.sector = grant.sector, sector
    if before:
        grant.registered_on = None
    grant.save(update_fields=["sector", "registered_on"])
    after = {"organisation": grant.organisation_id, "aid_sector": sector}
    record(
        "decisions.aid_grant.completed",
        grant.decision,
        by=by,
        before={"aid_sector": before},
        after=after,
    )


@transaction.atomic
def register_aid(grant: AidGrant, *, by: User) -> None:
    """Mark the aid as entered in the central register today.

    Refuses a second time, and aid that the applicant has given up.
    """
    if grant.ended_on is not None:
        raise NotAllowed(_("The applicant has given up the grant, so no aid is registered."))
    waiting = AidGrant.objects.filter(pk=grant.pk, registered_on=None)
    if not waiting.update(registered_on=timezone.localdate()):
        raise NotAllowed(_("This aid has been marked as registered already."))
    record("decisions.aid_grant.registered", grant.decision, by=by)


@transaction.atomic
def set_aid_rule(valid_from: datetime.date, values: dict[str, Any], *, by: User) -> AidRule:
    """Let a ceiling, its years, a price of a day and their source hold from a coming day on.

    Rows that hold or have held stay as they are; one that waits for the same day is replaced.
    Refuses anybody but a decision maker, and a day that has come.
    """
    check_set_rule(by, valid_from)
    earlier = AidRule.objects.select_for_update().filter(valid_from=valid_from).first()
    before = _rule_words(earlier) if earlier else {}
    rule, _created = AidRule.objects.update_or_create(valid_from=valid_from, defaults=values)
    record("decisions.aid_rule.set", rule, by=by, before=before, after=_rule_words(rule))
    return rule


def _rule_words(rule: AidRule) -> dict[str, str]:
    return {name: str(getattr(rule, name)) for name in ("valid_from", *RULE_FIELDS)}
