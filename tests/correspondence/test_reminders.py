"""One share of reminders in a week for a person, over all of the product."""

import datetime
import random

import pytest
from django.db.models import F

from talkoot.correspondence.actions import queue_reminder, revoke_message
from talkoot.correspondence.models import Message
from talkoot.correspondence.rules import ReminderWaits
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


def remind(key, address="maija@esimerkki.fi", **fields):
    words = {"office_id": None, "subject": "Muistutus", "body": "Muista."}
    return queue_reminder("test-reminder", key=key, address=address, **{**words, **fields})


def days_pass(count=1):
    Message.objects.update(created_at=F("created_at") - count * DAY)


def test_share_is_three_and_the_last_is_for_deadlines():
    remind("1")
    remind("2")
    with pytest.raises(ReminderWaits):
        remind("3")
    remind("4", has_deadline=True)
    with pytest.raises(ReminderWaits):
        remind("5", has_deadline=True)
    assert Message.objects.filter(is_reminder=True).count() == 3


def test_what_waits_leaves_when_there_is_room():
    for key in "12":
        remind(key)
    with pytest.raises(ReminderWaits):
        remind("3")
    days_pass(7)
    assert remind("3").key == "3"


def test_same_occasion_is_one_message_and_one_of_the_share():
    assert remind("1") == remind("1")
    assert Message.objects.count() == 1


def test_share_is_the_person_s_however_the_address_is_written():
    user = make_user("Maija@Esimerkki.fi")
    remind("1")
    remind("2", address="MAIJA@esimerkki.FI")
    with pytest.raises(ReminderWaits):
        remind("3", address="", to=user)
    assert remind("4", address="teppo@esimerkki.fi").address == "teppo@esimerkki.fi"


def test_revoked_reminder_gives_its_place_back(office_user):
    first = remind("1")
    remind("2")
    revoke_message(first, by=office_user)
    assert remind("3")


def test_share_is_a_setting(settings):
    settings.REMINDERS_A_WEEK = 1
    remind("1")
    with pytest.raises(ReminderWaits):
        remind("2", has_deadline=True)


@pytest.mark.parametrize("seed", range(4))
def test_no_seven_days_have_more_than_the_share(seed, settings):
    dice = random.Random(seed)
    settings.REMINDERS_A_WEEK = dice.randint(1, 4)
    sent, waiting = [], []
    for day in range(30):
        waiting += [
            (f"{day}-{number}", dice.random() < 0.3) for number in range(dice.randint(0, 3))
        ]
        for one in list(waiting):
            key, has_deadline = one
            try:
                remind(key, has_deadline=has_deadline)
            except ReminderWaits:
                continue
            waiting.remove(one)
            sent.append(day)
        days_pass()
    assert sent
    for day in range(30):
        assert sum(day <= one < day + 7 for one in sent) <= settings.REMINDERS_A_WEEK
