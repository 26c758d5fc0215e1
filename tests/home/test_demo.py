"""The demo shows what a new user looks for, and loading it again changes nothing."""

import json
from decimal import Decimal

import pytest
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

from talkoot.assessments.models import Assignment, Disqualification
from talkoot.audit.models import LogEntry
from talkoot.calls import rules
from talkoot.calls.models import Application, CompletionRequest, JointApplicant, SignOff
from talkoot.calls.rules.criteria import has_state_agency
from talkoot.calls.rules.sign_off import is_current
from talkoot.correspondence.models import Letter, Message
from talkoot.decisions.messages.slates import slate_rows
from talkoot.decisions.models import AidGrant, InformationRequest, Reconsideration, Slate
from talkoot.events.models import Participant
from talkoot.home import demo
from talkoot.people.models import Organisation, User
from talkoot.people.queries import demo_accounts
from talkoot.practices.models import Practice
from talkoot.programmes.models import Programme
from talkoot.surveys.models import Response
from tests.database import settle
from tests.tables import contents

pytestmark = pytest.mark.django_db
TEAM = {"call__slug": "ilmiokoulu"}
State = Application.State


@pytest.fixture(scope="module", autouse=True)
def loaded(django_db_setup, django_db_blocker):
    """Loaded once for all tests of this file, and taken back after them."""
    with django_db_blocker.unblock(), transaction.atomic():
        demo.load()
        settle()
        yield
        transaction.set_rollback(True)


def person(name):
    return User.objects.get(email=f"{name}@demo.example")


def test_second_load_writes_nothing():
    tables = (Application, Assignment, Letter, LogEntry, Message, Organisation, Slate, User)
    tables += (Participant, Practice, Response)
    before = contents(*tables)
    demo.load()
    assert contents(*tables) == before


def test_kunteko_is_reconstructed_with_its_published_figures(capsys):
    call_command("figures", programme="kunteko", as_of="2020-10-12", format="json")
    found = {row["id"]: row for row in json.loads(capsys.readouterr().out)}
    whole = ("approval-rate", "newsletter-interesting", "support-needs.portal")
    assert {found[key]["agreement"] for key in whole} == {"equal"}
    assert Programme.objects.filter(slug="kunteko").exclude(reconstructed_at=None).exists()
    assert not Practice.objects.filter(is_demo=False).exists()
    assert not Organisation.objects.filter(name__contains="rekonstruktio", is_demo=False).exists()


def test_everybody_whom_the_sign_in_page_offers_has_a_part():
    assert [user.email.partition("@")[0] for user in demo_accounts()] == [
        "office",
        "applicant",
        "contact",
        "expert",
        "assessor",
        "evaluator",
    ]
    assert not User.objects.filter(is_demo=False).exists()


def test_applicant_is_asked_to_complete():
    asked = CompletionRequest.objects.get(application__applicant=person("applicant"))
    assert asked.application.state == State.INCOMPLETE
    assert asked.due_on > timezone.localdate()
    assert list(rules.writable_steps(asked.application)) == ["participants", "review"]


def test_three_organisations_apply_together_with_sign_off_and_second_writer():
    application = Application.objects.get(**TEAM, applicant=person("applicant"))
    assert application.state == State.SUBMITTED
    assert application.joint_applicants.exclude(confirmed_at=None).count() == 2
    assert has_state_agency(application).is_met
    assert is_current(application.sign_offs.get(), application)
    writer = application.writers.get().user
    assert application.edits["mentor_wish"][0] == writer.pk


def test_draft_waits_for_the_other_contact_and_the_management():
    draft = Application.objects.get(**TEAM, state=State.DRAFT)
    assert draft.applicant == person("contact")
    assert draft.sign_offs.get().state == SignOff.State.ASKED
    waiting = JointApplicant.objects.get(application=draft, confirmed_at=None)
    assert waiting.organisation.key == "demo-metsalahti"
    mail = Message.objects.get(kind="sign-off-request")  # Its link answers in the mailbox.
    assert (mail.address, mail.state) == (draft.sign_offs.get().address, Message.State.QUEUED)


def test_assessors_have_done_some_and_the_expert_is_disqualified_from_two():
    rows = Assignment.objects.all()
    assert rows.count() == 10
    assert rows.filter(state=Assignment.State.SUBMITTED).count() == 6
    assert rows.filter(assessor__user=person("assessor"), state=Assignment.State.ASSIGNED).exists()
    # One has had a day of the expert's, the other has agreed on one.
    found = Disqualification.objects.values_list("user", "ground")
    assert list(found) == [(person("expert").pk, Disqualification.Ground.EARLIER_DAYS)] * 2
    barred = Disqualification.objects.values("application")
    assert not rows.filter(application__in=barred, assessor__user=person("expert")).exists()


def test_slate_can_be_signed_as_it_is():
    slate = Slate.objects.get()
    rows = slate_rows(slate, person("office"))
    assert [row.problem for row in rows] == [""] * 4
    assert sorted(row.line.outcome for row in rows) == [
        "granted",
        "granted",
        "partly_granted",
        "refused",
    ]


def test_what_follows_decisions_has_its_examples():
    request = Reconsideration.objects.get()
    assert (request.state, request.is_in_time) == (Reconsideration.State.RECEIVED, True)
    assert request.decision.outcome == "refused"
    grant = AidGrant.objects.get()
    assert (grant.amount_eur, grant.declared_eur) == (Decimal(2300), Decimal(12500))
    assert grant.register_due_on > timezone.localdate()
    asked = InformationRequest.objects.get()
    assert asked.state == InformationRequest.State.RECEIVED
    assert asked.application.state == State.APPROVED
