"""Learning tasks that were a mistake: retimed, removed, withdrawn."""

import datetime

import pytest
from django.utils import timezone

from talkoot.audit.models import LogEntry
from talkoot.core.refusals import NotAllowed
from talkoot.correspondence.models import Message
from talkoot.events.actions import learning, tasks
from talkoot.events.models import LearningTask, Submission
from talkoot.events.queries import learning as queries
from tests.factories.files import make_file
from tests.factories.learning import (
    make_facilitator,
    make_space,
    make_submission,
    make_task,
    space_of,
    take_part,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def series():
    return make_space()


@pytest.fixture
def lead(series):
    return make_facilitator(series)


@pytest.fixture
def space(series, lead):
    return space_of(series, lead)


def told(kind):
    return sorted(Message.objects.filter(kind=kind).values_list("address", flat=True))


def test_new_due_time_is_told_once_to_those_who_have_not_handed_in(series, space, lead):
    done, waiting = take_part(series), take_part(series)
    task = make_task(series)
    make_submission(task, done)
    task.title = "Uusi otsikko"
    tasks.save_task(space, task, by=lead)
    assert told("task-retimed") == []
    for _ in range(2):
        task.due_at += datetime.timedelta(days=3)
        tasks.save_task(space, task, by=lead)
        task.due_at -= datetime.timedelta(days=3)
        tasks.save_task(space, task, by=lead)
    assert told("task-retimed") == [waiting.participant.email] * 2
    changes = LogEntry.objects.filter(key="events.learning_task.changed").order_by("pk")
    assert changes[0].after == {"title": "Uusi otsikko"}
    assert set(changes[1].before) == {"due_at"}


def test_task_is_removed_with_its_drafts_and_their_authors_are_told(series, space, lead):
    author, _other = take_part(series), take_part(series)
    task = make_task(series)
    file = make_file()
    make_submission(task, author, state="draft", file=file)
    tasks.remove_task(space, task, by=lead)
    assert not LearningTask.objects.exists()
    assert not type(file).objects.exists()
    assert told("task-withdrawn") == [author.participant.email]
    assert LogEntry.objects.filter(key="events.learning_task.removed").exists()


def test_task_with_an_answer_is_withdrawn_and_told_once(series, space, lead):
    author, other = take_part(series), take_part(series)
    task = make_task(series)
    answer = make_submission(task, author)
    with pytest.raises(NotAllowed, match="1"):
        tasks.remove_task(space, task, by=lead)
    tasks.withdraw_task(space, task, note="Väärä sarja.", by=lead)
    with pytest.raises(NotAllowed):
        tasks.withdraw_task(space, task, note="Uudelleen.", by=lead)
    everybody = sorted([author.participant.email, other.participant.email])
    assert told("task-withdrawn") == everybody
    assert "Väärä sarja." in Message.objects.filter(kind="task-withdrawn")[0].body
    task.refresh_from_db()
    assert (task.is_required, Submission.objects.get()) == (False, answer)
    own = space_of(series, other.participant.user)
    assert [row.is_open for row in queries.tasks_of(own)] == [False]
    assert queries.due_answers(timezone.now(), datetime.timedelta(days=30)) == []
    with pytest.raises(NotAllowed):
        learning.save_submission(own, task, text="x", version=0, by=other.participant.user)


def test_page_removes_a_task_and_withdraws_one_with_answers(page, series, lead):
    mistake, answered = make_task(series), make_task(series, title="Vastattu")
    make_submission(answered, take_part(series))
    page.sign_in(lead)
    back = f"/learning/{series.slug}/"
    page.post("withdraw-task", {}, series.slug, mistake.pk, redirects_to=back)
    assert list(LearningTask.objects.all()) == [answered]
    assert page.post("withdraw-task", {}, series.slug, answered.pk).errors
    page.post("withdraw-task", {"note": "Turha."}, series.slug, answered.pk, redirects_to=back)
    assert "Turha." in page.get("task", series.slug, answered.pk).text
    assert page.get("learning", series.slug).text.count("Vastattu")
