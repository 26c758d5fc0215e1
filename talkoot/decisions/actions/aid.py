"""Writes of the de minimis register."""

from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from talkoot.audit.actions import record
from talkoot.calls.models import Application
from talkoot.core.dates import add_office_days
from talkoot.core.refusals import NotAllowed
from talkoot.decisions.models import AidGrant, Decision
from talkoot.decisions.rules.aid import REGISTER_DAYS, aid_of, is_aid, undertaking_ids
from talkoot.people.models import Organisation, User


def lock_undertaking(application: Application) -> None:
    """Make decisions on one undertaking wait for each other, so that two never share one room.

    Call in the transaction of the decision, before rules.aid.check_aid.
    """
    if is_aid(application):
        keys = undertaking_ids(application.organisation)
        list(Organisation.objects.select_for_update().filter(pk__in=keys).order_by("pk"))


def grant_aid(decision: Decision, *, days: Decimal, by: User) -> AidGrant | None:
    """Record the aid that `days` give, to be entered in the central register; call when signing.

    None where there is no aid. A changed decision gets the new amount, to be registered again.
    """
    application = decision.application
    if not is_aid(application):
        return None
    today = timezone.localdate()
    aid = aid_of(application, days=days, on=today, decision=decision)
    grant, _created = AidGrant.objects.update_or_create(
        decision=decision,
        defaults={
            "organisation": application.organisation,
            "amount_eur": aid.amount_eur,
            "declared_eur": aid.declared_eur,
            "granted_on": today,
            "register_due_on": add_office_days(today, REGISTER_DAYS),
            "registered_on": None,
            "is_demo": decision.is_demo,
        },
    )
    record("decisions.aid_grant.recorded", decision, by=by, after={"eur": str(aid.amount_eur)})
    return grant


@transaction.atomic
def register_aid(grant: AidGrant, *, by: User) -> None:
    """Mark the aid as entered in the central register today; refuses a second time."""
    waiting = AidGrant.objects.filter(pk=grant.pk, registered_on=None)
    if not waiting.update(registered_on=timezone.localdate()):
        raise NotAllowed(_("This aid has been marked as registered already."))
    record("decisions.aid_grant.registered", grant.decision, by=by)
