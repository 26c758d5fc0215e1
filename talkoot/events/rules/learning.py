"""Who enters a learning space, and what may be done to tasks, answers and discussions."""

import datetime
import random
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from talkoot.core.refusals import NotAllowed
from talkoot.events.models import (
    Discussion,
    LearningTask,
    Material,
    Post,
    Registration,
    Series,
    SeriesPerson,
    Session,
    Submission,
)
from talkoot.events.rules.sessions import is_for
from talkoot.people.rules import is_officer

REVIEWS_EACH = 2
DRAWS = 20
# Messages of one person in a series within an hour.
POSTS_AN_HOUR = 30
State = Submission.State
SUBMISSION_TRANSITIONS = {
    State.DRAFT: frozenset({State.SUBMITTED}),
    State.SUBMITTED: frozenset({State.RETURNED, State.ACCEPTED}),
    State.RETURNED: frozenset({State.SUBMITTED}),
    State.ACCEPTED: frozenset(),
}
POST_TRANSITIONS = {
    Post.State.SHOWN: frozenset({Post.State.HIDDEN}),
    Post.State.HIDDEN: frozenset({Post.State.SHOWN}),
}


@dataclass
class Space:
    """A series' learning space as one person enters it."""

    series: Series
    is_office: bool = False
    is_facilitator: bool = False
    # The person's own place; none for the office, facilitators and mentors.
    registration: Registration | None = None
    tasks: list[str] = field(default_factory=list)

    @property
    def leads(self) -> bool:
        return self.is_office or self.is_facilitator

    @property
    def team_id(self) -> int | None:
        return self.registration.team_id if self.registration else None

    @property
    def body_id(self) -> int | None:
        """The organisation whose own sessions the person may see."""
        return self.registration.body_id if self.registration else None


def space_of(
    user: Any, series: Series, people: Iterable[SeriesPerson], registration: Registration | None
) -> Space | None:
    """The space, if the person may enter: the office, a facilitator or mentor, the registered."""
    tasks = [person.task for person in people if person.user_id == user.pk]
    space = Space(
        series=series,
        is_office=is_officer(user, series.programme.office_id),
        is_facilitator=SeriesPerson.Task.FACILITATOR in tasks,
        registration=registration,
        tasks=tasks,
    )
    return space if space.leads or tasks or registration else None


def can_read_team(space: Space, team_id: int | None) -> bool:
    """A team's own part is its members' and the leaders'."""
    return team_id is None or space.leads or space.team_id == team_id


def can_see_session(space: Space, session: Session | None) -> bool:
    """A session of one organisation is for its people, the leaders and the mentors."""
    return session is None or space.leads or bool(space.tasks) or is_for(session, space.body_id)


def check_lead(space: Space) -> None:
    if not space.leads:
        raise NotAllowed(_("This is for the facilitators of the series and the programme office."))


def can_keep(space: Space, material: Material) -> bool:
    """Who leads keeps every material; a member of a team keeps the team's own."""
    return space.leads or (material.team_id is not None and material.team_id == space.team_id)


def check_keep(space: Space, material: Material) -> None:
    if not can_keep(space, material):
        check_lead(space)


def check_task_open(task: LearningTask) -> None:
    """Nobody answers a task that has been withdrawn, and it is no longer changed."""
    if task.withdrawn_at is not None:
        raise NotAllowed(_("This task has been withdrawn. You need not answer it."))


def check_remove_task(task: LearningTask, *, handed_in: int) -> None:
    """A task goes without a trace only while nobody has handed in."""
    check_task_open(task)
    if handed_in:
        raise NotAllowed(
            ngettext(
                "%(count)s answer has been handed in, so the task stays. Withdraw it with a note.",
                "%(count)s answers have been handed in, so the task stays. Withdraw it with a "
                "note.",
                handed_in,
            )
            % {"count": handed_in}
        )


def check_answer(space: Space, task: LearningTask) -> None:
    """Refuse an answer of somebody who takes no part, and a team's answer without a team."""
    check_task_open(task)
    if space.registration is None:
        raise NotAllowed(_("Only those who take part answer the task."))
    if task.is_team_work and space.team_id is None:
        raise NotAllowed(
            _("This task is answered as a team, and you are in none. Ask the facilitator for one.")
        )


def check_edit(submission: Submission) -> None:
    """What has been handed in is changed only when it has been returned."""
    if submission.state == State.SUBMITTED:
        raise NotAllowed(
            _("The answer has been handed in. If it must change, ask the facilitator to return it.")
        )
    if submission.state == State.ACCEPTED:
        raise NotAllowed(_("The answer has been accepted, so it no longer changes."))


def check_hand_in(submission: Submission | None) -> Submission:
    """An answer has words or a file, and its task has not been removed meanwhile."""
    if submission is None:
        raise NotAllowed(_("The task was removed meanwhile. You need not answer it."))
    check_edit(submission)
    if not submission.text.strip() and submission.file_id is None:
        raise NotAllowed(_("The answer is empty. Write it or add a file, then hand it in."))
    return submission


def check_post(discussion: Discussion, *, posted: int) -> None:
    """Refuse a message to a closed discussion, and a flood."""
    if discussion.is_locked:
        raise NotAllowed(_("This discussion has been closed. Open a new one if you need to go on."))
    if posted >= POSTS_AN_HOUR:
        raise NotAllowed(
            _("You have written %(count)s messages within an hour. Write the next one later.")
            % {"count": posted}
        )


def is_late(submission: Submission | None, task: LearningTask, now: datetime.datetime) -> bool:
    """Handed in after the due time, or not yet though the time has passed."""
    if submission is None or submission.submitted_at is None:
        return task.due_at < now and task.withdrawn_at is None
    return submission.submitted_at > task.due_at


def review_pairs(
    answers: Sequence[tuple[int, frozenset[int]]],
    reviewers: Sequence[int],
    *,
    each: int = REVIEWS_EACH,
    seed: int = 0,
) -> list[tuple[int, int]]:
    """(answer, reviewer) for an internal fair: each reads `each` answers, none of them their own.

    `answers` are (key, keys of its authors). The order is drawn by `seed`, so that the same draw
    gives the same pairs. Of several draws the first counts in which no answer is read more than
    once oftener than another, else the most even one: somebody's own answer may stand in the way.
    """
    draw = random.Random(seed)  # noqa: S311 - a fair order, not a secret.
    best: list[tuple[int, int]] = []
    least = len(reviewers) * each + 1
    for _draw in range(DRAWS):
        pairs = _draw_pairs(answers, reviewers, each, draw)
        read = Counter(answer for answer, _reviewer in pairs)
        times = [read[answer] for answer, _authors in answers]
        if max(times) - min(times) < least:
            best, least = pairs, max(times) - min(times)
        if least <= 1:
            break
    return best


def _draw_pairs(
    answers: Sequence[tuple[int, frozenset[int]]],
    reviewers: Sequence[int],
    each: int,
    draw: random.Random,
) -> list[tuple[int, int]]:
    """One draw: the answer that has been given least is always next."""
    order = list(answers)
    draw.shuffle(order)
    people = list(reviewers)
    draw.shuffle(people)
    given = {answer: 0 for answer, _authors in order}
    pairs: list[tuple[int, int]] = []
    for round_number in range(each):
        for reviewer in people:
            mine = {answer for answer, person in pairs if person == reviewer}
            open_to = [a for a, authors in order if reviewer not in authors and a not in mine]
            if len(mine) > round_number or not open_to:
                continue
            chosen = min(open_to, key=lambda answer: given[answer])
            given[chosen] += 1
            pairs.append((chosen, reviewer))
    return pairs
