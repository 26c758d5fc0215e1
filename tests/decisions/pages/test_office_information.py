"""The office's information requests, and what of a case is public."""

import pytest

from talkoot.calls.actions.versions import freeze_version
from talkoot.decisions.models import Classification, InformationRequest
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


def test_contact_details_are_proposed_and_left_out(page, office_user, sent):
    request = make_information_request(sent)
    shown = page.sign_in(office_user).get("office-information-request", request.pk)
    assert "040 123 4567" in shown.content.decode()
    given = {"outcome": "partly_given", "answer": "Ohessa.", "passages": "040 123 4567"}
    page.post("office-information-request", given, request.pk, status=302)
    request.refresh_from_db()
    assert request.state == InformationRequest.State.ANSWERED
    assert "040 123" not in str(request.letter.content)


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
