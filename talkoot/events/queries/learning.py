"""Reads of learning spaces."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, Max, OuterRef, Prefetch, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from talkoot.core.access import fetch
from talkoot.core.refusals import NotFound
from talkoot.events.models import (
    Discussion,
    LearningTask,
    Material,
    PeerReview,
    Post,
    Recording,
    Registration,
    Series,
    SeriesPerson,
    Session,
    Submission,
    TeamRegistration,
)
from talkoot.events.rules import learning as rules
from talkoot.events.rules.learning import Space
from talkoot.people.models import User
from talkoot.people.rules import office_ids

HANDED_IN = (Submission.State.SUBMITTED, Submission.State.ACCEPTED)


@dataclass
class TaskRow:
    """A task as one person sees it."""

    task: LearningTask
    submission: Submission | None
    is_late: bool

    @property
    def is_open(self) -> bool:
        """Waits for the person."""
        if self.task.withdrawn_at is not None:
            return False
        waiting = (Submission.State.DRAFT, Submission.State.RETURNED)
        return self.submission is None or self.submission.state in waiting


def get_space(user: Any, slug: str) -> Space:
    """The learning space of the series, if the person may enter it, else NotFound."""
    rows = Series.objects.select_related("programme__office").prefetch_related(
        "people",
        Prefetch("registrations", queryset=_mine(user), to_attr="mine"),
    )
    series = fetch(rows, user, _enters, slug=slug)
    space = _space(user, series)
    assert space is not None
    return space


def spaces_of(user: Any) -> "QuerySet[Series]":
    """The series in which the person takes part or has a task, newest first."""
    takes_part = Q(registrations__in=_mine(user)) | Q(people__user=user)
    rows = Series.objects.filter(takes_part, slug__isnull=False).distinct()
    return rows.select_related("programme").order_by("-starts_on", "-pk")


def materials_of(space: Space) -> "QuerySet[Material]":
    """What the person may see: leaders everything, others what is out, of teams only their own."""
    rows = Material.objects.filter(series=space.series).select_related("file", "session", "team")
    if space.leads:
        return rows
    own = Q(team=None) | Q(team=space.team_id) if space.team_id else Q(team=None)
    rows = rows.filter(own, _is_out(timezone.now()))
    if space.tasks:
        return rows
    everybodys = Q(session=None) | Q(session__organisation=None)
    return rows.filter(everybodys | Q(session__organisation=space.body_id))


def teams_of(space: Space) -> "QuerySet[TeamRegistration]":
    """The teams that take part in the series."""
    rows = TeamRegistration.objects.filter(series=space.series)
    return rows.exclude(state=TeamRegistration.State.CANCELLED).order_by("name", "pk")


def get_own_material(space: Space, pk: int) -> Material:
    """A material of this learning space."""
    return _found(materials_of(space).filter(pk=pk).first())


def get_material(user: Any, pk: int) -> Material:
    """A material for those inside; an open one for everybody once it is out."""
    rows = Material.objects.select_related("file", "series__programme", "session")
    return fetch(rows, user, _reads_material, pk=pk)


def tasks_of(space: Space) -> list[TaskRow]:
    """The tasks with the person's own or their team's answers, by due time."""
    now = timezone.now()
    mine = Submission.objects.none()
    if space.registration is not None:
        mine = Submission.objects.filter(_own(space))
    rows = LearningTask.objects.filter(series=space.series).prefetch_related(
        Prefetch("submissions", queryset=mine, to_attr="own")
    )
    found = [(task, task.own[0] if task.own else None) for task in rows]
    return [TaskRow(task, own, rules.is_late(own, task, now)) for task, own in found]


def get_task(space: Space, pk: int) -> LearningTask:
    rows = LearningTask.objects.filter(series=space.series)
    return _found(rows.filter(pk=pk).first())


def own_submission(space: Space, task: LearningTask) -> Submission | None:
    """The answer of the person, or of the person's team where the team answers."""
    if space.registration is None:
        return None
    rows = Submission.objects.filter(_own(space), task=task).select_related("file", "saved_by")
    return rows.first()


def submissions_of(task: LearningTask) -> "QuerySet[Submission]":
    """The answers to a task, those that wait for the facilitator first."""
    return (
        Submission.objects.filter(task=task)
        .exclude(state=Submission.State.DRAFT)
        .select_related("registration__participant", "team", "file")
        .annotate(review_count=Count("reviews", filter=Q(reviews__done_at__isnull=False)))
        .order_by("-state", "submitted_at", "pk")
    )


def get_submission(space: Space, pk: int) -> Submission:
    """An answer of the series, for its leaders."""
    rows = Submission.objects.filter(task__series=space.series).select_related(
        "task", "registration__participant__user", "team__contact__user", "file"
    )
    return _found(rows.filter(pk=pk).first())


def reviews_by(space: Space) -> "QuerySet[PeerReview]":
    """The answers that the person has been given to review, those not done first."""
    rows = PeerReview.objects.filter(reviewer=space.registration)
    rows = rows.select_related("submission__task", "submission__file", "submission__team")
    return rows.order_by("done_at", "pk")


def get_review(space: Space, pk: int) -> PeerReview:
    return _found(reviews_by(space).filter(pk=pk).first())


def reviews_of(submission: Submission) -> "QuerySet[PeerReview]":
    """What others have said of the answer; who said it is not shown."""
    return submission.reviews.filter(done_at__isnull=False).order_by("done_at")


def discussions_of(space: Space) -> "QuerySet[Discussion]":
    """The threads that the person may read, the liveliest first."""
    rows = Discussion.objects.filter(series=space.series)
    if not space.leads:
        rows = rows.filter(Q(team=None) | Q(team=space.team_id))
    shown = Q(posts__state=Post.State.SHOWN)
    return (
        rows.select_related("opened_by", "team")
        .annotate(
            post_count=Count("posts", filter=shown),
            flagged_count=Count("posts", filter=shown & Q(posts__flagged_at__isnull=False)),
            last_at=Max("posts__created_at"),
        )
        .order_by("-last_at", "-pk")
    )


def get_discussion(space: Space, pk: int) -> Discussion:
    return _found(discussions_of(space).filter(pk=pk).first())


def posts_of(discussion: Discussion) -> "QuerySet[Post]":
    """The messages in order; the page leaves hidden texts out for those who do not lead."""
    return discussion.posts.select_related("author", "reply_to__author")


def top_posts(discussion: Discussion) -> "QuerySet[Post]":
    """The messages of the first level, in the order of writing; replies stand under them."""
    return posts_of(discussion).filter(reply_to=None)


def get_post(discussion: Discussion, pk: int) -> Post:
    return _found(posts_of(discussion).filter(pk=pk).first())


def locked_post(post: Post) -> Post:
    """The message as it is now, locked until the transaction ends."""
    rows = Post.objects.select_for_update(of=("self",))
    return rows.select_related("discussion__series__programme").get(pk=post.pk)


def facilitators_of(series: Series) -> list[User]:
    """Those who lead the whole series or a session of it, by account, each once."""
    tasks = series.people.filter(task=SeriesPerson.Task.FACILITATOR, user__is_active=True)
    return list(User.objects.filter(pk__in=tasks.values("user")).order_by("pk"))


def posted_since(user: Any, series: Series, at: datetime.datetime) -> int:
    """How many messages the person has written in the series since the moment."""
    rows = Post.objects.filter(author=user, discussion__series=series)
    return rows.filter(created_at__gte=at).count()


def recordings_for(user: Any) -> "QuerySet[Recording]":
    """Published recordings: open ones, and those of the series that the person is in."""
    seen = Q(is_public=True)
    if user.is_authenticated:
        spaces = spaces_of(user).order_by().values("pk")
        seen |= Q(session__series__in=spaces, session__organisation=None)
        seen |= Q(session__in=_bound_sessions(user).values("pk"))
        seen |= Q(session__series__programme__office__in=office_ids(user))
    rows = Recording.objects.filter(seen, published_at__isnull=False)
    return rows.select_related("session__series__programme", "file", "captions")


def _bound_sessions(user: Any) -> "QuerySet[Session]":
    """Sessions of one organisation from which the person comes, or in whose series one works."""
    same = {"series": OuterRef("series"), "organisation": OuterRef("organisation")}
    works = SeriesPerson.objects.filter(series=OuterRef("series"), user=user)
    rows = Session.objects.filter(organisation__isnull=False).order_by()
    return rows.filter(Exists(_mine(user).filter(Registration.CONFIRMED, **same)) | Exists(works))


def get_recording(user: Any, pk: int) -> Recording:
    """A recording that the person may watch; its office sees it before it is published."""
    rows = Recording.objects.select_related(
        "session__series__programme__office", "file", "captions"
    ).prefetch_related("session__series__people")
    return fetch(rows, user, _watches, pk=pk)


def sessions_to_record(series: Series) -> "QuerySet[Session]":
    return series.sessions.select_related("recording", "organisation").order_by("order")


def sessions_in(space: Space) -> list[Session]:
    """The schedule as the person sees it: of one organisation only the own one's sessions."""
    rows = sessions_to_record(space.series)
    return [row for row in rows if rules.can_see_session(space, row)]


def due_answers(now: datetime.datetime, within: datetime.timedelta) -> list[Any]:
    """(task, registration) pairs whose answer is due within the time and not handed in."""
    tasks = LearningTask.objects.filter(
        due_at__gt=now,
        due_at__lte=now + within,
        series__state=Series.State.PUBLISHED,
        withdrawn_at=None,
    ).select_related("series__programme__office")
    return [(task, row) for task in tasks for row in waited_of(task)]


def waited_of(task: LearningTask) -> "QuerySet[Registration]":
    """Those who take part and have not handed the task in, nor has their team."""
    done = Submission.objects.filter(task=task, state__in=HANDED_IN)
    rows = registered(task).exclude(pk__in=done.exclude(registration=None).values("registration"))
    return rows.exclude(team__in=done.exclude(team=None).values("team"))


def registered(task: LearningTask) -> "QuerySet[Registration]":
    """Those who have the task: everybody with a seat in the series."""
    rows = Registration.objects.filter(series=task.series_id, state=Registration.State.REGISTERED)
    return rows.select_related("participant__user").order_by("pk")


def handed_in(task: LearningTask) -> int:
    """How many have handed the task in, whatever became of the answer."""
    return task.submissions.exclude(submitted_at=None).count()


def _mine(user: Any) -> "QuerySet[Registration]":
    """The person's registrations, by account or by the address that signing in has proved."""
    rows = Registration.objects.filter(state=Registration.State.REGISTERED)
    if not user.is_authenticated:
        return rows.none()
    rows = rows.filter(Q(participant__user=user) | Q(participant__email=user.email.lower()))
    return rows.select_related("participant", "team")


def _space(user: Any, series: Any) -> Space | None:
    return rules.space_of(user, series, series.people.all(), next(iter(series.mine), None))


def _enters(user: Any, series: Series) -> bool:
    return user.is_authenticated and _space(user, series) is not None


def _own(space: Space) -> Q:
    assert space.registration is not None
    mine = Q(registration=space.registration)
    return mine | Q(team=space.team_id) if space.team_id else mine


def _is_out(now: datetime.datetime) -> Q:
    return Q(visible_from=None) | Q(visible_from__lte=now)


def _reads_material(user: Any, material: Material) -> bool:
    is_out = material.visible_from is None or material.visible_from <= timezone.now()
    if material.is_public and is_out:
        return True
    if not user.is_authenticated or material.series.slug is None:
        return False
    try:
        space = get_space(user, material.series.slug)
    except NotFound:
        return False
    is_own = rules.can_see_session(space, material.session)
    return space.leads or (is_out and is_own and rules.can_read_team(space, material.team_id))


def _watches(user: Any, recording: Recording) -> bool:
    series = recording.session.series
    if recording.published_at is not None and recording.is_public:
        return True
    if not user.is_authenticated:
        return False
    if series.programme.office_id in office_ids(user):
        return True
    is_lead = any(
        person.user_id == user.pk and person.task == SeriesPerson.Task.FACILITATOR
        for person in series.people.all()
    )
    mine = _mine(user).filter(series=series)
    if recording.session.organisation_id is not None:
        mine = mine.filter(Registration.CONFIRMED, organisation=recording.session.organisation_id)
    inside = is_lead or mine.exists()
    return inside and (is_lead or recording.published_at is not None)


def _found(row: Any) -> Any:
    if row is None:
        raise NotFound(_("This is no longer here. Go back to the learning space."))
    return row
