"""Sending an application."""

from talkoot.audit.models import LogEntry
from talkoot.calls.models import Application
from talkoot.calls.summary import own_costs_words
from talkoot.correspondence.models import Message
from talkoot.decisions.messages.letter import decision_letter
from tests.factories.calls import make_application, make_call, make_closed_call
from tests.factories.decisions import make_decision
from tests.factories.people import make_contact
from tests.factories.programmes import make_offering, make_theme


def whole_draft(**fields):
    application = make_application(number=None, **fields)
    application.themes.add(make_theme())
    return application


def test_sending_shows_the_case_and_mails_a_receipt(page, applicant):
    draft = whole_draft()
    page.sign_in(applicant)
    case = f"/my/applications/{draft.ref}/"
    answer = page.post("submit-application", {}, draft.ref, redirects_to=case)
    draft.refresh_from_db()
    shown = answer.follow()
    assert draft.number in shown.text
    assert "Hakemuksesi on lähetetty" in shown.text
    assert Message.objects.get().user == applicant


def test_sending_twice_gives_one_application_and_a_sentence(page, applicant):
    draft = whole_draft()
    page.sign_in(applicant)
    page.post("submit-application", {}, draft.ref, redirects_to=f"/my/applications/{draft.ref}/")
    answer = page.post("submit-application", {}, draft.ref, status=409)
    assert "Hakemus on lähetetty" in answer.text
    assert (Application.objects.count(), Message.objects.count()) == (1, 1)


def test_missing_answer_sends_nothing_and_tells_which(page, applicant):
    draft = make_application(number=None, title="")
    page.sign_in(applicant)
    answer = page.post("submit-application", {}, draft.ref, status=422)
    assert "Hakemusta ei lähetetty" in answer.text
    assert "Kirjoita kehittämistyön nimi" in answer.links
    assert Application.objects.get().state == Application.State.DRAFT


def test_closed_call_sends_nothing(page, db):
    user = make_contact()
    draft = whole_draft(call=make_closed_call(), applicant=user)
    answer = page.sign_in(user).post("submit-application", {}, draft.ref, status=409)
    assert "Haku on sulkeutunut" in answer.text


def test_premises_and_catering_are_consented_to_before_sending(page, applicant):
    draft = whole_draft(call=make_call(offering=make_offering(has_own_costs=True)))
    page.sign_in(applicant)
    assert page.post("submit-application", {}, draft.ref, status=422).errors
    case = f"/my/applications/{draft.ref}/"
    page.post("submit-application", {"own_costs": "on"}, draft.ref, redirects_to=case)
    draft.refresh_from_db()
    assert draft.own_costs_at == draft.submitted_at
    assert LogEntry.objects.get(key="calls.application.submitted").after["own_costs"] is True
    assert own_costs_words(draft) in page.get("my-application", draft.ref).text
    letter = decision_letter(make_decision(draft))
    assert own_costs_words(draft) in str(letter["sections"])


def test_sending_is_the_applicants_alone(page, outsider, applicant):
    draft = whole_draft()
    page.post(
        "submit-application",
        {},
        draft.ref,
        redirects_to=f"/accounts/login/?next=/my/applications/{draft.ref}/send/",
    )
    page.sign_in(outsider).post("submit-application", {}, draft.ref, status=404)
    assert not Message.objects.exists()
