"""The seats of a team's people in its series: they follow who is in the team."""

from talkoot.engagements.models import Team, TeamMember
from talkoot.engagements.queries.teams import PersonRow, is_of_member, people_of
from talkoot.engagements.rules import teams as rules
from talkoot.events.actions.registrations import Person, cancel_registration
from talkoot.events.actions.teams import add_member, change_contact
from talkoot.events.models import Registration
from talkoot.people.models import Organisation, User


def seat_members(team: Team, people: list[PersonRow], *, by: User) -> int:
    """Add those who have no place to the team's registration; each gets a mail. Returns how many.

    Refuses more members than the series allows in a team.
    """
    missing = [row.member for row in people if row.lacks_seat and row.member is not None]
    organisation = team.organisations.order_by("pk").first()
    for member in missing:
        assert team.registration is not None
        add_member(team.registration, person_of(member, organisation), by=by)
    return len(missing)


def person_of(member: TeamMember, organisation: Organisation | None) -> Person:
    """The member as one who registers."""
    return Person(member.name, member.email, role=member.role, organisation=organisation)


def free_seat(team: Team, member: TeamMember, *, by: User) -> None:
    """Cancel the member's place in the team's registration, with a mail; the lead becomes the
    contact person of a registration whose contact person goes.
    """
    seats = team.registration
    if seats is None or not rules.holds_seats(seats):
        return
    rows = seats.registrations.exclude(state=Registration.State.CANCELLED)
    found = list(rows.select_related("participant", "series__programme"))
    own = next((row for row in found if is_of_member(row, member)), None)
    if own is None:
        return
    if own.participant_id == seats.contact_id:
        lead = team.members.get(task=TeamMember.Task.LEAD)
        contact = next((row for row in found if is_of_member(row, lead)), None)
        if contact is not None:
            change_contact(seats, contact.participant, by=by)
    cancel_registration(own, by=by)


def seat_new_member(team: Team, member: TeamMember, *, by: User) -> None:
    """Who has just come into a registered team gets a place in its series, unless there is one."""
    seats = team.registration
    if seats is None or not rules.holds_seats(seats):
        return
    own = next(row for row in people_of(team) if row.member == member)
    if not own.is_registered:
        organisation = team.organisations.order_by("pk").first()
        add_member(seats, person_of(member, organisation), by=by)
