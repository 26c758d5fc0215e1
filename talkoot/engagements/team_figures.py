"""Figures of teams, experiments and the three-perspective board; read in by figures.py."""

import datetime
from dataclasses import replace
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from talkoot.core.dates import end_of_day
from talkoot.core.figures import (
    ALL,
    BY_ALL,
    BY_SERVICE,
    Breakdown,
    Chapter,
    Figure,
    Filters,
    Part,
    Records,
    counts_by,
    parts_by,
    read_once,
    register_in,
)
from talkoot.core.lookups import in_language
from talkoot.engagements.models import Commitment, Experiment, Statement, Team
from talkoot.people.models import Organisation

register = register_in(Chapter.WORK)
WITHDRAWN = Team.State.WITHDRAWN
SERVICE = "series__offering"


def _narrow(rows: Records, filters: Filters, *, day: str, team: str = "") -> Records:
    """Rows that are or belong to a team: of its series' service and of any of its organisations."""
    own = replace(filters, region="", kind="", size=None)
    rows = own.narrow(rows, day=day, service=f"{team}{SERVICE}")
    if not (filters.region or filters.kind or filters.size):
        return rows
    bodies = replace(filters, period=None, service=None).narrow(
        Organisation.objects.filter(teams=OuterRef(f"{team}pk")), organisation=""
    )
    return rows.filter(Exists(bodies))


def _admitted(programme: Any, as_of: datetime.date, filters: Filters = ALL) -> Records:
    rows = Team.objects.filter(programme=programme, created_at__lte=end_of_day(as_of))
    rows = _narrow(rows, filters, day="created_at__date")
    return rows.select_related("series").order_by("created_at", "pk")


def _withdrawn(programme: Any, as_of: datetime.date, filters: Filters = ALL) -> Records:
    moment = end_of_day(as_of)
    return _admitted(programme, as_of, filters).filter(
        state=WITHDRAWN, state_changed_at__lte=moment
    )


def _by_series(programme: Any, as_of: datetime.date, filters: Filters = ALL) -> list[list[Any]]:
    moment = end_of_day(as_of)
    rows = (
        _admitted(programme, as_of, filters)
        .order_by("series__starts_on", "series")
        .values_list("series__title")
        .annotate(
            number=Count("pk"),
            gone=Count("pk", filter=Q(state=WITHDRAWN, state_changed_at__lte=moment)),
        )
    )
    return [[title or _("not placed in a series"), count, gone] for title, count, gone in rows]


def _by_theme_and_page(programme: Any, as_of: datetime.date, filters: Filters = ALL) -> list[Part]:
    """Of each theme, then of each series that has a page; one query."""
    rows = _admitted(programme, as_of, filters).order_by("series__theme__order", "series")
    theme = ("series__theme__code", in_language("series__theme__name"))
    columns = (*theme, "series__slug", "series__title")
    themes: dict[tuple[str, str], int] = {}
    pages: dict[tuple[str, str], int] = {}
    for code, name, slug, title, count in rows.values_list(*columns).annotate(n=Count("pk")):
        if code:
            themes[code, name] = themes.get((code, name), 0) + count
        if slug:
            pages[slug, title] = count
    found = [*themes.items(), *pages.items()]
    return [Part(key, name, count, count) for (key, name), count in found]


def _experiments(
    programme: Any, as_of: datetime.date, filters: Filters = ALL, day: str = "created_at__date"
) -> Records:
    own = (
        Q(team__programme=programme)
        | Q(workshop__series__programme=programme)
        | Q(engagement__series__programme=programme)
    )
    rows = Experiment.objects.filter(own, created_at__lte=end_of_day(as_of))
    services = tuple(f"{owner}__{SERVICE}" for owner in ("team", "workshop", "engagement"))
    rows = filters.narrow(rows, day=day, service=services)
    return rows.select_related("team", "workshop__series", "engagement__application").order_by(
        "created_at", "pk"
    )


def _tried(programme: Any, as_of: datetime.date, filters: Filters = ALL) -> Records:
    """Those that were begun, whatever came of them."""
    return _experiments(programme, as_of, filters, "starts_on").filter(starts_on__lte=as_of)


def _experiments_by_state(
    programme: Any, as_of: datetime.date, filters: Filters = ALL
) -> list[list[Any]]:
    counts = counts_by(_experiments(programme, as_of, filters), "state")
    return [[capfirst(str(row.label)), row.value] for row in parts_by(Experiment.State, counts)]


def _statements(programme: Any, as_of: datetime.date, filters: Filters = ALL) -> Records:
    rows = Statement.objects.filter(series__programme=programme, created_at__lte=end_of_day(as_of))
    rows = filters.narrow(rows, day="created_at__date", service=SERVICE)
    return rows.select_related("series").order_by("perspective", "pk")


@read_once
def _perspectives(programme: Any, as_of: datetime.date, filters: Filters = ALL) -> dict[str, int]:
    return counts_by(_statements(programme, as_of, filters), "perspective")


def _by_perspective(
    programme: Any, as_of: datetime.date, filters: Filters = ALL
) -> list[list[Any]]:
    counts = _perspectives(programme, as_of, filters)
    return [[capfirst(str(view.label)), counts.get(view, 0)] for view in Statement.Perspective]


def _perspective_parts(programme: Any, as_of: datetime.date, filters: Filters = ALL) -> list[Part]:
    return parts_by(Statement.Perspective, _perspectives(programme, as_of, filters))


def _kept(programme: Any, as_of: datetime.date, filters: Filters = ALL) -> Records:
    rows = Commitment.objects.filter(
        team__programme=programme,
        state=Commitment.State.KEPT,
        state_changed_at__lte=end_of_day(as_of),
    )
    rows = _narrow(rows, filters, day="state_changed_at__date", team="team__")
    return rows.select_related("team").order_by("due_on", "pk")


def _commitments_by_state(
    programme: Any, as_of: datetime.date, filters: Filters = ALL
) -> list[list[Any]]:
    rows = Commitment.objects.filter(team__programme=programme, created_at__lte=end_of_day(as_of))
    rows = _narrow(rows, filters, day="created_at__date", team="team__")
    counts = counts_by(rows, "state")
    return [[capfirst(str(row.label)), row.value] for row in parts_by(Commitment.State, counts)]


register(
    Figure(
        id="teams-admitted",
        code="F61",
        parts=_by_theme_and_page,
        label=_("Teams admitted"),
        unit=pgettext_lazy("unit", "teams"),
        definition=_(
            "Teams opened by the as-of date, of an admitted application or of a team’s "
            "registration. Those that withdrew later are counted here too."
        ),
        base=_("teams"),
        records=_admitted,
        filters=BY_ALL,
        breakdown=Breakdown(
            _("By series"), (_("Series"), _("Admitted"), _("Withdrawn")), _by_series
        ),
    )
)
register(
    Figure(
        id="teams-withdrawn",
        label=_("Teams withdrawn"),
        unit=pgettext_lazy("unit", "teams"),
        definition=_("Teams that had withdrawn by the as-of date and have not come back."),
        base=_("teams"),
        records=_withdrawn,
        filters=BY_ALL,
    )
)
register(
    Figure(
        id="experiments-tried",
        code="F58",
        label=_("Experiments tried"),
        unit=pgettext_lazy("unit", "experiments"),
        definition=_(
            "Experiments of teams, challenge workshops and engagements that had begun by the "
            "as-of date, whatever came of them."
        ),
        base=_("experiments"),
        records=_tried,
        filters=BY_SERVICE,
        breakdown=Breakdown(_("By state"), (_("State"), _("Experiments")), _experiments_by_state),
    )
)
register(
    Figure(
        id="perspective-statements",
        code="F58",
        parts=_perspective_parts,
        label=_("Statements on three-perspective boards"),
        unit=pgettext_lazy("unit", "statements"),
        definition=_(
            "What participants have said to be better for the customer, for the employee and for "
            "the organisation."
        ),
        base=_("statements"),
        records=_statements,
        filters=BY_SERVICE,
        breakdown=Breakdown(
            _("By perspective"), (_("Perspective"), _("Statements")), _by_perspective
        ),
    )
)
register(
    Figure(
        id="commitments-kept",
        label=_("Commitments kept"),
        unit=pgettext_lazy("unit", "commitments"),
        definition=_("Commitments of teams that have been told to be kept in full."),
        base=_("commitments"),
        records=_kept,
        filters=BY_ALL,
        breakdown=Breakdown(_("By state"), (_("State"), _("Commitments")), _commitments_by_state),
    )
)
