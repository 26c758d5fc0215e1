"""What a service brought, as blocks of its chapter: cases, tasks, trials, the board, sequels."""

import datetime

from django.utils import timezone
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _

from talkoot.core.dates import local_date
from talkoot.engagements.models import DevelopmentTask, Experiment, Statement, StoryConsent
from talkoot.engagements.queries.brought import (
    attendances_of,
    board_statements,
    case_row,
    development_tasks,
    sequels_of_service,
    told_cases,
    tried_experiments,
    variations_of_service,
)
from talkoot.practices.models import Practice
from talkoot.programmes.models import Offering
from talkoot.reports.blocks import Block

# A chapter shows so many rows of each; a sentence tells how many there are in all.
MOST_CASES, MOST_ROWS, MOST_STATEMENTS = 12, 30, 60


def brought_blocks(offering: Offering, as_of: datetime.date) -> list[Block]:
    """What the records tell of the service by the day; what it has not brought is left out."""
    makers = (_cases, _variations, _tasks, _trials, _board, _sequels)
    blocks = [make(offering, as_of) for make in makers]
    return [block for block in blocks if block is not None]


def _shown(number: int, most: int) -> list[str]:
    if number <= most:
        return []
    return [_("%(shown)s of %(number)s are shown.") % {"shown": most, "number": number}]


def _cases(offering: Offering, as_of: datetime.date) -> Block | None:
    rows = list(told_cases(offering, as_of))
    if not rows:
        return None
    shown = rows[:MOST_CASES]
    attended = attendances_of(shown)
    # The practice's page tells whose it is, so a case told without names does not lead there.
    named = [row for row in shown if row.story_consent == StoryConsent.NAMED]
    published = Practice.objects.filter(state=Practice.State.PUBLISHED, engagement__in=named)
    practices = {row.engagement_id: row for row in published}
    return Block(
        _("Cases"),
        columns=[
            _("Organisation"), _("Aim"), _("Sessions"), _("Attendances"),
            _("Immediate results"), _("What goes on"),
        ],
        rows=[case_row(row, attended.get(row.pk, 0)) for row in shown],
        links=[
            practices[row.pk].get_absolute_url() if row.pk in practices else "" for row in shown
        ],
        paragraphs=_shown(len(rows), MOST_CASES),
    )  # fmt: skip


def _variations(offering: Offering, as_of: datetime.date) -> Block | None:
    """How the content was fitted to the organisations, which are not named."""
    rows = list(variations_of_service(offering, as_of))
    if not rows:
        return None
    return Block(
        _("Agreed variations of the content"),
        columns=[_("What was agreed"), _("Agreed on")],
        rows=[
            [Truncator(row.agreed).words(40), local_date(timezone.localdate(row.state_changed_at))]
            for row in rows[:MOST_ROWS]
        ],
        paragraphs=_shown(len(rows), MOST_ROWS),
    )


def _tasks(offering: Offering, as_of: datetime.date) -> Block | None:
    rows = list(development_tasks(offering, as_of))
    return _table(_("Development tasks"), _("Development task"), _("Result"), rows)


def _trials(offering: Offering, as_of: datetime.date) -> Block | None:
    """By service area, as they stand in the source: area, what was tried, what came of it."""
    rows = list(tried_experiments(offering, as_of))
    return _table(_("Experiments"), _("Experiment"), _("What happened"), rows)


def _table(
    heading: str, first: str, last: str, rows: "list[DevelopmentTask] | list[Experiment]"
) -> Block | None:
    if not rows:
        return None
    return Block(
        heading,
        columns=[first, _("State"), last],
        rows=[
            [_named(row), capfirst(row.get_state_display()), Truncator(row.result).words(40)]
            for row in rows[:MOST_ROWS]
        ],
        paragraphs=_shown(len(rows), MOST_ROWS),
    )


def _named(row: DevelopmentTask | Experiment) -> str:
    area = getattr(row, "service_area", "")
    return f"{area}: {row.title}" if area else row.title


def _board(offering: Offering, as_of: datetime.date) -> Block | None:
    """A row for each statement, perspective by perspective, with how many each gathered."""
    rows = list(board_statements(offering, as_of))
    if not rows:
        return None
    views = [
        (view, [row for row in rows if row.perspective == view]) for view in Statement.Perspective
    ]
    counts = " · ".join(f"{capfirst(str(view.label))} {len(own)}" for view, own in views)
    cells = [[capfirst(str(view.label)), row.text] for view, own in views for row in own]
    return Block(
        _("Benefits from three perspectives"),
        columns=[_("Perspective"), _("Statement")],
        rows=cells[:MOST_STATEMENTS],
        paragraphs=[counts, *_shown(len(cells), MOST_STATEMENTS)],
    )


def _sequels(offering: Offering, as_of: datetime.date) -> Block | None:
    """Grants from elsewhere and qualifications, with their extent."""
    rows = list(sequels_of_service(offering, as_of))
    if not rows:
        return None
    return Block(
        _("What followed outside the programme"),
        columns=[_("What"), _("Organisation"), _("Extent")],
        rows=[[row.text, row.organisation_name, row.extent] for row in rows[:MOST_ROWS]],
        paragraphs=_shown(len(rows), MOST_ROWS),
    )
