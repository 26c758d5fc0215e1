"""The list of ideas: plans, reminders, and an application that begins with a practice."""

import datetime

import pytest
from django.utils import timezone

from talkoot.core.refusals import NotAllowed
from talkoot.correspondence.models import Message
from talkoot.practices.actions import wishes as actions
from talkoot.practices.jobs import remind_of_ideas
from talkoot.practices.models import Wish
from tests.factories.adoptions import make_idea
from tests.factories.practices import make_practice


def test_idea_is_kept_once(practice, outsider):
    assert actions.save_idea(practice, by=outsider) == actions.save_idea(practice, by=outsider)
    assert Wish.objects.count() == 1


def test_withdrawn_practice_is_not_kept(outsider):
    with pytest.raises(NotAllowed):
        actions.save_idea(make_practice(state="withdrawn"), by=outsider)


def test_reminder_comes_once_on_the_day_and_again_for_a_new_day(practice, outsider):
    today = timezone.localdate()
    idea = make_idea(outsider, practice, check_on=today)
    make_idea(outsider, check_on=today + datetime.timedelta(days=1))
    assert (remind_of_ideas(), remind_of_ideas()) == (1, 0)
    idea.refresh_from_db()
    later = today - datetime.timedelta(days=1)
    actions.plan_idea(idea, plan={"check_on": later}, by=outsider)
    assert remind_of_ideas() == 1
    assert Message.objects.filter(kind="idea-check", user=outsider).count() == 2


def test_application_begins_with_the_practice(practice, call, outsider):
    organisation = outsider.memberships.get().organisation
    application = actions.apply_from_practice(
        practice, call=call, organisation=organisation, by=outsider
    )
    assert application.title == practice.title[:80]
    assert practice.title in application.need and practice.need in application.need
    assert practice.what_was_done in application.goals


def test_what_the_applicant_has_written_is_left_alone(practice, call, outsider):
    organisation = outsider.memberships.get().organisation
    application = actions.apply_from_practice(
        practice, call=call, organisation=organisation, by=outsider
    )
    type(application).objects.filter(pk=application.pk).update(need="Oma tarve")
    again = actions.apply_from_practice(
        make_practice("Toinen"), call=call, organisation=organisation, by=outsider
    )
    again.refresh_from_db()
    assert (again.pk, again.need) == (application.pk, "Oma tarve")


def test_long_texts_fit_the_form(call, outsider):
    practice = make_practice("T" * 120, need="n" * 3000, what_was_done="w" * 5000)
    application = actions.apply_from_practice(
        practice, call=call, organisation=outsider.memberships.get().organisation, by=outsider
    )
    assert len(application.title) == 80 and len(application.need) == 1200
