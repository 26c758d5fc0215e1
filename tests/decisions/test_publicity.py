"""What of a case is public, and information requests from arrival to answer."""

import datetime

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from talkoot.audit.models import LogEntry
from talkoot.calls.actions.versions import freeze_version
from talkoot.core.refusals import NotAllowed
from talkoot.correspondence.models import Message
from talkoot.decisions.actions.publicity import (
    answer_request,
    classify_answer,
    clear_addresses,
    extend_request,
    receive_request,
)
from talkoot.decisions.models import Classification
from talkoot.decisions.queries.publicity import answer_classes, public_sections
from talkoot.decisions.rules.publicity import due_on, redacted, suspicious_passages
from tests.factories.calls import make_application
from tests.factories.decisions import make_information_request

GROUND = "Julkisuuslaki 24 § 1 mom. 20 kohta: liikesalaisuus"
ASKED = {"text": "Pyydän päätöksen.", "address": "kysyja@esimerkki.fi", "language": "fi"}
# Answers that an application keeps in its own fields, each with a word of its own.
SECRETS = {
    "title": "Salanimi",
    "need": "Tarvesana",
    "goals": "Tavoitesana",
    "sign_of_success": "Merkkisana",
    "unit_name": "Yksikkösana",
    "expert_reason": "Perustesana",
    "preferred_times": "Aikasana",
}


@pytest.fixture
def sent(call, applicant, expert):
    application = make_application(state="submitted", **SECRETS)
    freeze_version(application, by=applicant)
    return application


def words_of(application, passages=()):
    return str(sections_of(application, passages))


def sections_of(application, passages=()):
    return public_sections(application, answer_classes(application), passages=passages)


def test_names_of_persons_are_left_out_by_default(sent):
    text = words_of(sent)
    assert "Tarvesana" in text
    assert "Johtaja Esimerkki" not in text
    assert "Henkilöstön edustaja" not in [
        row[1] for section in sections_of(sent) for row in section.get("rows", [])
    ]


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(secret=st.sets(st.sampled_from(sorted(SECRETS))), in_need=st.sampled_from(sorted(SECRETS)))
def test_no_secret_answer_stands_anywhere_in_the_public_version(
    sent, office_user, page, secret, in_need
):
    """Not even where another answer repeats it."""
    version = sent.versions.get()
    version.content["need"]["answer"] = f"Tarvesana ja {SECRETS[in_need]}"
    version.save()
    Classification.objects.all().delete()
    for code in secret:
        classify_answer(sent, item_code=code, publicity="secret", ground=GROUND, by=office_user)
    text = words_of(sent)
    request = make_information_request(sent)
    answered = answer_request(request, outcome="partly_given", answer="Ohessa.", by=office_user)
    register = page.sign_out().get("register").text
    for code in secret - {"need"}:
        assert SECRETS[code] not in text
        assert SECRETS[code] not in str(answered.letter.content)
        assert SECRETS[code] not in register
    for code in set(SECRETS) - secret - {"need"}:
        assert SECRETS[code] in text
    Message.objects.all().delete()


def test_secrecy_ends_on_its_day(sent, office_user):
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    classify_answer(
        sent, item_code="need", publicity="secret", ground=GROUND, until=yesterday, by=office_user
    )
    assert "Tarvesana" in words_of(sent)


def test_secret_answer_keeps_ground_and_period(sent, office_user):
    row = classify_answer(sent, item_code="need", publicity="secret", ground=GROUND, by=office_user)
    assert row.secret_until.year == timezone.localdate().year + 25
    found = next(row for row in answer_classes(sent) if row["item"].code == "need")
    assert (found["openness"].is_public, found["openness"].ground) == (False, GROUND)
    assert LogEntry.objects.filter(key="decisions.answer.classified").count() == 1


def test_secrecy_without_a_ground_is_refused(sent, office_user):
    with pytest.raises(NotAllowed):
        classify_answer(sent, item_code="need", publicity="secret", by=office_user)
    assert not Classification.objects.exists()


def test_passages_are_left_out(sent):
    assert "Tarvesana" not in words_of(sent, passages=["tarvesana"])


def test_contact_details_are_proposed():
    text = "Soita 040 123 4567 tai kirjoita maija.m@kunta.fi, 010190-123A, 12.3.2026, 25 000 €."
    assert suspicious_passages([text]) == ["040 123 4567", "maija.m@kunta.fi", "010190-123A"]


def test_longest_passage_is_left_out_first():
    assert redacted("Anna Annala", ["Anna", "Anna Annala"], mark="–") == "–"


@pytest.mark.parametrize(
    ("is_extended", "day"),
    [(False, datetime.date(2026, 2, 14)), (True, datetime.date(2026, 2, 28))],
)
def test_last_day(is_extended, day):
    assert due_on(datetime.date(2026, 1, 31), is_extended=is_extended) == day


def test_request_gets_a_number_a_receipt_and_two_weeks(call):
    request = receive_request(call.offering.programme, **ASKED)
    assert request.due_on == timezone.localdate() + datetime.timedelta(days=14)
    mail = Message.objects.get(kind="information-receipt")
    assert (mail.address, request.number in mail.body) == (ASKED["address"], True)
    assert ASKED["address"] not in str(LogEntry.objects.values())


def test_time_is_extended_once_and_with_a_reason(call, office_user):
    request = make_information_request(programme=call.offering.programme)
    with pytest.raises(NotAllowed):
        extend_request(request, reason=" ", by=office_user)
    extend_request(request, reason="Aineisto on laaja.", by=office_user)
    assert "Aineisto on laaja." in Message.objects.get(kind="information-extension").body
    with pytest.raises(NotAllowed):
        extend_request(request, reason="Vielä.", by=office_user)


def test_answer_is_a_frozen_letter_that_leaves_after_the_regret_time(sent, office_user):
    request = make_information_request(sent)
    done = answer_request(
        request, outcome="given", answer="Ohessa.", passages=["Aikasana"], by=office_user
    )
    mail = Message.objects.get(letter=done.letter)
    assert mail.due_at > timezone.now()
    assert "Tavoitesana" in str(done.letter.content)
    assert "Aikasana" not in str(done.letter.content)
    with pytest.raises(NotAllowed):
        answer_request(request, outcome="given", answer="Toinen.", by=office_user)
    assert Message.objects.filter(kind="information-answer").count() == 1


def test_refusal_tells_what_to_do_next_and_gives_nothing(sent, office_user):
    done = answer_request(
        make_information_request(sent), outcome="refused", answer=GROUND, by=office_user
    )
    assert "Tavoitesana" not in str(done.letter.content)
    assert done.number in str(done.letter.content["sections"])


def test_answer_without_reasons_is_refused(sent, office_user):
    with pytest.raises(NotAllowed):
        answer_request(make_information_request(sent), outcome="refused", answer="", by=office_user)


def test_who_asked_is_forgotten_after_the_answer(sent, office_user):
    request = make_information_request(sent)
    answer_request(request, outcome="given", answer="Ohessa.", by=office_user)
    assert clear_addresses() == 0
    long_ago = timezone.now() - datetime.timedelta(days=400)
    type(request).objects.update(answered_at=long_ago)
    assert clear_addresses() == 1
    request.refresh_from_db()
    assert request.address == ""
    assert not Message.objects.filter(address="kysyja@esimerkki.fi").exists()
