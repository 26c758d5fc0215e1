"""Mails about a registration: made, waiting, seated, changed, cancelled, and before the day."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from talkoot.core.dates import local_moment
from talkoot.events.calendars import title_of
from talkoot.events.models import Registration, Session, TeamRegistration
from talkoot.events.rules.registration import contact_of
from talkoot.events.rules.sessions import joined_by
from talkoot.events.tokens import carried_on_link_of, link_of

Mail = tuple[str, str]


def registered(row: Registration, *, at_same_time: Iterable[Session] = ()) -> Mail:
    """Subject and body of the confirmation: what, when, where, and the own link.

    `at_same_time` are sessions of others to which the person has registered.
    """
    subject = _("You have been registered: %(series)s") % {"series": row.series}
    body = _(
        "Hello %(name)s!\n\n"
        "You have been registered to “%(series)s”.\n\n%(times)s\n\n"
        "See, change or cancel the registration here; you need no account:\n%(link)s\n\n"
        "%(terms)sQuestions: %(contact)s\n\n"
        "With kind regards\n%(programme)s"
    )
    facts = _facts(row)
    others = {row.pk: f"- {title_of(row, row.series)}, {_moment(row)}" for row in at_same_time}
    if others:
        told = _("You have registered to these at the same time:")
        facts["times"] = "\n".join((f"{facts['times']}\n\n{told}", *others.values()))
    return subject, body % facts


def waiting(row: Registration, place: int) -> Mail:
    """Subject and body for somebody who did not get a seat at once."""
    subject = _("You are in the waiting list: %(series)s") % {"series": row.series}
    body = _(
        "Hello %(name)s!\n\n"
        "“%(series)s” is full for now. You are number %(place)s in the waiting list. When a seat "
        "becomes free and it is your turn, you get it at once and a mail tells you so; you need "
        "not do anything.\n\n"
        "See or cancel your place here; you need no account:\n%(link)s\n\n"
        "Questions: %(contact)s\n\n"
        "With kind regards\n%(programme)s"
    )
    return subject, body % (_facts(row) | {"place": place})


def seated(row: Registration) -> Mail:
    """Subject and body for somebody whose turn has come."""
    subject = _("There is a seat for you: %(series)s") % {"series": row.series}
    body = _(
        "Hello %(name)s!\n\n"
        "A seat became free and you were next, so you have now been registered to “%(series)s”."
        "\n\n%(times)s\n\n"
        "If you cannot come after all, cancel here, so that the next one gets the seat:\n%(link)s"
        "\n\n%(terms)sQuestions: %(contact)s\n\n"
        "With kind regards\n%(programme)s"
    )
    return subject, body % _facts(row)


def own_link(row: Registration) -> Mail:
    """Subject and body that give the own link once more."""
    subject = _("Your registration: %(series)s") % {"series": row.series}
    body = _(
        "Hello %(name)s!\n\n"
        "This address has been registered to “%(series)s” already. See, change or cancel the "
        "registration here; you need no account:\n%(link)s\n\n"
        "If you did not ask for this mail, you need not do anything.\n\n"
        "With kind regards\n%(programme)s"
    )
    return subject, body % _facts(row)


def cancelled(row: Registration) -> Mail:
    """Subject and body of a cancellation; a late one is said, without blame."""
    subject = _("Your registration has been cancelled: %(series)s") % {"series": row.series}
    late = (
        _("The cancellation came after the last day for it, and was taken all the same.\n\n")
        if row.is_late_cancellation
        else ""
    )
    body = _(
        "Hello %(name)s!\n\n"
        "Your registration to “%(series)s” has been cancelled.\n\n%(late)s"
        "If you come after all, register again: %(contact)s helps if it is full.\n\n"
        "With kind regards\n%(programme)s"
    )
    return subject, body % (_facts(row) | {"late": late})


def session_left(row: Registration, sessions: list[Session]) -> Mail:
    """Subject and body to somebody whose session or organisation changed: what was left."""
    subject = _("You no longer come to this session: %(series)s") % {"series": row.series}
    body = _(
        "Hello %(name)s!\n\n"
        "Your registration to “%(series)s” has changed, so you are not expected here:\n\n"
        "%(times)s\n\n"
        "The attached calendar file removes it from your calendar. What you come to is in a "
        "message of its own.\n\n"
        "With kind regards\n%(programme)s"
    )
    times = "\n".join(f"- {session_line(session)}" for session in sessions)
    return subject, body % (_facts(row) | {"times": times})


def moved(row: Registration) -> Mail:
    """Subject and body to somebody who has changed the session: where to come now."""
    subject = _("Your session has changed: %(series)s") % {"series": row.series}
    body = _(
        "Hello %(name)s!\n\n"
        "You now come to “%(series)s” here:\n\n%(times)s\n\n"
        "The attached calendar file puts it into your calendar.\n\n"
        "See, change or cancel the registration here; you need no account:\n%(link)s\n\n"
        "%(terms)sQuestions: %(contact)s\n\n"
        "With kind regards\n%(programme)s"
    )
    return subject, body % _facts(row)


def confirmed(row: Registration, sessions: list[Session]) -> Mail:
    """Subject and body when the organisation has been confirmed: its own sessions, a new link."""
    subject = _("Your organisation has been confirmed: %(series)s") % {"series": row.series}
    body = _(
        "Hello %(name)s!\n\n"
        "It has been confirmed that you come to “%(series)s” from this organisation: "
        "%(organisation)s.\n\n%(times)s"
        "See, change or cancel the registration here; the earlier link no longer works:\n"
        "%(link)s\n\n"
        "Questions: %(contact)s\n\n"
        "With kind regards\n%(programme)s"
    )
    times = ""
    if sessions:
        told = _("You now come here too; the attached calendar file puts it into your calendar:")
        times = "\n".join((told, *(f"- {session_line(session)}" for session in sessions), "\n"))
    return subject, body % (_facts(row) | {"times": times, "organisation": row.organisation})


def session_reminder(row: Registration, session: Session) -> Mail:
    """Subject and body shortly before a session, to those who have a seat."""
    subject = _("Coming up: %(session)s") % {"session": session}
    body = _(
        "Hello %(name)s!\n\n"
        "“%(series)s” is near:\n\n%(times)s\n\n"
        "If you cannot come, cancel here, so that somebody else gets the seat:\n%(link)s\n\n"
        "With kind regards\n%(programme)s"
    )
    return subject, body % (_facts(row) | {"times": session_line(session)})


def team_registered(team: TeamRegistration, *, registered: int, waiting: int, place: int) -> Mail:
    """Subject and body for the contact person of a team that has just registered."""
    subject = _("Your team has been registered: %(series)s") % {"series": team.series}
    if waiting and registered:
        state = _(
            "%(registered)s of you have a seat and %(waiting)s wait in line. Each of you was told."
        )
    elif waiting:
        subject = _("Your team is in the waiting list: %(series)s") % {"series": team.series}
        state = _(
            "There is no room for the team yet: %(waiting)s of you wait in line, the first as "
            "number %(place)s. Nobody who comes later passes you by; the seats that become free "
            "are kept for you until registration closes."
        )
    else:
        state = _("All %(registered)s of you have a seat. Each of you was told.")
    body = _(
        "Hello %(name)s!\n\n"
        "Team “%(team)s”, “%(series)s”: %(state)s\n\n"
        "See the team, change its members or cancel here; you need no account:\n%(link)s\n\n"
        "Questions: %(contact)s\n\n"
        "With kind regards\n%(programme)s"
    )
    numbers = {"registered": registered, "waiting": waiting, "place": place}
    return subject, body % (_team_facts(team) | {"state": state % numbers})


def team_seated(team: TeamRegistration) -> Mail:
    """Subject and body for the contact person when everybody of a team has a seat."""
    subject = _("There is room for your team: %(series)s") % {"series": team.series}
    body = _(
        "Hello %(name)s!\n\n"
        "Everybody of team “%(team)s” now has a seat in “%(series)s”. Each of you was told.\n\n"
        "See the team here:\n%(link)s\n\n"
        "With kind regards\n%(programme)s"
    )
    return subject, body % _team_facts(team)


def session_line(session: Session) -> str:
    """A session in one line: its title, time and place."""
    parts = [str(session)]
    if session.starts_at:
        parts.append(local_moment(session.starts_at))
    if session.place or session.mode:
        parts.append(session.place or session.get_mode_display())
    return ", ".join(parts)


def _moment(session: Session) -> str:
    return local_moment(session.starts_at) if session.starts_at else ""


def _sessions(row: Registration) -> list[Session]:
    """The sessions that the person comes to, without those that have been cancelled."""
    rows = joined_by(row, row.series.sessions.all())
    return [session for session in rows if session.state != Session.State.CANCELLED]


def carried_on(row: Registration) -> Mail:
    """Subject and body that ask once, three months later, what was carried on and where."""
    subject = _("What have you carried on? %(series)s") % {"series": row.series}
    body = _(
        "Hello %(name)s!\n\n"
        "Three months have passed since “%(series)s”. What did you take into use, or pass on to "
        "others in your unit? A sentence is enough, and you need not answer:\n%(link)s\n\n"
        "We ask this once.\n\n"
        "With kind regards\n%(programme)s"
    )
    return subject, body % (_facts(row) | {"link": carried_on_link_of(row)})


def _facts(row: Registration) -> dict[str, object]:
    series = row.series
    until = series.cancel_until
    return {
        "name": row.participant.name,
        "series": series,
        "times": "\n".join(f"- {session_line(session)}" for session in _sessions(row)),
        "link": link_of(row),
        "terms": _("Cancel by %(moment)s, if you can.\n\n") % {"moment": local_moment(until)}
        if until
        else "",
        "contact": contact_of(series),
        "programme": series.programme.name,
    }


def _team_facts(team: TeamRegistration) -> dict[str, object]:
    return {
        "name": team.contact.name,
        "team": team.name,
        "series": team.series,
        "link": link_of(team),
        "contact": contact_of(team.series),
        "programme": team.series.programme.name,
    }
