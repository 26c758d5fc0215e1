"""Mails of a learning space."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from talkoot.core.dates import local_moment
from talkoot.events.models import LearningTask, Post, Series, Submission


def submission_answered(submission: Submission, series: Series) -> tuple[str, str]:
    """Subject and body to the author: accepted, or returned for more."""
    is_accepted = submission.state == Submission.State.ACCEPTED
    subject = (
        _("Accepted: your answer to “%(task)s”")
        if is_accepted
        else _("Returned to you: your answer to “%(task)s”")
    ) % {"task": submission.task.title}
    advice = (
        _("You need not do anything more.")
        if is_accepted
        else _("Change the answer and hand it in again.")
    )
    body = _(
        "Hello!\n\n%(subject)s.\n\n%(comment)s\n\n%(advice)s\n\n%(link)s\n\n"
        "With kind regards\n%(programme)s"
    ) % {
        "subject": subject,
        "comment": submission.comment,
        "advice": advice,
        "link": _link("task", series, submission.task_id),
        "programme": series.programme.name,
    }
    return subject, body


def post_hidden(post: Post, series: Series) -> tuple[str, str]:
    """Subject and body to the author of a hidden message: the reason."""
    subject = _("Your message was hidden: %(discussion)s") % {"discussion": post.discussion.title}
    body = _(
        "Hello!\n\n"
        "The facilitators have hidden a message of yours in the discussion “%(discussion)s”.\n\n"
        "Reason: %(reason)s\n\n"
        "You can write the matter anew. If you think this was a mistake, answer the facilitators "
        "or the programme office.\n\n%(link)s\n\nWith kind regards\n%(programme)s"
    ) % {
        "discussion": post.discussion.title,
        "reason": post.hidden_reason,
        "link": _link("discussion", series, post.discussion_id),
        "programme": series.programme.name,
    }
    return subject, body


def post_flagged(post: Post, series: Series) -> tuple[str, str]:
    """Subject and body to a facilitator: somebody asks to look at a message."""
    subject = _("Look at a message: %(discussion)s") % {"discussion": post.discussion.title}
    body = _(
        "Hello!\n\n"
        "A participant of “%(series)s” asks the facilitators to look at a message in the "
        "discussion “%(discussion)s”.\n\n"
        "Read it, then hide it or note that it may stay:\n%(link)s\n\n"
        "With kind regards\n%(programme)s"
    ) % {
        "series": series.title,
        "discussion": post.discussion.title,
        "link": _link("discussion", series, post.discussion_id),
        "programme": series.programme.name,
    }
    return subject, body


def task_due(task: LearningTask, series: Series) -> tuple[str, str]:
    """Subject and body to somebody who has not handed in: when the task is due."""
    subject = _("Due on %(moment)s: %(task)s") % {
        "moment": local_moment(task.due_at),
        "task": task.title,
    }
    body = _(
        "Hello!\n\n"
        "The task “%(task)s” of “%(series)s” is due on %(moment)s, and you have not handed it in "
        "yet. What you have written is kept.\n\n%(link)s\n\nWith kind regards\n%(programme)s"
    ) % {
        "task": task.title,
        "series": series.title,
        "moment": local_moment(task.due_at),
        "link": _link("task", series, task.pk),
        "programme": series.programme.name,
    }
    return subject, body


def task_retimed(task: LearningTask, series: Series) -> tuple[str, str]:
    """Subject and body to somebody who has not handed in: the task has a new due time."""
    subject = _("New due time: %(task)s, %(moment)s") % {
        "task": task.title,
        "moment": local_moment(task.due_at),
    }
    body = _(
        "Hello!\n\n"
        "The task “%(task)s” of “%(series)s” is now due on %(moment)s. What you have written is "
        "kept.\n\n%(link)s\n\nWith kind regards\n%(programme)s"
    ) % {
        "task": task.title,
        "series": series.title,
        "moment": local_moment(task.due_at),
        "link": _link("task", series, task.pk),
        "programme": series.programme.name,
    }
    return subject, body


def task_withdrawn(task: LearningTask, series: Series) -> tuple[str, str]:
    """Subject and body to those who have the task: nobody need answer it, and why."""
    subject = _("Withdrawn: %(task)s") % {"task": task.title}
    body = _(
        "Hello!\n\n"
        "The task “%(task)s” of “%(series)s” has been withdrawn, so nobody need answer it, and the "
        "certificate does not need it.\n\n%(note)s\n\n%(link)s\n\n"
        "With kind regards\n%(programme)s"
    ) % {
        "task": task.title,
        "series": series.title,
        "note": task.withdrawn_note or _("It was removed before anybody had handed it in."),
        "link": settings.BASE_URL + reverse("learning", args=[series.slug]),
        "programme": series.programme.name,
    }
    return subject, body


def _link(name: str, series: Series, pk: int) -> str:
    return settings.BASE_URL + reverse(name, args=[series.slug, pk])
