"""What a team writes down: meetings, tasks, the path, commitments and the harvest."""

import datetime
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils import translation

from talkoot.audit.actions import record
from talkoot.core.states import change_state
from talkoot.correspondence.actions import queue_reminder
from talkoot.correspondence.rules import ReminderWaits
from talkoot.engagements.actions.teams import locked
from talkoot.engagements.messages import teams as messages
from talkoot.engagements.models import (
    Commitment,
    DevelopmentTask,
    Engagement,
    Harvest,
    PathMark,
    Team,
    TeamMeeting,
)
from talkoot.engagements.rules import teams as rules
from talkoot.people.models import User


@transaction.atomic
def add_meeting(
    team: Team, *, held_on: datetime.date, present: int, notes: str, by: User
) -> TeamMeeting:
    """Log a meeting that the team held by itself."""
    team = _at_work(team)
    row = TeamMeeting.objects.create(
        team=team, held_on=held_on, present=present, notes=notes, is_demo=team.is_demo
    )
    record("engagements.team_meeting.added", row, by=by)
    return row


@transaction.atomic
def add_development_task(
    *,
    team: Team | None = None,
    engagement: Engagement | None = None,
    title: str,
    owner: str,
    goal: str = "",
    steps: str = "",
    due_on: datetime.date | None = None,
    by: User | None,
) -> DevelopmentTask:
    """A development task of a team or of an engagement; refuses a team no longer at work."""
    if team is not None:
        team = _at_work(team)
    whole = team or engagement
    task = DevelopmentTask.objects.create(
        team=team,
        engagement=engagement,
        title=title,
        owner=owner,
        goal=goal,
        steps=steps,
        due_on=due_on,
        is_demo=whole is not None and whole.is_demo,
    )
    record("engagements.development_task.added", task, by=by)
    return task


@transaction.atomic
def move_task(task: DevelopmentTask, *, to: str, result: str = "", by: User) -> None:
    """Begin, finish, give up or take up a task again; a result is kept with it."""
    task = DevelopmentTask.objects.select_for_update().get(pk=task.pk)
    moved = change_state(task, to, rules.DEVELOPMENTTASK_TRANSITIONS)
    if result:
        task.result = result
        task.save(update_fields=["result"])
    record("engagements.development_task.moved", task, by=by, **moved)


@transaction.atomic
def mark_path(team: Team, *, code: str, is_done: bool, by: User) -> None:
    """Mark a point of the development path as done, or as not done after all."""
    team = _at_work(team)
    rules.check_path_code(code)
    if is_done:
        _mark, is_new = PathMark.objects.get_or_create(
            team=team, code=code, defaults={"marked_by": by}
        )
        is_changed = is_new
    else:
        is_changed = bool(team.path_marks.filter(code=code).delete()[0])
    if is_changed:
        record("engagements.path.marked", team, by=by, after={"point": code, "done": is_done})


@transaction.atomic
def add_commitment(
    team: Team,
    *,
    action: str,
    owner: str,
    due_on: datetime.date,
    owner_email: str = "",
    by: User,
) -> Commitment:
    """A promise with its owner and its day; with an address the product asks on that day."""
    team = _at_work(team)
    rules.check_owner_email(team, owner_email)
    row = Commitment.objects.create(
        team=team,
        action=action,
        owner=owner,
        owner_email=owner_email.lower(),
        due_on=due_on,
        is_demo=team.is_demo,
    )
    record("engagements.commitment.made", row, by=by, after={"due_on": str(due_on)})
    return row


@transaction.atomic
def check_commitment(commitment: Commitment, *, to: str, note: str, by: User) -> None:
    """Tell whether the promise was kept, and what came of it."""
    commitment = Commitment.objects.select_for_update().get(pk=commitment.pk)
    moved = change_state(commitment, to, rules.COMMITMENT_TRANSITIONS)
    commitment.note = note
    commitment.save(update_fields=["note"])
    record("engagements.commitment.checked", commitment, by=by, **moved)


@transaction.atomic
def ask_of_commitments(address: str, rows: Sequence[Commitment], *, on: datetime.date) -> bool:
    """Ask the owner of promises of one programme, in one mail and once, whether they were kept.

    Returns False where the person has had the week's reminders: the job asks again.
    """
    own = Commitment.objects.select_for_update().filter(
        pk__in=[row.pk for row in rows], asked_on=None, state=Commitment.State.OPEN
    )
    still = set(own.values_list("pk", flat=True))
    asked = [row for row in rows if row.pk in still]
    if not asked:
        return False
    user = User.objects.filter(email=address).first()
    language = user.language if user else "fi"
    with translation.override(language):
        subject, body = messages.commitments_due(asked)
    try:
        with transaction.atomic():
            queue_reminder(
                "commitment-due",
                key=f"commitment-due-{asked[0].pk}",
                office_id=asked[0].team.programme.office_id,
                address=address,
                language=language,
                subject=subject,
                body=body,
                has_deadline=True,
                is_demo=asked[0].is_demo,
            )
    except ReminderWaits:
        return False
    own.update(asked_on=on)
    return True


@transaction.atomic
def save_harvest(team: Team, *, by: User, **texts: Any) -> Harvest:
    """What the team got done and learned; may be corrected while the team is at work."""
    team = _at_work(team)
    harvest, is_new = Harvest.objects.update_or_create(
        team=team, defaults={**texts, "saved_by": by, "is_demo": team.is_demo}
    )
    record("engagements.harvest.told" if is_new else "engagements.harvest.saved", harvest, by=by)
    return harvest


def _at_work(team: Team) -> Team:
    team = locked(team)
    rules.check_at_work(team)
    return team
