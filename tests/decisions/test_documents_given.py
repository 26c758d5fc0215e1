"""What an answer to an information request gives: public documents and copies of secret ones."""

import datetime
import re

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from talkoot.audit.models import LogEntry
from talkoot.calls.actions.versions import freeze_version
from talkoot.core.refusals import NotAllowed
from talkoot.correspondence.models import Message
from talkoot.decisions.actions.publicity import (
    answer_request,
    classify_document,
    clear_addresses,
    undo_answer,
)
from talkoot.decisions.models import InformationRequest
from talkoot.decisions.queries.publicity import answer_classes, get_answer, public_sections
from talkoot.decisions.rules.publicity import GROUNDS
from talkoot.files.models import StoredFile
from tests.factories.calls import make_application
from tests.factories.correspondence import make_message
from tests.factories.decisions import make_decision, make_information_request
from tests.factories.files import make_file

GROUND = "Julkisuuslaki 24 § 1 mom. 20 kohta: liikesalaisuus"
PDF = b"%PDF-1.7\n%%EOF\n"


@pytest.fixture
def sent(call, applicant, expert):
    application = make_application(state="submitted", attachment=make_file("hintalaskelma.pdf"))
    freeze_version(application, by=applicant)
    return application


def copy(name="hintalaskelma-julkinen.pdf"):
    return SimpleUploadedFile(name, PDF, content_type="application/pdf")


def classify(application, by, **fields):
    classify_document(application, application.attachment, by=by, **fields)


def answered(application, by):
    """The answered request and the token of the link in its mail."""
    asked = answer_request(
        make_information_request(application),
        outcome="partly_given",
        answer="Hinnat ovat liikesalaisuus.",
        by=by,
    )
    body = Message.objects.get(letter=asked.letter).body
    found = re.search(r"/register/answers/([^/]+)/", body)
    return asked, found.group(1) if found else ""


def names(asked):
    return [file.name for file in asked.files.all()]


def test_copy_is_given_in_place_of_a_secret_file(sent, office_user, page):
    classify(sent, office_user, publicity="secret", ground=GROUND, copy=copy())
    version = str(public_sections(sent, answer_classes(sent)))
    assert "hintalaskelma-julkinen.pdf" in version
    assert "hintalaskelma.pdf" not in version
    asked, token = answered(sent, office_user)
    assert names(asked) == ["hintalaskelma-julkinen.pdf"]
    answer = page.get("information-answer", token)
    address = answer.links["hintalaskelma-julkinen.pdf"]
    response = page.django.get(address)
    assert b"".join(response.streaming_content) == PDF
    page.sign_in(office_user)
    assert "hintalaskelma-julkinen.pdf" in page.get("office-information-request", asked.pk).text


def test_public_file_is_given_as_it_is_even_beside_a_copy(sent, office_user):
    classify(sent, office_user, publicity="secret", ground=GROUND, copy=copy())
    classify(sent, office_user, publicity="public")
    asked, _token = answered(sent, office_user)
    assert names(asked) == ["hintalaskelma.pdf"]


def test_secret_file_without_a_copy_is_not_given_but_a_decision_can_be_asked_for(
    sent, office_user, page
):
    classify(sent, office_user, publicity="secret", ground=GROUND)
    asked, token = answered(sent, office_user)
    assert names(asked) == []
    page.post("information-answer", {}, token, status=409)  # The answer has not left yet.
    Message.objects.update(state="sent", sent_at=timezone.now())
    page.post("information-answer", {}, token, redirects_to="/register/request/sent/")
    made = InformationRequest.objects.get(decides=asked)
    assert (made.text, made.address, made.state) == (asked.text, asked.address, "received")
    page.post("information-answer", {}, token, status=409)
    assert "hintalaskelma.pdf" not in page.get("information-answer", token).text


def test_refusal_gives_no_document(sent, office_user):
    classify(sent, office_user, publicity="public")
    asked = make_information_request(sent)
    asked = answer_request(asked, outcome="refused", answer="Asia on kesken.", by=office_user)
    assert names(asked) == []


def test_new_copy_removes_the_earlier_unless_it_was_given(sent, office_user):
    for name in ("eka.pdf", "toka.pdf"):
        classify(sent, office_user, publicity="secret", ground=GROUND, copy=copy(name))
    assert not StoredFile.objects.filter(name="eka.pdf").exists()
    asked, _token = answered(sent, office_user)
    classify(sent, office_user, publicity="secret", ground=GROUND, copy=copy("kolmas.pdf"))
    assert names(asked) == ["toka.pdf"]


def test_undone_answer_gives_nothing_any_more(sent, office_user, page):
    classify(sent, office_user, publicity="public")
    asked, token = answered(sent, office_user)
    undone = undo_answer(asked, by=office_user)
    assert names(undone) == []
    page.get("information-answer", token, status=404)


def test_link_closes_when_who_asked_is_forgotten(sent, office_user, page):
    classify(sent, office_user, publicity="public")
    asked, token = answered(sent, office_user)
    asked.answered_at = timezone.now() - datetime.timedelta(days=settings.OUTBOX_DAYS + 1)
    asked.save()
    with pytest.raises(NotAllowed, match="vanhentunut"):
        get_answer(token)
    clear_addresses()
    page.get("information-answer", token, status=404)


def test_log_tells_no_name_of_a_file(sent, office_user):
    classify(sent, office_user, publicity="secret", ground=GROUND, copy=copy())
    entry = LogEntry.objects.get(key="decisions.document.classified")
    assert "hintalaskelma" not in str(entry.after) + str(entry.before)


def test_office_adds_a_copy_on_the_page(sent, office_user, page):
    page.sign_in(office_user)
    key = f"file-{sent.attachment.pk}"
    address = f"/office/applications/{sent.ref}/publicity/documents/{key}/"
    answer = page.post(address, {"publicity": "public", "copy": copy()})
    assert answer.errors
    page.post(
        address,
        {"publicity": "secret", "ground": str(GROUNDS["20"]), "copy": copy()},
        redirects_to=f"/office/applications/{sent.ref}/publicity/",
    )
    assert "hintalaskelma-julkinen.pdf" in page.get("case-publicity", sent.ref).text


def test_disguised_copy_is_refused_with_a_sentence(sent, office_user, page):
    page.sign_in(office_user)
    address = f"/office/applications/{sent.ref}/publicity/documents/file-{sent.attachment.pk}/"
    wrong = SimpleUploadedFile("kopio.pdf", b"MZ\x90\x00", content_type="application/pdf")
    answer = page.post(
        address, {"publicity": "secret", "ground": str(GROUNDS["20"]), "copy": wrong}
    )
    assert answer.errors


def test_open_request_for_a_case_with_files_and_a_letter_reads_little(sent, office_user, page):
    make_decision(sent, state="signed")
    asked = make_information_request(sent)
    page.sign_in(office_user).get("office-information-request", asked.pk, queries=13)


def test_letter_never_leaves_as_it_is_for_it_holds_what_is_left_out(sent, office_user):
    letter = make_decision(sent, state="signed").letter
    make_message(state="sent", letter=letter, kind="decision")
    asked, token = answered(sent, office_user)
    assert str(letter.title) in str(asked.letter.content)
    assert names(asked) == []
    assert get_answer(token) == asked  # The link leads to asking for a decision.
