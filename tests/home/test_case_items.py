"""What the applicant is told of a case besides its usual course."""

import datetime

import pytest
from django.core.cache import cache
from django.utils import timezone

from talkoot.calls.models import Application, Writer
from talkoot.correspondence.models import Message
from talkoot.decisions.queries.times import LEAST, usual_time
from talkoot.home.timelines import get_my_case, next_step, shown_state, timeline
from tests.factories.calls import make_application
from tests.factories.completion import make_completion_request, make_sent_application
from tests.factories.decisions import make_decision, make_reconsideration, make_sent_decision
from tests.factories.people import make_user
from tests.factories.teams import make_team

State = Application.State


def texts(application, applicant):
    return [item["text"] for item in timeline(get_my_case(applicant, application.ref))]


def current(application, applicant):
    items = timeline(get_my_case(applicant, application.ref))
    return [item["text"] for item in items if item.get("is_current")]


def make_decided(count, *, hours, at=None):
    """Signed decisions that took `hours` hours, and three times that."""
    at = at or timezone.now()
    for number in range(count):
        took = datetime.timedelta(hours=hours if number % 3 else 3 * hours)
        case = make_application(state=State.REJECTED, submitted_at=at - took)
        make_decision(case, state="signed", outcome="refused", decided_at=at)


def test_completing_waits_for_the_applicant(call, applicant):
    request = make_completion_request()
    case = get_my_case(applicant, request.application.ref)
    assert str(next_step(case).who) == "Sinä"
    assert current(case, applicant) == ["Hakemuksen täydentäminen"]
    assert shown_state(case) == ("täydennettävä", "warn")


def test_time_up_waits_for_the_office(call, applicant):
    request = make_completion_request(days_left=-1)
    case = get_my_case(applicant, request.application.ref)
    assert str(next_step(case).who) == "Ohjelmatoimisto"
    assert "Ei täydennetty määräajassa" in texts(case, applicant)
    assert current(case, applicant) == ["Päätös"]


def test_lapsed_case_is_over(call, applicant):
    request = make_completion_request(days_left=-1)
    Application.objects.update(state=State.LAPSED)
    assert texts(request.application, applicant)[-1] == "Hakemus raukesi"
    assert current(request.application, applicant) == []


def test_transferred_case_tells_where_it_went(call, applicant):
    case = make_application(state=State.TRANSFERRED)
    make_sent_decision(case, outcome="transferred", transferred_to="Aluevirasto")
    case = get_my_case(applicant, case.ref)
    assert "Aluevirasto" in next_step(case).sentence
    assert shown_state(case)[1] == "info"


@pytest.mark.parametrize("state", [State.NOT_EXAMINED, State.TRANSFERRED])
def test_nothing_is_told_before_the_letter_has_left(state, call, applicant):
    case = make_application(state=state)
    make_decision(case, state="signed", outcome=state)
    case = get_my_case(applicant, case.ref)
    assert shown_state(case) == ("käsittelyssä", "info")
    assert str(next_step(case).who) == "Ohjelmatoimisto"


def test_request_to_change_waits_for_the_office(call, applicant):
    request = make_reconsideration()
    case = get_my_case(applicant, request.decision.application.ref)
    assert str(next_step(case).who) == "Ohjelmatoimisto"
    assert texts(case, applicant)[-1] == "Muutospyyntö päätöksestä"


def test_usual_time_is_the_median_of_a_year(call, programme):
    now = timezone.now()
    make_decided(LEAST - 1, hours=10)
    assert usual_time(programme, now) is None
    make_decided(2, hours=10)
    make_decided(6, hours=900, at=now - datetime.timedelta(days=400))
    found = usual_time(programme, timezone.now())
    assert found.count == LEAST + 1
    assert found.days == "1 päivä"


def test_waiting_applicant_is_told_the_promised_or_usual_time(page, call, applicant):
    sent = make_sent_application(submitted_at=timezone.now() - datetime.timedelta(days=9))
    text = page.sign_in(applicant).get("my-application", sent.ref).text
    assert "kertoo pyydettäessä" in text
    make_decided(LEAST, hours=10)
    cache.clear()  # Counted anew every ten minutes.
    text = page.get("my-application", sent.ref).text
    assert f"1 päivä tai vähemmän ({LEAST} päätöstä viimeisten 12 kuukauden aikana)" in text
    assert "kestää pidempään" in text
    call.promised_hours = 24 * 10
    call.save(update_fields=["promised_hours"])
    text = page.get("my-application", sent.ref).text
    assert "10 päivää" in text and "kestää pidempään" not in text


@pytest.fixture
def admitted(applicant):
    case = make_application(state=State.APPROVED, expert=None)
    make_sent_decision(case)
    return make_team(application=case, series=None, lead=applicant)


def test_case_of_an_admitted_team_leads_to_the_teams_page(admitted, applicant, page):
    case = get_my_case(applicant, admitted.application.ref)
    where = admitted.get_absolute_url()
    assert next_step(case).url == where
    item = next(row for row in timeline(case) if row.get("is_current"))
    assert (item["url"], item["when"]) == (where, admitted.get_state_display())
    answer = page.sign_in(applicant).get("my-application", case.ref)
    assert where in answer.links.values()
    page.get(where)


def test_link_to_the_team_is_for_its_own_people(admitted, applicant):
    other = make_user()
    Writer.objects.create(application=admitted.application, user=other)
    case = get_my_case(other, admitted.application.ref)
    assert next_step(case).url == ""
    assert all("url" not in row for row in timeline(case) if admitted.name in row["text"])


def test_team_is_told_of_when_the_decision_has_come_and_not_after_giving_up(admitted, applicant):
    case = admitted.application
    Message.objects.update(state="queued")
    assert next_step(get_my_case(applicant, case.ref)).url == ""
    Message.objects.update(state="sent")
    Application.objects.update(state=State.WITHDRAWN)
    assert next_step(get_my_case(applicant, case.ref)).url == ""


def test_ended_work_of_a_team_waits_for_nobody(admitted, applicant):
    type(admitted).objects.update(state="finished")
    case = get_my_case(applicant, admitted.application.ref)
    assert next_step(case).who == ""
    assert not [row for row in timeline(case) if row.get("is_current")]
