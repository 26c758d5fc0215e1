"""Who may do what with an application, and when."""

import datetime
from typing import Any

from django.utils.translation import gettext as _

from talkoot.calls.models import Application, Call
from talkoot.calls.rules.agency import agency_gap as agency_gap
from talkoot.calls.rules.answers import REVIEW as REVIEW
from talkoot.calls.rules.answers import Missing as Missing
from talkoot.calls.rules.answers import answers_of as answers_of
from talkoot.calls.rules.answers import first_step as first_step
from talkoot.calls.rules.answers import missing_answers as missing_answers
from talkoot.calls.rules.answers import questions_of as questions_of
from talkoot.calls.rules.answers import read_themes as read_themes
from talkoot.calls.rules.answers import step_of as step_of
from talkoot.calls.rules.answers import steps_of as steps_of
from talkoot.calls.rules.answers import unfinished_steps as unfinished_steps
from talkoot.calls.rules.calls import check_arrival
from talkoot.calls.rules.calls import check_open as check_open
from talkoot.calls.rules.calls import is_late as is_late
from talkoot.calls.rules.calls import is_open as is_open
from talkoot.calls.rules.calls import takes_arrivals as takes_arrivals
from talkoot.calls.rules.chosen_expert import expert_gap as expert_gap
from talkoot.calls.rules.chosen_expert import takes_chosen
from talkoot.calls.rules.completion import WRITTEN as WRITTEN
from talkoot.calls.rules.completion import writable_steps as writable_steps
from talkoot.calls.rules.criteria import Finding as Finding
from talkoot.calls.rules.criteria import pre_check as pre_check
from talkoot.calls.rules.expert_ties import check_expert
from talkoot.calls.rules.sign_off import SIGNOFF_TRANSITIONS as SIGNOFF_TRANSITIONS
from talkoot.calls.rules.sign_off import lacking as lacking
from talkoot.calls.rules.writing import can_follow, can_write
from talkoot.core.access import is_barred
from talkoot.core.dates import days_text
from talkoot.core.refusals import NotAllowed
from talkoot.core.states import check_transition
from talkoot.people.rules import confirmed_ids, is_member, is_officer

State = Application.State
TRANSITIONS = {
    State.DRAFT: frozenset({State.SUBMITTED, State.WITHDRAWN}),
    State.SUBMITTED: frozenset(
        {
            State.INCOMPLETE,
            State.APPROVED,
            State.REJECTED,
            State.NOT_EXAMINED,
            State.TRANSFERRED,
            State.LAPSED,
            State.WITHDRAWN,
        }
    ),
    State.INCOMPLETE: frozenset({State.SUBMITTED, State.LAPSED, State.WITHDRAWN}),
    # Back to processing when the decision is undone before its letter has left; to granted when
    # a request for reconsideration changes it, and back when that is undone; withdrawn when the
    # applicant gives up what was granted.
    State.APPROVED: frozenset(
        {State.SUBMITTED, State.REJECTED, State.NOT_EXAMINED, State.WITHDRAWN}
    ),
    State.REJECTED: frozenset({State.SUBMITTED, State.APPROVED}),
    State.NOT_EXAMINED: frozenset({State.SUBMITTED, State.APPROVED}),
    State.TRANSFERRED: frozenset({State.SUBMITTED}),
    State.LAPSED: frozenset({State.SUBMITTED}),  # Taken up again when the applicant wants that.
    State.WITHDRAWN: frozenset(),
}
DECIDED = frozenset({State.APPROVED, State.REJECTED, State.NOT_EXAMINED, State.TRANSFERRED})
ATTACHMENT_KINDS = frozenset({"pdf", "docx"})


class AnswersMissing(NotAllowed):
    """Sent too early; the review tells what is missing."""


class AlreadySent(NotAllowed):
    """What has been sent changes only when the office asks for it."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "The application has been sent, so it no longer changes here. If something must be "
                "corrected, write to the programme office."
            )
        )


class OthersMissing(AnswersMissing):
    """A joint applicant or the management has not said their word; the review tells who."""


def asks_own_costs(application: Application) -> bool:
    """Premises and catering are not in the service's price, so the applicant consents to them."""
    is_draft = application.state == State.DRAFT
    return is_draft and application.call.offering.has_own_costs


def check_own_costs(application: Application, *, bears_own_costs: bool) -> None:
    """Refuse to send without the consent that asks_own_costs tells of."""
    if asks_own_costs(application) and not bears_own_costs:
        raise AnswersMissing(
            _(
                "Tick that your organisation arranges and pays for the premises and the catering: "
                "they are not in the price of the service."
            )
        )


def can_read(user: Any, application: Application) -> bool:
    """Its writers, the members of joint applicants, the office once it has been sent."""
    if application.applicant_id == getattr(user, "pk", None):
        return True
    return can_process(user, application) or can_follow(user, application)


def can_process(user: Any, application: Application) -> bool:
    """The programme office, for everything that has arrived; never who is disqualified."""
    office = application.call.offering.programme.office_id
    return (
        application.submitted_at is not None
        and is_officer(user, office)
        and not is_barred(user, application)
    )


def can_read_files(user: Any, application: Application) -> bool:
    """Also confirmed members of an organisation that is asked to apply: they read before a word."""
    if can_read(user, application):
        return True
    asked = application.joint_applicants.values_list("organisation", flat=True)
    return not confirmed_ids(user).isdisjoint(asked)


def can_edit(user: Any, application: Application) -> bool:
    """The applicant and the writers added; whether the state permits it, check_editable tells."""
    return can_write(user, application)


def check_editable(application: Application) -> None:
    """Refuse changes after the sending, unless the office has asked for completion."""
    if application.state not in WRITTEN:
        raise AlreadySent


def can_withdraw(application: Application) -> bool:
    """Until it has been decided; what was granted is given up in decisions."""
    if application.state in DECIDED:
        return False
    return State.WITHDRAWN in TRANSITIONS[State(application.state)]


def check_withdraw(application: Application) -> None:
    """Refuse once the application has been decided or withdrawn."""
    if application.state in DECIDED:
        # The applicant may not know yet, so no outcome is told.
        raise NotAllowed(
            _(
                "The decision has been given or is being finished, so the application can no "
                "longer be withdrawn. What was granted can be given up on the case’s page when "
                "the decision has come."
            )
        )
    check_transition(application, State.WITHDRAWN, TRANSITIONS)


def check_assessable(application: Application) -> None:
    """Findings belong to an application that waits for its decision."""
    if application.state != State.SUBMITTED:
        raise NotAllowed(
            _("This application does not wait for a decision, so its findings no longer change.")
        )


def check_start(user: Any, call: Call, organisation_id: int, at: datetime.datetime) -> None:
    """Refuse a closed call, one without a form, and somebody else's organisation."""
    check_open(call, at)
    if call.questionnaire_id is None:
        raise NotAllowed(_("This call has no form to fill in yet. Ask the programme office."))
    if not is_member(user, organisation_id):
        raise NotAllowed(_("Choose an organisation that you belong to."))


def choice_gaps(application: Application) -> list[Missing]:
    """What is asked beyond an answer: an expert who takes work, a state agency in the team.

    Of an application that is being completed only where it may change.
    """
    gaps = [gap for gap in (expert_gap(application), agency_gap(application)) if gap is not None]
    if application.state != State.INCOMPLETE or not gaps:
        return gaps
    writable = writable_steps(application)
    return [gap for gap in gaps if gap.step in writable]


def check_submit(application: Application, at: datetime.datetime) -> None:
    """Refuse a second submission, a missing answer, a closed call, a tied expert, too many days.

    Also a team without a state agency, where the call asks for one.
    """
    if application.state != State.DRAFT:
        raise AlreadySent
    if missing_answers(application):
        raise AnswersMissing(_("Some answers are missing. Complete them and send again."))
    is_free = takes_chosen(application)
    if gap := (None if is_free else expert_gap(application)) or agency_gap(application):
        raise AnswersMissing(gap.sentence)
    check_arrival(application.call, at)
    waits = lacking(application)
    if waits:
        raise OthersMissing(" ".join(row.sentence for row in waits))
    if not is_free:
        check_expert(application)
    days = application.days_requested
    if days is not None and days > application.call.max_days:
        raise NotAllowed(
            _("At most %(days)s days can be applied for in this call.")
            % {"days": days_text(application.call.max_days)}
        )
