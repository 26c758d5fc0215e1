"""The regime and the number patterns of a programme: what changes, from when, what is refused."""

import pytest
from django.utils import timezone

from talkoot.audit.models import LogEntry
from talkoot.calls.models import Application
from talkoot.core.refusals import NotAllowed
from talkoot.correspondence.models import Message
from talkoot.decisions import actions
from talkoot.decisions.actions.reconsideration import request_reconsideration
from talkoot.decisions.actions.terms import change_terms
from talkoot.decisions.messages.reconsideration import kind_of
from talkoot.decisions.models import Decision
from talkoot.decisions.queries.terms import given_elsewhere, next_numbers
from talkoot.decisions.rules.reconsideration import must_be_left
from talkoot.decisions.rules.terms import TERMS, terms_mark
from talkoot.programmes.actions import next_number
from talkoot.programmes.models import Programme
from tests.decisions.test_outcomes import words
from tests.factories.calls import make_application
from tests.factories.people import make_officer
from tests.factories.programmes import make_programme

pytestmark = pytest.mark.usefixtures("questionnaires")


def change(programme, *, by, seen=None, **values):
    now = {name: getattr(programme, name) for name in TERMS}
    return change_terms(programme, now | values, seen=seen or terms_mark(programme), by=by)


def test_signed_decision_keeps_its_regime_and_the_next_one_gets_the_new(
    application, office_user, applicant
):
    programme = application.call.offering.programme
    Programme.objects.filter(pk=programme.pk).update(remedy_regime="municipal")
    programme.refresh_from_db()
    signed = actions.decide(application, **words("refused"), by=office_user)
    letter, last_day = signed.letter.content, signed.remedy_deadline_on
    change(programme, remedy_regime="private", by=office_user)

    Message.objects.filter(kind="decision").update(state="sent", sent_at=timezone.now())
    signed = Decision.objects.get(pk=signed.pk)
    late = timezone.now() + timezone.timedelta(days=60)
    asked = request_reconsideration(
        signed, demand="Muutos", grounds="Peruste", received_at=late, by=applicant
    )
    assert must_be_left(asked)
    assert kind_of(asked) == "Oikaisuvaatimus"
    assert (signed.letter.content, signed.remedy_deadline_on) == (letter, last_day)

    other = make_application(call=application.call, state="submitted")
    assert actions.decide(other, **words("refused"), by=office_user).remedy_calculation[
        "regime"
    ] == ("private")


def test_numbers_go_on_in_the_new_pattern(application, programme, office_user):
    first = next_number(programme, "case", year=timezone.localdate().year)
    changed = change(programme, case_pattern="{prefix}-{year}-{number:04}", by=office_user)
    year = timezone.localdate().year
    promised = next_numbers(changed)[programme.pk]["case"]
    assert next_number(changed, "case", year=year) == promised
    assert promised.startswith(f"{programme.number_prefix}-{year}-")
    assert promised != first
    entry = LogEntry.objects.get(key="decisions.terms.changed")
    assert entry.before == {"case_pattern": "{prefix}/{number}/{year}"}
    assert entry.after == {"case_pattern": "{prefix}-{year}-{number:04}"}


def test_pattern_that_would_give_a_number_in_use_is_refused(programme, office_user):
    """A pattern without the prefix gives what another programme has given before."""
    other = make_programme(office=programme.office)
    old = make_application(state="submitted")
    assert old.call.offering.programme == programme
    Application.objects.filter(pk=old.pk).update(number="7/2026")
    assert given_elsewhere(programme, "case") is None
    with pytest.raises(NotAllowed) as refusal:
        change(other, case_pattern="{number}/{year}", by=office_user)
    assert "7/2026" in refusal.value.sentence
    assert change(programme, case_pattern="{number}/{year}", by=office_user)


def test_case_pattern_may_not_take_the_decisions_numbers(application, programme, office_user):
    signed = actions.decide(application, **words("refused"), by=office_user)
    with pytest.raises(NotAllowed) as refusal:
        change(
            programme,
            case_pattern=programme.decision_pattern,
            decision_pattern="{prefix}-D/{number}/{year}",
            by=office_user,
        )
    assert signed.number in refusal.value.sentence


def test_only_the_decision_maker_changes_and_never_over_another_change(programme, office_user):
    with pytest.raises(NotAllowed):
        change(programme, remedy_regime="state", by=make_officer(programme.office))
    seen = terms_mark(programme)
    change(programme, remedy_regime="state", by=office_user)
    with pytest.raises(NotAllowed):
        change(programme, remedy_regime="municipal", seen=seen, by=office_user)
    programme.refresh_from_db()
    assert programme.remedy_regime == "state"


def test_saving_what_holds_writes_nothing(programme, office_user):
    change(programme, by=office_user)
    assert not LogEntry.objects.filter(key="decisions.terms.changed").exists()
