"""Discussions of a learning space: opening, writing, flagging, hiding, closing."""

import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from talkoot.audit.actions import record
from talkoot.core.refusals import NotAllowed
from talkoot.core.states import change_state
from talkoot.events.actions.spaces import tell_office, tell_user
from talkoot.events.messages import learning as messages
from talkoot.events.models import Discussion, Post
from talkoot.events.queries import learning as queries
from talkoot.events.rules import learning as rules
from talkoot.events.rules.learning import Space
from talkoot.people.models import User

HOUR = datetime.timedelta(hours=1)


@transaction.atomic
def open_discussion(
    space: Space, *, title: str, body: str, is_team: bool = False, by: User
) -> Discussion:
    """Open a thread with its first message, for everybody or for the person's own team."""
    if is_team and space.team_id is None:
        raise NotAllowed(_("You are in no team of this series. Open the discussion for everybody."))
    discussion = Discussion.objects.create(
        series=space.series, team_id=space.team_id if is_team else None, title=title, opened_by=by
    )
    record("events.discussion.opened", discussion, by=by)
    write_post(space, discussion, body=body, by=by)
    return discussion


@transaction.atomic
def write_post(
    space: Space, discussion: Discussion, *, body: str, reply_to: Post | None = None, by: User
) -> Post:
    """Write a message. Refuses a closed discussion, a flood and another team's thread."""
    discussion = Discussion.objects.select_for_update().get(pk=discussion.pk)
    if not rules.can_read_team(space, discussion.team_id):
        raise NotAllowed(_("This discussion is another team’s own."))
    posted = queries.posted_since(by, space.series, timezone.now() - HOUR)
    rules.check_post(discussion, posted=posted)
    # A reply to a reply stands under the same message: two levels are read, five are not.
    top = reply_to.reply_to or reply_to if reply_to else None
    post = Post.objects.create(discussion=discussion, body=body, reply_to=top, author=by)
    record("events.post.written", post, by=by)
    return post


@transaction.atomic
def flag_post(post: Post, *, by: User) -> None:
    """Ask the facilitators to look at a message; a second flag changes nothing.

    They get one mail of a message; without a facilitator it goes to the programme's own address.
    """
    post = queries.locked_post(post)
    if post.flagged_at is not None:
        return
    post.flagged_at = timezone.now()
    post.save(update_fields=["flagged_at"])
    record("events.post.flagged", post, by=by)
    series, found = post.discussion.series, queries.facilitators_of(post.discussion.series)
    for person in found:
        if person != by:
            tell_user(
                person,
                "post-flagged",
                key=f"post-flagged-{post.pk}-{person.pk}",
                series=series,
                write=lambda: messages.post_flagged(post, series),
            )
    if not found:
        tell_office(
            "post-flagged",
            key=f"post-flagged-{post.pk}",
            series=series,
            write=lambda: messages.post_flagged(post, series),
        )


@transaction.atomic
def hide_post(space: Space, post: Post, *, reason: str, by: User) -> None:
    """Hide a message and tell its author why. Refuses those who do not lead, and no reason."""
    rules.check_lead(space)
    if not reason.strip():
        raise NotAllowed(_("Write the reason: the author of the message is told it."))
    moved = change_state(post, Post.State.HIDDEN, rules.POST_TRANSITIONS)
    post.hidden_reason = reason
    post.save(update_fields=["hidden_reason"])
    record("events.post.hidden", post, by=by, **moved)
    tell_user(
        post.author,
        "post-hidden",
        key=f"post-hidden-{post.pk}-{post.state_changed_at:%Y%m%d%H%M%S}",
        series=space.series,
        write=lambda: messages.post_hidden(post, space.series),
    )


@transaction.atomic
def show_post(space: Space, post: Post, *, by: User) -> None:
    """Show a hidden or flagged message; its flag is cleared."""
    rules.check_lead(space)
    moved = {}
    if post.state == Post.State.HIDDEN:
        moved = change_state(post, Post.State.SHOWN, rules.POST_TRANSITIONS)
    record("events.post.shown", post, by=by, **moved)
    post.flagged_at, post.hidden_reason = None, ""
    post.save(update_fields=["flagged_at", "hidden_reason"])


@transaction.atomic
def lock_discussion(space: Space, discussion: Discussion, *, is_locked: bool, by: User) -> None:
    """Close a discussion or open it again; its messages stay readable."""
    rules.check_lead(space)
    discussion.is_locked = is_locked
    discussion.save(update_fields=["is_locked"])
    key = "events.discussion.closed" if is_locked else "events.discussion.reopened"
    record(key, discussion, by=by)
