"""Who asks, answers, comments and moderates."""

from http import HTTPStatus
from typing import Any

from django.utils.translation import gettext as _

from talkoot.core.refusals import NotAllowed
from talkoot.people.rules import is_editor
from talkoot.practices.models import Comment, Practice, Question

COMMENT_TRANSITIONS = {
    Comment.State.WAITING: frozenset({Comment.State.SHOWN, Comment.State.HIDDEN}),
    Comment.State.SHOWN: frozenset({Comment.State.HIDDEN}),
    Comment.State.HIDDEN: frozenset({Comment.State.SHOWN}),
}
QUESTION_TRANSITIONS = {
    Question.State.OPEN: frozenset({Question.State.ANSWERED, Question.State.HIDDEN}),
    Question.State.ANSWERED: frozenset({Question.State.HIDDEN}),
    Question.State.HIDDEN: frozenset({Question.State.OPEN, Question.State.ANSWERED}),
}
WRITTEN_A_DAY = 10  # Questions and comments of one person, each.


def can_moderate(user: Any, row: Comment | Question) -> bool:
    """The office of the practice's programme and its editors."""
    return is_editor(user, row.practice.programme.office_id)


def check_write(practice: Practice, written_today: int) -> None:
    """Refuse talk on what is not public, and a flood."""
    if practice.state != Practice.State.PUBLISHED:
        raise NotAllowed(_("Only a published practice can be discussed."))
    if written_today >= WRITTEN_A_DAY:
        raise NotAllowed(
            _("You have written %(count)s times today. Go on tomorrow.") % {"count": written_today},
            status=HTTPStatus.TOO_MANY_REQUESTS,
        )


def check_answerable(question: Question) -> None:
    """An answer is given once; a hidden question gets none."""
    if question.state == Question.State.ANSWERED:
        raise NotAllowed(_("The question has been answered already."))
    if question.state == Question.State.HIDDEN:
        raise NotAllowed(_("The programme office has hidden the question, so it needs no answer."))
