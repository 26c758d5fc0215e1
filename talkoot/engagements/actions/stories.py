"""The case story: written by the office, accepted by the applicant, public while that holds."""

from functools import partial

from django.db import transaction
from django.utils import timezone

from talkoot.audit.actions import record
from talkoot.core.states import change_state
from talkoot.engagements.actions.frame import tell
from talkoot.engagements.messages import stories as messages
from talkoot.engagements.models import CaseStory, Engagement
from talkoot.engagements.rules import stories as rules
from talkoot.people.models import User

State = CaseStory.State
TEXTS = ("title", "goal", "participants", "method", "result", "follow_up")


@transaction.atomic
def save_story(engagement: Engagement, *, version: int, by: User, **texts: str) -> CaseStory:
    """Write the story or change it; `version` is the one that the writer saw, 0 of a new one.

    Refuses while the applicant reads it or it is public, and when somebody saved in between.
    """
    Engagement.objects.select_for_update().get(pk=engagement.pk)
    story = CaseStory.objects.filter(engagement=engagement).first()
    rules.check_write(story, version)
    key = "changed" if story else "written"
    story = story or CaseStory(engagement=engagement, version=0, is_demo=engagement.is_demo)
    new = {name: texts[name].strip() for name in TEXTS}
    changed = [name for name in TEXTS if new[name] != getattr(story, name)]
    for name in changed:
        setattr(story, name, new[name])
    story.version += 1
    story.written_by = by
    story.save()
    # The log cannot be corrected: a text that names somebody never stands in it.
    after = {"version": story.version, "fields": changed}
    record(f"engagements.case_story.{key}", story, by=by, after=after)
    return story


@transaction.atomic
def offer_story(story: CaseStory, *, by: User) -> None:
    """Send the text to the applicant, who reads it; refuses one without consent or too short."""
    story = _locked(story)
    engagement = story.engagement
    rules.check_offer(engagement, story)
    story.note = ""
    story.save(update_fields=["note"])
    moved = change_state(story, State.OFFERED, rules.CASESTORY_TRANSITIONS)
    record("engagements.case_story.offered", story, by=by, **moved)
    key = f"story-to-read-{story.pk}-{story.version}-{int(timezone.now().timestamp())}"
    applicant = engagement.application.applicant
    tell(engagement, applicant, "story-to-read", None, write=messages.story_to_read, key=key)


@transaction.atomic
def accept_story(story: CaseStory, *, version: int, by: User) -> None:
    """The applicant lets the text that they read be published, as their consent says today."""
    story = _locked(story)
    rules.check_accept(story.engagement, story, version)
    story.consent = story.engagement.story_consent
    story.published_on = timezone.localdate()
    story.save(update_fields=["consent", "published_on"])
    moved = change_state(story, State.PUBLISHED, rules.CASESTORY_TRANSITIONS)
    record("engagements.case_story.published", story, by=by, **moved)
    _tell_writer(story)


@transaction.atomic
def return_story(story: CaseStory, *, note: str, by: User) -> None:
    """The applicant asks for changes; who wrote the text is told."""
    story = _locked(story)
    rules.check_reading(story)
    story.note = note
    story.save(update_fields=["note"])
    moved = change_state(story, State.DRAFT, rules.CASESTORY_TRANSITIONS)
    record("engagements.case_story.returned", story, by=by, **moved)
    _tell_writer(story)


@transaction.atomic
def take_story_back(story: CaseStory, *, by: User) -> None:
    """The text can be changed again; a public one is no longer public."""
    moved = change_state(_locked(story), State.DRAFT, rules.CASESTORY_TRANSITIONS)
    record("engagements.case_story.taken_back", story, by=by, **moved)


def follow_consent(engagement: Engagement, *, by: User) -> None:
    """The story is no more open than the consent: one that would be goes back to be written.

    Called in the transaction in which the consent changes.
    """
    story = CaseStory.objects.filter(engagement=engagement).first()
    if story is None or story.state == State.DRAFT:
        return
    story.engagement = engagement
    is_read = story.state == State.OFFERED
    if rules.offer_problem(engagement, story) if is_read else not rules.is_told(story):
        take_story_back(story, by=by)


def _locked(story: CaseStory) -> CaseStory:
    """The row as it is now, with what the rules and the mails read; locked to the end."""
    rows = CaseStory.objects.select_for_update(of=("self",)).select_related(
        "engagement__application__call__offering__programme",
        "engagement__application__applicant",
        "engagement__application__organisation__municipality",
        "written_by",
    )
    return rows.get(pk=story.pk)


def _tell_writer(story: CaseStory) -> None:
    key = f"story-answered-{story.pk}-{story.version}-{int(timezone.now().timestamp())}"
    write = partial(messages.story_answered, story=story)
    tell(story.engagement, story.written_by, "story-answered", 0, write=write, key=key)
