"""Figures of teams, experiments and the three-perspective board; read in by figures.py."""

import datetime
from typing import Any

from django.db.models import Count, Q
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from talkoot.core.dates import end_of_day
from talkoot.core.figures import (
    Breakdown,
    Chapter,
    Figure,
    Part,
    Records,
    counts_by,
    parts_by,
    read_once,
    register_in,
)
from talkoot.engagements.models import Commitment, Experiment, Statement, Team

register = register_in(Chapter.WORK)
WITHDRAWN = Team.State.WITHDRAWN


def _admitted(programme: Any, as_of: datetime.date) -> Records:
    rows = Team.objects.filter(programme=programme, created_at__lte=end_of_day(as_of))
    return rows.select_related("series").order_by("created_at", "pk")


def _withdrawn(programme: Any, as_of: datetime.date) -> Records:
    moment = end_of_day(as_of)
    return _admitted(programme, as_of).filter(state=WITHDRAWN, state_changed_at__lte=moment)


def _by_series(programme: Any, as_of: datetime.date) -> list[list[Any]]:
    moment = end_of_day(as_of)
    rows = (
        _admitted(programme, as_of)
        .order_by("series__starts_on", "series")
        .values_list("series__title")
        .annotate(
            number=Count("pk"),
            gone=Count("pk", filter=Q(state=WITHDRAWN, state_changed_at__lte=moment)),
        )
    )
    return [[title or _("not placed in a series"), count, gone] for title, count, gone in rows]


def _by_theme(programme: Any, as_of: datetime.date) -> list[Part]:
    rows = _admitted(programme, as_of).order_by("series__theme__order").exclude(series__theme=None)
    counts = rows.values_list("series__theme__code", "series__theme__name_fi")
    return [Part(code, name, n, n) for code, name, n in counts.annotate(n=Count("pk"))]


def _experiments(programme: Any, as_of: datetime.date) -> Records:
    own = Q(team__programme=programme) | Q(workshop__series__programme=programme)
    rows = Experiment.objects.filter(own, created_at__lte=end_of_day(as_of))
    return rows.select_related("team", "workshop__series").order_by("created_at", "pk")


def _tried(programme: Any, as_of: datetime.date) -> Records:
    """Those that were begun, whatever came of them."""
    return _experiments(programme, as_of).filter(starts_on__lte=as_of)


def _experiments_by_state(programme: Any, as_of: datetime.date) -> list[list[Any]]:
    counts = counts_by(_experiments(programme, as_of), "state")
    return [[capfirst(str(row.label)), row.value] for row in parts_by(Experiment.State, counts)]


def _statements(programme: Any, as_of: datetime.date) -> Records:
    rows = Statement.objects.filter(series__programme=programme, created_at__lte=end_of_day(as_of))
    return rows.select_related("series").order_by("perspective", "pk")


@read_once
def _perspectives(programme: Any, as_of: datetime.date) -> dict[str, int]:
    return counts_by(_statements(programme, as_of), "perspective")


def _by_perspective(programme: Any, as_of: datetime.date) -> list[list[Any]]:
    counts = _perspectives(programme, as_of)
    return [[capfirst(str(view.label)), counts.get(view, 0)] for view in Statement.Perspective]


def _perspective_parts(programme: Any, as_of: datetime.date) -> list[Part]:
    return parts_by(Statement.Perspective, _perspectives(programme, as_of))


def _kept(programme: Any, as_of: datetime.date) -> Records:
    rows = Commitment.objects.filter(
        team__programme=programme,
        state=Commitment.State.KEPT,
        state_changed_at__lte=end_of_day(as_of),
    )
    return rows.select_related("team").order_by("due_on", "pk")


def _commitments_by_state(programme: Any, as_of: datetime.date) -> list[list[Any]]:
    rows = Commitment.objects.filter(team__programme=programme, created_at__lte=end_of_day(as_of))
    counts = counts_by(rows, "state")
    return [[capfirst(str(row.label)), row.value] for row in parts_by(Commitment.State, counts)]


register(
    Figure(
        id="teams-admitted",
        code="F61",
        parts=_by_theme,
        label=_("Teams admitted"),
        unit=_("teams"),
        definition=_(
            "Teams opened by the as-of date, of an admitted application or of a team’s "
            "registration. Those that withdrew later are counted here too."
        ),
        base=_("teams"),
        records=_admitted,
        breakdown=Breakdown(
            _("By series"), (_("Series"), _("Admitted"), _("Withdrawn")), _by_series
        ),
    )
)
register(
    Figure(
        id="teams-withdrawn",
        label=_("Teams withdrawn"),
        unit=_("teams"),
        definition=_("Teams that had withdrawn by the as-of date and have not come back."),
        base=_("teams"),
        records=_withdrawn,
    )
)
register(
    Figure(
        id="experiments-tried",
        code="F58",
        label=_("Experiments tried"),
        unit=_("experiments"),
        definition=_(
            "Experiments of teams and of challenge workshops that had begun by the as-of date, "
            "whatever came of them."
        ),
        base=_("experiments"),
        records=_tried,
        breakdown=Breakdown(_("By state"), (_("State"), _("Experiments")), _experiments_by_state),
    )
)
register(
    Figure(
        id="perspective-statements",
        code="F58",
        parts=_perspective_parts,
        label=_("Statements on three-perspective boards"),
        unit=_("statements"),
        definition=_(
            "What participants have said to be better for the customer, for the employee and for "
            "the organisation."
        ),
        base=_("statements"),
        records=_statements,
        breakdown=Breakdown(
            _("By perspective"), (_("Perspective"), _("Statements")), _by_perspective
        ),
    )
)
register(
    Figure(
        id="commitments-kept",
        label=_("Commitments kept"),
        unit=_("commitments"),
        definition=_("Commitments of teams that have been told to be kept in full."),
        base=_("commitments"),
        records=_kept,
        breakdown=Breakdown(_("By state"), (_("State"), _("Commitments")), _commitments_by_state),
    )
)
