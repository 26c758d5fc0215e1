"""What others have done about the need of an application."""

from talkoot.calls.models import Application
from talkoot.practices.actions import reindex_all
from tests.factories.calls import make_application
from tests.factories.correspondence import make_message
from tests.factories.decisions import make_decision
from tests.factories.practices import make_practice


def test_similar_practices_and_granted_titles_are_shown(page, call, applicant):
    draft = make_application(title="Työvuorot", need="Työvuorosuunnittelu kuormittaa.")
    practice = make_practice(title="Työvuorosuunnittelu yhdessä")
    granted = make_application(
        state="approved", title="Yhteiset vuorot", themes=list(draft.themes.all())
    )
    decision = make_decision(granted, state="signed")
    reindex_all()
    page.sign_in(applicant)
    url = f"/applications/{draft.ref}/similar/"
    answer = page.get(url)
    assert practice.title in answer.text
    assert "Yhteiset vuorot" not in answer.text  # Its decision has not left yet.
    make_message(state="sent", kind="decision", letter=decision.letter)
    piece = page.get(url, fragment=True)
    assert "Yhteiset vuorot" in piece.text


def test_empty_draft_says_when_there_is_something(page, call, applicant):
    draft = Application.objects.create(
        call=call, applicant=applicant, organisation=applicant.memberships.get().organisation
    )
    page.sign_in(applicant).get(f"/applications/{draft.ref}/similar/")
