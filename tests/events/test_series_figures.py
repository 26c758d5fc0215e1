"""Figures of series: by period and theme, webinars, organisations, co-organisers."""

import datetime
from decimal import Decimal

import pytest
from django.utils import timezone

from talkoot.core.figures import get_figure
from tests.factories.events import make_event, make_series, make_session
from tests.factories.people import make_organisation
from tests.factories.programmes import make_period, make_programme, make_theme
from tests.factories.registrations import make_registration
from tests.figures import count

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


def breakdown(figure_id, programme):
    return get_figure(figure_id).breakdown.rows(programme, TODAY)


def test_trainings_by_period(programme):
    year = TODAY.year
    days = {"starts_on": datetime.date(year - 1, 1, 1), "ends_on": datetime.date(year - 1, 12, 31)}
    make_period(programme, **days)
    for month in (3, 9):
        make_series(kind="training", starts_on=datetime.date(year - 1, month, 1))
    make_series(kind="training", starts_on=datetime.date(year - 2, 1, 1))
    make_series(kind="webinar", starts_on=datetime.date(year - 1, 1, 1))
    assert [number for _name, number in breakdown("trainings", programme)] == [2, 1]


def test_workshop_series_by_theme(programme):
    one, other = (make_theme("workshop", order=order) for order in (1, 2))
    for theme in (other, one, one, None):
        make_series(kind="workshop_series", theme=theme, starts_on=TODAY)
    found = breakdown("workshop-series", programme)
    assert [number for _name, number in found] == [2, 1, 1]
    assert found[0][0] == one.name


def test_draft_with_a_page_is_not_counted(programme):
    draft = make_event(kind="training", state="draft")
    draft.starts_on = TODAY - datetime.timedelta(days=3)
    draft.save()
    assert count("trainings").value == 0


def test_webinars_count_their_sessions(programme):
    series = make_series(kind="webinar")
    for _ in range(2):
        make_session(series, state="held")
    make_session(series, state="agreed")
    make_session(make_series(kind="workshop_series"), state="held", kind="webinar")
    make_session(make_series(kind="workshop_series"), state="held")
    assert count("webinars").value == 3


def test_webinar_without_times_counts_from_the_end_of_its_programme(db):
    ended = datetime.date(2020, 12, 31)
    programme = make_programme(starts_on=datetime.date(2015, 1, 1), ends_on=ended)
    series = make_series(programme, kind="webinar")
    make_session(series, state="held", starts_at=None, ends_at=None)
    figure = get_figure("webinars")
    assert figure.records(programme, ended).count() == 1
    assert figure.records(programme, datetime.date(2020, 1, 1)).count() == 0


def test_organisations_in_a_series(programme):
    for number in (3, 4):
        series = make_event(kind="workshop_series")
        series.starts_on = TODAY
        series.save()
        organisations = [make_organisation() for _ in range(number)]
        for organisation in [*organisations, organisations[0]]:
            make_registration(series, organisation=organisation)
    found = count("organisations-in-series")
    assert (found.value, found.n) == (Decimal("3.5"), 2)
    assert breakdown("organisations-in-series", programme) == [[3, 1], [4, 1]]


def test_course_participants_by_co_organiser(programme):
    series = make_event(kind="online_course")
    series.starts_on = TODAY
    series.save()
    partner = make_organisation("Demokorkeakoulu")
    quota = series.seat_quotas.create(kind="partner", organisation=partner, code="dk", seats=9)
    for _ in range(2):
        make_registration(series, quota=quota)
    make_registration(series)
    make_registration(series, state="waiting")
    assert count("course-participants").value == 3
    assert breakdown("course-participants", programme) == [
        ["Demokorkeakoulu", 2], [str(programme), 1]
    ]  # fmt: skip
