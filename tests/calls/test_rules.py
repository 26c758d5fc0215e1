"""When a call takes applications, what an application still lacks, and the two conditions."""

import datetime
import itertools

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from talkoot.calls import rules
from talkoot.calls.models import Application, ParticipantGroup
from talkoot.calls.rules import criteria
from talkoot.core.refusals import NotAllowed
from talkoot.core.states import check_transition
from talkoot.people.models import ParticipantRole
from tests.factories.calls import make_application, make_call, make_closed_call
from tests.factories.programmes import make_theme

State = Application.State
HOUR = datetime.timedelta(hours=1)


def test_call_is_open_from_opening_to_closing_moment(db):
    now = timezone.now()
    call = make_call(opens_at=now, closes_at=now + HOUR)
    assert rules.is_open(call, now)
    assert rules.is_open(call, now + HOUR)
    assert not rules.is_open(call, now - datetime.timedelta(seconds=1))
    assert not rules.is_open(call, now + HOUR + datetime.timedelta(seconds=1))


def test_call_without_closing_time_stays_open(call):
    assert rules.is_open(call, timezone.now() + datetime.timedelta(days=3650))


@pytest.mark.parametrize(("state", "to"), list(itertools.product(State, State)))
def test_every_pair_of_states_follows_the_table(state, to, db):
    application = make_application(state=state)
    if to in rules.TRANSITIONS[state]:
        check_transition(application, to, rules.TRANSITIONS)
        return
    with pytest.raises(NotAllowed):
        check_transition(application, to, rules.TRANSITIONS)


@pytest.mark.parametrize("state", State)
def test_can_withdraw_agrees_with_the_table(state, db):
    application = make_application(state=state)
    assert rules.can_withdraw(application) == (
        state in (State.DRAFT, State.SUBMITTED, State.INCOMPLETE)
    )


def test_office_reads_an_application_only_after_it_was_sent(application, office_user, outsider):
    draft = make_application()
    assert rules.can_read(application.applicant, draft)
    assert not rules.can_read(office_user, draft)
    assert rules.can_read(office_user, application)
    assert not rules.can_read(outsider, application)
    assert not rules.can_read(AnonymousUser(), application)
    assert not rules.can_edit(office_user, application)


def test_missing_answers_come_in_the_order_of_the_steps(call, applicant):
    application = Application.objects.create(
        call=call, applicant=applicant, organisation=applicant.memberships.get().organisation
    )
    steps = [gap.step for gap in rules.missing_answers(application)]
    assert steps == sorted(steps, key=list(rules.steps_of(application)).index)
    fields = {gap.field for gap in rules.missing_answers(application)}
    assert {"unit_name", "title", "themes", "groups", "expert", "days_requested"} <= fields


def test_whole_application_lacks_nothing(application):
    application.themes.add(make_theme())
    assert rules.missing_answers(application) == []


def test_need_is_in_scope_only_with_a_theme(application):
    application.themes.clear()
    assert not criteria.need_is_in_scope(application).is_met
    theme = make_theme(name_fi="Työkyky")
    application.themes.add(theme)
    finding = criteria.need_is_in_scope(application)
    assert finding.is_met
    assert "Työkyky" in finding.reason


def test_done_together_needs_both_sides_and_both_names(application):
    assert criteria.is_done_together(application).is_met
    application.staff_representative = ""
    assert not criteria.is_done_together(application).is_met


def test_done_together_is_not_met_by_supervisors_alone(application):
    ParticipantGroup.objects.filter(application=application, role=ParticipantRole.STAFF).delete()
    assert not criteria.is_done_together(application).is_met


def test_pre_check_gives_a_finding_for_each_condition(application):
    found = rules.pre_check(application)
    assert [criterion.order for criterion, _finding in found] == [1, 2]
    assert all(finding.reason for _criterion, finding in found)


def test_closed_and_coming_call_refuse_with_their_own_sentences(db):
    now = timezone.now()
    with pytest.raises(NotAllowed) as closed:
        rules.check_open(make_closed_call(), now)
    with pytest.raises(NotAllowed) as coming:
        rules.check_open(make_call(opens_at=now + HOUR), now)
    assert closed.value.sentence != coming.value.sentence
