"""An expert declines; the applicant chooses; the office names."""

import datetime

import pytest
from django.utils import timezone

from talkoot.core.refusals import NotAllowed
from talkoot.correspondence.models import Message
from talkoot.engagements.actions import agree_day
from talkoot.engagements.actions import declining as actions
from talkoot.engagements.actions.continuations import record_continuation
from talkoot.engagements.models import Engagement
from tests.factories.correspondence import make_message
from tests.factories.engagements import make_engagement
from tests.factories.experts import make_expert
from tests.factories.profiles import make_tie

pytestmark = pytest.mark.django_db


@pytest.fixture
def engagement(application, expert):
    type(application).objects.filter(pk=application.pk).update(state="approved")
    programme = application.call.offering.programme
    programme.contact_email = "toimisto@esimerkki.fi"
    programme.save(update_fields=["contact_email"])
    return make_engagement(application, expert=expert)


def decline(engagement, *, is_disqualified=False):
    return actions.decline_engagement(
        engagement,
        reason="Kalenteri on täynnä.",
        is_disqualified=is_disqualified,
        by=engagement.expert.user,
    )


def test_reason_is_kept_and_both_sides_are_told(engagement, applicant):
    refusal = decline(engagement)

    engagement.refresh_from_db()
    assert engagement.state == Engagement.State.DECLINED
    assert (refusal.expert, refusal.reason) == (engagement.expert, "Kalenteri on täynnä.")
    told = Message.objects.get(kind="expert-declined")
    assert told.user == applicant
    assert "Kalenteri" not in told.body
    assert "Kalenteri" in Message.objects.get(kind="expert-declined-office").body


def test_disqualification_bars_the_next_choice_too(engagement, expert):
    decline(engagement, is_disqualified=True)

    tie = expert.ties.get()
    assert (tie.organisation, tie.reason) == (
        engagement.application.organisation, "Kalenteri on täynnä.",
    )  # fmt: skip


@pytest.mark.parametrize("state", ["agreed", "delivered", "withdrawn", "declined"])
def test_only_an_open_engagement_is_declined(engagement, state):
    Engagement.objects.filter(pk=engagement.pk).update(state=state)
    with pytest.raises(NotAllowed):
        decline(engagement)


def test_nothing_is_declined_before_the_applicant_can_know(engagement, expert_user):
    make_message(state="queued", user=expert_user, key=f"engagement-opened-{engagement.pk}")
    with pytest.raises(NotAllowed):
        decline(engagement)


def test_the_office_names_whom_the_applicant_chose(engagement, applicant, office_user, expert):
    other = make_expert("Olli Toinen", supplier=expert.supplier)
    refusal = decline(engagement)

    actions.choose_another(engagement, expert=other, reason="Lähellä meitä.", by=applicant)
    moved = actions.name_another(engagement, expert=other, reason="Valittu.", by=office_user)

    assert (moved.state, moved.expert) == ("open", other)
    moved.call_off.refresh_from_db()
    assert moved.call_off.expert == other
    refusal.refresh_from_db()
    assert (refusal.chosen, refusal.chosen_reason, refusal.chosen_by) == (
        other, "Lähellä meitä.", applicant,
    )  # fmt: skip
    assert refusal.resolved_at


def test_the_office_names_nobody_without_the_applicants_word(engagement, office_user, expert):
    other = make_expert(supplier=expert.supplier)
    decline(engagement)
    with pytest.raises(NotAllowed):
        actions.name_another(engagement, expert=other, reason="Sopii.", by=office_user)

    actions.name_another(
        engagement, expert=other, reason="Puhelimessa.", has_consent=True, by=office_user
    )
    assert engagement.refusals.get().chosen == other


def test_who_declined_or_is_tied_is_not_chosen(engagement, applicant, expert):
    tied = make_expert(supplier=expert.supplier)
    make_tie(tied, engagement.application.organisation)
    decline(engagement)
    for other in (expert, tied):
        with pytest.raises(NotAllowed, match=other.name):
            actions.choose_another(engagement, expert=other, reason="", by=applicant)


def test_no_day_is_agreed_while_another_is_chosen(engagement, expert_user):
    decline(engagement)
    now = timezone.now()
    with pytest.raises(NotAllowed):
        agree_day(
            engagement, starts_at=now, ends_at=now + datetime.timedelta(hours=3),
            mode="remote", place="Teams", by=expert_user,
        )  # fmt: skip


def test_further_days_are_recorded_after_delivery(engagement, expert_user):
    today = timezone.localdate()
    with pytest.raises(NotAllowed):
        record_continuation(engagement, days=2, bought_on=today, by=expert_user)
    engagement.state = "delivered"
    with pytest.raises(NotAllowed):
        later = today + datetime.timedelta(days=1)
        record_continuation(engagement, days=2, bought_on=later, by=expert_user)

    record_continuation(engagement, days=2, bought_on=today, heard_from="Kollega", by=expert_user)
    assert engagement.continuations.get().heard_from == "Kollega"
