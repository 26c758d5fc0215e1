"""The directory: search, facets, and an order that favours nobody."""

import datetime
from collections import Counter

import pytest
from django.utils import timezone

from talkoot.core.lookups import in_neutral_order
from talkoot.experts.actions.directory import index_experts, index_new_experts, open_directory
from talkoot.experts.listing import Wanted, list_experts
from talkoot.experts.models import DirectoryView, Expert
from talkoot.experts.queries.profiles import is_known_seed
from talkoot.search.analysis import deep_analysis
from tests.factories.experts import make_expert
from tests.factories.profiles import make_availability, make_competence

pytestmark = pytest.mark.django_db


def found(**chosen):
    text = chosen.pop("text", "")
    wanted = Wanted(text, {name: frozenset(codes) for name, codes in chosen.items()})
    return list_experts(wanted, on=timezone.localdate())


def names(listing):
    return sorted(expert.name for expert in listing.matches)


@pytest.fixture
def three(db):
    make_expert("Aino", languages="fi", region_codes=["11"], is_remote=False)
    make_expert("Bo", languages="sv fi", region_codes=["11", "19"])
    make_expert("Carl", languages="en", region_codes=[], is_available=False)


def test_facets_narrow_together(three):
    assert names(found(region=["11"], language=["sv"])) == ["Bo"]
    assert names(found(region=["11", "19"])) == ["Aino", "Bo"]
    assert names(found(remote=["yes"])) == ["Bo", "Carl"]


def test_facet_of_competences_narrows(three):
    Expert.objects.get(name="Bo").competences.add(make_competence())
    code = make_competence().code
    Expert.objects.get(name="Carl").competences.add(make_competence())
    listing = found()
    assert sum(listing.counts["competence"].values()) == 2
    [bos] = Expert.objects.get(name="Bo").competences.all()
    assert names(found(competence=[bos.code])) == ["Bo"]
    assert names(found(competence=[code])) == []


def test_count_of_an_option_obeys_the_other_facets(three):
    counts = found(language=["fi"]).counts
    assert counts["language"] == {"fi": 2, "sv": 1, "en": 1}
    assert counts["region"] == {"11": 2, "19": 1}
    assert counts["free"] == {"yes": 2}


def test_who_is_away_takes_no_new_work_today(three):
    make_availability(Expert.objects.get(name="Aino"))
    assert names(found(free=["yes"])) == ["Bo"]


def test_a_nonsense_facet_finds_nobody(three):
    assert names(found(region=["ei-ole"])) == []


def test_search_finds_inflected_forms(three):
    carl = Expert.objects.get(name="Carl")
    carl.profile_fi = "Valmennan esihenkilöitä kuuntelevaan johtamiseen."
    carl.save()
    carl.competences.add(make_competence(name_fi="Työhyvinvointi"))
    with deep_analysis():
        assert index_new_experts() == 3
    assert index_new_experts() == 0

    with deep_analysis():
        assert names(found(text="esihenkilön")) == ["Carl"]
        assert names(found(text="työhyvinvoinnista")) == ["Carl"]
    listing = found(text="esihenkilön", language=["fi"])
    assert names(listing) == []


def test_index_follows_the_profile(three):
    aino = Expert.objects.get(name="Aino")
    with deep_analysis():
        index_experts(Expert.objects.all())
        aino.profile_fi = "Palvelumuotoilua."
        aino.save()
        index_experts([aino])
        assert names(found(text="palvelumuotoilu")) == ["Aino"]


def test_each_expert_is_first_about_equally_often(db):
    """Of 3000 draws each of six is first 500 times, give or take a fifth."""
    rows = [make_expert() for _ in range(6)]
    seeds = [open_directory([]).seed for _ in range(20)]
    assert len(set(seeds)) == 20

    firsts = Counter(
        in_neutral_order(rows, seed=f"{seed}{number}")[0].pk
        for seed in seeds
        for number in range(150)
    )

    assert firsts.keys() == {row.pk for row in rows}
    assert all(400 < count < 600 for count in firsts.values())


def test_a_draw_is_kept_without_the_person(three):
    view = open_directory(found().listed)

    assert view.expert_count == 3
    assert {field.name for field in DirectoryView._meta.fields} == {
        "id", "seed", "seen_at", "programme", "expert_count"
    }  # fmt: skip


def test_only_a_seed_of_a_days_standing_is_known(three):
    view = open_directory([])
    assert is_known_seed(view.seed)
    assert not is_known_seed("minun-siemen")
    DirectoryView.objects.update(seen_at=timezone.now() - datetime.timedelta(hours=25))
    assert not is_known_seed(view.seed)
