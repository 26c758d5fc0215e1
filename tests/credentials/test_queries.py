"""Who has completed a series."""

import datetime
from decimal import Decimal

import pytest
from django.utils import timezone

from talkoot.credentials.queries import completions, held_sessions
from talkoot.events.models import LearningTask, Registration, Session, Submission
from talkoot.programmes.models import FundingProject, LogoSet, Programme
from talkoot.programmes.queries import logo_sets
from tests.factories.credentials import make_completed, make_presence
from tests.factories.events import make_series, make_session
from tests.factories.files import make_file
from tests.factories.people import make_organisation
from tests.factories.registrations import make_registration

pytestmark = pytest.mark.django_db


def test_completion_counts_hours_of_the_sessions_present() -> None:
    registration = make_completed(sessions=3)
    make_session(registration.series, state=Session.State.CANCELLED)
    [row] = completions(registration.series)
    assert (row.present, row.sessions, row.share, row.is_complete) == (3, 3, 100, True)
    assert row.hours == Decimal("18.00")
    assert row.reasons == []


def test_nobody_completes_before_the_last_sessions() -> None:
    registration = make_completed(sessions=3)
    make_session(registration.series, state=Session.State.AGREED)
    [row] = completions(registration.series)
    assert (row.share, row.is_complete) == (75, False)


def test_completion_needs_the_share_rounded_down() -> None:
    series = make_series(completion_share=67)
    registration = make_registration(series)
    sessions = [make_session(series, state=Session.State.HELD) for _number in range(3)]
    for session in sessions[:2]:
        make_presence(session, registration)
    [row] = completions(series)
    assert row.share == 66
    assert not row.is_complete
    assert row.reasons == ["Läsnä 66 % tapaamisista; tarvitaan 67 %."]


def test_sessions_of_the_same_content_count_once() -> None:
    series = make_series()
    registration = make_registration(series)
    first, _second = (
        make_session(series, state=Session.State.HELD, content_set="A") for _number in range(2)
    )
    make_presence(first, registration)
    [row] = completions(series)
    assert (row.present, row.sessions, row.is_complete) == (1, 1, True)
    assert len(held_sessions(series)) == 1


def test_session_of_one_organisation_counts_for_its_people_only() -> None:
    body = make_organisation()
    inside = make_completed(sessions=1, organisation=body)
    series = inside.series
    inside.organisation_confirmed_at = timezone.now()
    inside.save()
    outside, told = make_completed(series), make_completed(series, organisation=body)
    make_session(series, state="held", organisation=body)
    found = {row.registration.pk: (row.present, row.sessions) for row in completions(series)}
    assert found == {inside.pk: (1, 2), outside.pk: (1, 1), told.pk: (1, 1)}


def test_required_task_is_missing_until_handed_in() -> None:
    registration = make_completed()
    task = LearningTask.objects.create(
        series=registration.series,
        kind=LearningTask.Kind.BEFORE,
        title="Ennakkotehtävä",
        instructions="Kuvaa työpaikkasi.",
        due_at=timezone.now(),
    )
    assert completions(registration.series)[0].missing_tasks == ["Ennakkotehtävä"]
    answer = Submission.objects.create(task=task, registration=registration)
    assert not completions(registration.series)[0].is_complete
    answer.state, answer.submitted_at = Submission.State.SUBMITTED, timezone.now()
    answer.save()
    assert completions(registration.series)[0].is_complete


def test_waiting_and_cancelled_are_not_listed() -> None:
    series = make_series()
    make_registration(series, state=Registration.State.WAITING)
    make_registration(series, state=Registration.State.CANCELLED)
    assert completions(series) == []


@pytest.mark.parametrize("people", [1, 3])
def test_completions_make_a_constant_number_of_queries(
    people: int, django_assert_num_queries: object
) -> None:
    series = make_completed(sessions=2).series
    for _number in range(people - 1):
        make_completed(series)
    with django_assert_num_queries(5):  # type: ignore[operator]
        assert len(completions(series)) == people


def test_logo_set_is_the_newest_in_force(programme: Programme) -> None:
    project = FundingProject.objects.create(programme=programme, name="Hanke")
    day = datetime.date(2026, 6, 1)
    for year, end in ((2024, None), (2025, datetime.date(2026, 1, 31)), (2027, None)):
        LogoSet.objects.create(
            project=project,
            valid_from=datetime.date(year, 1, 1),
            valid_to=end,
            image=make_file(),
            alt_fi=f"Merkit {year}",
        )
    assert [row.alt_fi for row in logo_sets(programme.pk, day)] == ["Merkit 2024"]
    day = datetime.date(2025, 6, 1)
    assert [row.alt_fi for row in logo_sets(programme.pk, day)] == ["Merkit 2025"]
    assert logo_sets(programme.pk, datetime.date(2023, 6, 1)) == []
