"""Figures of delivery."""

from decimal import Decimal

from django.utils import timezone

from talkoot.core.figures import count_figures, get_figure
from talkoot.engagements.models import Engagement
from tests.engagements.steps import hold

IDS = (
    "hours-granted", "hours-delivered", "hours-delivered-share", "co-operation-realised",
    "days-to-first-session",
)  # fmt: skip


def counted(programme, name):
    figures = count_figures([get_figure(name) for name in IDS], programme, timezone.localdate())
    return figures[name].value, figures[name].n


def test_nothing_can_be_said_of_no_engagements(programme, django_assert_num_queries):
    with django_assert_num_queries(1):
        figures = count_figures([get_figure(name) for name in IDS], programme, timezone.localdate())
    assert [figures[name].value for name in IDS] == [0, 0, None, None, None]


def test_granted_and_delivered_hours_are_apart(programme, engagement):
    hold(engagement, -9, 2.5, is_last=False)
    engagement.refresh_from_db()
    hold(engagement, -8, 2.5, is_last=False)
    assert counted(programme, "hours-granted") == (10, 1)
    assert counted(programme, "hours-delivered") == (5, 1)
    assert counted(programme, "hours-delivered-share") == (50, 1)


def test_shapes_tell_the_sessions(programme, engagement):
    for day in (-9, -8, -7, -6):
        hold(engagement, day, 2.5, is_last=False)
        engagement.refresh_from_db()
    rows = get_figure("hours-delivered").breakdown.rows(programme, timezone.localdate())
    assert rows == [["4 × 2,5 tuntia", 1]]


def test_co_operation_needs_both_sides(programme, engagement):
    hold(engagement, -9, 2.5, is_last=False, counts={"staff": 4})
    assert counted(programme, "co-operation-realised") == (0, 1)
    engagement.refresh_from_db()
    hold(engagement, -8, 2.5, is_last=False, counts={"management": 1})
    assert counted(programme, "co-operation-realised") == (100, 1)


def test_time_to_the_first_session_is_counted_in_days(programme, engagement):
    report = hold(engagement, -5, 2.5)
    opened = report.session.starts_at - timezone.timedelta(days=12)
    Engagement.objects.filter(pk=engagement.pk).update(created_at=opened)
    assert counted(programme, "days-to-first-session") == (Decimal(12), 1)
