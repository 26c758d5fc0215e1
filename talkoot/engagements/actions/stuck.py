"""What is stuck, what the engagement leaves, and whether the case may be told."""

import datetime
from functools import partial

from django.db import transaction
from django.utils import timezone

from talkoot.audit.actions import record
from talkoot.core.states import change_state
from talkoot.engagements.actions.frame import tell
from talkoot.engagements.actions.stories import follow_consent
from talkoot.engagements.messages import delivery as messages
from talkoot.engagements.models import Engagement, Output, StuckItem
from talkoot.engagements.rules.stuck import STUCKITEM_TRANSITIONS
from talkoot.events.models import Session
from talkoot.people.models import User


@transaction.atomic
def raise_stuck(
    engagement: Engagement, *, text: str, session: Session | None = None, by: User
) -> StuckItem:
    """Tell the office that something does not move on; it stays on the desk until resolved."""
    item = StuckItem.objects.create(
        engagement=engagement,
        session=session,
        text=text,
        raised_by=by,
        is_demo=engagement.is_demo,
    )
    record("engagements.stuck_item.raised", item, by=by)
    return item


@transaction.atomic
def resolve_stuck(item: StuckItem, *, answer: str, by: User) -> None:
    """Answer what was stuck; who raised it is told. Refuses one that has been resolved."""
    StuckItem.objects.select_for_update().values_list("pk").get(pk=item.pk)
    # The answer first: a resolved row without one is refused by the database.
    item.answer, item.resolved_by = answer, by
    item.save(update_fields=["answer", "resolved_by"])
    moved = change_state(item, StuckItem.State.RESOLVED, STUCKITEM_TRANSITIONS)
    record("engagements.stuck_item.resolved", item, by=by, **moved)
    if item.raised_by != by:
        write = partial(messages.stuck_resolved, item=item)
        key = f"stuck-resolved-{item.pk}"
        tell(item.engagement, item.raised_by, "stuck-resolved", 0, write=write, key=key)


@transaction.atomic
def add_output(
    engagement: Engagement,
    *,
    kind: str,
    text: str,
    responsible: str,
    due_on: datetime.date | None,
    by: User,
) -> Output:
    """Record what the engagement leaves to be carried on, who answers for it and by when."""
    output = Output.objects.create(
        engagement=engagement,
        kind=kind,
        text=text,
        responsible=responsible,
        due_on=due_on,
        is_demo=engagement.is_demo,
    )
    record("engagements.output.added", output, by=by)
    return output


@transaction.atomic
def tick_output(output: Output, *, is_done: bool, by: User) -> None:
    """Mark an output as done today, or as not done after all."""
    output.done_on = timezone.localdate() if is_done else None
    output.save(update_fields=["done_on"])
    key = "engagements.output.done" if is_done else "engagements.output.reopened"
    record(key, output, by=by)


@transaction.atomic
def set_story_consent(engagement: Engagement, *, consent: str, by: User) -> None:
    """Note whether the applicant allows the case to be told, and in what form.

    A story that tells more than is allowed now is no longer public.
    """
    before = {"consent": engagement.story_consent}
    engagement.story_consent = consent
    engagement.story_consent_on = timezone.localdate()
    engagement.save(update_fields=["story_consent", "story_consent_on"])
    after = {"consent": consent}
    record("engagements.story_consent.given", engagement, by=by, before=before, after=after)
    follow_consent(engagement, by=by)
