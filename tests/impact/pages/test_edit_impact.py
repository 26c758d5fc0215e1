"""The office's editor: every change by plain forms."""

import re

import pytest
from django.utils import timezone

from talkoot.core.figures import all_figures, get_figure
from talkoot.impact.models import ImpactNode
from talkoot.impact.queries.proposals import proposed_light
from tests.factories.impact import (
    make_assessment,
    make_evidence,
    make_expectation,
    make_link,
    make_node,
    make_statistic,
    make_threshold,
    the_chain,
)
from tests.factories.practices import make_practice
from tests.factories.programmes import make_period
from tests.factories.surveys import make_item, make_questionnaire, make_round, make_tally

pytestmark = pytest.mark.django_db
EDITOR_QUERIES = 9
NODE_QUERIES = 12
ANSWER_QUERIES = 14  # No limits; the closed rounds, their items, what has been counted.


@pytest.fixture(autouse=True)
def signed_in(page, office_user):
    page.sign_in(office_user)


def test_chain_is_begun_filled_and_published(page, programme):
    page.post("start-impact", {}, programme.slug, redirects_to=f"/office/impact/{programme.slug}/")
    page.get("edit-impact", programme.slug)
    page.post("publish-impact", {}, programme.slug, status=409)
    page.get("add-impact-node", programme.slug, "result")
    page.post("add-impact-node", {"level": "result"}, programme.slug, "result", status=422)
    page.post(
        "add-impact-node",
        {"level": "result", "text_fi": "Työ sujuu", "horizon_years": "2"},
        programme.slug,
        "result",
        redirects_to=re.compile(f"/office/impact/{programme.slug}/#node-"),
    )
    editor = f"/office/impact/{programme.slug}/"
    page.post("impact-note", {"note_fi": "Luonnos."}, programme.slug, redirects_to=editor)
    page.post("publish-impact", {}, programme.slug, redirects_to=editor)
    assert "Luonnos." in page.get("impact", programme.slug).text
    page.post("publish-impact", {"close": "1"}, programme.slug, redirects_to=editor)
    the_chain().refresh_from_db()
    assert the_chain().published_on is None


@pytest.mark.parametrize("count", [1, 3])
def test_editor_reads_the_same_however_many(count, page, programme):
    for _number in range(count):
        make_link(make_node(), make_node("effect"))
    page.get("office-impact")
    page.get("edit-impact", programme.slug, queries=EDITOR_QUERIES)


@pytest.mark.parametrize("count", [1, 3])
def test_node_reads_the_same_however_many(count, page):
    node = make_node()
    for figure_id in ("practices-published", "adoptions", "stories")[:count]:
        make_link(node, make_node("effect"))
        make_evidence(node)
        make_threshold(node, figure_id)
        make_assessment(node)
    make_expectation(node)
    page.get("office-node", node.pk, queries=NODE_QUERIES)


def test_node_is_moved_changed_and_removed(page, programme):
    first, second = make_node(), make_node()
    where = f"/office/impact/{programme.slug}/#node-{first.pk}"
    page.post("move-impact-node", {"down": "1"}, first.pk, redirects_to=where)
    first.refresh_from_db()
    assert first.order == 2
    page.get("edit-impact-node", first.pk)
    values = {"level": "output", "text_fi": "Uudet sanat"}
    own = f"/office/impact/nodes/{first.pk}/"
    page.post("edit-impact-node", values, first.pk, redirects_to=own)
    first.refresh_from_db()
    assert (first.text_fi, first.level, first.order) == ("Uudet sanat", "output", 1)
    page.get("remove-impact-node", second.pk)
    editor = f"/office/impact/{programme.slug}/"
    page.post("remove-impact-node", {}, second.pk, redirects_to=editor)
    assert ImpactNode.objects.get() == first


def test_parts_are_added_and_wrong_ones_told(page):
    node, end = make_node(), make_node("effect")
    own = f"/office/impact/nodes/{node.pk}/"
    today = timezone.localdate()
    day = {
        "assessed_on_day": today.day, "assessed_on_month": today.month,
        "assessed_on_year": today.year,
    }  # fmt: skip
    right = {
        "link": {"end": end.pk, "assumption": "Johto on mukana."},
        "evidence": {
            "kind": "figure", "is_against": "no", "strength": "3", "text": "Tekoja on paljon.",
            "figure": "practices-published",
        },
        "threshold": {
            "figure_id": "practices-published", "very_much": "10", "much": "5", "somewhat": "1",
        },
        "expectation": {"level": "3", "late_reason": "Sovittiin vasta nyt."},
        "assessment": {
            **day, "achieved": "2", "confidence": "low", "reasoning": "Kysely.", "light": "none",
            "light_reason": "Näyttö on ohut.", "assessor": "Arvioija",
        },
    }  # fmt: skip
    wrong = {
        "link": {"end": node.pk},
        "evidence": {**right["evidence"], "figure": "", "reference": "ei-ole"},
        "threshold": {**right["threshold"], "much": "20"},
        "expectation": {"level": "3"},
        "assessment": {**right["assessment"], "assessed_on_year": today.year + 1},
    }
    for kind, values in right.items():
        page.get("add-to-node", node.pk, kind)
        page.post("add-to-node", wrong[kind], node.pk, kind, status=422)
        page.post("add-to-node", values, node.pk, kind, redirects_to=own)
    page.get("add-to-node", node.pk, "magic", status=404)
    page.post("add-to-node", {**right["threshold"], "much": "1" + 20 * "0"}, node.pk, "threshold",
              status=422)  # fmt: skip
    figure = get_figure("practices-published")
    assert str(figure.label) in page.get("impact-node", node.chain.programme.slug, node.pk).text
    loop = page.post("add-to-node", {"end": node.pk}, end.pk, "link", status=422)
    assert any(node.text in sentence and "→" in sentence for sentence in loop.errors)
    assert node.assessments.get().light_reason == ""  # Nothing was proposed and nothing is given.


def test_evidence_may_rest_on_an_outside_statistic(page):
    node, statistic = make_node(), make_statistic()
    values = {"kind": "statistic", "is_against": "yes", "strength": "2", "text": "Ala supistui."}
    own = f"/office/impact/nodes/{node.pk}/"
    page.post("add-to-node", values, node.pk, "evidence", status=422)
    values["statistic"] = statistic.pk
    page.post("add-to-node", values, node.pk, "evidence", redirects_to=own)
    assert "Tilastokeskus" in page.get("impact-node", node.chain.programme.slug, node.pk).text


def test_limits_of_a_period_propose_the_light_of_its_assessments(page, programme):
    node, period = make_node(), make_period(programme)
    make_practice(state="published", published_at=timezone.now())
    own = f"/office/impact/nodes/{node.pk}/"
    values = {"figure_id": "practices-published", "very_much": "9", "much": "8", "somewhat": "7"}
    page.post("add-to-node", values, node.pk, "threshold", redirects_to=own)
    values |= {"period": period.pk, "very_much": "3", "much": "2", "somewhat": "1"}
    page.post("add-to-node", values, node.pk, "threshold", redirects_to=own)
    undated = next(row.id for row in all_figures() if "period" not in row.filters)
    uncounted = {**values, "figure_id": undated}
    assert page.post("add-to-node", uncounted, node.pk, "threshold", status=422).errors
    shown = page.get("office-node", node.pk)
    read = {row.threshold.period_id: row for row in shown.context["readings"]}
    assert {key: row.light for key, row in read.items()} == {None: "not", period.pk: "somewhat"}
    assert period.name in shown.text
    for wanted, light in ((period.pk, "somewhat"), (None, "not")):
        proposed = proposed_light(
            node, list(read.values()), period_id=wanted, achieved=4, is_adverse=False
        )
        assert proposed == light


def test_question_of_a_survey_is_evidence_with_its_number_as_everybody_may_see_it(page, programme):
    form = make_questionnaire("kysely")
    make_item(form, code="useful", kind="yes_no", text_fi="Oliko hyötyä?")
    rounds = [make_round(form, state="closed", programme=programme) for _number in range(2)]
    make_tally(rounds[0], "useful", {"yes": 6, "no": 2})
    make_tally(rounds[1], "useful", {"no": 3}, figures={})  # Too few to be shown.
    node = make_node()
    assert "Oliko hyötyä?" in page.get("add-to-node", node.pk, "evidence").content.decode()
    values = {
        "kind": "survey_item", "is_against": "no", "strength": "2", "text": "Vastaajat hyötyivät.",
        "question": "kysely/useful",
    }  # fmt: skip
    own = f"/office/impact/nodes/{node.pk}/"
    page.post("add-to-node", values, node.pk, "evidence", redirects_to=own)
    make_evidence(node, kind="survey_item", reference="Toisten kysely, kohta 3")
    page.get("office-node", node.pk, queries=ANSWER_QUERIES)
    told = page.get("impact-node", node.chain.programme.slug, node.pk).text
    assert "75 %" in told and "Toisten kysely, kohta 3" in told
    rounds[0].tallies.update(figures={})
    told = page.get("impact-node", node.chain.programme.slug, node.pk).text
    assert "Oliko hyötyä?" in told and "75 %" not in told


def test_parts_are_removed(page):
    node = make_node()
    parts = {
        "link": make_link(node, make_node("effect")),
        "evidence": make_evidence(node),
        "threshold": make_threshold(node),
    }
    own = f"/office/impact/nodes/{node.pk}/"
    for kind, row in parts.items():
        page.post("remove-from-node", {}, node.pk, kind, row.pk, redirects_to=own)
        page.post("remove-from-node", {}, node.pk, kind, row.pk, status=404)
