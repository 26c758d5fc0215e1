"""Every write of questions, answers and comments."""

from django.db import transaction
from django.utils import timezone, translation

from talkoot.audit.actions import record
from talkoot.core.states import change_state
from talkoot.experts.queries.people import officers_of
from talkoot.people.models import Membership, Organisation, User
from talkoot.practices.actions.mails import tell_people
from talkoot.practices.messages import talk as messages
from talkoot.practices.models import Comment, Practice, Question
from talkoot.practices.queries.talk import answerers_of, written_today
from talkoot.practices.rules import talk as rules


@transaction.atomic
def ask_question(practice: Practice, *, text: str, by: User) -> Question:
    """Send a question to whoever answers for the practice, or to the office; refuses a flood."""
    User.objects.select_for_update().values_list("pk").get(pk=by.pk)
    rules.check_write(practice, written_today(Question, by))
    question = Question.objects.create(
        practice=practice, text=text, asker=by, is_demo=practice.is_demo or by.is_demo
    )
    record("practices.question.asked", question, by=by)
    tell_people(
        answerers_of(practice) or officers_of(practice.programme),
        practice,
        "question-asked",
        messages.question_asked,
        question,
        key=f"question-{question.pk}",
    )
    return question


@transaction.atomic
def answer_question(question: Question, *, answer: str, by: User) -> Question:
    """Answer; question and answer join the practice's page and the asker is told.

    Of two answers at once the second is refused; so is one to a hidden question.
    """
    question = _locked_question(question)
    rules.check_answerable(question)
    question.answer, question.answered_by = answer, by
    question.answered_at = timezone.now()
    question.save(update_fields=["answer", "answered_by", "answered_at"])
    moved = change_state(question, Question.State.ANSWERED, rules.QUESTION_TRANSITIONS)
    record("practices.question.answered", question, by=by, **moved)
    tell_people(
        [question.asker],
        question.practice,
        "question-answered",
        messages.question_answered,
        question,
        key=f"question-{question.pk}",
    )
    return question


@transaction.atomic
def hide_question(question: Question, *, by: User) -> None:
    """The office takes a question and its answer off the page."""
    question = _locked_question(question)
    moved = change_state(question, Question.State.HIDDEN, rules.QUESTION_TRANSITIONS)
    record("practices.question.hidden", question, by=by, **moved)


@transaction.atomic
def show_question(question: Question, *, by: User) -> None:
    """The office takes its hiding back: the question is where it was."""
    question = _locked_question(question)
    state = Question.State.ANSWERED if question.answer else Question.State.OPEN
    moved = change_state(question, state, rules.QUESTION_TRANSITIONS)
    record("practices.question.shown", question, by=by, **moved)


@transaction.atomic
def write_comment(practice: Practice, *, text: str, by: User) -> Comment:
    """Leave a comment for the office to let through; refuses a flood."""
    User.objects.select_for_update().values_list("pk").get(pk=by.pk)
    rules.check_write(practice, written_today(Comment, by))
    comment = Comment.objects.create(
        practice=practice,
        text=text,
        author=by,
        organisation=_organisation_of(by),
        language=(translation.get_language() or "fi")[:2],
        is_demo=practice.is_demo or by.is_demo,
    )
    record("practices.comment.written", comment, by=by)
    return comment


@transaction.atomic
def show_comment(comment: Comment, *, by: User) -> None:
    """The office lets a comment through; the owner of the practice is told, once."""
    moved = change_state(comment, Comment.State.SHOWN, rules.COMMENT_TRANSITIONS)
    record("practices.comment.shown", comment, by=by, **moved)
    tell_people(
        answerers_of(comment.practice),
        comment.practice,
        "comment-shown",
        messages.comment_shown,
        comment,
        key=f"comment-{comment.pk}",
    )


@transaction.atomic
def hide_comment(comment: Comment, *, by: User) -> None:
    """The office keeps a comment from the page, or takes it off."""
    moved = change_state(comment, Comment.State.HIDDEN, rules.COMMENT_TRANSITIONS)
    record("practices.comment.hidden", comment, by=by, **moved)


def _organisation_of(user: User) -> Organisation | None:
    """In whose name a comment stands: the person's own is never shown."""
    rows = Membership.objects.filter(user=user, confirmed_at__isnull=False)
    membership = rows.select_related("organisation").order_by("pk").first()
    return membership.organisation if membership else None


def _locked_question(question: Question) -> Question:
    rows = Question.objects.select_for_update(of=("self",)).select_related(
        "practice__programme", "practice__organisation", "practice__author", "asker"
    )
    return rows.get(pk=question.pk)
