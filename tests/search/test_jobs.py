"""The worker completes what a page indexed with stems alone."""

import pytest

from talkoot.search.actions import index_document, remember_tokens
from talkoot.search.jobs import analyse_pending_tokens
from talkoot.search.models import Document, TokenTerms
from talkoot.search.queries import find

pytestmark = pytest.mark.django_db


def test_analyse_pending_tokens_completes_a_document_of_a_page() -> None:
    index_document("practice", 1, title="Sujuvat etätyöpäivät")
    assert Document.objects.get().is_pending
    assert find("practice", "etätyö").strict_count == 0

    assert analyse_pending_tokens() > 0

    assert not Document.objects.get().is_pending
    assert find("practice", "etätyö").strict_count == 1
    assert analyse_pending_tokens() == 0


def test_analyse_pending_tokens_reads_words_of_a_search() -> None:
    index_document("practice", 1, title="Liminka")
    analyse_pending_tokens()
    result = find("practice", "Limingassa")
    assert result.unknown == ["limingassa"]
    remember_tokens(result.unknown)

    analyse_pending_tokens()

    result = find("practice", "Limingassa")
    assert (result.strict_count, result.unknown) == (1, [])


def test_analyse_pending_tokens_keeps_to_its_limit() -> None:
    for number in range(1, 4):
        index_document("practice", number, title=f"Retki {number}0 metsässä")
    assert analyse_pending_tokens(limit=2) == 4
    assert TokenTerms.objects.filter(is_final=False).count() < 5
    while analyse_pending_tokens(limit=2):
        pass
    assert not Document.objects.filter(is_pending=True).exists()
