"""Mails about questions and comments."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from talkoot.practices.models import Comment, Question


def question_asked(question: Question) -> tuple[str, str]:
    """Brings the question to the practice's owner."""
    practice = question.practice
    subject = _("A question about your practice: %(title)s") % {"title": practice.title}
    body = _(
        "Hello!\n\n"
        "A reader asks about the practice “%(title)s”:\n\n%(text)s\n\n"
        "Answer here:\n%(link)s\n\n"
        "The question and your answer join the practice's page, without names.\n\n"
        "With kind regards\n%(programme)s"
    ) % {
        "title": practice.title,
        "text": question.text,
        "link": settings.BASE_URL + reverse("question", args=[question.pk]),
        "programme": practice.programme.name,
    }
    return subject, body


def question_answered(question: Question) -> tuple[str, str]:
    """Brings the answer to whoever asked."""
    practice = question.practice
    subject = _("Your question has been answered: %(title)s") % {"title": practice.title}
    body = _(
        "Hello!\n\n"
        "You asked:\n\n%(text)s\n\n"
        "%(organisation)s answers:\n\n%(answer)s\n\n"
        "The practice's page:\n%(link)s\n\n"
        "With kind regards\n%(programme)s"
    ) % {
        "text": question.text,
        "answer": question.answer,
        "organisation": practice.organisation,
        "link": settings.BASE_URL + practice.get_absolute_url(),
        "programme": practice.programme.name,
    }
    return subject, body


def comment_shown(comment: Comment) -> tuple[str, str]:
    """Tells the owner of a comment that everybody now sees."""
    practice = comment.practice
    subject = _("A comment on your practice: %(title)s") % {"title": practice.title}
    body = _(
        "Hello!\n\n"
        "A reader commented on the practice “%(title)s”:\n\n%(text)s\n\n"
        "The practice's page:\n%(link)s\n\n"
        "With kind regards\n%(programme)s"
    ) % {
        "title": practice.title,
        "text": comment.text,
        "link": settings.BASE_URL + practice.get_absolute_url(),
        "programme": practice.programme.name,
    }
    return subject, body
