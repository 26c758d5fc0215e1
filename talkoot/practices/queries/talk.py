"""Reads of questions and comments."""

import datetime
from typing import Any

from django.db.models import Case, Q, QuerySet, When
from django.utils import timezone

from talkoot.core.access import fetch
from talkoot.people.models import Role, User
from talkoot.people.rules import confirmed_ids, editor_ids
from talkoot.practices.models import Comment, Practice, Question
from talkoot.practices.queries.owners import contacts_of, owners_of
from talkoot.practices.rules import talk as rules

SHOWN = 20
COMMENT_FIELDS = (
    "practice text state language created_at is_demo organisation__name organisation__key".split()
)


def answerers_of(practice: Practice) -> list[User]:
    """Who answers for the practice now: its author while there, else the owner's contacts.

    Without either, whoever wrote it; nobody, and the office answers.
    """
    author = practice.author
    if author and author.is_active and practice.organisation_id in confirmed_ids(author):
        return [author]
    return contacts_of(practice.organisation_id) or owners_of(practice)


def can_answer(user: Any, question: Question) -> bool:
    """Whoever answers for the practice, a contact of its organisation, and the office."""
    if not user.is_authenticated:
        return False
    practice = question.practice
    return (
        rules.can_moderate(user, question)
        or user in answerers_of(practice)
        or user.memberships.filter(
            organisation=practice.organisation_id, role=Role.CONTACT, confirmed_at__isnull=False
        ).exists()
    )


def can_read_question(user: Any, question: Question) -> bool:
    """Whoever asked and whoever may answer; with its answer it is on the practice's page."""
    return user.is_authenticated and (question.asker_id == user.pk or can_answer(user, question))


def get_question(user: Any, pk: int, *, can: Any = can_read_question) -> Question:
    """The question that `user` may reach by rule `can`, else NotFound."""
    rows = Question.objects.select_related(
        "practice__programme", "practice__organisation", "practice__author", "asker"
    )
    return fetch(rows, user, can, pk=pk)


def get_comment(user: Any, pk: int) -> Comment:
    """The comment for the office of its practice's programme, else NotFound."""
    rows = Comment.objects.select_related("practice__programme", "practice__author", "organisation")
    return fetch(rows, user, rules.can_moderate, pk=pk)


def shown_questions(practice: Practice) -> "QuerySet[Question]":
    """Questions with their answers, the newest first."""
    rows = practice.questions.filter(state=Question.State.ANSWERED)
    return rows.order_by("-answered_at", "-pk")


def shown_comments(practice: Practice, user: Any) -> "QuerySet[Comment]":
    """One's own that waits and what the office has let through, the newest first."""
    seen = Q(state=Comment.State.SHOWN)
    if user.is_authenticated:
        seen |= Q(state=Comment.State.WAITING, author=user)
    rows = practice.comments.filter(seen).select_related("organisation")
    waits = Case(When(state=Comment.State.WAITING, then=0), default=1)
    return rows.only(*COMMENT_FIELDS).order_by(waits, "-created_at", "-pk")


def written_today(model: type[Question] | type[Comment], user: User) -> int:
    """How many the person has written within a day."""
    since = timezone.now() - datetime.timedelta(days=1)
    who = {"asker": user} if model is Question else {"author": user}
    return model._default_manager.filter(created_at__gte=since, **who).count()


def comments_to_moderate(user: Any) -> "QuerySet[Comment]":
    """What waits for the person's office, the oldest first."""
    rows = Comment.objects.filter(
        state=Comment.State.WAITING, practice__programme__office__in=editor_ids(user)
    )
    return rows.select_related("practice", "organisation", "author").order_by("created_at", "pk")


def open_questions(user: Any) -> "QuerySet[Question]":
    """Questions that wait for an answer in the person's programmes, the oldest first."""
    rows = Question.objects.filter(
        state=Question.State.OPEN, practice__programme__office__in=editor_ids(user)
    )
    return rows.select_related("practice__organisation").order_by("created_at", "pk")


def recent_talk(user: Any) -> list[Comment | Question]:
    """The newest that the office has let through, answered or hidden, to be taken back."""
    offices = editor_ids(user)
    comments = Comment.objects.filter(practice__programme__office__in=offices)
    questions = Question.objects.filter(practice__programme__office__in=offices)
    rows: list[Comment | Question] = [
        *comments.exclude(state=Comment.State.WAITING)
        .select_related("practice", "organisation")
        .order_by("-state_changed_at")[:SHOWN],
        *questions.exclude(state=Question.State.OPEN)
        .select_related("practice")
        .order_by("-state_changed_at")[:SHOWN],
    ]
    return sorted(rows, key=lambda row: row.state_changed_at, reverse=True)[:SHOWN]
