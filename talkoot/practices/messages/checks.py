"""Mails that ask the owners of a practice whether it is in use, and to tell the rest."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from talkoot.practices.models import Practice, StillInUse
from talkoot.practices.rules.checks import NUDGE_FIELDS
from talkoot.practices.tokens import link_of


def still_in_use(checks: list[StillInUse]) -> tuple[str, str]:
    """The yearly question; a link only opens a page with a button.

    Of one practice with a link for each answer, of several with one for each practice.
    """
    if len(checks) > 1:
        return _still_in_use_each(checks)
    check = checks[0]
    practice = check.practice
    subject = _("Is this still in use? %(title)s") % {"title": practice.title}
    lines = [f"{label}:\n{link_of(check, value)}" for value, label in _answers()]
    body = _(
        "Hello!\n\n"
        "Your organisation's practice “%(title)s” is on our pages, and others learn from it. "
        "Choose what holds today:\n\n%(links)s\n\n"
        "Each link opens a page with one button. You need not sign in.\n\n"
        "With kind regards\n%(programme)s"
    ) % {
        "title": practice.title,
        "links": "\n\n".join(lines),
        "programme": practice.programme.name,
    }
    return subject, body


def _still_in_use_each(checks: list[StillInUse]) -> tuple[str, str]:
    lines = [
        f"{check.practice.title}\n{link_of(check, StillInUse.Answer.IN_USE)}" for check in checks
    ]
    subject = _("Are these still in use? %(count)s practices") % {"count": len(checks)}
    body = _(
        "Hello!\n\n"
        "These practices of your organisation are on our pages, and others learn from them. Tell "
        "of each whether it is still in use, has changed or has ended:\n\n%(practices)s\n\n"
        "Each link opens a page with one button, and there you can also choose another answer. "
        "You need not sign in.\n\n"
        "With kind regards\n%(programme)s"
    ) % {"practices": "\n\n".join(lines), "programme": checks[0].practice.programme.name}
    return subject, body


def _answers() -> list[tuple[str, str]]:
    return [
        (StillInUse.Answer.IN_USE, _("It is still in use")),
        (StillInUse.Answer.CHANGED, _("It is in use, but has changed")),
        (StillInUse.Answer.ENDED, _("It has ended")),
    ]


def nudge(practices: list[Practice]) -> tuple[str, str]:
    """Asks once for what readers still miss."""
    if len(practices) > 1:
        return _nudge_each(practices)
    practice = practices[0]
    subject = _("What came of it? %(title)s") % {"title": practice.title}
    body = _(
        "Hello!\n\n"
        "Your practice “%(title)s” has been public for three months. Readers who want to do the "
        "same would still like to know:\n\n%(missing)s\n\n"
        "A few sentences are enough:\n%(link)s\n\n"
        "We ask this once.\n\n"
        "With kind regards\n%(programme)s"
    ) % {
        "title": practice.title,
        "missing": _missing(practice),
        "link": _link(practice),
        "programme": practice.programme.name,
    }
    return subject, body


def _nudge_each(practices: list[Practice]) -> tuple[str, str]:
    lines = [f"{row.title}\n{_missing(row)}\n{_link(row)}" for row in practices]
    subject = _("What came of them? %(count)s practices") % {"count": len(practices)}
    body = _(
        "Hello!\n\n"
        "These practices of yours have been public for three months. Readers who want to do the "
        "same would still like to know more of each:\n\n%(practices)s\n\n"
        "A few sentences are enough. We ask this once.\n\n"
        "With kind regards\n%(programme)s"
    ) % {"practices": "\n\n".join(lines), "programme": practices[0].programme.name}
    return subject, body


def _missing(practice: Practice) -> str:
    names = {
        "results": _("what came of it"),
        "how_measured": _("how you know the results"),
        "resources": _("what it took"),
        "conditions": _("what must hold, and what did not work"),
        "tips": _("tips for those who adopt it"),
    }
    return "\n".join(f"- {names[name]}" for name in NUDGE_FIELDS if not getattr(practice, name))


def _link(practice: Practice) -> str:
    return settings.BASE_URL + reverse("my-practice", args=[practice.slug])
