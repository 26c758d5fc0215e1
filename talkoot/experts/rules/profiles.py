"""Who keeps a profile, what of it the office publishes, and when an expert has time."""

import datetime
from typing import Any

from django.utils.translation import gettext as _

from talkoot.core.refusals import NotAllowed
from talkoot.experts.models import Availability, Expert, ExpertReply, ExpertTie, ProfileChange
from talkoot.experts.rules import rows_of_person
from talkoot.people.rules import is_officer

Change, Reply = ProfileChange.State, ExpertReply.State
PROFILECHANGE_TRANSITIONS = {
    Change.SUBMITTED: frozenset({Change.PUBLISHED, Change.RETURNED}),
    Change.PUBLISHED: frozenset(),
    Change.RETURNED: frozenset(),  # The expert sends a new wording.
}
EXPERTREPLY_TRANSITIONS = {
    Reply.SUBMITTED: frozenset({Reply.PUBLISHED, Reply.RETURNED}),
    Reply.PUBLISHED: frozenset({Reply.REPLACED}),
    Reply.RETURNED: frozenset(),
    Reply.REPLACED: frozenset(),
}
# The procurement gave points for these, so they change only with the office.
TEXT_FIELDS = tuple("title_fi title_sv title_en profile_fi profile_sv profile_en".split())
LIST_FIELDS = ("themes", "competences")
SCORED_FIELDS = (*TEXT_FIELDS, "languages", *LIST_FIELDS, "competence_words")


def can_edit(user: Any, expert: Expert) -> bool:
    """The person whose profile it is."""
    return user.is_authenticated and expert.user_id == user.pk


def can_moderate(user: Any, row: ProfileChange | ExpertReply) -> bool:
    """The office of the programme of the framework agreement."""
    return is_officer(user, row.expert.supplier.framework.programme.office_id)


def check_moderate(user: Any, row: ProfileChange | ExpertReply) -> None:
    """Refuse one's own profile."""
    if row.expert.user_id == user.pk:
        raise NotAllowed(_("Ask a colleague to look at your own profile."))


def check_note(note: str) -> None:
    """What is returned needs a reason."""
    if not note.strip():
        raise NotAllowed(_("Write what the expert should change."))


def is_away_on(expert: Expert, day: datetime.date) -> bool:
    """The person has told of being away on the day; one query unless the list marked it."""
    known: bool | None = getattr(expert, "is_away", None)
    if known is not None:
        return known
    return Availability.objects.filter(
        expert__in=rows_of_person(expert),
        kind=Availability.Kind.AWAY,
        starts_on__lte=day,
        ends_on__gte=day,
    ).exists()


def is_free_on(expert: Expert, day: datetime.date) -> bool:
    """Takes new work and is not away on the day."""
    return expert.is_available and not is_away_on(expert, day)


def check_period(starts_on: datetime.date, ends_on: datetime.date, *, on: datetime.date) -> None:
    """Refuse a period that ends before it starts, and one that has passed."""
    if ends_on < starts_on:
        raise NotAllowed(_("The period must end on or after the day on which it starts."))
    if ends_on < on:
        raise NotAllowed(_("The period has passed already. Check the dates."))


def check_tie(expert: Expert, organisation_id: int) -> None:
    """Refuse a tie that has been declared already."""
    if ExpertTie.objects.filter(
        expert=expert, organisation=organisation_id, ended_at=None
    ).exists():
        raise NotAllowed(_("You have declared a tie to this organisation already."))
