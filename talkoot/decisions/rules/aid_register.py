"""What the office may still write into the de minimis register."""

from django.utils.translation import gettext as _

from talkoot.core.refusals import NotAllowed
from talkoot.decisions.models import AidGrant, Correction


def check_complete_sector(grant: AidGrant) -> None:
    """A sector once told stands until the decision has been corrected; what is given up, always."""
    if grant.ended_on is not None:
        raise NotAllowed(_("The applicant has given up the grant, so no aid is registered."))
    if grant.sector and not Correction.objects.filter(decision=grant.decision_id).exists():
        raise NotAllowed(
            _(
                "The sector has been told already, and it stands. If it is wrong, correct the "
                "decision on the case page first; then it can be changed here."
            )
        )
