"""Making, changing, removing and withdrawing the tasks of a learning space."""

from collections.abc import Callable, Iterable
from functools import cache

from django.db import transaction
from django.utils import timezone, translation

from talkoot.audit.actions import record
from talkoot.correspondence.actions import Mail, queue_many
from talkoot.events.actions.plans import TASK_FIELDS
from talkoot.events.messages import learning as messages
from talkoot.events.models import LearningTask, Registration, Series, Submission
from talkoot.events.queries.learning import handed_in, registered, waited_of
from talkoot.events.rules import learning as rules
from talkoot.events.rules.learning import Space
from talkoot.files.actions import remove_file
from talkoot.people.models import User

FIELDS = (*TASK_FIELDS, "due_at")


@transaction.atomic
def save_task(space: Space, task: LearningTask, *, by: User) -> LearningTask:
    """Add or change a task of the series; those who have not handed in are told of a new due time.

    Refuses one that has been withdrawn.
    """
    rules.check_lead(space)
    old = LearningTask.objects.select_for_update().filter(pk=task.pk).first()
    task.series, task.is_demo = space.series, space.series.is_demo
    if old is None:
        task.save()
        record("events.learning_task.added", task, by=by)
        return task
    rules.check_task_open(old)
    changed = [name for name in FIELDS if getattr(old, name) != getattr(task, name)]
    if not changed:
        return task
    task.save(update_fields=FIELDS)
    before, after = ({name: str(getattr(row, name)) for name in changed} for row in (old, task))
    record("events.learning_task.changed", task, by=by, before=before, after=after)
    if "due_at" in changed:
        key = f"task-retimed-{task.pk}-{task.due_at:%Y%m%d%H%M}"
        _tell(space.series, key, waited_of(task), lambda: messages.task_retimed(task, space.series))
    return task


@transaction.atomic
def remove_task(space: Space, task: LearningTask, *, by: User) -> None:
    """Remove a task that nobody has handed in, with its drafts; their authors are told once."""
    rules.check_lead(space)
    task = LearningTask.objects.select_for_update().get(pk=task.pk)
    drafts = list(task.submissions.select_for_update(of=("self",)).select_related("file"))
    rules.check_remove_task(task, handed_in=handed_in(task))
    key, before = f"task-withdrawn-{task.pk}", {"title": task.title, "due_at": str(task.due_at)}
    _tell(
        space.series,
        key,
        _authors(task, drafts),
        lambda: messages.task_withdrawn(task, space.series),
    )
    record("events.learning_task.removed", task, by=by, before=before)
    task.delete()
    for draft in drafts:
        if draft.file:
            remove_file(draft.file)


@transaction.atomic
def withdraw_task(space: Space, task: LearningTask, *, note: str, by: User) -> None:
    """Withdraw a task that has answers: they are kept, nobody need answer any more, and everybody
    who has the task is told once, with the note.
    """
    rules.check_lead(space)
    task = LearningTask.objects.select_for_update().get(pk=task.pk)
    rules.check_task_open(task)
    before = {"is_required": task.is_required}
    task.withdrawn_at, task.withdrawn_note, task.is_required = timezone.now(), note, False
    task.save(update_fields=["withdrawn_at", "withdrawn_note", "is_required"])
    after = {"withdrawn_note": note, "is_required": False}
    record("events.learning_task.withdrawn", task, by=by, before=before, after=after)
    key = f"task-withdrawn-{task.pk}"
    _tell(space.series, key, registered(task), lambda: messages.task_withdrawn(task, space.series))


def _authors(task: LearningTask, drafts: list[Submission]) -> Iterable[Registration]:
    people = {row.registration_id for row in drafts} - {None}
    teams = {row.team_id for row in drafts} - {None}
    return [row for row in registered(task) if row.pk in people or row.team_id in teams]


def _tell(
    series: Series, key: str, rows: Iterable[Registration], write: Callable[[], tuple[str, str]]
) -> None:
    """Queue the mail to those with a seat in a published series, once for each key."""
    if series.state != Series.State.PUBLISHED:
        return

    @cache
    def worded(language: str) -> tuple[str, str]:
        with translation.override(language):
            return write()

    mails = []
    for row in rows:
        person = row.participant
        subject, body = worded(person.language)
        mails.append(
            Mail(f"{key}-{row.pk}", subject, body, address=person.email, language=person.language)
        )
    kind = "-".join(key.split("-")[:2])
    office = series.programme.office_id
    queue_many(kind, office_id=office, mails=mails, is_demo=series.is_demo)
