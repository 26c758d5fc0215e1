"""Kunteko's chain and evaluation as published."""

import pytest

from talkoot.impact.models import (
    Assessment,
    ContextStatistic,
    Evaluation,
    Evidence,
    Finding,
    ImpactChain,
    ImpactLink,
    ImpactNode,
    InterviewStudy,
    Recommendation,
)
from talkoot.impact.reference import load_impact
from talkoot.people.reference import load_municipalities, load_organisations
from talkoot.programmes.reference import load_programmes
from tests.tables import contents

pytestmark = pytest.mark.django_db
TABLES = (ImpactChain, ImpactNode, Evaluation, Finding, Recommendation, ContextStatistic)


@pytest.fixture(autouse=True)
def programmes():
    load_municipalities()
    load_organisations()
    load_programmes()
    load_impact()


def test_nine_activities_and_ten_long_term_effects_unrated():
    nodes = ImpactNode.objects.filter(chain__programme__slug="kunteko")
    assert nodes.filter(level="activity").count() == 9
    assert nodes.filter(level="long_term").count() == 10
    assert all(node.text_fi and node.text_sv and node.text_en for node in nodes)
    for invented in (Assessment, ImpactLink, Evidence):
        assert not invented.objects.exists()


def test_findings_and_recommendations_as_counted_in_the_publication():
    counts = {kind: Finding.objects.filter(kind=kind).count() for kind in Finding.Kind.values}
    assert counts == {"plus": 10, "minus": 8, "condition": 5}
    assert Recommendation.objects.filter(state="open").count() == 9
    evaluation, earlier = Evaluation.objects.all()
    assert (earlier.made_by, earlier.year) == ("Tempo Economics", 2017)
    assert (evaluation.made_by, evaluation.areas.count()) == ("MDI Public Oy", 3)
    assert InterviewStudy.objects.get().interviewed_count == 12


def test_a_second_load_changes_nothing():
    before = contents(*TABLES)
    load_impact()
    assert contents(*TABLES) == before
