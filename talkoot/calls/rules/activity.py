"""Whether the work of an organisation that applies serves an economic activity.

Source: Commission Regulation (EU) 2023/2831, articles 1 and 2: what decides is the activity, not
the form of the body, so a municipality that sells on a market is an undertaking too.
"""

from typing import Any

from django.utils.translation import gettext as _

from talkoot.calls.models import Application, JointApplicant
from talkoot.calls.rules.answers import UNDERTAKINGS
from talkoot.core.refusals import NotAllowed
from talkoot.people.models import Organisation

PROCESSED = frozenset({Application.State.SUBMITTED, Application.State.INCOMPLETE})


def is_asked_of_aid(organisation: Organisation) -> bool:
    """Companies are asked at once; of others the office finds out."""
    return organisation.kind in UNDERTAKINGS


def check_classify(application: Application, reason: str) -> None:
    """Refuse without a reason and once the application has been decided."""
    if application.state not in PROCESSED:
        raise NotAllowed(
            _("Only an application that waits for its decision can be assessed for state aid.")
        )
    if not reason.strip():
        raise NotAllowed(_("Write why the activity is or is not economic."))


def check_told(joint: JointApplicant, *, is_economic: bool | None, earlier_aid_eur: Any) -> None:
    """A company that joins tells of its activity and, if it is economic, of earlier aid."""
    if not is_asked_of_aid(joint.organisation):
        return
    if is_economic is None:
        raise NotAllowed(_("Tell whether the work is done in economic activity."))
    if is_economic and earlier_aid_eur is None:
        raise NotAllowed(_("Tell how much de minimis aid the group has received; 0 if none."))
