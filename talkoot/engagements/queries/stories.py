"""Case stories: what the records give to begin one, and those that are told."""

from typing import Any

from django.db.models import Case, F, Q, QuerySet, When
from django.utils import translation
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from talkoot.core.access import fetch
from talkoot.core.dates import days_words
from talkoot.core.templatetags.ui import day
from talkoot.engagements.models import CaseStory, DayReport, Engagement, Experiment, StoryConsent
from talkoot.engagements.rules.hours import report_of, shape_words
from talkoot.engagements.rules.presence import counts_of, held_sessions
from talkoot.engagements.rules.stories import can_read_story
from talkoot.people.models import ParticipantRole
from talkoot.programmes.models import Programme
from talkoot.surveys.models import Item, Response, Round
from talkoot.surveys.texts import answer_text

# Answers in own words may name somebody: they come through the reading desk only.
CHOSEN = (Item.Kind.EFFECT, Item.Kind.YES_NO, Item.Kind.GRADE, Item.Kind.SCHOOL_GRADE)
WITH = (
    "engagement__application__call__offering__programme",
    "engagement__application__organisation__municipality",
)
TRIED_OUT = (Experiment.State.RESULT, Experiment.State.ADOPTED, Experiment.State.REJECTED)


def public_stories() -> "QuerySet[CaseStory]":
    """What rules.stories.is_told says of each, as a query."""
    consent = Q(engagement__story_consent=StoryConsent.NAMED) | Q(
        engagement__story_consent=StoryConsent.NAMELESS, consent=StoryConsent.NAMELESS
    )
    return CaseStory.objects.filter(consent, state=CaseStory.State.PUBLISHED)


def told_stories(programme: Programme) -> "QuerySet[CaseStory]":
    """The programme's public case stories, named ones first, by the name of the municipality.

    The order of the nameless ones tells nothing of their place.
    """
    name = F("engagement__application__organisation__municipality__name_fi")
    place = Case(When(consent=StoryConsent.NAMED, then=name))
    return (
        public_stories()
        .filter(engagement__application__call__offering__programme=programme)
        .select_related(*WITH)
        .order_by("consent", place.asc(nulls_last=True), "-published_on", "pk")
    )


def get_told_story(user: Any, pk: int) -> CaseStory:
    """The public story, else NotFound."""
    return fetch(CaseStory.objects.select_related(*WITH), user, can_read_story, pk=pk)


def begun_story(engagement: Engagement) -> dict[str, str]:
    """The texts of a story as the records have them, in the language of the application.

    Of a case that is told without names only kinds, themes, numbers and chosen answers: what people
    wrote in their own words may name anybody.
    """
    is_named = engagement.story_consent == StoryConsent.NAMED
    case = engagement.application
    with translation.override(case.language):
        service = case.call.offering.name
        themes = ", ".join(str(theme) for theme in case.themes.all())
        reports = _reports(engagement)
        done = [row.done for row in reports] if is_named else []
        return {
            "title": (case.title if is_named else service)[:160],
            "goal": (case.goals or case.need or themes) if is_named else themes,
            "participants": _participants(engagement),
            "method": _lines(
                service, shape_words([row.hours for row in reports]) if reports else "", *done
            ),
            "result": _lines(*[row.results for row in reports]) if is_named else "",
            "follow_up": _lines(*(_after(engagement) if is_named else []), *_effects(engagement)),
        }


def _lines(*texts: str) -> str:
    return "\n".join(dict.fromkeys(text.strip() for text in texts if text.strip()))


def _reports(engagement: Engagement) -> list[DayReport]:
    found = [report_of(row) for row in held_sessions(engagement)]
    return [row for row in found if row and row.state == DayReport.State.APPROVED]


def _participants(engagement: Engagement) -> str:
    """How many were present in all, and of which role groups; no group's number."""
    counts = counts_of(held_sessions(engagement))
    if not counts:
        return ""
    return _("%(number)s attendances: %(roles)s.") % {
        "number": sum(counts.values()),
        "roles": ", ".join(str(ParticipantRole(role).label) for role in counts),
    }


def _after(engagement: Engagement) -> list[str]:
    """Agreed steps and trials as they stand now, and days bought of the same expert."""
    steps = [
        _("%(what)s (done %(day)s)") % {"what": row.text, "day": day(row.done_on)}
        if row.done_on
        else row.text
        for row in engagement.outputs.all()
    ]
    trials = [
        f"{row.title}: {row.get_state_display()}"
        for row in engagement.experiments.filter(state__in=TRIED_OUT)
    ]
    bought = sum(row.days for row in engagement.continuations.all())
    more = _("The work went on with the same expert, bought by the organisation: %(days)s.")
    return [*steps, *trials, more % {"days": days_words(bought)} if bought else ""]


def _effects(engagement: Engagement) -> list[str]:
    """What the organisation chose in the follow-up survey of this case, if it answered by name."""
    survey = engagement.followup_round
    if survey.mode != Round.Mode.IDENTIFIED:
        return []
    own = Response.objects.filter(round=survey, organisation=engagement.application.organisation_id)
    answers = list(own.order_by("pk").values_list("answers", flat=True))
    if not answers:
        return []
    items = survey.questionnaire.items.filter(kind__in=CHOSEN, is_sensitive=False)
    rows = [_lines(*[capfirst(answer_text(item, row.get(item.code))) for row in answers])
            for item in items]  # fmt: skip
    told = [
        f"{item.text} {row.replace(chr(10), ', ')}"
        for item, row in zip(items, rows, strict=True)
        if row
    ]
    asked_on = survey.closes_on or survey.opens_on
    head = _("The organisation's answers to the survey on effects (%(day)s):")
    return [head % {"day": day(asked_on)}, *told] if told else []
