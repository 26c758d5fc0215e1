"""A manager's sign-off from a link."""

import datetime

import pytest
from django.utils import timezone

from talkoot.calls import actions as application_actions
from talkoot.calls import rules
from talkoot.calls.actions import sign_off as actions
from talkoot.calls.models import Application, SignOff
from talkoot.calls.rules import sign_off as sign_off_rules
from talkoot.core.refusals import NotAllowed
from talkoot.correspondence.models import Message
from talkoot.surveys.queries import token_hash
from tests.factories.calls import make_application
from tests.factories.files import make_file
from tests.factories.together import make_joint, make_sign_off

WHO = {"name": "Jaana Johtaja", "title": "johtaja", "address": "johtaja@esimerkki.fi"}


@pytest.fixture
def draft(call, applicant):
    call.asks_sign_off = True
    call.save()
    return Application.objects.select_related("call", "organisation").get(pk=make_application().pk)


def token_of(message):
    return message.body.split("/sign/")[1].split("/")[0]


def test_asking_mails_a_link_whose_token_is_kept_as_a_hash(draft, applicant):
    row = actions.ask_sign_off(draft, **WHO, by=applicant)
    mail = Message.objects.get(kind="sign-off-request")
    assert mail.address == WHO["address"]
    assert row.token_hash == token_hash(token_of(mail))
    assert token_of(mail) not in row.token_hash


def test_sending_waits_for_the_sign_off(draft, applicant):
    with pytest.raises(rules.OthersMissing):
        application_actions.submit_application(draft, by=applicant)
    row = actions.ask_sign_off(draft, **WHO, by=applicant)
    with pytest.raises(rules.OthersMissing):
        rules.check_submit(draft, timezone.now())
    actions.answer_sign_off(row, is_signed=True)
    sent = application_actions.submit_application(draft, by=applicant)
    assert sent.state == Application.State.SUBMITTED
    assert Message.objects.get(kind="sign-off-answer").user == applicant


def test_change_after_the_sign_off_asks_again(draft, applicant):
    row = actions.answer_sign_off(actions.ask_sign_off(draft, **WHO, by=applicant), is_signed=True)
    assert sign_off_rules.is_current(row, draft)
    application_actions.save_draft(draft, answers={"need": "Muutimme tarvetta."}, by=applicant)
    assert not sign_off_rules.is_current(row, draft)
    with pytest.raises(rules.OthersMissing, match=r"changed after|muutettu"):
        rules.check_submit(draft, timezone.now())


def test_declining_keeps_the_comment_and_does_not_let_send(draft, applicant):
    row = actions.ask_sign_off(draft, **WHO, by=applicant)
    row = actions.answer_sign_off(row, is_signed=False, comment="Aika ei riitä.")
    assert (row.state, row.comment) == (SignOff.State.DECLINED, "Aika ei riitä.")
    assert "Aika ei riitä." in Message.objects.get(kind="sign-off-answer").body
    with pytest.raises(rules.OthersMissing):
        rules.check_submit(draft, timezone.now())


def test_asking_again_ends_the_earlier_link(draft, applicant):
    first = actions.ask_sign_off(draft, **WHO, by=applicant)
    actions.ask_sign_off(draft, **WHO, by=applicant)
    with pytest.raises(NotAllowed) as refusal:
        actions.answer_sign_off(first, is_signed=True)
    assert refusal.value.status == 410


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"state": "signed"}, 409),
        ({"state": "declined"}, 409),
        ({"state": "revoked"}, 410),
        ({"expires_at": timezone.now() - datetime.timedelta(days=1)}, 410),
    ],
)
def test_link_works_once_and_in_its_time(fields, status, draft):
    row = make_sign_off(draft, **fields)
    with pytest.raises(NotAllowed) as refusal:
        actions.answer_sign_off(row, is_signed=True)
    assert refusal.value.status == status


def test_managers_are_not_flooded(draft, applicant):
    for _number in range(sign_off_rules.ASKED_A_DAY):
        actions.ask_sign_off(draft, **WHO, by=applicant)
    with pytest.raises(NotAllowed) as refusal:
        actions.ask_sign_off(draft, **WHO, by=applicant)
    assert refusal.value.status == 429


def test_manager_opens_the_attachment_from_the_link(draft, page):
    type(draft).objects.filter(pk=draft.pk).update(attachment=make_file())
    row = make_sign_off(draft, token="linkki")
    shown = page.get("sign-off", "linkki")
    assert "/sign/linkki/attachment/" in shown.links.values()
    answer = page.get("sign-off-file", "linkki", "attachment")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    page.get("sign-off-file", "linkki", "plan", status=404)
    page.get("sign-off-file", "x" * 32, "attachment", status=404)
    SignOff.objects.filter(pk=row.pk).update(state="revoked")
    page.get("sign-off-file", "linkki", "attachment", status=410)


def test_asked_organisation_opens_the_attachment_before_it_has_confirmed(draft, page, outsider):
    type(draft).objects.filter(pk=draft.pk).update(attachment=make_file())
    page.sign_in(outsider).get("application-attachment", draft.ref, status=404)
    make_joint(draft, outsider.memberships.get().organisation)
    page.sign_in(outsider).get("application-attachment", draft.ref)
