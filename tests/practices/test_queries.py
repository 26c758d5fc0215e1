"""What the page of a practice reads."""

from talkoot.practices.models import Adoption
from talkoot.practices.queries.adoptions import stage_counts
from tests.factories.practices import make_adoption


def test_stages_begin_with_the_furthest(practice):
    for stage in ("dropped", "trying", "established", "trying"):
        make_adoption(practice, stage=stage)
    make_adoption(practice, stage="interested", confirmed_at=None)
    counts = stage_counts(practice)
    assert [count for _label, count in counts] == [1, 2, 1]
    assert counts[0][0] == Adoption.Stage.ESTABLISHED.label
