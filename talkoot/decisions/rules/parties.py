"""Who is disqualified from preparing or making a decision.

Source: Administrative Procedure Act 434/2003, sections 27-30. The grounds are read in
assessments.rules.grounds, which keeps the case's rows from the disqualified by core.access.
"""

from http import HTTPStatus
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from talkoot.assessments.rules.barring import by_application
from talkoot.calls.models import Application
from talkoot.core.access import is_barred
from talkoot.core.refusals import NotAllowed
from talkoot.people.rules import is_decision_maker

# From a letter to the case that it tells of.
LETTERS = (
    "decision__application",
    "correction__decision__application",
    "reconsideration__decision__application",
    "lapse__application",
)


def can_decide(user: Any, application: Application) -> bool:
    """The office's decision maker, on an application that has been sent, and never on their own.

    Administrative Procedure Act, section 28: a party is disqualified.
    """
    return (
        application.submitted_at is not None
        and application.applicant_id != getattr(user, "pk", None)
        and is_decision_maker(user, application.call.offering.programme.office_id)
    )


def disqualified_because(user: Any, application: Application) -> str:
    """The ground in a sentence for the user, or ""; the grounds are those of assessments.rules."""
    if application.applicant_id == getattr(user, "pk", None):
        return _("This is your own application, so somebody else in the office handles it.")
    if is_barred(user, application):
        return _("You are disqualified in this matter, so somebody else in the office handles it.")
    return ""


def check_prepare(user: Any, application: Application) -> None:
    """Refuse whoever is disqualified."""
    if reason := disqualified_because(user, application):
        raise NotAllowed(reason, status=HTTPStatus.FORBIDDEN)


def check_presenter(user: Any, application: Application) -> None:
    """Refuse a draft that a disqualified person prepared."""
    if disqualified_because(user, application):
        raise NotAllowed(
            _(
                "The draft was prepared by %(name)s, who is disqualified in this matter. Save a "
                "draft of your own."
            )
            % {"name": user}
        )


def check_sign(user: Any, application: Application) -> None:
    """Refuse an officer who may prepare but not sign, and whoever is disqualified.

    A named person decides: chapter 8 b of the Act allows automatic decisions only where nothing
    is left to discretion.
    """
    check_prepare(user, application)
    if not can_decide(user, application):
        raise NotAllowed(
            _(
                "Only the office's decision maker signs. Save the draft; the decision maker can "
                "open it from the queue."
            ),
            status=HTTPStatus.FORBIDDEN,
        )


def letters_of_cases(user: Any) -> Q:
    """The letters of the cases that are kept from the person."""
    condition = Q(pk__in=[])
    for path in LETTERS:
        condition |= by_application(path)(user)
    return condition
