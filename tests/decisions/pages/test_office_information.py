"""The office's information requests, and what of a case is public."""

import datetime

import pytest
from django.utils import timezone

from talkoot.calls.actions.versions import freeze_version
from talkoot.correspondence.models import Message
from talkoot.decisions.models import Classification, InformationRequest
from talkoot.home.queries import programmes_with_waiting
from tests.factories.assessments import make_disqualification
from tests.factories.calls import make_application
from tests.factories.decisions import make_information_request


@pytest.fixture
def sent(call, applicant, expert):
    application = make_application(state="submitted", need="Soita 040 123 4567.")
    freeze_version(application, by=applicant)
    return application


@pytest.mark.parametrize("count", [1, 3])
def test_queue_makes_the_same_queries_however_long_it_is(page, office_user, call, count):
    programme = call.offering.programme
    made = [make_information_request(programme=programme) for _number in range(count)]
    answer = page.sign_in(office_user).get("office-information", queries=6)
    for request in made:
        assert request.number in answer.text


def test_menu_and_desk_tell_what_waits_for_an_answer(page, office_user, call, sent):
    make_information_request(programme=call.offering.programme)
    make_information_request(sent)
    make_information_request(state="answered")
    assert sum(row.waiting_requests for row in programmes_with_waiting(office_user)) == 2
    desk = page.sign_in(office_user).get("office")
    assert "/office/information/" in desk.links.values()
    make_disqualification(sent, user=office_user)
    assert sum(row.waiting_requests for row in programmes_with_waiting(office_user)) == 1


def test_contact_details_are_proposed_and_left_out(page, office_user, sent):
    request = make_information_request(sent)
    shown = page.sign_in(office_user).get("office-information-request", request.pk)
    assert "040 123 4567" in shown.content.decode()
    given = {"outcome": "partly_given", "answer": "Ohessa.", "passages": "040 123 4567"}
    page.post("office-information-request", given, request.pk, status=302)
    request.refresh_from_db()
    assert request.state == InformationRequest.State.ANSWERED
    assert "040 123" not in str(request.letter.content)


def test_request_that_came_by_post_is_registered_answered_and_printed(page, officer, sent):
    """Its two weeks run from the day of arrival, and nothing is mailed."""
    day = timezone.localdate() - datetime.timedelta(days=3)
    given = {
        "programme": sent.call.offering.programme.slug,
        "number": sent.number,
        "text": "Pyydän hakemuksen.",
        "language": "sv",
        **{f"received_on_{part}": getattr(day, part) for part in ("day", "month", "year")},
    }
    page.sign_in(officer)
    late = {**given, "received_on_year": day.year + 1}
    assert page.post("register-information", late, status=422).errors
    page.post("register-information", given, status=302)
    asked = InformationRequest.objects.get()
    assert (asked.application, asked.language, asked.address) == (sent, "sv", "")
    assert asked.due_on == day + datetime.timedelta(days=14)
    answer = {"outcome": "refused", "answer": "Hemlig."}
    page.post("office-information-request", answer, asked.pk, status=302)
    asked.refresh_from_db()
    assert "Hemlig." in page.get("office-information-request", asked.pk).text
    assert asked.number in page.get("case-publicity", sent.ref).text
    made = page.post("ask-information-decision", {}, asked.pk, status=302).follow()
    assert asked.number in made.text  # The officer prepares nothing: the decision maker decides.
    assert 'name="outcome"' not in made.content.decode()
    assert not Message.objects.exists()


def test_officer_who_may_not_see_the_case_registers_a_request_about_it(page, officer, sent):
    make_disqualification(sent, user=officer)
    today = timezone.localdate()
    given = {
        "programme": sent.call.offering.programme.slug,
        "number": sent.number,
        "text": "Pyydän hakemuksen.",
        "language": "fi",
        **{f"received_on_{part}": getattr(today, part) for part in ("day", "month", "year")},
    }
    page.sign_in(officer)
    page.post("register-information", given, redirects_to="/office/information/")
    assert InformationRequest.objects.get().application == sent


def test_secret_answer_leaves_the_public_version(page, office_user, sent):
    page.sign_in(office_user)
    given = {"publicity": "secret", "ground": "", "until": ""}
    page.post("classify-answer", given, sent.ref, "need", status=422)
    form = page.get("classify-answer", sent.ref, "need")
    ground = form.context["form"].fields["ground"].choices[1][0]
    page.post("classify-answer", {**given, "ground": ground}, sent.ref, "need", status=302)
    assert Classification.objects.get().secrecy_ground == ground
    shown = page.get("case-publicity", sent.ref)
    assert ground in shown.text
    assert "Soita 040" not in shown.text
