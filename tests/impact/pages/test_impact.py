"""The chain as everybody reads it."""

import pytest

from talkoot.core.figures import get_figure
from talkoot.impact.models import Evidence
from tests.factories.impact import (
    make_assessment,
    make_evidence,
    make_expectation,
    make_link,
    make_node,
    make_threshold,
    the_chain,
)

pytestmark = pytest.mark.django_db
CHAIN_QUERIES = 6  # The chain, nodes, links, assessments, expectations, evidence by kind.
NODE_QUERIES = 7  # The node and the six things on it.


def fill(count):
    """Activities that lead to one effect each, assessed."""
    for _number in range(count):
        start, end = make_node(owner="Ohjelmatoimisto", horizon_years=2), make_node("effect")
        make_link(start, end)
        make_expectation(start)
        make_evidence(start)
        make_evidence(start, is_against=True)
        make_assessment(start, light="very_much", proposed_light="very_much")
    return start


@pytest.mark.parametrize("count", [1, 3])
def test_chain_reads_the_same_however_many(count, page):
    node = fill(count)
    shown = page.get("impact", the_chain().programme.slug, queries=CHAIN_QUERIES)
    # In the picture and in the list.
    assert shown.content.decode().count(f'href="{node.get_absolute_url()}"') == 2
    assert shown.context["assessed"] == count
    mix = {str(row.label): (row.speaking_for, row.against) for row in shown.context["mix"]}
    assert mix.pop(str(Evidence.Kind.DOCUMENT.label)) == (count, count)
    assert set(mix.values()) == {(0, 0)}  # What is missing is told, too.


def test_node_without_an_assessment_has_no_colour(page):
    make_node()
    shown = page.get("impact", the_chain().programme.slug)
    [column] = shown.context["columns"]
    assert (column.cards[0].light, column.cards[0].outcome) == ("", None)
    assert column.cards[0].light_words in shown.text


def test_unpublished_chain_is_the_office_s(page, office_user, applicant):
    chain = the_chain(published_on=None)
    make_node(chain=chain)
    page.get("impact", chain.programme.slug, status=404)
    page.sign_in(applicant)
    page.get("impact", chain.programme.slug, status=404)
    page.sign_in(office_user)
    page.get("impact", chain.programme.slug)


@pytest.mark.parametrize("count", [1, 3])
def test_node_shows_its_grounds(count, page):
    node = fill(1)
    for _number in range(count):
        make_link(node, make_node("result"))
        make_evidence(node, text="Kysely puoltaa.")
        make_assessment(
            node, light="much", proposed_light="very_much", light_reason="Harva vastasi.",
            dissent="Luottamushenkilöt näkevät toisin.",
        )  # fmt: skip
    shown = page.get("impact-node", node.chain.programme.slug, node.pk, queries=NODE_QUERIES)
    assert shown.text.count("Kysely puoltaa.") == count
    assert shown.text.count("Harva vastasi.") == count
    assert "Luottamushenkilöt näkevät toisin." in shown.text
    assert "Johto on mukana." in shown.text


@pytest.mark.parametrize("count", [1, 2])
def test_declared_limits_are_shown_beside_the_figure(count, page):
    node = make_node()
    for figure_id in ("practices-published", "adoptions")[:count]:
        make_threshold(node, figure_id)
    slug = node.chain.programme.slug
    shown = page.get("impact-node", slug, node.pk, queries=NODE_QUERIES + 1)
    assert len(shown.context["readings"]) == count
    label = str(get_figure("practices-published").label)
    assert shown.links[label] == f"/figures/practices-published/?programme={slug}"
