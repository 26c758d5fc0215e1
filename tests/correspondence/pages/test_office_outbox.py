"""The office's outbox."""

import pytest

from talkoot.correspondence.models import Message
from tests.factories.correspondence import make_letter, make_message


@pytest.mark.parametrize("count", [1, 3])
def test_outbox_lists_messages_of_each_state(page, officer, count):
    for state in Message.State.values * count:
        make_message(state=state, letter=make_letter())
    answer = page.sign_in(officer).get("office-outbox")
    assert answer.text.count("Testiviesti") >= 5 * count


def test_sign_in_mail_is_not_shown(page, officer):
    make_message(kind="account.login_code", subject="Koodisi")
    assert "Koodisi" not in page.sign_in(officer).get("office-outbox").text


def test_outbox_is_for_the_office(page, applicant):
    page.get("office-outbox", redirects_to="/accounts/login/?next=/office/outbox/")
    page.sign_in(applicant).get("office-outbox", status=403)


def test_each_office_sees_its_own_messages(page, officer, other_officer):
    office = other_officer.memberships.get().organisation
    make_message(subject="Meidän viestimme")
    make_message(subject="Heidän viestinsä", office=office)
    text = page.sign_in(officer).get("office-outbox", queries=7).text
    assert "Meidän viestimme" in text and "Heidän viestinsä" not in text
    text = page.sign_in(other_officer).get("office-outbox").text
    assert "Heidän viestinsä" in text and "Meidän viestimme" not in text
