"""Who may write, publish and adopt a practice."""

import datetime
from http import HTTPStatus
from typing import Any

from django.utils.translation import gettext as _

from talkoot.core.dates import add_months
from talkoot.core.refusals import NotAllowed
from talkoot.engagements.models import Engagement, Team
from talkoot.people.models import Organisation
from talkoot.people.rules import confirmed_ids, is_confirmed_member, is_officer
from talkoot.practices.models import Adoption, Practice

State = Practice.State
TRANSITIONS = {
    State.DRAFT: frozenset({State.SUBMITTED, State.WITHDRAWN}),
    State.SUBMITTED: frozenset({State.PUBLISHED, State.RETURNED, State.WITHDRAWN}),
    State.RETURNED: frozenset({State.SUBMITTED, State.WITHDRAWN}),
    State.PUBLISHED: frozenset({State.WITHDRAWN}),
    State.WITHDRAWN: frozenset(),
}
ADOPTION_TRANSITIONS = {
    Adoption.State.VISIBLE: frozenset({Adoption.State.REMOVED}),
    Adoption.State.REMOVED: frozenset({Adoption.State.VISIBLE}),
}
# Only use counts as adoption: interest and trials are shown, not summed.
COUNTED_STAGES = (Adoption.Stage.IN_USE, Adoption.Stage.ESTABLISHED)
ESTABLISHED_AFTER_MONTHS = 12


def can_read(user: Any, practice: Practice) -> bool:
    """Everybody reads a published practice; its author and the office read the rest."""
    return (
        practice.state == State.PUBLISHED
        or can_edit(user, practice)
        or can_moderate(user, practice)
    )


def can_edit(user: Any, practice: Practice) -> bool:
    """The author."""
    return user.is_authenticated and practice.author_id == user.pk


def can_moderate(user: Any, practice: Practice) -> bool:
    """The programme office."""
    return is_officer(user, practice.programme.office_id)


def can_draft(user: Any, engagement: Engagement) -> bool:
    """The applicant of the engagement and the programme office."""
    application = engagement.application
    return user.is_authenticated and (
        application.applicant_id == user.pk
        or is_officer(user, application.call.offering.programme.office_id)
    )


def check_draft(engagement: Engagement) -> None:
    """A practice is drafted of work that has been done."""
    if engagement.state != Engagement.State.DELIVERED:
        raise NotAllowed(_("The day has not been reported yet, so there is nothing to tell."))


def check_draft_team(team: Team, organisation: Organisation | None) -> None:
    """A team's practice is drafted of what it has told, in the name of one of its organisations."""
    if not hasattr(team, "harvest"):
        raise NotAllowed(_("Tell the harvest of the team first; the practice is drafted of it."))
    if organisation is None:
        raise NotAllowed(
            _("The team has no organisation of the register, so the practice has no owner.")
        )


def check_editable(practice: Practice) -> None:
    if practice.state not in (State.DRAFT, State.RETURNED):
        raise NotAllowed(
            _("The practice is with the office or published, so it no longer changes here.")
        )


def check_start(user: Any, organisation_id: int) -> None:
    """A practice is written in the name of an organisation that one belongs to."""
    _check_confirmed(user, organisation_id)


def missing_answers(practice: Practice) -> dict[str, str]:
    """What a practice still lacks before publishing: {field: sentence}. Six fields at most."""
    wanted = {
        "title": _("Enter a title"),
        "gist": _("Tell the practice in one sentence"),
        "need": _("Tell what the need was"),
        "what_was_done": _("Tell what was done"),
        "sector": _("Choose the service area"),
    }
    missing = {field: text for field, text in wanted.items() if not getattr(practice, field)}
    if not practice.may_publish:
        missing["may_publish"] = _("Give the permission to publish")
    return missing


def check_submit(practice: Practice) -> None:
    check_editable(practice)
    if missing_answers(practice):
        raise NotAllowed(_("Some answers are missing. Complete them and send again."))


def check_withdraw(practice: Practice) -> None:
    """The office takes off what is public; a draft is its author's."""
    if practice.state != State.PUBLISHED:
        raise NotAllowed(_("Only a published practice can be withdrawn."))


def can_remove(user: Any, adoption: Adoption) -> bool:
    """A confirmed member of the organisation whose mark it is."""
    return adoption.organisation_id in confirmed_ids(user)


def check_adopt(user: Any, practice: Practice, organisation_id: int) -> None:
    """Refuse an unpublished practice, one's own organisation, and a stranger's mark."""
    if practice.state != State.PUBLISHED:
        raise NotAllowed(_("Only a published practice can be adopted."))
    if organisation_id == practice.organisation_id:
        raise NotAllowed(
            _("This is your own organisation's practice. Adoption is for other organisations.")
        )
    _check_confirmed(user, organisation_id)


def stage_problem(stage: str, adopted_on: datetime.date, *, on: datetime.date) -> str:
    """What is wrong with the stage and its date, as a sentence; empty if nothing is."""
    if adopted_on > on:
        return _("The day cannot be in the future. Give the day on which you began.")
    if (
        stage == Adoption.Stage.ESTABLISHED
        and add_months(adopted_on, ESTABLISHED_AFTER_MONTHS) > on
    ):
        return _("A practice is established after 12 months. Choose “in use” until then.")
    return ""


def _check_confirmed(user: Any, organisation_id: int) -> None:
    if not is_confirmed_member(user, organisation_id):
        raise NotAllowed(
            _(
                "Your membership in the organisation has not been confirmed yet. Ask your "
                "organisation's contact person or the programme office to confirm it."
            ),
            status=HTTPStatus.FORBIDDEN,
        )
