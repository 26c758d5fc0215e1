"""Mails to assessors."""

from collections.abc import Iterable

from django.conf import settings
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from talkoot.assessments.models import Assessor, Phase
from talkoot.assessments.queries.results import Given, Result
from talkoot.calls.models import Call
from talkoot.core.dates import local_moment


def points_text(value: float | None) -> str:
    """Points of a hundred with one decimal, as the language writes them; a dash for none."""
    return "–" if value is None else str(number_format(value, 1))


def invitation(assessor: Assessor) -> tuple[str, str]:
    """Asks a person to assess; the address is the key to signing in."""
    call: Call = assessor.call
    subject = _("You have been asked to assess: %(call)s") % {"call": call.title}
    body = _(
        "Hello!\n\n"
        "The programme office of %(programme)s asks you to assess applications of the call "
        "“%(call)s”.\n\n"
        "Sign in with this e-mail address. Your applications appear here when a phase opens:\n"
        "%(link)s\n\n"
        "If you have ties to an applicant, say so on the application's page: then somebody else "
        "assesses it.\n\n"
        "With kind regards\n%(programme)s"
    ) % {
        "programme": call.offering.programme.name,
        "call": call.title,
        "link": settings.BASE_URL + reverse("assessments"),
    }
    return subject, body


def given_out(phase: Phase, count: int) -> tuple[str, str]:
    """Tells an assessor that applications have been given to them; of the applications nothing."""
    call: Call = phase.call
    subject = _("Applications to assess: %(call)s") % {"call": call.title}
    given = ngettext(
        "%(count)s application has been given to you to assess in the call “%(call)s”, phase "
        "“%(phase)s”.",
        "%(count)s applications have been given to you to assess in the call “%(call)s”, phase "
        "“%(phase)s”.",
        count,
    ) % {"count": count, "call": call.title, "phase": phase.name}
    body = _(
        "Hello!\n\n"
        "%(given)s\n\n"
        "The phase is open from %(opens)s to %(closes)s. The applications are here:\n"
        "%(link)s\n\n"
        "If you have ties to an applicant, say so on the application's page: then somebody else "
        "assesses it.\n\n"
        "With kind regards\n%(programme)s"
    ) % {
        "given": given,
        "opens": local_moment(phase.opens_at),
        "closes": local_moment(phase.closes_at),
        "link": settings.BASE_URL + reverse("assessments"),
        "programme": call.offering.programme.name,
    }
    return subject, body


def outcomes(phase: Phase, rows: Iterable[tuple[Result, Given]]) -> tuple[str, str]:
    """Tells an assessor what became of the applications: own points, mean, outcome.

    Case numbers only, no names: the mail may be kept longer than the case is open to the assessor.
    """
    lines = [
        _("%(number)s: your points %(own)s, mean %(mean)s of %(count)s, outcome: %(outcome)s")
        % {
            "number": result.application.number,
            "own": points_text(given.total),
            "mean": points_text(result.mean),
            "count": len(result.given),
            "outcome": result.application.get_state_display(),
        }
        for result, given in rows
    ]
    programme = phase.call.offering.programme.name
    subject = _("What became of the applications you assessed: %(call)s") % {
        "call": phase.call.title
    }
    body = _(
        "Hello!\n\n"
        "Thank you for assessing applications of the call “%(call)s”, phase “%(phase)s”. They "
        "have been decided. Points are out of 100.\n\n"
        "%(lines)s\n\n"
        "With kind regards\n%(programme)s"
    ) % {
        "call": phase.call.title,
        "phase": phase.name,
        "lines": "\n".join(lines),
        "programme": programme,
    }
    return subject, body
