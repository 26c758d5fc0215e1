"""Who writes a case story, who accepts it, and who may read it."""

import re
from typing import Any

from django.utils.translation import gettext as _

from talkoot.core.refusals import NotAllowed
from talkoot.engagements.models import CaseStory, Engagement, StoryConsent
from talkoot.engagements.rules import can_oversee, is_applicant

State = CaseStory.State
CASESTORY_TRANSITIONS = {
    State.DRAFT: frozenset({State.OFFERED}),
    State.OFFERED: frozenset({State.PUBLISHED, State.DRAFT}),
    State.PUBLISHED: frozenset({State.DRAFT}),
}
TOLD = (StoryConsent.NAMED, StoryConsent.NAMELESS)
# What the applicant is promised to read; who took part and what came later may be unknown.
NEEDED = ("title", "goal", "method", "result")


def story_of(engagement: Engagement) -> CaseStory | None:
    return getattr(engagement, "case_story", None)


def can_write_story(user: Any, engagement: Engagement) -> bool:
    """The programme office, of an engagement that has been delivered."""
    return engagement.state == Engagement.State.DELIVERED and can_oversee(user, engagement)


def can_accept_story(user: Any, engagement: Engagement) -> bool:
    """The applicant, once the office has sent the text to be read."""
    story = story_of(engagement)
    return story is not None and story.state != State.DRAFT and is_applicant(user, engagement)


def is_told(story: CaseStory) -> bool:
    """Public: accepted, and not told more openly than the applicant allows today."""
    allowed = story.engagement.story_consent
    return story.state == State.PUBLISHED and (
        allowed == StoryConsent.NAMED or allowed == story.consent == StoryConsent.NAMELESS
    )


def can_read_story(_user: Any, story: CaseStory) -> bool:
    return is_told(story)


def check_write(story: CaseStory | None, version: int) -> None:
    """Refuse to change what the applicant reads or the public, and to write over another."""
    if story is not None and story.state != State.DRAFT:
        raise NotAllowed(standing_sentence())
    if version != (story.version if story else 0):
        raise NotAllowed(changed_sentence())


def standing_sentence() -> str:
    """What is being read or is public does not change."""
    return _(
        "The story is being read by the applicant or is public. Open it in another tab and take it "
        "back to be changed first, then save."
    )


def changed_sentence() -> str:
    """Two writers met."""
    return _(
        "Somebody else saved the story in the meantime. Open it in another tab, put the texts "
        "together and save."
    )


def check_reading(story: CaseStory) -> None:
    """Refuse an answer to a text that is not being read."""
    if story.state != State.OFFERED:
        raise NotAllowed(
            _("The text has been answered or is being changed. Reload the page to see it.")
        )


def check_accept(engagement: Engagement, story: CaseStory, version: int) -> None:
    """Refuse to publish another text than the one that was read, or without consent."""
    check_reading(story)
    if story.version != version:
        raise NotAllowed(
            _("The text has changed since you opened it. Reload the page and read it again.")
        )
    check_offer(engagement, story)


def offer_problem(engagement: Engagement, story: CaseStory) -> str:
    """Why the text cannot be sent to be read, as a sentence; empty when it can."""
    if engagement.story_consent not in TOLD:
        return _(
            "The applicant has not allowed the case to be told. The text is kept here; ask them to "
            "answer “May we tell of this case?” on the engagement's page."
        )
    if not all(getattr(story, name).strip() for name in NEEDED):
        return _("Write at least the title, the goal, the method and the result, then send it.")
    if engagement.story_consent == StoryConsent.NAMELESS:
        found = names_in(engagement, story)
        if found:
            return _(
                "The applicant allows the case to be told without names. Take these out of the "
                "text: %(names)s."
            ) % {"names": ", ".join(found)}
    return ""


def names_in(engagement: Engagement, story: CaseStory) -> list[str]:
    """Names of the organisation, its unit and its place that the text has, in any case.

    At the beginning of a word only: Ii is a municipality, and a part of very many words.
    """
    application = engagement.application
    organisation = application.organisation
    place = organisation.municipality
    names = [organisation.name, organisation.name_sv, application.unit_name]
    names += [place.name_fi, place.name_sv] if place else []
    whole = " ".join(getattr(story, name) for name in (*NEEDED, "participants", "follow_up"))
    return [
        name
        for name in dict.fromkeys(filter(None, names))
        if re.search(rf"(?<!\w){re.escape(name)}", whole, re.IGNORECASE)
    ]


def check_offer(engagement: Engagement, story: CaseStory) -> None:
    if problem := offer_problem(engagement, story):
        raise NotAllowed(problem)
