"""A slate is signed with the words that its signer saw, and no others."""

import pytest

from talkoot.core.refusals import NotAllowed
from talkoot.decisions.actions import save_decision_draft
from talkoot.decisions.actions import slates as actions
from talkoot.decisions.jobs import sign_slates
from talkoot.decisions.messages.slates import fingerprint, unsigned_lines
from talkoot.decisions.models import Decision
from tests.factories.calls import make_application
from tests.factories.decisions import make_decision, make_slate

pytestmark = pytest.mark.usefixtures("questionnaires")
CHANGES = [
    {"reasons": "Toiset perusteet, joita allekirjoittaja ei nähnyt."},
    {"conditions": "Raportti annetaan viikossa."},
    {"is_by_post": True},
]


@pytest.fixture
def slate(call, office_user, expert):
    """Two lines, the first of them with a draft."""
    first, second = (make_application(state="submitted", expert=expert) for _number in range(2))
    make_decision(first, edited_by=office_user, conditions="Päivä sovitaan.")
    return make_slate(first, second)


def edit(slate, by, **changes):
    draft = Decision.objects.get()
    names = ("outcome", "days", "reasons", "conditions", "is_by_post")
    words = {name: getattr(draft, name) for name in names}
    save_decision_draft(draft.application, **{**words, **changes}, by=by)


@pytest.mark.parametrize("change", CHANGES)
def test_an_edit_after_the_preview_stops_the_slate(slate, office_user, officer, change):
    seen = fingerprint(unsigned_lines(slate, office_user))
    assert seen == fingerprint(unsigned_lines(slate, office_user))
    edit(slate, officer, **change)
    with pytest.raises(NotAllowed):
        actions.sign_slate(slate, seen=seen, by=office_user)


@pytest.mark.parametrize("change", CHANGES)
def test_an_edit_during_the_signing_stops_its_line_alone(slate, office_user, officer, change):
    seen = fingerprint(unsigned_lines(slate, office_user))
    actions.sign_slate(slate, seen=seen, by=office_user)
    edit(slate, officer, **change)
    assert sign_slates() == 1
    drafted, plain = slate.lines.order_by("pk")
    assert drafted.signed_at is None
    assert drafted.problem
    assert plain.signed_at
    assert Decision.objects.get(application=drafted.application).state == "drafted"


def test_a_new_slate_signs_what_its_signer_saw(slate, office_user, officer):
    seen = fingerprint(unsigned_lines(slate, office_user))
    actions.sign_slate(slate, seen=seen, by=office_user)
    edit(slate, officer, conditions="Toinen ehto.")
    actions.stop_signing(slate, by=office_user)
    seen = fingerprint(unsigned_lines(slate, office_user))
    actions.sign_slate(slate, seen=seen, by=office_user)
    assert sign_slates() == 2
    assert Decision.objects.get(conditions="Toinen ehto.").state == "signed"


def test_the_signer_is_told_which_letters_changed_after_they_were_read(
    page, slate, office_user, officer
):
    page.sign_in(office_user)
    letters = [f"/office/slates/{slate.pk}/letters/{number}/" for number in (1, 2)]
    for address in letters:
        page.get(address)
    told = page.get("sign-slate", slate.pk).links.values()
    assert not set(letters) & set(told)
    edit(slate, officer, conditions="Uusi ehto.")
    told = page.get("sign-slate", slate.pk).links.values()
    assert (letters[0] in told, letters[1] in told) == (True, False)
    assert "Uusi ehto." in page.get(letters[0]).text
    assert letters[0] not in page.get("sign-slate", slate.pk).links.values()
