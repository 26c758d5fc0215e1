"""Several people on one application: who may, what is kept, what is a conflict."""

import datetime
import threading

import pytest
from django.db import close_old_connections
from django.utils import timezone

from talkoot.audit.models import LogEntry
from talkoot.calls import rules
from talkoot.calls.actions import joint as joint_actions
from talkoot.calls.actions import writing as actions
from talkoot.calls.models import Application, JointApplicant, Writer, WriterInvitation
from talkoot.calls.queries import my_applications
from talkoot.calls.rules import snapshots, writing
from talkoot.core.refusals import NotAllowed
from talkoot.correspondence.models import Message
from talkoot.people.models import Role
from talkoot.surveys.queries import token_hash
from tests.factories.calls import make_application
from tests.factories.people import (
    make_contact,
    make_membership,
    make_organisation,
    make_user,
)
from tests.factories.together import (
    make_colleague,
    make_invitation,
    make_joint,
    make_writer,
)


def seal_of(application):
    answers = rules.answers_of(application)
    return snapshots.seal(application.ref, answers, ["title", "need", "goals"], {})


def again(application):
    return Application.objects.select_related("call", "organisation").get(pk=application.pk)


def save(application, seal, by, **answers):
    return actions.save_together(again(application), answers=answers, seal=seal, by=by)


@pytest.fixture
def draft(call, applicant):
    return make_application()


def test_different_fields_of_two_people_are_both_kept(draft, applicant):
    colleague, seal = make_writer(draft), seal_of(draft)
    save(draft, seal, applicant, need="Minun", goals=draft.goals)
    outcome = save(draft, seal, colleague, need=draft.need, goals="Kollegan")
    assert not outcome.conflicts
    kept = again(draft)
    assert (kept.need, kept.goals) == ("Minun", "Kollegan")
    assert kept.edits["need"][0] == applicant.pk
    assert kept.edits["goals"][0] == colleague.pk


def test_the_same_field_of_two_people_is_a_conflict_and_nothing_is_lost(draft, applicant):
    colleague, seal = make_writer(draft), seal_of(draft)
    save(draft, seal, applicant, need="Minun", goals=draft.goals)
    outcome = save(draft, seal, colleague, need="Kollegan", goals="Kollegan tavoite")
    assert outcome.conflicts == {"need": "Minun"}
    kept = again(draft)
    assert (kept.need, kept.goals) == ("Minun", "Kollegan tavoite")


def test_conflict_that_has_been_seen_is_settled_by_the_next_save(draft, applicant):
    colleague, seal = make_writer(draft), seal_of(draft)
    save(draft, seal, applicant, need="Minun")
    save(draft, seal, colleague, need="Kollegan")
    outcome = save(draft, seal_of(again(draft)), colleague, need="Yhdessä")
    assert not outcome.conflicts
    assert again(draft).need == "Yhdessä"


def test_colleague_is_added_at_once_and_told(draft, applicant):
    colleague = make_colleague(draft, email="maija@esimerkki.fi")
    assert not rules.can_edit(colleague, draft)
    assert actions.invite_writer(draft, address="Maija@esimerkki.fi", by=applicant)
    assert rules.can_edit(colleague, draft)
    assert list(my_applications(colleague)) == [draft]
    assert Message.objects.get(kind="writer-added").address == colleague.email


def test_stranger_gets_a_link_that_opens_when_they_belong(draft, applicant):
    stranger = make_user("vieras@esimerkki.fi")
    assert actions.invite_writer(draft, address="vieras@esimerkki.fi", by=applicant) == ""
    mail = Message.objects.get(kind="writer-invitation")
    token = mail.body.split("/people/join/")[1].split("/")[0]
    invitation = WriterInvitation.objects.get(token_hash=token_hash(token))
    with pytest.raises(NotAllowed) as refusal:
        actions.join_application(invitation, by=stranger)
    assert refusal.value.status == 403
    make_membership(stranger, draft.organisation)
    actions.join_application(invitation, by=stranger)
    assert rules.can_edit(stranger, draft)
    assert not WriterInvitation.objects.exists()


def test_unconfirmed_membership_does_not_open_the_link(draft):
    user = make_user("uusi@esimerkki.fi")
    make_membership(user, draft.organisation, confirmed_at=None)
    invitation = make_invitation(draft, address=user.email)
    with pytest.raises(NotAllowed):
        actions.join_application(invitation, by=user)


def test_link_is_for_its_address_and_its_time(draft):
    other = make_colleague(draft)
    with pytest.raises(NotAllowed):
        actions.join_application(make_invitation(draft), by=other)
    old = make_invitation(
        draft, token="vanha", address=other.email,
        expires_at=timezone.now() - datetime.timedelta(minutes=1),
    )  # fmt: skip
    with pytest.raises(NotAllowed) as refusal:
        actions.join_application(old, by=other)
    assert refusal.value.status == 410


def test_nobody_is_added_to_a_sent_application(application):
    with pytest.raises(NotAllowed):
        actions.invite_writer(application, address="x@esimerkki.fi", by=application.applicant)


def test_removed_writer_no_longer_writes(draft, applicant):
    colleague = make_writer(draft)
    actions.remove_writer(Writer.objects.get(), by=applicant)
    assert not rules.can_edit(colleague, draft)
    assert not my_applications(colleague).exists()


def test_contact_takes_over_when_the_starter_has_left(draft, applicant):
    contact = make_contact(draft.organisation)
    with pytest.raises(NotAllowed):
        actions.take_over(draft, by=contact)
    applicant.memberships.all().delete()
    colleague = make_colleague(draft)
    with pytest.raises(NotAllowed):
        actions.take_over(draft, by=colleague)
    actions.take_over(draft, by=contact)
    kept = again(draft)
    assert kept.applicant == contact
    assert not rules.can_edit(applicant, kept)
    assert LogEntry.objects.get(key="calls.application.taken_over").before == {
        "applicant": applicant.pk
    }


@pytest.fixture
def joint_draft(draft):
    draft.call.allows_joint = True
    draft.call.save()
    return again(draft)


def test_joint_applicant_is_asked_confirms_and_reads(joint_draft, applicant):
    organisation = make_organisation("Naapurikunta")
    contact = make_contact(organisation)
    assert joint_actions.add_joint_applicant(joint_draft, organisation, by=applicant) == 1
    assert Message.objects.get(kind="joint-request").user == contact
    joint = JointApplicant.objects.get()
    assert not rules.can_read(contact, joint_draft)
    joint_actions.confirm_joint_applicant(joint, by=contact)
    assert rules.can_read(contact, joint_draft)
    assert not rules.can_edit(contact, joint_draft)
    assert list(my_applications(contact)) == [joint_draft]
    assert Message.objects.get(kind="joint-answer").user == applicant


def test_unconfirmed_member_of_a_joint_applicant_reads_nothing(joint_draft):
    joint = make_joint(joint_draft, confirmed_at=timezone.now())
    user = make_user()
    make_membership(user, joint.organisation, Role.MEMBER, confirmed_at=None)
    assert not rules.can_read(user, joint_draft)
    assert not my_applications(user).exists()


def test_only_the_organisations_contact_confirms(joint_draft):
    joint = make_joint(joint_draft)
    member = make_user()
    make_membership(member, joint.organisation)
    for user in (member, joint_draft.applicant):
        with pytest.raises(NotAllowed):
            joint_actions.confirm_joint_applicant(joint, by=user)


def test_sending_waits_for_joint_applicants(joint_draft):
    joint = make_joint(joint_draft, make_organisation("Naapurikunta"))
    with pytest.raises(rules.OthersMissing, match="Naapurikunta"):
        rules.check_submit(joint_draft, timezone.now())
    joint_actions.remove_joint_applicant(joint, by=joint_draft.applicant)
    rules.check_submit(joint_draft, timezone.now())


def test_call_for_single_applicants_takes_no_joint_ones(draft, applicant):
    with pytest.raises(NotAllowed):
        joint_actions.add_joint_applicant(draft, make_organisation(), by=applicant)


def test_declining_takes_the_organisation_away_and_tells_the_lead(joint_draft, applicant):
    joint = make_joint(joint_draft)
    contact = make_contact(joint.organisation)
    joint_actions.decline_joint_applicant(joint, by=contact)
    assert not JointApplicant.objects.exists()
    assert Message.objects.get(kind="joint-answer").user == applicant


def test_at_most_so_many_writers(draft, applicant, monkeypatch):
    monkeypatch.setattr(writing, "WRITERS_MAX", 1)
    make_writer(draft)
    with pytest.raises(NotAllowed):
        actions.invite_writer(draft, address="x@esimerkki.fi", by=applicant)


def test_who_wrote_for_an_organisation_that_is_out_sees_no_more(joint_draft, applicant):
    body = make_organisation()
    joint, guest = make_joint(joint_draft, body), make_contact(body)
    Writer.objects.create(application=joint_draft, user=guest)
    colleague = make_writer(joint_draft)
    joint_actions.remove_joint_applicant(joint, by=applicant)
    assert not rules.can_read(guest, again(joint_draft))
    assert rules.can_edit(colleague, again(joint_draft))


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("codes", [("need", "goals"), ("need", "need")])
def test_two_saves_at_the_same_moment_lose_nothing(codes, call):
    draft = make_application()
    people, seal = [draft.applicant, make_writer(draft)], seal_of(draft)
    barrier, conflicts = threading.Barrier(2), []

    def write(person, code):
        copy = again(draft)
        barrier.wait()
        answers = {"need": draft.need, "goals": draft.goals, code: f"Teksti {person.pk}"}
        outcome = actions.save_together(copy, answers=answers, seal=seal, by=person)
        conflicts.extend(outcome.conflicts)
        close_old_connections()

    threads = [
        threading.Thread(target=write, args=pair) for pair in zip(people, codes, strict=True)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    kept = again(draft)
    if codes == ("need", "goals"):
        assert (kept.need, kept.goals) == tuple(f"Teksti {person.pk}" for person in people)
        assert not conflicts
    else:
        assert conflicts == ["need"]
        assert kept.need in {f"Teksti {person.pk}" for person in people}
