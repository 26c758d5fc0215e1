"""Letters looked through, the slate signed, stopped and undone."""

import pytest

from talkoot.decisions.actions import slates as actions
from talkoot.decisions.jobs import sign_slates
from talkoot.decisions.models import Decision
from talkoot.decisions.queries import slates as queries
from tests.correspondence.pdf import text_of
from tests.factories.calls import make_application
from tests.factories.decisions import make_slate, make_slate_line

pytestmark = pytest.mark.usefixtures("questionnaires")


@pytest.fixture
def slate(call, expert):
    """Two lines that can be signed and one that cannot."""
    slate = make_slate(*[make_application(state="submitted", expert=expert) for _n in range(2)])
    make_slate_line(slate, make_application(state="submitted", expert=None))
    return slate


def sign(page, slate):
    seen = page.get("sign-slate", slate.pk).page.all("input", name="seen")[0].get("value")
    page.post("sign-slate", {"seen": seen}, slate.pk, redirects_to=f"/office/slates/{slate.pk}/")


@pytest.mark.parametrize("position", [1, 2, 3])
def test_letters_are_looked_through_one_by_one(page, office_user, slate, position):
    answer = page.sign_in(office_user).get("slate-letter", slate.pk, position)
    line = queries.slate_lines(slate, office_user)[position - 1]
    assert line.application.number in answer.text
    next_address = f"/office/slates/{slate.pk}/letters/{position + 1}/"
    assert (next_address in answer.links.values()) == (position < 3)


def test_letter_that_is_not_there_is_told(page, office_user, slate):
    for position in (0, 4):
        page.sign_in(office_user).get("slate-letter", slate.pk, position, status=404)


def test_letter_as_pdf_bears_the_draft_mark(page, office_user, slate):
    answer = page.sign_in(office_user).get("slate-letter-pdf", slate.pk, 1)
    line = queries.slate_lines(slate, office_user)[0]
    assert line.application.number in text_of(answer.content)


def test_signing_asks_first_and_tells_what_is_not_signed(page, office_user, slate):
    answer = page.sign_in(office_user).get("sign-slate", slate.pk)
    bad = queries.slate_lines(slate, office_user)[2].application
    assert bad.number in answer.text
    sign(page, slate)
    assert not Decision.objects.filter(state="signed").exists()
    assert sign_slates() == 2
    told = page.get("office-slate", slate.pk)
    assert "2 / 3" in told.text or "2" in told.text


def test_signing_a_slate_that_changed_meanwhile_is_refused(page, office_user, slate):
    page.sign_in(office_user).post("sign-slate", {"seen": "vanha"}, slate.pk, status=409)


def test_officer_who_may_not_sign_is_told(page, officer, slate):
    page.sign_in(officer).get("sign-slate", slate.pk, status=403)
    page.post("stop-slate", {}, slate.pk, status=403)
    page.post("undo-slate", {}, slate.pk, status=403)


def test_signing_is_stopped_and_undone(page, office_user, slate):
    page.sign_in(office_user)
    sign(page, slate)
    sign_slates(limit=1)
    page.post("stop-slate", {}, slate.pk, redirects_to=f"/office/slates/{slate.pk}/")
    assert sign_slates() == 0
    page.get("undo-slate", slate.pk)
    page.post("undo-slate", {}, slate.pk, redirects_to=f"/office/slates/{slate.pk}/")
    assert not Decision.objects.filter(state="signed").exists()


def test_one_line_is_undone(page, office_user, slate):
    page.sign_in(office_user)
    sign(page, slate)
    sign_slates()
    line = queries.slate_lines(slate, office_user)[0]
    page.post("undo-slate-line", {}, slate.pk, line.pk, redirects_to=f"/office/slates/{slate.pk}/")
    assert Decision.objects.filter(state="signed").count() == 1
    page.get("office-slate", slate.pk)


def test_slate_is_put_aside(page, office_user, slate):
    page.sign_in(office_user).post("discard-slate", {}, slate.pk, redirects_to="office-slates")
    assert slate.pk not in [row.pk for row in queries.office_slates(office_user)]


def test_two_slates_are_compared(page, office_user, slate, expert):
    other = make_slate(slate.lines.first().application)
    answer = page.sign_in(office_user).get("slate-comparison", slate.pk)
    assert other.title in answer.text
    page.get(f"/office/slates/{slate.pk}/compare/?with=nonsense")


def test_slates_are_listed(page, office_user, slate):
    make_slate(make_application(state="submitted"))
    answer = page.sign_in(office_user).get("office-slates", queries=6)
    assert slate.title in answer.text
    actions.discard_slate(slate, by=office_user)
    assert slate.title not in page.get("office-slates", queries=6).text
