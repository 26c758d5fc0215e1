"""Learning spaces: who gets what at their addresses."""

from collections.abc import Callable
from typing import Any

from django.utils import timezone

from talkoot.events.models import PeerReview, Series, Session
from tests.factories.events import make_session
from tests.factories.files import make_file
from tests.factories.learning import (
    make_discussion,
    make_facilitator,
    make_material,
    make_recording,
    make_space,
    make_submission,
    make_task,
    take_part,
)
from tests.matrix import SIGN_IN, Row, World, everyone, signed_in

Args = Callable[[World], list[Any]]
# The outsider takes part; the expert leads.
INSIDE = (SIGN_IN, 404, 200, 200, 200)


def leading(status: int | str = 200) -> tuple[int | str, ...]:
    """The facilitator's and the office's; 409 to somebody who takes part."""
    return (SIGN_IN, 404, 409, status, status)


def space(world: World) -> Series:
    """The applicant stands outside, the outsider takes part and the expert leads."""
    series = make_space(programme=world.programme)
    take_part(series, world.outsider)
    make_facilitator(series, world.expert)
    return series


def slug(world: World) -> list[Any]:
    return [space(world).slug]


def task(**fields: Any) -> Args:
    def args(world: World) -> list[Any]:
        row = make_task(space(world), **fields)
        return [row.series.slug, row.pk]

    return args


def answer(**fields: Any) -> Args:
    """An answer of the one who takes part."""

    def args(world: World) -> list[Any]:
        series = space(world)
        person = series.registrations.get()
        row = make_submission(make_task(series), person, **fields)
        return [series.slug, row.pk]

    return args


def with_file(args: Args) -> Args:
    def found(world: World) -> list[Any]:
        slug, pk = args(world)
        row = Series.objects.get(slug=slug).registrations.get().submission_set.get(pk=pk)
        row.file = make_file()
        row.save()
        return [slug, pk]

    return found


def review(world: World) -> list[Any]:
    series = space(world)
    other = make_submission(make_task(series, is_peer_reviewed=True), take_part(series))
    mine = series.registrations.get(participant__user=world.outsider)
    row = PeerReview.objects.create(submission=other, reviewer=mine)
    return [series.slug, row.pk]


def fair(world: World) -> list[Any]:
    series = space(world)
    row = make_task(series, is_peer_reviewed=True)
    for _number in range(2):
        make_submission(row, take_part(series))
    return [series.slug, row.pk]


def material(**fields: Any) -> Args:
    return lambda world: [make_material(space(world), **fields).pk]


def material_of_space(world: World) -> list[Any]:
    series = space(world)
    return [series.slug, make_material(series).pk]


def thread(world: World) -> list[Any]:
    series = space(world)
    return [series.slug, make_discussion(series, world.outsider).discussion_id]


def post(world: World) -> list[Any]:
    series = space(world)
    row = make_discussion(series, world.outsider)
    return [series.slug, row.discussion_id, row.pk]


def recording(**fields: Any) -> Args:
    def args(world: World) -> list[Any]:
        session = make_session(space(world), state=Session.State.HELD, title="Webinaari")
        return [make_recording(session, **fields).pk]

    return args


def session(world: World) -> list[Any]:
    series = space(world)
    return [series.slug, make_session(series, state=Session.State.HELD).order]


def video(world: World) -> list[Any]:
    file = make_file("puhe.mp4", media_type="video/mp4")
    return [*recording(file=file)(world), "video"]


ROWS = [
    Row("my-learning", signed_in()),
    Row("my-learning", signed_in(), "inside", args=lambda w: slug(w)[:0]),
    Row("learning", INSIDE, args=slug),
    Row("task", INSIDE, args=task()),
    Row("task", INSIDE, "late", task(due=-1)),
    Row("task", (SIGN_IN, 404, "/learning/", 409, 409), "drafting", task(), method="post"),
    Row("new-task", leading(), args=slug),
    Row("edit-task", leading(), args=task()),
    Row("withdraw-task", leading(), args=task()),
    Row("withdraw-task", leading(409), "withdrawn", task(withdrawn_at=timezone.now())),
    Row("submissions", leading(), args=task()),
    Row("submission", leading(), "submitted", answer()),
    Row("submission", leading(), "accepted", answer(state="accepted")),
    Row("submission-file", INSIDE, args=with_file(answer()), is_page=False),
    Row("submission-file", (SIGN_IN, 404, 404, 404, 404), "without", answer()),
    Row("deal-reviews", (SIGN_IN, *(405,) * 4), args=fair),
    Row("deal-reviews", leading("/learning/"), "answers", fair, method="post"),
    Row("deal-reviews", leading(409), "no answers", task(is_peer_reviewed=True), method="post"),
    Row("review", (SIGN_IN, 404, 200, 404, 404), args=review),
    Row("new-material", leading(), args=slug),
    Row("edit-material", leading(), args=material_of_space),
    Row("remove-material", (SIGN_IN, *(405,) * 4), args=material_of_space),
    Row("remove-material", leading("/learning/"), args=material_of_space, method="post"),
    Row("material", (404, 404, 200, 200, 200), "inside", material()),
    Row("material", everyone(200), "open", material(is_public=True)),
    Row("material-file", everyone(404), "without", material(is_public=True)),
    Row("discussions", INSIDE, args=slug),
    Row("new-discussion", INSIDE, args=slug),
    Row("discussion", INSIDE, args=thread),
    Row("lock-discussion", (SIGN_IN, *(405,) * 4), args=thread),
    Row("lock-discussion", leading("/learning/"), args=thread, method="post"),
    Row("flag-post", (SIGN_IN, *(405,) * 4), args=post),
    Row(
        "flag-post",
        (SIGN_IN, 404, "/learning/", "/learning/", "/learning/"),
        args=post,
        method="post",
    ),
    Row("hide-post", leading(), args=post),
    Row("edit-recording", leading(), args=session),
    Row("recordings", everyone(200)),
    Row("recordings", everyone(200), "searched", query="?q=henkilöstö"),
    Row("recording", everyone(200), "open", recording()),
    Row("recording", (404, 404, 200, 200, 200), "inside", recording(is_public=False)),
    Row("recording-file", everyone(200), "video", video, is_page=False),
    Row("recording-file", everyone(404), "without", lambda w: [*recording()(w), "video"]),
]
