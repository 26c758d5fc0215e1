"""The slate's page: its lines, totals and what stops them."""

from decimal import Decimal

import pytest

from talkoot.calls.models import Quota
from talkoot.decisions.models import Slate
from tests.factories.assessments import make_assignment, make_phase
from tests.factories.calls import make_application
from tests.factories.decisions import make_decision, make_slate, make_slate_line
from tests.factories.people import make_contact

QUERIES = 10  # With quotas one more, and one where something has been assessed.


def submitted(**fields):
    return make_application(state="submitted", **fields)


def fields_of(slate, **changes):
    data = {}
    for line in slate.lines.all():
        data |= {f"outcome_{line.pk}": "granted", f"days_{line.pk}": "1", f"reason_{line.pk}": ""}
    return data | changes


@pytest.mark.parametrize("count", [1, 3])
def test_slate_makes_the_same_queries_however_long_it_is(page, office_user, call, count):
    slate = make_slate(*[submitted(applicant=make_contact()) for _number in range(count)])
    answer = page.sign_in(office_user).get("office-slate", slate.pk, queries=QUERIES)
    assert f"{count} / {count}" in answer.text or str(count) in answer.text
    assert len(answer.page.all("th", scope="row")) >= count


def test_slate_saves_lines_and_counts_again(page, office_user, call, expert):
    slate = make_slate(submitted(expert=expert), submitted(expert=expert))
    first, second = slate.lines.order_by("pk")
    data = fields_of(slate, **{f"days_{first.pk}": "1,5", "removed": [str(second.pk)]})
    page.sign_in(office_user).post(
        "office-slate", data, slate.pk, redirects_to=f"/office/slates/{slate.pk}/"
    )
    line = slate.lines.get()
    assert (line.pk, line.days) == (first.pk, Decimal("1.5"))


def test_slate_tells_wrong_days_in_a_sentence(page, office_user, call, expert):
    slate = make_slate(submitted(expert=expert))
    line = slate.lines.get()
    data = fields_of(slate, **{f"days_{line.pk}": "paljon"})
    answer = page.sign_in(office_user).post("office-slate", data, slate.pk, status=422)
    assert len(answer.errors) == 1
    line.refresh_from_db()
    assert line.days == 1


def test_slate_tells_what_stops_a_line_and_shows_only_these(page, office_user, call, expert):
    slate = make_slate(submitted(expert=expert, title="Kunnossa"))
    make_slate_line(slate, submitted(expert=None, title="Asiantuntija puuttuu"))
    answer = page.sign_in(office_user).get("office-slate", slate.pk)
    assert "asiantuntija" in answer.text.lower()
    only = page.get(f"/office/slates/{slate.pk}/?problems")
    assert "Kunnossa" not in only.text
    assert "Asiantuntija puuttuu" in only.text


@pytest.mark.parametrize("state", ["signing", "signed", "discarded"])
def test_slate_that_is_not_open_shows_its_lines(page, office_user, call, expert, state):
    application = submitted(expert=expert)
    slate = make_slate(application, state=state, signed_by=office_user)
    answer = page.sign_in(office_user).get("office-slate", slate.pk)
    assert application.number in answer.text
    page.post("office-slate", {}, slate.pk, status=409)


def test_slate_with_hundreds_of_lines_is_shown_in_pages(page, office_user, call, expert):
    slate = make_slate(*[submitted(expert=expert) for _number in range(55)])
    answer = page.sign_in(office_user).get("office-slate", slate.pk, queries=QUERIES)
    second = page.get(f"/office/slates/{slate.pk}/?page=2", queries=QUERIES)
    assert "55" in answer.text
    assert len(second.page.all("input", name="removed")) == 5


def test_slate_of_a_decided_application_tells_so(page, office_user, call, expert):
    decision = make_decision(state="signed")
    slate = make_slate(decision.application)
    answer = page.sign_in(office_user).get("office-slate", slate.pk)
    assert "1" in answer.text
    assert Slate.objects.get().state == "open"


def test_slate_with_quotas_tells_the_assessment(page, office_user, call):
    Quota.objects.create(call=call, measure="days", amount=10)
    application = submitted(applicant=make_contact())
    slate = make_slate(application, submitted(applicant=make_contact()))
    phase = make_phase(call, assessors_each=2)
    for points in (2, 4):  # Of five.
        make_assignment(phase, application=application, points=points)
    answer = page.sign_in(office_user).get("office-slate", slate.pk, queries=QUERIES + 2)
    assert "60/100, n = 2" in answer.text
    assert "40" in answer.text
