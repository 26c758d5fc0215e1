"""Champions stay what they must be whatever is written, and rank as the whole index does."""

import random

import pytest

from talkoot.search.actions import Source, index_documents, remove_document
from talkoot.search.actions.champions import refresh_champions, refresh_grown_champions
from talkoot.search.analysis import deep_analysis
from talkoot.search.bits import bits_of
from talkoot.search.models import Champion, Index, Posting, Term
from talkoot.search.queries import Result, find, ranking

pytestmark = pytest.mark.django_db
KIND = "practice"
WORDS = "kirjasto koulu hoitaja palvelu työpaja kokeilu yhteistyö johtaja nuori vanhus".split()


def source(number: int, dice: random.Random) -> Source:
    words = dice.choices(WORDS, weights=range(len(WORDS), 0, -1), k=dice.randrange(3, 30))
    return Source(number, " ".join(words[:3]), " ".join(words[3:]))


@pytest.fixture
def many() -> None:
    dice = random.Random(3)
    with deep_analysis():
        index_documents(KIND, [source(number, dice) for number in range(1, 301)])


def check_champions() -> None:
    """Of every term with a floor, exactly the postings that reach it; of others none."""
    floors = dict(Term.objects.exclude(champion_floor=None).values_list("pk", "champion_floor"))
    rows = Posting.objects.filter(term_id__in=floors).values_list("term_id", "object_id", "impact")
    assert sorted(Champion.objects.values_list("term_id", "object_id", "impact")) == sorted(
        row for row in rows if row[2] >= floors[row[0]]
    )


def choose(most: int = 40) -> int:
    return refresh_champions(KIND, fewest_documents=100, most=most)


def search(text: str, **values: object) -> Result:
    with deep_analysis():
        return find(KIND, text, **values)  # type: ignore[arg-type]


def test_refresh_champions_chooses_the_best_of_frequent_terms(many: None) -> None:
    assert choose() > 0
    check_champions()
    for term in Term.objects.exclude(champion_floor=None):
        assert term.df > 40
        assert 20 <= Champion.objects.filter(term_id=term.pk).count() <= 80
    assert choose() == 0


def test_champions_follow_every_write(many: None) -> None:
    choose()
    dice = random.Random(5)
    with deep_analysis():
        for number in dice.sample(range(1, 301), 60):
            remove_document(KIND, number)
        for number in dice.sample(range(1, 400), 60):
            index_documents(KIND, [source(number, dice)])
    check_champions()


def test_refresh_champions_mends_lists_that_grew(many: None) -> None:
    choose(20)
    assert choose(60) > 0
    check_champions()
    assert refresh_champions(KIND, fewest_documents=1_000, most=60) > 0
    assert not Champion.objects.exists()


def test_refresh_grown_champions_leaves_small_indexes(many: None) -> None:
    assert refresh_grown_champions() == 0
    assert Index.objects.get().championed_count == 0


@pytest.mark.parametrize("text", ["kirjasto", "koulun johtaja", "vanhus työpaja", "kirjastto"])
def test_find_ranks_with_champions_as_without(many: None, text: str) -> None:
    whole = search(text, limit=400)
    choose(40)
    best = search(text, limit=400)
    assert best.ids[:20] == whole.ids[:20]
    assert (best.count, best.strict_count) == (len(best.ids), whole.strict_count)
    assert set(best.ids[: best.strict_count]) == set(whole.ids[: whole.strict_count])
    assert best.is_exact
    pieces = [search(text, limit=7, offset=start).ids for start in range(0, 70, 7)]
    assert [pk for piece in pieces for pk in piece] == best.ids[:70]


def test_find_within_a_selective_filter_scores_what_is_left(many: None) -> None:
    few = bits_of(range(250, 301))
    exact = search("kirjasto koulu", among=few, limit=60)
    choose(20)
    narrowed = search("kirjasto koulu", among=few, limit=60)
    assert narrowed.ids == exact.ids
    assert narrowed.strict_count == exact.strict_count


def test_find_says_when_it_counts_no_further(many: None, monkeypatch: pytest.MonkeyPatch) -> None:
    choose(20)
    assert search("kirjasto").is_exact
    monkeypatch.setattr(ranking, "MOST_READ", 100)
    result = search("kirjasto", limit=400)
    assert not result.is_exact
    assert 50 <= result.strict.bit_count() <= 100 + 40  # the newest read, and the champions
    assert result.strict_count >= 50
