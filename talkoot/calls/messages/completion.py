"""The words of completing an application: request, reminder, receipt, and the letter of a lapse."""

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from talkoot.calls.models import Application, CompletionRequest
from talkoot.calls.queries import findings_of
from talkoot.calls.rules.answers import missing_answers
from talkoot.core.dates import local_date, local_moment

Mail = tuple[str, str]


def drafted_request(application: Application) -> str:
    """What a request would ask, from the missing answers and the criteria that are not met."""
    lines = [gap.sentence for gap in missing_answers(application)]
    for criterion, finding in findings_of(application):
        if not finding.is_met and not finding.needs_person:
            lines.append(f"{criterion.text} {finding.reason}")
    return "\n\n".join(lines)


def warning() -> str:
    """What follows if the application is not completed in time."""
    return _(
        "If you do not complete it in time, the application may be left unexamined or decided on "
        "what it holds now."
    )


def completion_request(request: CompletionRequest) -> Mail:
    """Subject and body of the request: what, by when, and what follows otherwise.

    Administrative Procedure Act 434/2003, section 22.
    """
    application = request.application
    subject = _("Complete your application: %(number)s") % {"number": application.number}
    body = _(
        "Hello!\n\n"
        "Your application “%(title)s” (%(number)s) must be completed before it can be decided.\n\n"
        "What to complete:\n%(text)s\n\n"
        "Complete it by %(due)s, that day included. %(warning)s (Administrative Procedure Act "
        "434/2003, section 22.)\n\n"
        "Open the application, change the answers and send it again:\n%(link)s\n\n"
        "If you need more time, ask for it before the time is up.\n\n"
        "Questions: %(contact)s\n\n"
        "With kind regards\n%(programme)s"
    ) % {**_facts(request), "text": request.text, "warning": warning()}
    return subject, body


def completion_reminder(request: CompletionRequest) -> Mail:
    """Subject and body of the one reminder before the time is up."""
    subject = _("The time to complete your application ends on %(day)s") % {
        "day": local_date(request.due_on)
    }
    body = _(
        "Hello!\n\n"
        "Your application “%(title)s” (%(number)s) has not been completed yet. The last day is "
        "%(due)s. %(warning)s\n\n"
        "What to complete:\n%(text)s\n\n"
        "Open the application:\n%(link)s\n\n"
        "Questions: %(contact)s\n\n"
        "With kind regards\n%(programme)s"
    ) % {**_facts(request), "text": request.text, "warning": warning()}
    return subject, body


def more_time_asked(request: CompletionRequest) -> Mail:
    """Subject and body for the programme office."""
    application = request.application
    assert request.more_time_until is not None  # Asked for in the same transaction.
    facts = _facts(request) | {
        "organisation": application.organisation,
        "until": local_date(request.more_time_until),
        "reason": request.more_time_reason,
        "link": settings.BASE_URL + reverse("answer-more-time", args=[application.ref]),
    }
    subject = _("More time asked for: %(organisation)s, %(number)s") % facts
    body = _(
        "Hello!\n\n"
        "%(organisation)s asks for more time to complete the application “%(title)s” "
        "(%(number)s): until %(until)s instead of %(due)s.\n\n"
        "The reason: %(reason)s\n\n"
        "Answer here:\n%(link)s\n\n"
        "With kind regards\n%(programme)s"
    )
    return subject, body % facts


def more_time_answered(request: CompletionRequest) -> Mail:
    """Subject and body of the office's answer to those who write the application."""
    facts = _facts(request) | {"answer": _answer(request)}
    if request.is_more_time_given:
        subject = _("You have more time: complete your application by %(due)s") % facts
        body = _(
            "Hello!\n\n"
            "You asked for more time to complete the application “%(title)s” (%(number)s). The "
            "last day is now %(due)s.%(answer)s\n\n"
            "Open the application:\n%(link)s\n\n"
            "Questions: %(contact)s\n\n"
            "With kind regards\n%(programme)s"
        )
        return subject, body % facts
    subject = _("More time is not given: %(number)s") % facts
    body = _(
        "Hello!\n\n"
        "You asked for more time to complete the application “%(title)s” (%(number)s). It is not "
        "given. Complete the application by %(due)s.%(answer)s\n\n"
        "Open the application:\n%(link)s\n\n"
        "Questions: %(contact)s\n\n"
        "With kind regards\n%(programme)s"
    )
    return subject, body % facts


def _answer(request: CompletionRequest) -> str:
    """What the office tells of it, in a paragraph of its own."""
    return f"\n\n{request.more_time_answer}" if request.more_time_answer else ""


def completion_receipt(request: CompletionRequest) -> Mail:
    """Subject and body of the acknowledgement (Act on Electronic Services 13/2003, section 12)."""
    subject = _("Your completed application has arrived: %(number)s") % {
        "number": request.application.number
    }
    body = _(
        "Hello!\n\n"
        "You completed the application “%(title)s” (%(number)s) on %(answered)s. The programme "
        "office goes on with it, and you get a written decision by e-mail.\n\n"
        "Follow the case here:\n%(link)s\n\n"
        "Questions: %(contact)s\n\n"
        "With kind regards\n%(programme)s"
    ) % {**_facts(request), "answered": local_moment(request.answered_at or timezone.now())}
    return subject, body


def completion_cancelled(request: CompletionRequest) -> Mail:
    """Subject and body when the office takes the request back."""
    subject = _("You need not complete your application: %(number)s") % {
        "number": request.application.number
    }
    body = _(
        "Hello!\n\n"
        "The programme office asked you to complete the application “%(title)s” (%(number)s). The "
        "request has been withdrawn: you need not do anything. The application is handled as you "
        "sent it.\n\n"
        "The case:\n%(link)s\n\n"
        "Questions: %(contact)s\n\n"
        "With kind regards\n%(programme)s"
    ) % _facts(request)
    return subject, body


def lapse_letter(request: CompletionRequest, *, reason: str, by: Any) -> dict[str, Any]:
    """The letter that tells of a lapse, as data."""
    application = request.application
    programme = application.call.offering.programme
    asked = _(
        "You were asked on %(asked)s to complete the application by %(due)s. It was not completed."
    ) % {"asked": local_moment(request.created_at), "due": local_date(request.due_on)}
    onwards = _(
        "You can apply again while a call is open. If you want a decision that can be challenged, "
        "tell the programme office: %(contact)s. The case is then taken up again."
    ) % {"contact": programme.contact_email}
    return {
        "organisation": programme.office.name,
        "title": _("Application lapsed"),
        "meta": [
            [_("Case number"), application.number],
            [_("Date"), local_date(timezone.localdate())],
            [_("Applicant"), application.organisation.name],
            [_("Title"), application.title],
        ],
        "sections": [
            {"heading": _("What happened"), "paragraphs": [asked, *request.text.split("\n\n")]},
            {"heading": _("Reasons"), "paragraphs": reason.split("\n\n")},
            {"heading": _("What you can do"), "paragraphs": [onwards]},
        ],
        "signature": {
            "name": str(by),
            "title": _("Decision maker"),
            "text": _("Signed electronically on %(moment)s.")
            % {"moment": local_moment(timezone.now())},
        },
        "footer": programme.name,
    }


def lapse_mail(request: CompletionRequest) -> Mail:
    """Subject and body of the mail that carries the letter."""
    subject = _("Your application has lapsed: %(number)s") % {"number": request.application.number}
    body = _(
        "Hello!\n\n"
        "Your application “%(title)s” (%(number)s) was not completed by %(due)s, so it has lapsed. "
        "The letter attached tells why and what you can do.\n\n"
        "The case:\n%(link)s\n\n"
        "Questions: %(contact)s\n\n"
        "With kind regards\n%(programme)s"
    ) % _facts(request)
    return subject, body


def _facts(request: CompletionRequest) -> dict[str, Any]:
    application = request.application
    programme = application.call.offering.programme
    return {
        "title": application.title,
        "number": application.number,
        "due": local_date(request.due_on),
        "link": settings.BASE_URL + reverse("my-application", args=[application.ref]),
        "contact": programme.contact_email,
        "programme": programme.name,
    }
