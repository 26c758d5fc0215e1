"""The office decides whether the work of an applicant serves an economic activity."""

from decimal import Decimal

from django.db import transaction

from talkoot.audit.actions import record
from talkoot.calls.models import Application, JointApplicant
from talkoot.calls.rules.activity import check_classify
from talkoot.people.models import User

FIELDS = ["is_economic", "earlier_aid_eur", "aid_sector", "economic_reason"]


@transaction.atomic
def classify_activity(
    application: Application,
    joint: JointApplicant | None = None,
    *,
    is_economic: bool,
    earlier_aid_eur: Decimal | None,
    aid_sector: str = "",
    reason: str,
    by: User,
) -> None:
    """Record of the lead, or of the joint applicant, what its activity is and why.

    The lead is asked of earlier aid from then on, so a request to complete can ask for it. Refuses
    without a reason and once the application has been decided.
    """
    locked = Application.objects.select_for_update().get(pk=application.pk)
    check_classify(locked, reason)
    row: Application | JointApplicant = locked if joint is None else joint
    before = {"is_economic": row.is_economic, "eur": str(row.earlier_aid_eur or "")}
    row.is_economic, row.earlier_aid_eur = is_economic, earlier_aid_eur if is_economic else None
    row.economic_reason, row.aid_sector = reason, aid_sector if is_economic else ""
    row.save(update_fields=FIELDS)
    whose = locked.organisation_id if joint is None else joint.organisation_id
    after = {
        "organisation": whose,
        "is_economic": is_economic,
        "eur": str(row.earlier_aid_eur or ""),
        "aid_sector": row.aid_sector,
        "reason": reason,
    }
    record("calls.application.activity_classified", locked, by=by, before=before, after=after)
