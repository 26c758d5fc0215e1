"""What the worker does for the search index."""

from talkoot.search import actions, analysis
from talkoot.search.actions.champions import refresh_grown_champions
from talkoot.search.actions.synonyms import read_pending_groups
from talkoot.search.models import Document, SynonymGroup, TokenTerms


def analyse_pending_tokens(limit: int = 200) -> int:
    """Read waiting tokens with the best analyser, then index the waiting documents again
    and read the waiting groups of synonyms.

    At most `limit` of each, in short transactions; returns how many were done, so that the worker
    comes back at once while it is not 0. Loads the large analyser only when something waits.
    """
    if not (
        TokenTerms.objects.filter(is_final=False).exists()
        or Document.objects.filter(is_pending=True).exists()
        or SynonymGroup.objects.filter(is_pending=True).exists()
    ):
        return 0
    with analysis.deep_analysis():
        actions.adopt_analyser(analysis.analyser_name())
        return (
            actions.analyse_tokens(limit)
            + actions.index_pending_documents(limit)
            + read_pending_groups(limit)
        )


def keep_champions() -> int:
    """Choose champions anew where an index has grown by a twentieth; returns how many terms."""
    return refresh_grown_champions()
