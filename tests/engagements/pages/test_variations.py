"""The content is varied as agreed: wished, answered, seen in the series and in the report."""

import re

from django.utils import timezone

from talkoot.correspondence.models import Message
from talkoot.events.models import CurriculumVariation
from talkoot.experts.models import TrainerCurriculum
from talkoot.reports.brought import brought_blocks
from tests.factories.delivery import make_variation
from tests.factories.learning import make_space

WISH = {"wish": "Toinen päivä asiakaspolkuihin."}
AGREED = {
    "outcome": "agreed",
    "agreed": "Toinen päivä käsittelee asiakaspolkuja.",
    "answer": "Hyvä toive.",
}


def test_wish_is_answered_and_documented(page, engagement, applicant, expert_user, office_user):
    case = engagement.application
    here = f"/engagements/{case.ref}/content/"
    TrainerCurriculum.objects.create(
        supplier=engagement.expert.supplier, offering=case.call.offering, days=2,
        title="Tavallinen sisältö", content="Neljä teemaa.", updated_at=timezone.now(),
    )  # fmt: skip
    page.sign_in(applicant)
    assert here in page.get("engagement", case.ref).links.values()
    assert "Neljä teemaa." in page.get("variations", case.ref).text
    page.post("variations", {"wish": ""}, case.ref, status=422)
    page.post("variations", WISH, case.ref, redirects_to=here)
    row = CurriculumVariation.objects.get()
    assert WISH["wish"] in Message.objects.get(kind="variation-wished", user=expert_user).body
    page.get("answer-variation", case.ref, row.pk, status=404)

    page.sign_in(expert_user)
    undocumented = page.post(
        "answer-variation", AGREED | {"agreed": ""}, case.ref, row.pk, status=422
    )
    assert "Hyvä toive." in undocumented.text
    page.post("answer-variation", AGREED, case.ref, row.pk, redirects_to=here)
    page.post("answer-variation", AGREED, case.ref, row.pk, status=409)
    row.refresh_from_db()
    assert (row.state, row.agreed, row.answered_by) == ("agreed", AGREED["agreed"], expert_user)
    assert AGREED["agreed"] in Message.objects.get(kind="variation-answered", user=applicant).body
    page.sign_in(applicant)
    assert AGREED["agreed"] in page.get("variations", case.ref).text

    [block] = brought_blocks(case.call.offering, timezone.localdate())
    assert block.rows[0][0] == AGREED["agreed"]


def test_refusal_tells_why_and_stands_in_no_report(page, engagement, office_user):
    row = make_variation(engagement.series)
    ref = engagement.application.ref
    page.sign_in(office_user)
    page.post("answer-variation", {"outcome": "refused"}, ref, row.pk, status=422)
    data = {"outcome": "refused", "agreed": "Jotain", "answer": "Kuuluu toiseen palveluun."}
    page.post("answer-variation", data, ref, row.pk, redirects_to=re.compile("content"))
    row.refresh_from_db()
    assert (row.state, row.agreed) == ("refused", "")
    assert brought_blocks(engagement.application.call.offering, timezone.localdate()) == []


def test_those_in_the_series_see_what_was_agreed(page, programme, office_user):
    series = make_space(programme=programme)
    made = make_variation(series, state="agreed")
    make_variation(series, wish="Vielä auki.")
    page.sign_in(office_user)
    shown = page.get("learning", series.slug).text
    assert made.agreed in shown and "Vielä auki." not in shown
    assert made.agreed in page.get("office-series", series.slug).text


def test_ended_engagement_takes_no_wish(page, engagement, applicant):
    type(engagement).objects.update(state="delivered")
    page.sign_in(applicant).post("variations", WISH, engagement.application.ref, status=409)
    assert not CurriculumVariation.objects.exists()


def test_list_of_wishes_costs_the_same(page, engagement, applicant):
    ref = engagement.application.ref
    page.sign_in(applicant)
    make_variation(engagement.series)
    page.get("variations", ref, queries=10)
    for _number in range(2):
        make_variation(engagement.series, state="agreed")
    page.get("variations", ref, queries=10)
