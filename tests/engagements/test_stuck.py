"""Stuck items, outputs, consent and paths."""

import datetime

import pytest
from django.utils import timezone

from talkoot.core.refusals import NotAllowed
from talkoot.correspondence.models import Message
from talkoot.engagements.actions import stuck as actions
from talkoot.engagements.actions.paths import continue_with
from talkoot.engagements.queries.delivery import stuck_items
from tests.engagements.steps import hold
from tests.factories.calls import make_call
from tests.factories.programmes import make_offering, make_programme


def test_a_stuck_item_stays_on_the_desk_until_it_is_answered(engagement, expert_user, office_user):
    item = actions.raise_stuck(engagement, text="Aikaa ei löydy.", by=expert_user)
    assert list(stuck_items(office_user)) == [item]
    actions.resolve_stuck(item, answer="Siirretään syksyyn.", by=office_user)
    assert not stuck_items(office_user).exists()
    mail = Message.objects.get(kind="stuck-resolved")
    assert mail.user == expert_user and "Siirretään syksyyn." in mail.body
    with pytest.raises(NotAllowed):
        actions.resolve_stuck(item, answer="Uudestaan.", by=office_user)


def test_stuck_items_of_another_office_are_not_seen(engagement, expert_user, other_officer):
    actions.raise_stuck(engagement, text="Aikaa ei löydy.", by=expert_user)
    assert not stuck_items(other_officer).exists()


def test_an_output_has_somebody_responsible_and_is_ticked(engagement, applicant):
    due = timezone.localdate() + datetime.timedelta(days=30)
    output = actions.add_output(
        engagement, kind="rules", text="Pelisäännöt", responsible="Esihenkilö", due_on=due,
        by=applicant,
    )  # fmt: skip
    actions.tick_output(output, is_done=True, by=applicant)
    assert output.done_on == timezone.localdate()
    actions.tick_output(output, is_done=False, by=applicant)
    assert output.done_on is None


def test_the_applicant_consents_to_a_story_in_a_form(engagement, applicant):
    actions.set_story_consent(engagement, consent="nameless", by=applicant)
    engagement.refresh_from_db()
    assert engagement.story_consent == "nameless"
    assert engagement.story_consent_on == timezone.localdate()


def test_a_path_goes_on_from_what_was_agreed(engagement, applicant):
    call = make_call()
    with pytest.raises(NotAllowed):
        continue_with(engagement, call, by=applicant)
    hold(engagement, -2, 5)
    engagement.refresh_from_db()
    application = continue_with(engagement, call, by=applicant)
    assert application.continues == engagement.application
    assert engagement.application.number in application.need
    assert "Seuranta." in application.need
    assert application.organisation == engagement.application.organisation


def test_a_path_stays_in_the_programme(engagement, applicant):
    hold(engagement, -2, 5)
    engagement.refresh_from_db()
    elsewhere = make_call(offering=make_offering(make_programme()))
    with pytest.raises(NotAllowed):
        continue_with(engagement, elsewhere, by=applicant)
