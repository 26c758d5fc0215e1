"""Mails about a manager's sign-off."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from talkoot.calls.messages.writing import Mail, named
from talkoot.calls.models import SignOff
from talkoot.core.dates import local_moment


def sign_off_request(row: SignOff, token: str) -> Mail:
    """Subject and body for the manager: what is asked, and the link that needs no account."""
    application = row.application
    subject = _("Your sign-off is asked: %(title)s") % {"title": named(application)}
    body = _(
        "Hello %(name)s!\n\n"
        "%(asker)s asks you to stand behind the application “%(title)s” of %(organisation)s. Read "
        "it and answer here; you need no account, and a phone will do:\n%(link)s\n\n"
        "The link is yours alone: do not forward it. It works until %(expires)s.\n\n"
        "With kind regards\n%(programme)s"
    ) % {
        "name": row.name,
        "asker": row.asked_by,
        "title": named(application),
        "organisation": application.organisation,
        "link": settings.BASE_URL + reverse("sign-off", args=[token]),
        "expires": local_moment(row.expires_at),
        "programme": application.call.offering.programme.name,
    }
    return subject, body


def sign_off_answer(row: SignOff) -> Mail:
    """Subject and body that tell the applicant what the manager answered."""
    application = row.application
    is_signed = row.state == SignOff.State.SIGNED
    subject = (
        _("%(name)s has signed your application off")
        if is_signed
        else _("%(name)s has not signed your application off")
    )
    comment = _("Comment: %(comment)s\n\n") % {"comment": row.comment} if row.comment else ""
    advice = (
        _("The application can be sent. If its answers change, the sign-off must be asked again.")
        if is_signed
        else _("Talk it over, change what needs changing and ask again.")
    )
    body = _(
        "Hello!\n\n%(sentence)s: “%(title)s”.\n\n%(comment)s%(advice)s\n\n%(link)s\n\n"
        "With kind regards\n%(programme)s"
    ) % {
        "sentence": subject % {"name": row.name},
        "title": named(application),
        "comment": comment,
        "advice": advice,
        "link": settings.BASE_URL + reverse("application-people", args=[application.ref]),
        "programme": application.call.offering.programme.name,
    }
    return subject % {"name": row.name}, body
