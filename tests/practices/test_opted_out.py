"""No voluntary mail of practices reaches somebody who has opted out.

Requests to contact persons are tried in test_leads.py, digests in test_searches.py.
"""

import pytest

from talkoot.correspondence.actions import OptedOut
from talkoot.correspondence.models import Message, OptOut
from talkoot.practices.actions import checks, leads
from tests.factories.practices import make_practice
from tests.factories.publishing import make_lead

pytestmark = pytest.mark.django_db


def refuse(address):
    OptOut.objects.create(address=address, topic=OptOut.Topic.PRACTICES)


def test_invitation_by_a_lead_is_refused_and_nothing_changes(office_user):
    lead = make_lead(email="kertoja@esimerkki.fi")
    refuse(lead.email)
    with pytest.raises(OptedOut):
        leads.invite_by_lead(lead, by=office_user)
    lead.refresh_from_db()
    assert (lead.state, lead.invited_at) == ("seen", None)
    assert not Message.objects.exists()


@pytest.mark.parametrize("ask", [checks.ask_still_in_use, checks.nudge])
def test_owner_is_not_asked(applicant, ask):
    practice = make_practice(author=applicant)
    refuse(applicant.email)
    assert ask(practice) == 0
    assert not Message.objects.exists()
