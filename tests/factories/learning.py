"""Learning spaces with their people and things."""

import datetime
from typing import Any

from django.utils import timezone

from talkoot.events.actions.recordings import index_recording
from talkoot.events.models import (
    Discussion,
    LearningTask,
    Material,
    Post,
    Recording,
    Registration,
    Series,
    SeriesPerson,
    Session,
    Submission,
    TeamRegistration,
)
from talkoot.events.queries.learning import get_space
from talkoot.events.rules.learning import Space
from talkoot.people.models import User
from tests.factories.events import make_series, make_session
from tests.factories.people import make_user, next_number
from tests.factories.registrations import (
    make_participant,
    make_registration,
    make_team_registration,
)


def make_space(**fields: Any) -> Series:
    """A published series with a learning space."""
    values = {
        "kind": "training",
        "title": "Sisäisten kehittäjien valmennus",
        "state": Series.State.PUBLISHED,
        "slug": f"valmennus-{next_number()}",
    }
    return make_series(**{**values, **fields})


def take_part(series: Series, user: User | None = None, **fields: Any) -> Registration:
    """A registration of the user, by account."""
    user = user or make_user()
    participant = make_participant(series, user=user)
    return make_registration(series, participant=participant, **fields)


def make_facilitator(series: Series, user: User | None = None) -> User:
    user = user or make_user(name="Vesa Vetäjä")
    SeriesPerson.objects.create(
        series=series, user=user, name=str(user), task=SeriesPerson.Task.FACILITATOR
    )
    return user


def space_of(series: Series, user: User) -> Space:
    assert series.slug is not None
    return get_space(user, series.slug)


def make_learning_team(series: Series, *members: Registration) -> TeamRegistration:
    team = make_team_registration(series, name="Kehittäjät", contact=members[0].participant)
    Registration.objects.filter(pk__in=[row.pk for row in members]).update(team=team)
    return team


def make_task(series: Series, *, due: int = 7, **fields: Any) -> LearningTask:
    """A task that is due in so many days."""
    values = {
        "kind": LearningTask.Kind.BETWEEN,
        "title": "Välitehtävä",
        "instructions": "Kokeilkaa yhtä ideaa työpaikalla.",
        "due_at": timezone.now() + datetime.timedelta(days=due),
    }
    return LearningTask.objects.create(series=series, **{**values, **fields})


def make_submission(
    task: LearningTask | None = None,
    registration: Registration | None = None,
    *,
    state: str = "submitted",
    **fields: Any,
) -> Submission:
    task = task or make_task(make_space())
    registration = registration or take_part(task.series)
    values = {
        "text": "Kokeilimme aamupalaveria.",
        "submitted_at": None if state == "draft" else timezone.now(),
        "version": 1,
    }
    return Submission.objects.create(
        task=task, registration=registration, state=state, **{**values, **fields}
    )


def make_material(series: Series, **fields: Any) -> Material:
    values = {"title": "Työkirja", "body": "Lue tämä ensin."}
    return Material.objects.create(series=series, **{**values, **fields})


def make_discussion(
    series: Series, by: User, *, body: str = "Miten teillä?", **fields: Any
) -> Post:
    """The first message of a new thread."""
    row = Discussion.objects.create(series=series, title="Kokemuksia", opened_by=by, **fields)
    return Post.objects.create(discussion=row, author=by, body=body)


def make_post(*, state: str = Post.State.SHOWN) -> Post:
    """A message of a new thread in the state."""
    post = make_discussion(make_space(), make_user())
    Post.objects.filter(pk=post.pk).update(state=state)
    post.state = state
    return post


def make_recording(session: Session | None = None, **fields: Any) -> Recording:
    """An open, published and indexed recording."""
    session = session or make_session(make_space(), state=Session.State.HELD, title="Webinaari")
    values = {
        "url": "https://video.example/1",
        "transcript": "Puhuimme varhaiskasvatuksen henkilöstöstä.",
        "is_public": True,
        "published_at": timezone.now(),
    }
    row = Recording.objects.create(session=session, **{**values, **fields})
    index_recording(row)
    return row
