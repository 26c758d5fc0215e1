"""Three different numbers: attendances, persons, participants of a funded project."""

import datetime

import pytest
from django.utils import timezone

from talkoot.audit.models import LogEntry
from talkoot.core.figures import count_figures, get_figure
from talkoot.core.refusals import NotAllowed
from talkoot.events.actions.participants import end_funded, fund_participants
from talkoot.events.models import FundedParticipation, Presence
from talkoot.programmes.models import FundingProject
from tests.factories.events import make_attendance, make_session
from tests.factories.programmes import make_programme
from tests.factories.registrations import make_open_series, make_participant

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]
TODAY = datetime.date(2026, 5, 4)


@pytest.fixture
def project(programme):
    return FundingProject.objects.create(programme=programme, name="Hanke")


def present(who, kind="training"):
    series = make_open_series(who.programme, kind=kind)
    session = make_session(series, state="held")
    Presence.objects.create(session=session, participant=who, role="staff", source="list")
    return session


def fund(project, *people, by, **fields):
    days = {"informed_on": TODAY, "started_on": TODAY}
    return fund_participants(project, people, **{**days, **fields}, by=by)


def test_three_numbers_differ(programme, project, office_user):
    who, other = (make_participant(make_open_series(programme)) for _ in range(2))
    for _ in range(2):
        present(who)
    present(other, "webinar")
    make_attendance(present(other), count=10)
    fund(project, who, by=office_user)
    names = ("attendances", "service-attendances", "persons", "funded-participants")
    figures = [get_figure(name) for name in names]
    found = count_figures(figures, programme, timezone.localdate())
    assert [found[name].value for name in names] == [14, 13, 2, 1]


def test_open_webinar_makes_nobody_a_participant(programme, project, office_user):
    served, visitor = (make_participant(make_open_series(programme)) for _ in range(2))
    present(served)
    present(visitor, "webinar")
    with pytest.raises(NotAllowed, match="Open webinars"):
        fund(project, served, visitor, by=office_user)
    assert not FundedParticipation.objects.exists()


def test_each_is_counted_once_for_a_project(programme, project, office_user):
    who = make_participant(make_open_series(programme))
    present(who)
    assert fund(project, who, by=office_user) == 1
    assert fund(project, who, by=office_user) == 0
    assert LogEntry.objects.filter(key="events.funded_participation.started").count() == 1


def test_dates_and_project_are_checked(programme, project, office_user):
    who = make_participant(make_open_series(programme))
    present(who)
    day = datetime.timedelta(days=1)
    with pytest.raises(NotAllowed, match="before it begins"):
        fund(project, who, by=office_user, informed_on=TODAY + day)
    with pytest.raises(NotAllowed, match="in the future"):
        fund(project, who, by=office_user, started_on=timezone.localdate() + day)
    other = FundingProject.objects.create(programme=make_programme(), name="Toinen")
    with pytest.raises(NotAllowed, match="another programme"):
        fund(other, who, by=office_user)


def test_participation_ends_once_after_its_start(programme, project, office_user):
    who = make_participant(make_open_series(programme))
    present(who)
    fund(project, who, by=office_user)
    row = FundedParticipation.objects.get()
    with pytest.raises(NotAllowed, match="before the start"):
        end_funded(row, ended_on=TODAY - datetime.timedelta(days=1), by=office_user)
    end_funded(row, ended_on=TODAY, by=office_user)
    with pytest.raises(NotAllowed, match="ended already"):
        end_funded(row, ended_on=TODAY, by=office_user)
