"""Looking at the mail, sending, reminding, prolonging, closing, removing."""

import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from talkoot.correspondence.models import Message
from talkoot.surveys.models import Round
from tests.factories.rounds import make_contacts, make_planned_round
from tests.factories.surveys import make_invitation, make_round


def day(name, value):
    return {f"{name}_day": value.day, f"{name}_month": value.month, f"{name}_year": value.year}


def test_mail_and_numbers_are_seen_before_anything_leaves(page, office_user):
    make_contacts(2)
    survey = make_planned_round()
    answer = page.sign_in(office_user).get("send-round", survey.pk, queries=10)
    assert survey.title in answer.text and _("Send now") in answer.text
    assert not Message.objects.exists()
    page.post("send-round", {}, survey.pk, redirects_to=f"/office/rounds/{survey.pk}/")
    assert Message.objects.filter(kind="survey-invitation").count() == 2
    page.get("send-round", survey.pk, status=409)


def test_nobody_to_ask_has_no_button(page, office_user):
    survey = make_planned_round()
    answer = page.sign_in(office_user).get("send-round", survey.pk)
    assert _("Nobody to ask") in answer.text and _("Send now") not in answer.text


def test_engagements_round_may_be_sent_sooner(page, office_user):
    survey = make_round(state="planned", opens_on=None, closes_on=None)
    make_invitation(survey)
    page.sign_in(office_user).get("send-round", survey.pk)
    page.post("send-round", {}, survey.pk, redirects_to=f"/office/rounds/{survey.pk}/")
    assert Round.objects.get().state == Round.State.OPEN


def test_reminder_is_asked_for_once(page, office_user):
    survey = make_round(reminder_days=[])
    page.sign_in(office_user).post(
        "remind-round", {}, survey.pk, redirects_to=f"/office/rounds/{survey.pk}/"
    )
    page.post("remind-round", {}, survey.pk, status=409)


def test_dates_are_changed(page, office_user):
    survey = make_round()
    page.sign_in(office_user).get("extend-round", survey.pk)
    later = timezone.localdate() + datetime.timedelta(days=30)
    wrong = {**day("closes_on", later), "reminder_days": "viikko"}
    assert page.post("extend-round", wrong, survey.pk, status=422).errors
    data = {**day("closes_on", later), "reminder_days": "7, 21"}
    page.post("extend-round", data, survey.pk, redirects_to=f"/office/rounds/{survey.pk}/")
    survey.refresh_from_db()
    assert (survey.closes_on, survey.reminder_days) == (later, [7, 21])


def test_round_is_closed_and_cannot_be_closed_again(page, office_user):
    survey = make_round()
    page.sign_in(office_user).get("close-round", survey.pk)
    page.post("close-round", {}, survey.pk, redirects_to=f"/office/rounds/{survey.pk}/")
    page.get("close-round", survey.pk, status=409)


def test_planned_round_is_removed(page, office_user):
    survey = make_planned_round()
    page.sign_in(office_user).get("delete-round", survey.pk)
    page.post("delete-round", {}, survey.pk, redirects_to="/office/rounds/")
    page.get("delete-round", make_round().pk, status=409)
