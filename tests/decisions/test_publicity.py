"""What of a case is public, and information requests from arrival to answer."""

import datetime

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from talkoot.audit.models import LogEntry
from talkoot.calls.actions.versions import freeze_version
from talkoot.calls.models import Application
from talkoot.core.dates import add_months
from talkoot.core.refusals import NotAllowed
from talkoot.correspondence.models import Message
from talkoot.decisions.actions.publicity import (
    answer_request,
    ask_decision,
    classify_answer,
    classify_document,
    clear_addresses,
    extend_request,
    receive_request,
    undo_answer,
)
from talkoot.decisions.models import Classification
from talkoot.decisions.queries.publicity import answer_classes, documents_of, public_sections
from talkoot.decisions.rules.publicity import due_on, redacted, suspicious_passages
from talkoot.programmes.models import Programme
from talkoot.surveys.models import Item
from tests.factories.calls import make_application
from tests.factories.correspondence import make_message
from tests.factories.decisions import make_decision, make_information_request
from tests.factories.files import make_file

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


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
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


@pytest.mark.parametrize(
    ("ground", "years"),
    [
        (GROUND, 25),
        ("", 25),
        ("Julkisuuslaki 621/1999, 24 § 1 mom. 32 kohta: yksityiselämä", 100),
        ("Openness Act 621/1999, section 24(1), item 25: client of health care", 100),
    ],
)
def test_answer_to_a_secret_question_is_secret_from_its_arrival_as_long_as_its_ground_tells(
    sent, ground, years
):
    answer = next(row for row in answer_classes(sent) if row["item"].code == "need")
    Item.objects.filter(pk=answer["item"].pk).update(publicity="secret", secrecy_ground=ground)
    for age, is_public in ((1, False), (years * 366, True)):
        Application.objects.update(submitted_at=timezone.now() - datetime.timedelta(days=age))
        fresh = Application.objects.get(pk=sent.pk)
        found = next(row for row in answer_classes(fresh) if row["item"].code == "need")["openness"]
        assert found.is_public is is_public
        arrived = timezone.localdate(fresh.submitted_at)
        assert is_public or found.until == add_months(arrived, 12 * years)


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
    programme = call.offering.programme
    programme.contact_email = "ohjelma@esimerkki.fi"
    request = receive_request(programme, **ASKED)
    told = Message.objects.get(kind="information-arrived")
    assert (told.address, request.number in told.body) == (programme.contact_email, True)
    assert ASKED["address"] not in told.body
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


@pytest.mark.parametrize(("regime", "act"), [("municipal", "808/2019"), ("private", "")])
def test_what_is_not_given_is_decided_with_an_appeal(sent, office_user, officer, regime, act):
    """Openness Act: the decision maker decides (section 14), a court hears appeals (section 33)."""
    Programme.objects.update(remedy_regime=regime)
    request = make_information_request(sent)
    first = answer_request(request, outcome="refused", answer=GROUND, by=officer)
    assert ("621/1999" in str(first.letter.content["sections"][2])) is bool(act)
    with pytest.raises(NotAllowed):
        ask_decision(request)  # The answer has not left.
    Message.objects.filter(letter=first.letter).update(state="sent", sent_at=timezone.now())
    asked = ask_decision(request)
    assert asked.due_on == timezone.localdate() + datetime.timedelta(days=14)
    with pytest.raises(NotAllowed):
        ask_decision(request)
    with pytest.raises(NotAllowed):
        answer_request(asked, outcome="refused", answer=GROUND, by=officer)
    decided = answer_request(asked, outcome="refused", answer=GROUND, by=office_user)
    told = str(decided.letter.content["remedy"])
    assert (act in told, "30" in told) == (True, bool(act))
    assert "135" not in told  # No municipal appeal: the Openness Act has its own.
    Message.objects.filter(letter=decided.letter).update(state="sent", sent_at=timezone.now())
    with pytest.raises(NotAllowed):
        ask_decision(asked)


def test_what_was_given_needs_no_decision(sent, office_user):
    done = answer_of(make_information_request(sent), office_user)
    Message.objects.filter(letter=done.letter).update(state="sent", sent_at=timezone.now())
    with pytest.raises(NotAllowed):
        ask_decision(done)


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


def answer_of(request, office_user):
    return answer_request(request, outcome="given", answer="Pyydetty annetaan.", by=office_user)


def test_answer_is_undone_until_it_has_left(sent, office_user):
    request = make_information_request(sent)
    answer_of(request, office_user)
    undone = undo_answer(request, by=office_user)
    assert (undone.state, undone.letter, undone.answer) == ("received", None, "Pyydetty annetaan.")
    with pytest.raises(NotAllowed):
        undo_answer(request, by=office_user)
    again = answer_of(undone, office_user)
    assert again.letter.number.startswith(f"{request.number}/")
    mails = Message.objects.filter(kind="information-answer")
    assert sorted(mails.values_list("state", "address")) == [
        ("queued", request.address),
        ("revoked", ""),
    ]
    mails.filter(state="queued").update(state="sent", sent_at=timezone.now())
    with pytest.raises(NotAllowed):
        undo_answer(request, by=office_user)


def test_decision_is_given_when_its_letter_has_left(sent):
    Application.objects.filter(pk=sent.pk).update(state="approved")
    decision = make_decision(sent, state="signed", reasons="Perustelut päätökselle.")
    assert "Perustelut" not in str(sections_of(sent))
    make_message(state="sent", kind="decision", letter=decision.letter)
    assert "Perustelut" in str(sections_of(sent))


def test_file_is_left_out_until_somebody_decides(sent, office_user, page):
    file = make_file(name="liite.pdf", uploaded_by=sent.applicant)
    sent.attachment = file
    sent.save()
    assert "liite.pdf" not in str(sections_of(sent))
    page.sign_in(office_user)
    page.get("case-publicity", sent.ref)
    key = f"file-{file.pk}"
    where = f"/office/applications/{sent.ref}/publicity/"
    page.post("classify-document", {"publicity": "secret"}, sent.ref, key, status=422)
    page.post("classify-document", {"publicity": "public"}, sent.ref, key, redirects_to=where)
    file.refresh_from_db()
    assert "liite.pdf" in str(sections_of(sent))
    classify_document(sent, file, publicity="secret", ground=GROUND, by=office_user)
    told = str(sections_of(sent))
    assert "liite.pdf" not in told
    assert GROUND in told
    page.get("classify-document", sent.ref, "file-999", status=404)


def test_letter_is_public_when_it_has_left(sent, office_user):
    Application.objects.filter(pk=sent.pk).update(state="approved")
    decision = make_decision(sent, state="signed")
    assert documents_of(sent) == []
    make_message(state="sent", kind="decision", letter=decision.letter)
    [found] = documents_of(sent)
    assert found.openness.is_public
    classify_document(sent, found.row, publicity="secret", ground=GROUND, by=office_user)
    assert documents_of(sent)[0].openness.ground == GROUND
