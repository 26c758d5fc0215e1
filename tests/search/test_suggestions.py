"""What is offered to somebody who types."""

import pytest
from pytest_django import DjangoAssertNumQueries

from talkoot.search.actions import Source, index_documents
from talkoot.search.analysis import deep_analysis
from talkoot.search.queries.suggestions import suggest

pytestmark = pytest.mark.django_db

TITLES = ["Työpajoissa oppii", "Työpajasta lentoon", "Työhyvinvoinnin vuosi", "Työhyvinvointi"]
TITLES += ["Työpaja kirjastossa", "Työllistyminen", "Etätyöpäivä"]


@pytest.fixture
def titles() -> None:
    with deep_analysis():
        index_documents("practice", [Source(n, text) for n, text in enumerate(TITLES, 1)])


@pytest.mark.parametrize(
    ("text", "suggested"),
    [
        ("työ", ["työpaja", "työhyvinvointi"]),  # not the part "työ", not a word of one document
        ("TYÖH", ["työhyvinvointi"]),
        ("kirjaston työp", ["kirjaston työpaja"]),
        ("t", []),
        ("työ ", []),
        ("", []),
        ("%_", []),
    ],
)
def test_suggest(titles: None, text: str, suggested: list[str]) -> None:
    assert suggest("practice", text) == suggested


def test_suggest_keeps_to_its_limit_and_kind(
    titles: None, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(1):
        assert suggest("practice", "työ", limit=1) == ["työpaja"]
    assert suggest("expert", "työ") == []
