"""Who may open a letter."""

import pytest

from talkoot.correspondence.models import Message
from tests.correspondence.test_letters import issue
from tests.factories.correspondence import make_message


@pytest.fixture
def letter(applicant):
    letter = issue()
    make_message(state=Message.State.SENT, letter=letter, user=applicant)
    return letter


@pytest.fixture
def real_site(settings):
    settings.DEMO = False


def test_receiver_opens_the_letter(page, letter, applicant, real_site):
    answer = page.sign_in(applicant).get("letter", letter.number)
    assert answer.headers["Content-Type"] == "application/pdf"


def test_office_opens_the_letter_before_it_leaves(page, officer, real_site):
    make_message(letter=issue())
    page.sign_in(officer).get("letter", "TLK/1/2029")


def test_another_office_does_not_see_it(page, letter, other_officer, real_site):
    page.sign_in(other_officer).get("letter", letter.number, status=404)


def test_receiver_waits_until_it_has_left(page, applicant, real_site):
    make_message(letter=issue(), user=applicant)
    page.sign_in(applicant).get("letter", "TLK/1/2029", status=404)


def test_others_do_not_see_it(page, letter, outsider, real_site):
    page.get("letter", letter.number, status=404)
    page.sign_in(outsider).get("letter", letter.number, status=404)


def test_everybody_opens_it_in_a_demo(page, letter):
    page.get("letter", letter.number)


def test_unknown_number_is_not_found(page, db):
    page.get("letter", "EI/OLE", status=404)
