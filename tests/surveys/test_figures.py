"""Figures of feedback."""

import datetime
from decimal import Decimal

import pytest
from django.utils import timezone

from tests.factories.surveys import (
    make_invitation,
    make_questionnaire,
    make_response,
    make_round,
)
from tests.figures import count

pytestmark = pytest.mark.django_db


def test_mean_takes_grades_kept_as_text_and_as_numbers(programme):
    survey = make_round()
    for overall in ("5", 5, "4", 2, "", None, "hyvä"):
        make_response(survey, {"overall": overall})
    make_response(survey, {"other": "1"})
    found = count("feedback-mean")
    assert (found.value, found.n) == (Decimal(16) / 4, 4)
    assert list(found.records) == [survey]


def test_mean_leaves_out_other_questionnaires_and_later_answers(programme):
    tomorrow = timezone.localdate() + datetime.timedelta(days=1)
    make_response(make_round(make_questionnaire(purpose="effectiveness")), {"overall": "1"})
    make_response(make_round(), {"overall": "1"}, submitted_on=tomorrow)
    found = count("feedback-mean")
    assert (found.value, found.n) == (None, 0)
    assert not found.records


def test_response_rate_counts_requests_sent(programme):
    now = timezone.now()
    survey = make_round()
    make_invitation(survey, sent_at=now, has_answered=True, answered_at=now)
    for _number in range(3):
        make_invitation(survey, sent_at=now)
    make_invitation(survey)
    found = count("feedback-response-rate")
    assert (found.value, found.n) == (25, 4)
    assert list(found.records) == [survey]


def test_planned_round_is_not_counted(programme):
    make_invitation(make_round(state="planned"), sent_at=timezone.now())
    assert count("feedback-response-rate").value is None
