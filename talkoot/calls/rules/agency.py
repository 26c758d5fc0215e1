"""The rule of a call for teams: at least one state agency, told before the application is sent.

Source: call for teams of the Ecosystem School. It binds where the call has the criterion.
"""

from django.utils.translation import gettext as _

from talkoot.calls.models import Application
from talkoot.calls.rules.answers import REVIEW, Missing, questions_of, step_of
from talkoot.calls.rules.calls import in_force
from talkoot.calls.rules.check_gaps import STATE_AGENCY
from talkoot.calls.rules.criteria import TEAM_CODE, has_state_agency


def agency_gap(application: Application) -> Missing | None:
    """That no state agency is in the team, as a missing answer; None when all is well.

    No query where the form asks neither of a team nor of joint applicants.
    """
    call = application.call
    item = next((row for row in questions_of(application) if row.code == TEAM_CODE), None)
    if item is None and not call.allows_joint:
        return None
    # What has been sent stays under the text under which it was sent.
    version = application.call_text_version if application.submitted_at else call.text_version
    criteria = in_force(call.criteria.all(), version)
    if all(row.check_name != STATE_AGENCY for row in criteria):
        return None
    if has_state_agency(application).is_met:
        return None
    if item is None:
        sentence = _(
            "This call asks for a state agency among those who apply. Add one as a joint "
            "applicant, then send."
        )
        return Missing("joint", REVIEW, sentence)
    sentence = _(
        "This call asks for a state agency in the team, and none is named. Add an agency to the "
        "team’s organisations, then send."
    )
    return Missing(TEAM_CODE, step_of(item), sentence)
