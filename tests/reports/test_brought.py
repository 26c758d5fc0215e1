"""What services brought stands in the report: the table of A6, trials, tasks, cases by consent."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from talkoot.engagements.models import Engagement
from talkoot.reports.brought import MOST_ROWS, brought_blocks
from talkoot.reports.content import chapters_of
from tests.factories.engagements import make_day_report, make_engagement
from tests.factories.events import make_event
from tests.factories.learning import make_space
from tests.factories.people import the_applicant
from tests.factories.practices import make_practice
from tests.factories.programmes import make_offering
from tests.factories.reports import make_report, make_section
from tests.factories.teams import make_development_task, make_experiment, make_team, make_workshop

BOARD = {"customer": 10, "employee": 11, "organisation": 8}


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def workshop(programme):
    """A challenge workshop with the source's board and two trials, one of them not begun."""
    make_offering(programme, kind="challenge_workshop")
    series = make_space(programme=programme, kind="challenge_workshop")
    for perspective, number in BOARD.items():
        for index in range(number):
            series.statements.create(perspective=perspective, text=f"{perspective} {index}")
    made = make_workshop(series)
    day = {"starts_on": timezone.localdate()}
    make_experiment(workshop=made, state="adopted", service_area="Varhaiskasvatus", **day)
    make_experiment(workshop=made, state="proposed", title="Ei vielä")
    series.sequels.create(
        kind="grant", text="Jatkohanke", organisation_name="Jämsän kaupunki", amount_eur=20000,
        funder="Työsuojelurahasto", on=timezone.localdate(), recorded_by=the_applicant(),
    )  # fmt: skip
    return made


def test_board_and_trials_stand_in_the_service_s_chapter(page, workshop, office_user):
    offering = workshop.series.programme.offerings.get(kind="challenge_workshop")
    report = make_report(programme=workshop.series.programme)
    make_section(report, kind="service", offering=offering)
    [chapter] = chapters_of(report)
    trials, board, sequels = chapter.blocks[-3:]
    assert sequels.rows[0][:2] == ["Jatkohanke", "Jämsän kaupunki"]
    assert sequels.rows[0][2].startswith("Työsuojelurahasto, 20")
    assert [row[0] for row in trials.rows] == ["Varhaiskasvatus: Yhteinen vastaanotto tiistaisin"]
    assert len(board.rows) == sum(BOARD.values())
    assert all(str(number) in board.paragraphs[0] for number in BOARD.values())
    address = reverse("report-chapter", args=[report.pk, chapter.section.pk])
    shown = page.sign_in(office_user).get(f"{address}?part=brought")
    assert "customer 9" in shown.text


def test_what_came_after_the_cut_off_day_is_left_out(workshop, today):
    offering = workshop.series.programme.offerings.get(kind="challenge_workshop")
    assert brought_blocks(offering, today - datetime.timedelta(days=1)) == []


def test_series_of_another_service_is_not_told(programme, workshop, today):
    other = make_offering(programme, kind="workshop_series")
    assert brought_blocks(other, today) == []
    type(workshop.series).objects.filter(pk=workshop.series_id).update(offering=other)
    assert len(brought_blocks(other, today)) == 3


def test_development_tasks_are_listed_up_to_a_number(
    programme, today, django_assert_max_num_queries
):
    offering = make_offering(programme, kind="training")
    team = make_team(series=make_event(programme=programme, kind="training"))
    for _number in range(MOST_ROWS + 1):
        make_development_task(team)
    make_development_task(team, state="dropped", title="Luovuttu")
    with django_assert_max_num_queries(6):
        [block] = brought_blocks(offering, today)
    assert (len(block.rows), "Luovuttu" in str(block.rows)) == (MOST_ROWS, False)
    assert str(MOST_ROWS + 1) in block.paragraphs[0]


@pytest.mark.parametrize(
    ("consent", "tells"), [("named", True), ("nameless", False), ("refused", None), ("", None)]
)
def test_case_is_told_as_its_applicant_allows(programme, today, consent, tells):
    engagement = make_engagement(state="delivered")
    Engagement.objects.filter(pk=engagement.pk).update(story_consent=consent)
    session = engagement.series.sessions.get()
    session.attendances.create(role="staff", count=12)
    make_day_report(session, expert=engagement.expert, state="approved")
    engagement.outputs.create(text="Viikkopalaveri", responsible="Esihenkilö")
    practice = make_practice(engagement=engagement)
    case = engagement.application
    blocks = brought_blocks(case.call.offering, today)
    if tells is None:
        assert blocks == []
        return
    [row] = blocks[0].rows
    assert (case.organisation.name in row, case.title in row) == (tells, tells)
    assert ("Viikkopalaveri" in row[-1]) == tells
    # The practice's page names the organisation.
    assert blocks[0].links == [practice.get_absolute_url() if tells else ""]
    assert (row[2][:1], row[3], bool(row[4])) == ("1", "12", tells)
