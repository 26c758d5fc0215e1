"""Who may write and publish a practice."""

from collections.abc import Mapping, Sized
from http import HTTPStatus
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from talkoot.core.refusals import NotAllowed
from talkoot.engagements.models import Engagement, Team
from talkoot.people.models import Organisation, OrganisationSuccession, Role
from talkoot.people.rules import is_confirmed_member, is_editor, is_officer, roles_of
from talkoot.practices.models import Lead, Practice

State = Practice.State
TRANSITIONS = {
    State.DRAFT: frozenset({State.SUBMITTED, State.WITHDRAWN}),
    State.SUBMITTED: frozenset({State.PUBLISHED, State.RETURNED, State.WITHDRAWN}),
    State.RETURNED: frozenset({State.SUBMITTED, State.WITHDRAWN}),
    State.PUBLISHED: frozenset({State.WITHDRAWN}),
    State.WITHDRAWN: frozenset(),
}
# Where a description of the type usually stands when it is begun.
FIRST_STATUS = {
    Practice.Kind.EXPERIMENT: Practice.Status.TRIED,
    Practice.Kind.LESSON: Practice.Status.ENDED,
}
LEAD_TRANSITIONS = {
    Lead.State.SEEN: frozenset({Lead.State.INVITED, Lead.State.PUBLISHED, Lead.State.CLOSED}),
    Lead.State.INVITED: frozenset({Lead.State.PUBLISHED, Lead.State.CLOSED}),
    Lead.State.PUBLISHED: frozenset({Lead.State.CLOSED}),
    Lead.State.CLOSED: frozenset(),
}


def can_read(user: Any, practice: Practice) -> bool:
    """Everybody reads a published practice; its author and the office read the rest."""
    return (
        practice.state == State.PUBLISHED
        or can_edit(user, practice)
        or can_moderate(user, practice)
    )


def can_edit(user: Any, practice: Practice) -> bool:
    """The author and co-authors; what has been sent or has no author, also the organisation.

    An organisation owns its practices, so its contact persons, or those of the organisation that
    carries on its work, go on when the author has left.
    """
    if not user.is_authenticated:
        return False
    if practice.author_id == user.pk:
        return True
    has_author = practice.author is not None and practice.author.is_active
    is_shared = not has_author or practice.state != State.DRAFT
    return (is_shared and _is_owners_contact(user, practice.organisation_id)) or (
        practice.co_authors.filter(pk=user.pk).exists()
    )


def _is_owners_contact(user: Any, organisation_id: int) -> bool:
    """A confirmed contact person of the organisation or of its successor."""
    served = [key for key, roles in roles_of(user).items() if Role.CONTACT in roles]
    if not served:
        return False
    served = list(
        user.memberships.filter(
            organisation__in=served, role=Role.CONTACT, confirmed_at__isnull=False
        ).values_list("organisation_id", flat=True)
    )
    if organisation_id in served:
        return True
    successions = OrganisationSuccession.objects.filter(
        predecessor=organisation_id, successor__in=served, on__lte=timezone.localdate()
    )
    return successions.exists()


def can_moderate(user: Any, practice: Practice) -> bool:
    """The programme office; its editors once the practice has been sent."""
    office_id = practice.programme.office_id
    is_sent = practice.state != State.DRAFT
    return is_officer(user, office_id) or (is_sent and is_editor(user, office_id))


def can_follow(user: Any, practice: Practice) -> bool:
    """Those who write it and the office see its versions."""
    return can_edit(user, practice) or can_moderate(user, practice)


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


def check_writable(practice: Practice) -> None:
    """What is not sent yet is written; of what is public, a change is written that waits."""
    if practice.state not in (State.DRAFT, State.RETURNED, State.PUBLISHED):
        raise NotAllowed(
            _("The practice is with the office or withdrawn, so it no longer changes here.")
        )


def check_own_texts(practice: Practice) -> None:
    """The office changes at once what waits for it or is public; a draft is its author's."""
    if practice.state not in (State.SUBMITTED, State.PUBLISHED):
        raise NotAllowed(_("The practice is with its author, who changes the text."))


def check_start(user: Any, organisation_id: int) -> None:
    """A practice is written in the name of an organisation that one belongs to."""
    check_confirmed(user, organisation_id)


def check_present(organisation: Organisation) -> None:
    """A new practice is told in the name of an organisation that is there."""
    if organisation.valid_to is not None and organisation.valid_to < timezone.localdate():
        raise NotAllowed(
            _(
                "%(organisation)s has ended. Tell the practice in the name of the organisation "
                "that carries on its work."
            )
            % {"organisation": organisation.name}
        )


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


def check_propose(practice: Practice, values: Mapping[str, Any]) -> None:
    """A change is proposed of what is public, and empties none of the needed answers."""
    if practice.state != State.PUBLISHED or not values:
        raise NotAllowed(_("Nothing has been changed, so there is nothing to send."))
    if any(name in values and not values[name] for name in missing_answers(Practice())):
        raise NotAllowed(_("Some answers are missing. Complete them and send again."))


def check_publish(practice: Practice) -> None:
    """Nothing is public without its organisation's permission."""
    if practice.state == State.SUBMITTED and not practice.may_publish:
        raise NotAllowed(
            _(
                "The permission to publish is missing. When the organisation has given it, tick it "
                "in “Correct the text”."
            )
        )


def check_return(owners: Sized) -> None:
    """Somebody must be there to complete the text."""
    if not len(owners):
        raise NotAllowed(
            _(
                "Nobody writes this practice: it has no author and its organisation no contact "
                "person. Complete it yourself in “Correct the text”."
            )
        )


def check_withdraw(practice: Practice) -> None:
    """The office takes off what is public; a draft is its author's."""
    if practice.state != State.PUBLISHED:
        raise NotAllowed(_("Only a published practice can be withdrawn."))


def check_confirmed(user: Any, organisation_id: int) -> None:
    """One acts for an organisation only when it or the office has confirmed the membership."""
    if not is_confirmed_member(user, organisation_id):
        raise NotAllowed(
            _(
                "Your membership in the organisation has not been confirmed yet. Ask your "
                "organisation's contact person or the programme office to confirm it."
            ),
            status=HTTPStatus.FORBIDDEN,
        )
