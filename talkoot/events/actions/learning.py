"""Tasks, answers, materials and the internal fair of a learning space."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from talkoot.audit.actions import record
from talkoot.core.refusals import NotAllowed
from talkoot.core.states import change_state
from talkoot.events.actions.spaces import tell_user
from talkoot.events.messages import learning as messages
from talkoot.events.models import LearningTask, Material, PeerReview, Registration, Submission
from talkoot.events.rules import learning as rules
from talkoot.events.rules.learning import Space
from talkoot.files.actions import remove_file, store_file
from talkoot.files.models import Publicity, Retention
from talkoot.files.rules import LEARNING_TYPES
from talkoot.people.models import User

State = Submission.State


@transaction.atomic
def save_submission(
    space: Space, task: LearningTask, *, text: str, version: int, upload: Any = None, by: User
) -> tuple[Submission, bool]:
    """Keep the answer as a draft; returns it, and whether somebody else's newer text was there.

    `version` is the one that the person began from. A newer text of a team mate is not written
    over: the person's own text stays on the page with the other's, to be put together. Refuses
    what has been handed in, and somebody who takes no part.
    """
    rules.check_answer(space, task)
    submission = _locked_own(space, task)
    rules.check_edit(submission)
    if submission.version != version and submission.text != text:
        return submission, True
    old = submission.file if upload else None
    if upload:
        submission.file = store_file(
            upload,
            by=by,
            publicity=Publicity.PARTY,
            retention=Retention.EVIDENCE,
            allowed=LEARNING_TYPES,
            is_demo=space.series.is_demo,
        )
    if submission.text != text or upload:
        submission.text, submission.saved_by = text, by
        submission.version += 1
        submission.save(update_fields=["text", "file", "version", "saved_by"])
        after = {"version": submission.version}
        record("events.submission.saved", submission, by=by, after=after)
    if old:
        remove_file(old)
    return submission, False


@transaction.atomic
def hand_in(submission: Submission, *, by: User) -> None:
    """Hand the answer in, in time or late. Refuses an empty one and one handed in already."""
    found = Submission.objects.select_for_update().filter(pk=submission.pk).first()
    submission = rules.check_hand_in(found)
    submission.submitted_at = timezone.now()
    submission.save(update_fields=["submitted_at"])
    moved = change_state(submission, State.SUBMITTED, rules.SUBMISSION_TRANSITIONS)
    record("events.submission.submitted", submission, by=by, **moved)


@transaction.atomic
def answer_submission(
    space: Space, submission: Submission, *, is_accepted: bool, comment: str, by: User
) -> None:
    """The facilitator accepts the answer or returns it with a comment; its author is told.

    Refuses others, an answer that has been dealt with, and a return without a comment.
    """
    rules.check_lead(space)
    if not is_accepted:
        rules.check_task_open(submission.task)
    if not is_accepted and not comment.strip():
        raise NotAllowed(_("Write what the answer still needs, then return it."))
    to = State.ACCEPTED if is_accepted else State.RETURNED
    moved = change_state(submission, to, rules.SUBMISSION_TRANSITIONS)
    submission.comment = comment
    submission.save(update_fields=["comment"])
    record(f"events.submission.{to}", submission, by=by, **moved)
    if submission.team is not None:
        person = submission.team.contact
    else:
        assert submission.registration is not None
        person = submission.registration.participant
    tell_user(
        person,
        "submission-answered",
        key=f"submission-answered-{submission.pk}-{submission.version}-{to}",
        series=space.series,
        write=lambda: messages.submission_answered(submission, space.series),
    )


@transaction.atomic
def deal_reviews(space: Space, task: LearningTask, *, by: User) -> int:
    """Give everybody who takes part answers to review, none of them their own; returns how many.

    Giving again adds what is missing, for those who came later; nothing given is taken away.
    """
    rules.check_lead(space)
    task = LearningTask.objects.select_for_update().get(pk=task.pk)
    rules.check_task_open(task)
    if not task.is_peer_reviewed:
        raise NotAllowed(_("This task has no internal fair. Change the task first."))
    handed = task.submissions.filter(state__in=(State.SUBMITTED, State.ACCEPTED))
    reviewers = list(
        Registration.objects.filter(series=space.series, state=Registration.State.REGISTERED)
        .order_by("pk")
        .values_list("pk", "team")
    )
    answers = [
        (row.pk, frozenset(pk for pk, team in reviewers if _wrote(row, pk, team)))
        for row in handed.order_by("pk")
    ]
    if len(answers) < 2:
        raise NotAllowed(_("At least two answers must be handed in before the internal fair."))
    has_some = set(
        PeerReview.objects.filter(submission__task=task).values_list("reviewer", flat=True)
    )
    new = [pk for pk, _team in reviewers if pk not in has_some]
    pairs = rules.review_pairs(answers, new, seed=task.pk)
    PeerReview.objects.bulk_create(
        PeerReview(submission_id=answer, reviewer_id=reviewer) for answer, reviewer in pairs
    )
    record("events.peer_review.dealt", task, by=by, after={"count": len(pairs)})
    return len(pairs)


@transaction.atomic
def save_review(review: PeerReview, *, strengths: str, ideas: str, by: User) -> None:
    """Keep what the reviewer says; its author sees it without the reviewer's name."""
    if not strengths.strip() and not ideas.strip():
        raise NotAllowed(_("Write what works, or an idea to take further."))
    review.strengths, review.ideas, review.done_at = strengths, ideas, timezone.now()
    review.save(update_fields=["strengths", "ideas", "done_at"])
    record("events.peer_review.written", review, by=by)


@transaction.atomic
def save_material(space: Space, material: Material, *, upload: Any = None, by: User) -> Material:
    """Add or change a material; a new file takes the place of the old one.

    Who takes part keeps only the materials of the own team, which nobody else sees.
    """
    rules.check_keep(space, material)
    old = material.file if upload else None
    if upload:
        material.file = store_file(
            upload,
            by=by,
            publicity=Publicity.PUBLIC if material.is_public else Publicity.PARTY,
            retention=Retention.PUBLISHED,
            allowed=LEARNING_TYPES,
            is_demo=space.series.is_demo,
        )
    if not (material.body.strip() or material.url or material.file):
        raise NotAllowed(_("A material needs a text, a link or a file."))
    key = "changed" if material.pk else "added"
    material.series, material.is_demo = space.series, space.series.is_demo
    material.save()
    if old:
        remove_file(old)
    record(f"events.material.{key}", material, by=by)
    return material


@transaction.atomic
def remove_material(space: Space, material: Material, *, by: User) -> None:
    """Take a material out of the learning space, with its file."""
    rules.check_keep(space, material)
    file = material.file
    record("events.material.removed", material, by=by)
    material.delete()
    if file:
        remove_file(file)


def _wrote(submission: Submission, registration: int, team: int | None) -> bool:
    if submission.team_id is not None:
        return submission.team_id == team
    return submission.registration_id == registration


def _locked_own(space: Space, task: LearningTask) -> Submission:
    """The person's or the team's answer, made if there is none, locked."""
    owner: dict[str, Any] = (
        {"team_id": space.team_id} if task.is_team_work else {"registration": space.registration}
    )
    row, _created = Submission.objects.get_or_create(
        task=task, **owner, defaults={"is_demo": space.series.is_demo}
    )
    return Submission.objects.select_for_update(of=("self",)).select_related("file").get(pk=row.pk)
