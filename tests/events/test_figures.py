"""Figures of series, sessions and attendance."""

import datetime
from decimal import Decimal

import pytest
from django.utils import timezone

from tests.factories.events import make_attendance, make_series, make_session
from tests.factories.people import make_organisation
from tests.figures import count

pytestmark = pytest.mark.django_db


def make_held(series=None, *, days=1, **present):
    """A session held; `present` is {role: how many}."""
    session = make_session(series, state="held", days=Decimal(days))
    for role, number in present.items():
        make_attendance(session, role=role, count=number)
    return session


def test_days_of_a_session_count_once_however_many_groups_took_part(programme):
    make_held(days="1.5", staff=3, staff_representative=1, supervisor=2, management=1)
    make_held(make_series(kind="training"), staff=5)
    make_session(state="agreed")
    found = count("days-delivered")
    assert (found.value, found.n) == (Decimal("1.5"), 1)
    assert found.records.count() == 1


def test_attendances_sum_over_held_sessions_and_groups(programme):
    make_held(staff=3, supervisor=2)
    make_held(make_series(kind="training"), other=5)
    make_held()
    make_attendance(make_session(state="agreed"), count=100)
    found = count("attendances")
    assert (found.value, found.n) == (10, 3)


def test_staff_share_leaves_other_roles_out(programme):
    make_held(staff=5, staff_representative=1, supervisor=1, management=1, other=50)
    found = count("staff-share")
    assert (found.value, found.n) == (75, 8)


def test_staff_share_without_attendance_says_nothing(programme):
    make_held()
    assert count("staff-share").value is None


def test_series_that_has_not_begun_is_not_counted(programme):
    today = timezone.localdate()
    for days in (-1, 0, 1):
        make_series(kind="training", starts_on=today + datetime.timedelta(days=days))
    make_series(kind="training", ends_on=today)  # A source may tell only by when it was held.
    assert count("trainings").value == 3


def test_organisation_in_two_series_counts_once(programme):
    organisation = make_organisation()
    for _number in range(2):
        make_series(organisation=organisation, starts_on=timezone.localdate())
    make_series(starts_on=timezone.localdate())
    assert count("organisations-reached").value == 1
