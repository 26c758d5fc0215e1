"""Who may do what with an application, and when; the programme's two eligibility rules.

Source of the eligibility rules: programme terms of expert sparring (the need concerns results,
productivity and quality of working life; the work is done together by management and staff).
"""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from talkoot.calls.models import Application, Call
from talkoot.core.dates import days_text
from talkoot.core.refusals import NotAllowed
from talkoot.core.states import check_transition
from talkoot.people.rules import EMPLOYER_SIDE, STAFF_SIDE, is_member, is_officer

State = Application.State
TRANSITIONS = {
    State.DRAFT: frozenset({State.SUBMITTED, State.WITHDRAWN}),
    State.SUBMITTED: frozenset({State.APPROVED, State.REJECTED, State.WITHDRAWN}),
    State.APPROVED: frozenset(),
    State.REJECTED: frozenset(),
    State.WITHDRAWN: frozenset(),
}
STEPS = ("need", "participants", "expert", "review")
ATTACHMENT_KINDS = frozenset({"pdf", "docx"})
MINUTES_TO_APPLY = 20


@dataclass(frozen=True)
class Missing:
    """An answer that is missing: the field, its step and the sentence that asks for it."""

    field: str
    step: str
    sentence: str


@dataclass(frozen=True)
class Finding:
    """A pre-check's result on one criterion, with its reason."""

    is_met: bool
    reason: str


def is_open(call: Call, at: datetime.datetime) -> bool:
    """Open from `opens_at` to `closes_at`, the closing moment included."""
    return call.opens_at <= at and (call.closes_at is None or at <= call.closes_at)


def check_open(call: Call, at: datetime.datetime) -> None:
    if is_open(call, at):
        return
    if at < call.opens_at:
        raise NotAllowed(_("This call has not opened yet. Come back when it opens."))
    raise NotAllowed(
        _(
            "This call has closed, so applications are no longer taken. Your draft is kept. See "
            "the open calls."
        )
    )


def can_read(user: Any, application: Application) -> bool:
    """The applicant always; the programme office once the application has been sent."""
    if application.applicant_id == getattr(user, "pk", None):
        return True
    return can_process(user, application)


def can_process(user: Any, application: Application) -> bool:
    """The programme office, for everything that has arrived."""
    office = application.call.offering.programme.office_id
    return application.submitted_at is not None and is_officer(user, office)


def can_edit(user: Any, application: Application) -> bool:
    """Only the applicant writes; whether the state permits it, check_editable tells."""
    return application.applicant_id == getattr(user, "pk", None)


def check_editable(application: Application) -> None:
    if application.state != State.DRAFT:
        raise NotAllowed(
            _(
                "The application has been sent, so it no longer changes here. If something must be "
                "corrected, write to the programme office."
            )
        )


def can_withdraw(application: Application) -> bool:
    """Until it has been decided."""
    return State.WITHDRAWN in TRANSITIONS[State(application.state)]


def check_withdraw(application: Application) -> None:
    """Refuse once the application has been decided or withdrawn."""
    check_transition(application, State.WITHDRAWN, TRANSITIONS)


def check_assessable(application: Application) -> None:
    """Findings belong to an application that waits for its decision."""
    if application.state != State.SUBMITTED:
        raise NotAllowed(
            _("This application does not wait for a decision, so its findings no longer change.")
        )


def check_start(user: Any, call: Call, organisation_id: int, at: datetime.datetime) -> None:
    """Refuse a closed call and somebody else's organisation."""
    check_open(call, at)
    if not is_member(user, organisation_id):
        raise NotAllowed(_("Choose an organisation that you belong to."))


def missing_answers(application: Application, *, step: str = "") -> list[Missing]:
    """What the application, or one step of it, still lacks before it can be sent.

    In the order of the steps.
    """
    texts = [
        ("unit_name", "participants", _("Enter the unit or work community that applies")),
        ("title", "need", _("Enter a name for the development work")),
        ("need", "need", _("Tell what you want to change and why now")),
        ("goals", "need", _("Tell what will be different after the work")),
        ("sign_of_success", "need", _("Tell how you will notice that you succeeded")),
        ("sponsor_name", "participants", _("Enter the management sponsor's name")),
        ("staff_representative", "participants", _("Enter the staff representative's name")),
        ("expert", "expert", _("Choose an expert")),
        ("preferred_times", "expert", _("Tell which times would suit you")),
        ("days_requested", "expert", _("Enter how many days you apply for")),
    ]
    values = vars(application) | {"expert": application.expert_id}
    missing = [Missing(*row) for row in texts if not values[row[0]] and step in ("", row[1])]
    if step in ("", "need") and not application.themes.exists():
        missing.append(Missing("themes", "need", _("Choose at least one theme")))
    if step in ("", "participants") and not application.participant_groups.exists():
        missing.append(
            Missing("groups", "participants", _("Enter how many take part from each role group"))
        )
    return sorted(missing, key=lambda gap: STEPS.index(gap.step))


def check_submit(application: Application, at: datetime.datetime) -> None:
    """Refuse a second submission, a closed call, a missing answer and too many days."""
    check_editable(application)
    check_open(application.call, at)
    if missing_answers(application):
        raise NotAllowed(_("Some answers are missing. Complete them and send again."))
    assert application.days_requested is not None
    if application.days_requested > application.call.max_days:
        raise NotAllowed(
            _("At most %(days)s days can be applied for in this call.")
            % {"days": days_text(application.call.max_days)}
        )


def need_is_in_scope(application: Application) -> Finding:
    """Programme terms: the need concerns results, productivity or quality of working life."""
    themes = [str(theme) for theme in application.themes.all()]
    if themes and application.need:
        return Finding(True, _("Themes named: %(themes)s.") % {"themes": ", ".join(themes)})
    return Finding(False, _("No theme of the programme is named."))


def is_done_together(application: Application) -> Finding:
    """Programme terms: management and staff representatives carry the work out together."""
    roles = {group.role for group in application.participant_groups.all()}
    gaps = []
    if not EMPLOYER_SIDE & roles:
        gaps.append(_("nobody from management or supervisors takes part"))
    if not STAFF_SIDE & roles:
        gaps.append(_("nobody from the staff takes part"))
    if not application.sponsor_name:
        gaps.append(_("the management sponsor is not named"))
    if not application.staff_representative:
        gaps.append(_("the staff representative is not named"))
    if gaps:
        return Finding(False, _("Not met: %(gaps)s.") % {"gaps": "; ".join(gaps)})
    return Finding(
        True, _("Both sides take part, and the sponsor and the staff representative are named.")
    )


PRE_CHECKS: dict[str, Callable[[Application], Finding]] = {
    "need": need_is_in_scope,
    "cooperation": is_done_together,
}


def pre_check(application: Application) -> list[tuple[Any, Finding]]:
    """Each criterion of the call with the rule's finding; a person confirms or overrules it."""
    return [
        (criterion, PRE_CHECKS[criterion.check_name](application))
        for criterion in application.call.criteria.all()
    ]
