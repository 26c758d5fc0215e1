"""Each outcome of a decision: its draft, its letter and what it sets going."""

from decimal import Decimal

import pytest
from django.utils import timezone
from django.utils.translation import gettext

from talkoot.audit.models import LogEntry
from talkoot.calls.models import Application, CompletionRequest
from talkoot.core.refusals import NotAllowed
from talkoot.decisions import actions
from talkoot.decisions.messages import draft_of
from talkoot.decisions.rules.content import (
    DraftChanged,
    content_problem,
    draft_mark,
    is_mere_reference,
)
from talkoot.engagements.models import Engagement
from talkoot.people.models import Membership
from tests.factories.calls import make_application

GRANT = {
    "outcome": "granted",
    "days": Decimal(1),
    "reasons": "Hakemus täyttää haun ehdot, ja henkilöstö on mukana.",
    "conditions": "Päivä sovitaan.\n\nPalautteeseen vastataan.",
}
REASON = "Asia ei kuulu ohjelmaan, koska hakija hakee investointiin rahaa."
pytestmark = pytest.mark.usefixtures("questionnaires")


def words(outcome, **more):
    return {"outcome": outcome, "days": Decimal(0), "reasons": REASON, "conditions": "", **more}


@pytest.mark.parametrize(
    ("outcome", "more", "state"),
    [
        ("refused", {}, "rejected"),
        ("not_examined", {}, "not_examined"),
        ("transferred", {"transferred_to": "Lupa- ja valvontavirasto"}, "transferred"),
    ],
)
def test_decide_without_a_grant_opens_nothing(application, office_user, outcome, more, state):
    decision = actions.decide(application, **words(outcome, **more), by=office_user)
    application.refresh_from_db()
    assert application.state == state
    assert not Engagement.objects.exists()
    assert decision.letter.content["remedy"]["paragraphs"]
    assert bool(decision.remedy_deadline_on) is (outcome != "transferred")
    assert more.get("transferred_to", "") in str(decision.letter.content["sections"])
    attached = gettext("Instructions for challenging the decision (last page)")
    is_promised = attached in str(decision.letter.content["sections"])
    assert is_promised is (outcome != "transferred")


def test_decide_in_part_opens_the_engagement(application, office_user):
    Application.objects.update(days_requested=Decimal(2))
    content = {**GRANT, "outcome": "partly_granted"}
    actions.decide(application, **content, by=office_user)
    assert Engagement.objects.get().days_granted == 1


def test_letter_has_every_block(application, office_user, officer):
    programme = application.call.offering.programme
    programme.place, programme.contact_phone = "Helsinki", "040 123 4567"
    programme.save()
    application.organisation.business_id = "1234567-1"
    application.organisation.save()
    actions.save_decision_draft(application, **GRANT, by=officer)
    decision = actions.decide(application, **GRANT, is_by_post=True, by=office_user)
    content = decision.letter.content
    meta = dict(content["meta"])
    assert list(meta.values())[:3] == [
        decision.number,
        application.number,
        f"{timezone.localdate():%-d.%-m.%Y}",
    ]
    text = str(content)
    for part in (
        "Helsinki",
        "1234567-1",
        application.unit_name,
        application.applicant.email,
        "040 123 4567",
        application.expert.name,
        application.expert.supplier.organisation.name,
        str(officer),
        str(office_user),
        "Palautteeseen vastataan.",
        decision.disqualification_note,
    ):
        assert part in text, part
    assert len(content["sections"]) == 10
    # Whom to ask is a person, by name (section 44); the one who prepared it knows the case.
    told = [part for part in content["sections"] if "040 123 4567" in str(part)]
    assert str(officer) in str(told)
    assert content["signature"]["name"] == str(office_user)
    assert content["remedy"]["rows"]
    assert content["checksum"]
    assert decision.presented_by == officer


def test_decider_who_drafted_has_no_presenter(application, office_user):
    actions.save_decision_draft(application, **GRANT, by=office_user)
    assert actions.decide(application, **GRANT, by=office_user).presented_by is None


def test_calculation_is_stored_and_by_post_is_later(application, office_user):
    decision = actions.decide(application, **GRANT, is_by_post=True, by=office_user)
    decision.refresh_from_db()
    stored = decision.remedy_calculation
    assert stored["regime"] == application.call.offering.programme.remedy_regime
    assert stored["is_by_post"] is True
    assert stored["deadline_on"] == decision.remedy_deadline_on.isoformat()


@pytest.mark.parametrize("by", ["officer", "expert_user", "applicant", "outsider"])
def test_only_the_decision_maker_signs_in_person(application, request, by):
    """Chapter 8 b: nothing is decided by the machine, a named person signs."""
    with pytest.raises(NotAllowed):
        actions.decide(application, **GRANT, by=request.getfixturevalue(by))
    application.refresh_from_db()
    assert application.state == Application.State.SUBMITTED


def test_nothing_is_decided_without_a_person(application):
    with pytest.raises(NotAllowed):
        actions.decide(application, **GRANT, by=None)


def test_member_of_the_applicant_is_disqualified(application, office_user):
    Membership.objects.create(user=office_user, organisation=application.organisation)
    with pytest.raises(NotAllowed) as refusal:
        actions.decide(application, **GRANT, by=office_user)
    assert refusal.value.status == 403


def test_disqualified_presenters_draft_is_not_signed(application, office_user, officer):
    actions.save_decision_draft(application, **GRANT, by=officer)
    Membership.objects.create(user=officer, organisation=application.organisation)
    with pytest.raises(NotAllowed) as refusal:
        actions.decide(application, **GRANT, by=office_user)
    assert str(officer) in refusal.value.sentence


@pytest.mark.parametrize(
    "text",
    [
        "Ks. liite 1.",
        "Perustelut ilmenevät liitteestä.",
        "Päätöksen perustelut esitetään erillisessä muistiossa.",
        "Se bilaga 2.",
        "See the attached memo.",
    ],
)
def test_mere_reference_is_no_reason(text):
    assert is_mere_reference(text)


@pytest.mark.parametrize(
    "text",
    [
        "Hakemus täyttää haun ehdot.",
        "Hakijan henkilöstö on mukana työssä alusta asti ja johto on sitoutunut (ks. liite 1).",
        REASON,
    ],
)
def test_reason_with_facts_passes(text):
    assert not is_mere_reference(text)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"reasons": "Ks. liite 1."}, "reasons"),
        ({"reasons": "Hakemus hylätään, koska [kerro miksi]."}, "reasons"),
        ({"outcome": "transferred", "days": 0}, "transferred_to"),
        ({"outcome": "not_examined"}, "days"),
        ({"days": Decimal("0.5")}, "outcome"),
    ],
)
def test_content_problem_points_at_the_field(application, changes, field):
    content = {key: GRANT[key] for key in ("outcome", "days", "reasons")}
    found = content_problem(application, **{**content, **changes})
    assert found is not None
    assert found[0] == field


@pytest.mark.parametrize("outcome", ["partly_granted", "transferred", "not_examined"])
def test_draft_leaves_to_a_person_what_only_a_person_can_tell(application, outcome):
    draft = draft_of(application, outcome=outcome)
    found = content_problem(
        application,
        outcome=outcome,
        days=draft["days"],
        reasons=draft["reasons"],
        transferred_to="Muu viranomainen",
    )
    assert found is not None
    assert found[0] == "reasons"


def test_draft_of_an_uncompleted_application_is_not_examined(application, officer):
    CompletionRequest.objects.create(
        application=application,
        text="Nimeä henkilöstön edustaja.",
        due_on=timezone.localdate(),
        asked_by=officer,
    )
    draft = draft_of(application)
    assert draft["outcome"] == "not_examined"
    assert "Nimeä henkilöstön edustaja." in draft["reasons"]


def test_draft_of_a_late_application_is_not_examined(call, applicant):
    late = make_application(state="submitted", is_late=True)
    assert draft_of(late)["outcome"] == "not_examined"


def test_letter_tells_how_the_applicant_was_heard(application, office_user, officer):
    CompletionRequest.objects.create(
        application=application,
        text="Nimeä henkilöstön edustaja.",
        due_on=timezone.localdate(),
        asked_by=officer,
    )
    decision = actions.decide(application, **words("refused"), by=office_user)
    day = f"{timezone.localdate():%-d.%-m.%Y}"
    hearing = [part for part in decision.letter.content["sections"] if day in str(part)]
    assert hearing


def test_draft_saved_in_between_is_not_written_over(application, office_user, officer):
    first = actions.save_decision_draft(application, **GRANT, seen="", by=officer)
    mine = {**GRANT, "reasons": "Toisen esittelijän perustelut hakemuksesta ja sen tavoitteista."}
    with pytest.raises(DraftChanged, match=str(officer)):
        actions.save_decision_draft(application, **mine, seen="", by=office_user)
    with pytest.raises(DraftChanged):
        actions.decide(application, **mine, seen="", by=office_user)
    first.refresh_from_db()
    assert (first.reasons, first.state) == (GRANT["reasons"], "drafted")
    actions.save_decision_draft(application, **mine, seen=draft_mark(first), by=office_user)
    entry = LogEntry.objects.filter(key="decisions.decision.drafted").latest("pk")
    assert entry.before["reasons"] == GRANT["reasons"]


def test_own_draft_of_another_window_is_told_as_such(application, office_user):
    actions.save_decision_draft(application, **GRANT, seen="", by=office_user)
    with pytest.raises(DraftChanged) as refusal:
        actions.save_decision_draft(application, **GRANT, seen="", by=office_user)
    assert str(office_user) not in refusal.value.sentence
