"""Documents that speak of the same things."""

import pytest

from talkoot.search.actions import Source, index_documents
from talkoot.search.analysis import deep_analysis
from talkoot.search.models import Document
from talkoot.search.queries.similar import similar_to, similar_to_text

pytestmark = pytest.mark.django_db

TEXTS = {
    1: "Etätyöpäivän pelisäännöt hallinnon tiimissä",
    2: "Yhteiset pelisäännöt etätyöhön",
    3: "Päiväkodin ruokahävikki pienemmäksi",
    4: "Koulun keittiö vähensi ruokahävikkiä",
    5: "Kirjaston omatoimiaukiolo",
}


@pytest.fixture(autouse=True)
def texts() -> None:
    with deep_analysis():
        index_documents("practice", [Source(number, text) for number, text in TEXTS.items()])


def test_similar_to_finds_the_same_subject_first() -> None:
    assert similar_to("practice", 1)[0] == 2
    assert similar_to("practice", 3)[0] == 4
    assert 1 not in similar_to("practice", 1)
    assert similar_to("practice", 5) == []
    assert similar_to("practice", 99) == []


def test_similar_to_text_of_a_draft() -> None:
    with deep_analysis():
        assert similar_to_text("practice", "Ruokahävikin mittaaminen päiväkodissa")[:2] == [3, 4]
        assert similar_to_text("practice", "") == []


def test_similar_to_keeps_to_what_is_allowed() -> None:
    pks = dict(Document.objects.values_list("object_id", "pk"))
    with deep_analysis():
        index_documents("twin", [Source(pks[number], text) for number, text in TEXTS.items()])
    allowed = Document.objects.filter(pk=pks[3])
    assert similar_to("twin", pks[4], allowed=allowed) == [pks[3]]
