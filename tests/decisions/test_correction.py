"""A correction has a number, a letter and a mail of its own; the decision stays as it was sent."""

import pytest

from talkoot.core.refusals import NotAllowed
from talkoot.correspondence.models import Message
from talkoot.decisions import actions
from talkoot.decisions.actions.correction import correct_decision
from talkoot.decisions.models import Correction
from tests.decisions.test_outcomes import GRANT
from tests.decisions.test_undo import send

pytestmark = pytest.mark.usefixtures("questionnaires")
WORDS = {
    "kind": "clerical",
    "text": "Yksikön nimi on Varhaiskasvatus, ei Varhaiskavatus.",
    "reasons": "Kirjoitusvirhe.",
}


@pytest.fixture
def decision(application, office_user):
    decision = actions.decide(application, **GRANT, by=office_user)
    send(kind="decision")
    return decision


@pytest.mark.parametrize("kind", ["clerical", "factual"])
def test_correction_leaves_the_decision_as_it_was(decision, office_user, kind):
    before = decision.letter.content
    correction = correct_decision(decision, **{**WORDS, "kind": kind}, by=office_user)
    decision.refresh_from_db()
    decision.letter.refresh_from_db()
    assert decision.letter.content == before
    assert correction.number not in (None, decision.number)
    assert decision.number in str(correction.letter.content)
    assert WORDS["text"] in str(correction.letter.content)
    assert ("remedy" in correction.letter.content) is (kind == "factual")
    mail = Message.objects.get(kind="correction")
    assert (mail.letter, mail.user) == (correction.letter, decision.application.applicant)


def test_factual_error_to_the_applicants_loss_needs_consent(decision, office_user):
    words = {**WORDS, "kind": "factual", "is_adverse": True}
    with pytest.raises(NotAllowed):
        correct_decision(decision, **words, by=office_user)
    assert not Correction.objects.exists()
    assert correct_decision(decision, **words, has_consent=True, by=office_user).has_consent


def test_correction_waits_until_the_letter_has_left(application, office_user):
    decision = actions.decide(application, **GRANT, by=office_user)
    with pytest.raises(NotAllowed):
        correct_decision(decision, **WORDS, by=office_user)


def test_correction_is_signed_by_the_decision_maker(decision, officer):
    with pytest.raises(NotAllowed) as refusal:
        correct_decision(decision, **WORDS, by=officer)
    assert refusal.value.status == 403
