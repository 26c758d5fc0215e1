"""Figures of teams, experiments and the board."""

import datetime

from django.utils import timezone

from talkoot.core.figures import count_figures, get_figure
from tests.factories.events import make_event
from tests.factories.teams import make_commitment, make_experiment, make_team, make_workshop
from tests.figures import count


def test_teams_admitted_and_withdrawn_by_series(programme):
    series = make_event(kind="school", title="Koulu")
    for state in ("active", "active", "withdrawn"):
        make_team(series=series, state=state)
    make_team(series=None)
    today = timezone.localdate()
    assert count("teams-admitted").value == 4
    assert count("teams-withdrawn").value == 1
    assert count("teams-admitted", as_of=today - datetime.timedelta(days=1)).value == 0
    rows = get_figure("teams-admitted").breakdown.rows(programme, today)
    assert ["Koulu", 3, 1] in rows
    assert len(rows) == 2


def test_experiments_of_teams_and_workshops(programme):
    today = timezone.localdate()
    team = make_team()
    make_experiment(team, state="adopted", starts_on=today)
    make_experiment(workshop=make_workshop(make_event()), state="tried", starts_on=today)
    make_experiment(team)
    assert count("experiments-tried").value == 2
    rows = get_figure("experiments-tried").breakdown.rows(programme, today)
    assert sum(number for _state, number in rows) == 3


def test_statements_and_commitments(programme, django_assert_num_queries):
    series = make_event()
    for perspective in ("customer", "customer", "employee"):
        series.statements.create(perspective=perspective, text="Jono lyheni.")
    team = make_team(series=series)
    for state in ("kept", "partly", "open"):
        make_commitment(team, state=state)
    figures = [get_figure("perspective-statements"), get_figure("commitments-kept")]
    with django_assert_num_queries(1):
        counted = count_figures(figures, programme, timezone.localdate())
    assert counted["perspective-statements"].value == 3
    assert counted["commitments-kept"].value == 1
    states = get_figure("commitments-kept").breakdown.rows(programme, timezone.localdate())
    assert [number for _state, number in states] == [1, 1, 1]
    rows = get_figure("perspective-statements").breakdown.rows(programme, timezone.localdate())
    assert [number for _view, number in rows] == [2, 1, 0]
