"""Mails of surveys."""

from django.utils.translation import gettext as _

from talkoot.core.dates import local_date
from talkoot.surveys.models import Round


def invitation(survey: Round, link: str) -> tuple[str, str]:
    """Subject and body of the request to answer."""
    subject = _("How did it go? %(title)s") % {"title": survey.title}
    body = _(
        "Hello!\n\n"
        "%(programme)s asks for your answer: %(questionnaire)s – %(title)s.\n\n"
        "Answer here, it takes about two minutes and needs no sign-in:\n%(link)s\n\n"
        "The link works until %(closes)s. It is personal: do not pass it on.\n\n"
        "With kind regards\n%(programme)s"
    ) % {
        "programme": survey.programme.name,
        "questionnaire": survey.questionnaire.title,
        "title": survey.title,
        "link": link,
        "closes": local_date(survey.closes_on),
    }
    return subject, body


def reminder(survey: Round, link: str) -> tuple[str, str]:
    """Subject and body of the one reminder, only to those who have not answered."""
    subject = _("Reminder: %(title)s") % {"title": survey.title}
    body = _(
        "Hello!\n\n"
        "We have not had your answer yet: %(title)s.\n\n"
        "Answer here, it takes about two minutes:\n%(link)s\n\n"
        "The link works until %(closes)s. We will not remind you again.\n\n"
        "With kind regards\n%(programme)s"
    ) % {
        "programme": survey.programme.name,
        "title": survey.title,
        "link": link,
        "closes": local_date(survey.closes_on),
    }
    return subject, body
