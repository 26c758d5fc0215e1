"""Mails that ask the owners of a practice whether it is in use, and to tell the rest."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from talkoot.practices.models import Practice, StillInUse
from talkoot.practices.rules.checks import NUDGE_FIELDS
from talkoot.practices.tokens import link_of


def still_in_use(check: StillInUse) -> tuple[str, str]:
    """The yearly question with a link for each answer; a link only opens a page with a button."""
    practice = check.practice
    subject = _("Is this still in use? %(title)s") % {"title": practice.title}
    lines = [f"{label}:\n{link_of(check, value)}" for value, label in _answers() if value and label]
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


def _answers() -> list[tuple[str, str]]:
    return [
        (StillInUse.Answer.IN_USE, _("It is still in use")),
        (StillInUse.Answer.CHANGED, _("It is in use, but has changed")),
        (StillInUse.Answer.ENDED, _("It has ended")),
    ]


def nudge(practice: Practice) -> tuple[str, str]:
    """Asks once for what readers still miss."""
    link = settings.BASE_URL + reverse("my-practice", args=[practice.slug])
    names = {
        "results": _("what came of it"),
        "how_measured": _("how you know the results"),
        "resources": _("what it took"),
        "conditions": _("what must hold, and what did not work"),
        "tips": _("tips for those who adopt it"),
    }
    missing = [f"- {names[name]}" for name in NUDGE_FIELDS if not getattr(practice, name)]
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
        "missing": "\n".join(missing),
        "link": link,
        "programme": practice.programme.name,
    }
    return subject, body
