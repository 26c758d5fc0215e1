"""What the page of a practice reads."""

from talkoot.practices.models import Adoption
from talkoot.practices.queries import stages_of
from tests.factories.practices import make_adoption


def test_stages_begin_with_the_furthest(practice):
    for stage in ("dropped", "trying", "established", "trying"):
        make_adoption(practice, stage=stage)
    labels = [count for _label, count in stages_of(practice.adoptions.all())]
    assert labels == [1, 2, 1]
    first = stages_of(practice.adoptions.all())[0][0]
    assert first == Adoption.Stage.ESTABLISHED.label
