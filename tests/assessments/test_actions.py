"""Setting up, giving out, scoring and telling outcomes."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from talkoot.assessments.actions import assigning, outcomes, scoring, setup
from talkoot.assessments.actions.scoring import Mark
from talkoot.assessments.models import Assignment
from talkoot.assessments.queries.desk import desk_of, next_assignment
from talkoot.audit.models import LogEntry
from talkoot.calls.models import Application
from talkoot.core.refusals import NotAllowed
from talkoot.correspondence.models import Message
from talkoot.people.models import User
from tests.factories.assessments import (
    make_assessor,
    make_assignment,
    make_disqualification,
    make_phase,
    make_yardstick,
)
from tests.factories.calls import make_application
from tests.factories.correspondence import make_message
from tests.factories.decisions import make_reconsideration, make_sent_decision
from tests.factories.people import make_membership, make_user
from tests.factories.programmes import make_theme

HOUR = datetime.timedelta(hours=1)


def add(call, address, by):
    return setup.add_assessor(
        call, address=address, name="Uusi Arvioija", capacity=5, themes=[make_theme()], by=by
    )


def test_a_new_assessor_gets_an_account_without_rights_and_a_mail(call, office_user):
    assessor = add(call, "uusi.arvioija@esimerkki.fi", office_user)
    user = User.objects.get(email="uusi.arvioija@esimerkki.fi")
    assert assessor.user == user
    assert not user.is_staff
    assert not user.memberships.exists()
    message = Message.objects.get(kind="assessor-invitation")
    assert (message.address, message.office_id) == (user.email, call.offering.programme.office_id)
    assert "/assessments/" in message.body


def test_an_existing_person_keeps_their_account(call, office_user):
    user = make_user("Tuttu@esimerkki.fi", name="Tuttu")
    assert add(call, "TUTTU@esimerkki.fi", office_user).user == user
    with pytest.raises(NotAllowed):
        add(call, user.email, office_user)


def test_yardsticks_stay_once_points_have_been_given(call, office_user):
    phase = make_phase(call)
    yardstick = phase.yardsticks.get()
    make_assignment(phase, points=3)
    with pytest.raises(NotAllowed):
        setup.remove_yardstick(yardstick, by=office_user)


def test_automatic_assignment_gives_each_its_assessors(call, office_user):
    phase = make_phase(call, assessors_each=2)
    assessors = [make_assessor(call) for _n in range(3)]
    applications = [make_application(call=call, state="submitted") for _n in range(3)]
    make_application(call=call, state="approved")
    proposal = assigning.assign_automatically(phase, by=office_user)
    assert proposal.gaps == []
    rows = Assignment.objects.filter(phase=phase)
    assert sorted(rows.values_list("application_id", flat=True)) == sorted(
        [row.pk for row in applications] * 2
    )
    assert {row.assignments.count() for row in assessors} == {2}
    assert all("load" in row.explanation for row in rows)
    assert assigning.assign_automatically(phase, by=office_user).plan.choices == []
    mails = Message.objects.filter(kind="assessor-applications")
    assert {mail.user for mail in mails} == {row.user for row in assessors}
    assert len(mails) == len(assessors)
    for told in (applications[0].title, applications[0].number):
        assert told not in mails[0].body


def test_automatic_assignment_passes_over_the_disqualified(call, office_user):
    phase = make_phase(call, assessors_each=1)
    member, free = make_assessor(call), make_assessor(call)
    application = make_application(call=call, state="submitted")
    make_membership(member.user, application.organisation)
    assigning.assign_automatically(phase, by=office_user)
    assert Assignment.objects.get().assessor == free
    with pytest.raises(NotAllowed):
        assigning.assign_by_hand(phase, application=application, assessor=member, by=office_user)


def test_what_could_not_be_placed_is_told(call, office_user):
    phase = make_phase(call, assessors_each=2)
    make_assessor(call, capacity=1)
    for _number in range(2):
        make_application(call=call, state="submitted")
    proposal = assigning.assign_automatically(phase, by=office_user)
    assert len(proposal.gap_rows) == 2


def test_a_given_assessment_is_not_taken_away(call, office_user):
    phase = make_phase(call)
    with pytest.raises(NotAllowed):
        assigning.take_away(make_assignment(phase, points=2), by=office_user)
    assigning.take_away(make_assignment(phase), by=office_user)
    assert phase.assignments.count() == 1


def marks_of(assignment, points=4):
    return {row.pk: Mark(points=points, reason="Perustelu") for row in
            assignment.phase.yardsticks.all()}  # fmt: skip


def save(assignment, *, is_final=True, by=None, **fields):
    fields.setdefault("marks", marks_of(assignment))
    return scoring.save_scores(
        assignment, comment="Hyvä.", is_final=is_final, by=by or assignment.assessor.user, **fields
    )


def test_points_are_given_and_corrected_while_the_phase_is_open(call):
    row = save(make_assignment(make_phase(call)))
    assert (row.state, row.scores.get().points) == (Assignment.State.SUBMITTED, 4)
    save(row, marks=marks_of(row, 5))
    assert row.scores.get().points == 5
    entries = LogEntry.objects.filter(key__startswith="assessments.assignment")
    given, corrected = entries.order_by("pk")
    assert given.after["points"] == {"1": 4}
    assert (corrected.before, corrected.after) == ({"points": {"1": 4}}, {"points": {"1": 5}})


def test_a_draft_may_lack_marks_and_a_final_one_not(call):
    row = make_assignment(make_phase(call))
    save(row, marks={}, is_final=False)
    assert row.state == Assignment.State.ASSIGNED
    with pytest.raises(NotAllowed):
        save(row, marks={})


@pytest.mark.parametrize("points", [-1, 6])
def test_points_outside_the_scale_are_refused(call, points):
    row = make_assignment(make_phase(call))
    with pytest.raises(NotAllowed):
        save(row, marks=marks_of(row, points))


def test_nobody_scores_for_another_nor_disqualified(call):
    row = make_assignment(make_phase(call))
    with pytest.raises(NotAllowed):
        save(row, by=make_user())
    make_disqualification(row.application, user=row.assessor.user)
    with pytest.raises(NotAllowed):
        save(row)


@pytest.mark.parametrize(("opens", "closes"), [(HOUR, 2 * HOUR), (-2 * HOUR, -HOUR)])
def test_nothing_before_opening_or_after_closing(call, opens, closes):
    now = timezone.now()
    phase = make_phase(call, opens_at=now + opens, closes_at=now + closes)
    row = make_assignment(phase)
    with pytest.raises(NotAllowed):
        save(row)
    [shown] = desk_of(row.assessor.user, now)
    assert (shown.rows, shown.state) == ([], "before" if opens > -HOUR else "over")


def test_a_decided_application_no_longer_changes(call):
    row = make_assignment(make_phase(call))
    Application.objects.filter(pk=row.application_id).update(state="approved")
    with pytest.raises(NotAllowed):
        save(row)


def test_next_is_what_fewest_have_assessed(call):
    phase = make_phase(call)
    assessor = make_assessor(call)
    often, seldom = (make_assignment(phase, assessor=assessor) for _n in range(2))
    make_assignment(phase, application=often.application, points=3)
    assert next_assignment(assessor.user, phase) == seldom


def decided(call, phase, assessor, points, state="approved"):
    row = make_assignment(phase, assessor=assessor, points=points)
    move(row.application, state)
    make_sent_decision(row.application)
    return row


def move(application, state):
    Application.objects.filter(pk=application.pk).update(
        state=state, state_changed_at=timezone.now()
    )


def test_each_assessor_is_told_once(call, office_user):
    phase = make_phase(call)
    assessor = make_assessor(call)
    row = decided(call, phase, assessor, 4)
    make_assignment(phase, application=row.application, points=2)
    waiting = make_assignment(phase, assessor=assessor, points=1)
    assert outcomes.tell_outcomes(phase, by=office_user) == 2
    mail = Message.objects.get(kind="assessment-outcomes", user=assessor.user)
    assert row.application.number in mail.body
    assert waiting.application.number not in mail.body
    assert "80,0" in mail.body
    assert "60,0" in mail.body
    for private in (row.application.title, row.application.organisation.name, "Hakija"):
        assert private not in mail.body
    with pytest.raises(NotAllowed):
        outcomes.tell_outcomes(phase, by=office_user)
    move(waiting.application, "rejected")
    make_sent_decision(waiting.application)
    assert outcomes.tell_outcomes(phase, by=office_user) == 1
    assert Message.objects.filter(kind="assessment-outcomes", user=assessor.user).count() == 2


@pytest.mark.parametrize("state", ["queued", "sending", "failed", "revoked"])
def test_no_assessor_hears_the_outcome_before_the_applicant(call, office_user, page, state):
    phase = make_phase(call)
    row = decided(call, phase, make_assessor(call), 4)
    Message.objects.filter(kind="decision").update(state=state)
    with pytest.raises(NotAllowed):
        outcomes.tell_outcomes(phase, by=office_user)
    link = reverse("tell-outcomes", args=[call.slug, phase.order])
    results = page.sign_in(office_user)
    assert link not in results.get("office-results", call.slug, phase.order).content.decode()
    Message.objects.filter(kind="decision").update(state="sent", sent_at=timezone.now())
    assert link in results.get("office-results", call.slug, phase.order).content.decode()
    assert outcomes.tell_outcomes(phase, by=office_user) == 1
    row.refresh_from_db()
    assert row.told_at is not None


@pytest.mark.parametrize("state", ["withdrawn", "lapsed"])
def test_what_was_never_decided_is_not_told_as_decided(call, office_user, state):
    phase = make_phase(call)
    row = make_assignment(phase, points=3)
    move(row.application, state)
    with pytest.raises(NotAllowed):
        outcomes.tell_outcomes(phase, by=office_user)


def test_an_outcome_that_changes_is_told_anew_when_its_letter_has_left(call, office_user):
    phase = make_phase(call)
    row = decided(call, phase, make_assessor(call), 4, state="rejected")
    assert outcomes.tell_outcomes(phase, by=office_user) == 1
    decision = row.application.decision
    change = make_reconsideration(decision, state="decided", outcome="changed", days=1)
    mail = make_message(kind="reconsideration-decided", letter=change.letter)
    move(row.application, "approved")
    with pytest.raises(NotAllowed):
        outcomes.tell_outcomes(phase, by=office_user)
    Message.objects.filter(pk=mail.pk).update(state="sent", sent_at=timezone.now())
    assert outcomes.tell_outcomes(phase, by=office_user) == 1
    told = Message.objects.filter(kind="assessment-outcomes").order_by("pk")
    assert ["hylätty" in mail.body for mail in told] == [True, False]


def test_a_disqualified_assessor_is_not_told(call, office_user):
    phase = make_phase(call)
    row = decided(call, phase, make_assessor(call), 4)
    make_membership(row.assessor.user, row.application.organisation)
    with pytest.raises(NotAllowed):
        outcomes.tell_outcomes(phase, by=office_user)


def test_a_criterion_that_becomes_pass_or_fail_loses_its_drafted_points(call, office_user):
    phase = make_phase(call)
    row = make_assignment(phase)
    save(row, is_final=False)
    values = {"text_fi": "Ehto", "is_pass_fail": True, "weight": 1, "most_points": 5}
    setup.save_yardstick(phase, values=values, yardstick=phase.yardsticks.get(), by=office_user)
    assert row.scores.count() == 0
    assert make_yardstick(phase).order == 2
