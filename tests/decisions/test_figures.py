"""Figures of decisions: what is granted, how much and how fast."""

import datetime
from decimal import Decimal

import pytest
from django.utils import timezone

from talkoot.calls.models import Call
from talkoot.core.figures import Filters, count_figures, get_figure
from tests.factories.calls import make_application
from tests.factories.decisions import make_decision, make_reconsideration
from tests.factories.people import make_organisation
from tests.factories.programmes import make_period
from tests.figures import count

pytestmark = pytest.mark.django_db


def make_signed(outcome="granted", *, hours=1, **fields):
    """A decision signed `hours` after its application arrived."""
    decided = timezone.now()
    application = make_application(
        state="rejected" if outcome == "refused" else "approved",
        submitted_at=decided - datetime.timedelta(hours=hours),
    )
    return make_decision(application, state="signed", outcome=outcome, decided_at=decided, **fields)


def test_approval_rate_counts_partly_granted_and_leaves_drafts_out(call):
    for outcome in ("granted", "partly_granted", "refused", "refused"):
        make_signed(outcome)
    make_decision()
    found = count("approval-rate")
    assert (found.value, found.n) == (50, 4)
    assert found.records.count() == 4


def test_days_granted_sums_what_was_granted(call):
    make_signed(days=Decimal("1.5"))
    make_signed("partly_granted", days=Decimal("0.5"))
    make_signed("refused")
    found = count("days-granted")
    assert (found.value, found.n) == (2, 2)
    assert found.records.count() == 2


def test_a_change_on_reconsideration_counts_from_its_day(call):
    decision = make_signed("refused")
    decided = {"state": "decided", "outcome": "changed", "days": Decimal("1.5")}
    request = make_reconsideration(decision, **decided)
    assert (count("approval-rate").value, count("days-granted").value) == (100, Decimal("1.5"))
    request.decided_at += datetime.timedelta(days=2)
    request.save()
    assert (count("approval-rate").value, count("days-granted").value) == (0, 0)


def test_first_time_organisations_are_told_also_of_a_later_period(call):
    """A first grant before the period makes a later one no first one."""
    first, _again, other = make_signed(), make_signed(), make_signed()
    long_ago = timezone.now() - datetime.timedelta(days=400)
    type(first).objects.filter(pk=first.pk).update(decided_at=long_ago)
    other.application.organisation = make_organisation()
    other.application.save()
    assert [count("first-time-share").n, round(count("first-time-share").value)] == [3, 67]
    today = timezone.localdate()
    period = make_period(call.offering.programme, starts_on=today, ends_on=today)
    figure = get_figure("first-time-share")
    narrowed = Filters(period=period)
    found = count_figures([figure], call.offering.programme, today, narrowed)[figure.id]
    assert (found.value, found.n) == (50, 2)


def test_time_to_apply_leaves_out_what_was_entered_afterwards(call):
    now = timezone.now()
    for hours in (3, 5, -1):
        row = make_application(state="submitted", submitted_at=now)
        begun = now - datetime.timedelta(hours=hours)
        type(row).objects.filter(pk=row.pk).update(created_at=begun)
    found = count("time-to-apply")
    assert (found.value, found.n) == (4, 2)


@pytest.mark.parametrize(("hours", "median"), [([5], 5), ([1, 2, 9], 2), ([1, 2, 5, 9], 3.5)])
def test_decision_time_is_the_median(hours, median, call):
    for number in hours:
        make_signed(hours=number)
    found = count("decision-time")
    assert float(found.value) == pytest.approx(median)
    assert found.n == len(hours)


def test_share_of_decisions_within_the_promised_time_leaves_other_calls_out(call):
    for hours in (1, 2, 4):
        make_signed(hours=hours)
    assert count("decision-time-kept").value is None
    Call.objects.update(promised_hours=3)
    found = count("decision-time-kept")
    assert (round(found.value), found.n) == (67, 3)


def test_decision_of_a_later_day_is_not_counted(call):
    make_signed()
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    assert count("approval-rate", as_of=yesterday).value is None
    assert count("days-granted", as_of=yesterday).value == 0
    assert count("decision-time", as_of=yesterday).value is None


def test_organisations_granted_count_each_once(call):
    for outcome in ("granted", "partly_granted", "refused"):
        make_signed(outcome)
    found = count("organisations-granted")
    assert (found.value, found.n) == (1, 2)


def test_best_time_is_the_shortest(call):
    for hours in (1.5, 2, 40):
        make_signed(hours=hours)
    found = count("decision-time-best")
    assert (float(found.value), found.n) == (1.5, 3)


def test_usual_days_are_the_mode(call):
    for days in ("1", "1", "2"):
        make_signed(days=Decimal(days))
    make_signed("refused")
    found = count("days-granted-usual")
    assert (found.value, found.n) == (1, 3)


def cells(answer):
    """The texts of the breakdown's one row."""
    row = [*answer.page.all("th", scope="row"), *answer.page.all("td")]
    return [cell.text for cell in row]


def test_figure_page_tells_share_time_and_days_by_group(page, call):
    decision = make_signed(hours=2)
    theme = decision.application.themes.get()
    refused = make_signed("refused", hours=4)
    refused.application.themes.set([theme])
    assert cells(page.get("figure", "approval-rate")) == [theme.name, "2", "1", "50 %"]
    assert cells(page.get("figure", "decision-time")) == [theme.name, "2", "3,0", "2,0"]
    assert cells(page.get("figure", "days-granted-usual")) == ["1 päivä", "1"]
