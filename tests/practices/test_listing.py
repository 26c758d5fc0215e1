"""The list of practices: filters, honest counts, order, search."""

import pytest
from django.utils import timezone

from talkoot.practices.actions import reindex_all
from talkoot.practices.actions.listed import note_listed
from talkoot.practices.actions.writing import write_values
from talkoot.practices.listing import Wanted, list_practices
from talkoot.practices.models import Practice
from talkoot.programmes.models import ThemeUse
from talkoot.search.analysis import deep_analysis
from tests.factories.people import make_municipality, make_organisation
from tests.factories.practices import make_practice
from tests.factories.programmes import make_sector, make_theme


@pytest.fixture
def many(db):
    """Four published practices over two areas, regions, kinds and themes, and one draft."""
    schools = make_sector("opetus", name_fi="Opetus")
    health = make_sector("terveys", name_fi="Terveys")
    savo = make_municipality(name="Kuopio", region_code="11")
    lapland = make_municipality(name="Inari", region_code="19")
    kuopio = make_organisation("Kuopio", municipality=savo)
    inari = make_organisation("Inari", municipality=lapland)
    county = make_organisation("Hyvinvointialue", kind="wellbeing_county", municipality=savo)
    wellbeing = make_theme(ThemeUse.PRACTICE, code="hyvinvointi")
    lean = make_theme(ThemeUse.PRACTICE, code="lean")
    rows = [
        ("Aamupala yhdessä", kuopio, schools, [wellbeing]),
        ("Bussikuljetukset", inari, schools, [lean]),
        ("Celsius hallintaan", county, health, [wellbeing, lean]),
        ("Digipäivä", kuopio, health, []),
    ]
    for title, organisation, sector, themes in rows:
        practice = make_practice(title, organisation=organisation, sector=sector)
        practice.themes.set(themes)
    hidden = make_practice("Piilossa", state=Practice.State.DRAFT, organisation=kuopio)
    hidden.themes.add(lean)


def titles(**wanted):
    return [row.title for row in list_practices(Wanted(**wanted)).practices]


def test_totals_speak_of_everything_published(many):
    listing = list_practices(Wanted(regions=frozenset({"19"})))
    assert (listing.catalogue.total, listing.catalogue.organisation_count) == (4, 3)
    assert listing.catalogue.counts.region == {"11": 3, "19": 1}
    assert listing.counts.total == 1


def test_counts_tell_what_ticking_would_bring(many):
    listing = list_practices(Wanted(sectors=frozenset({"opetus"})))
    assert listing.counts.sector == {"opetus": 2, "terveys": 2}
    assert listing.counts.region == {"11": 1, "19": 1}
    assert listing.counts.kind == {"municipality": 2}
    assert listing.counts.theme == {"hyvinvointi": 1, "lean": 1}


def test_unpublished_practices_count_nowhere(many):
    listing = list_practices(Wanted())
    assert listing.counts.theme == {"hyvinvointi": 2, "lean": 2}
    assert sum(listing.counts.sector.values()) == 4


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({"themes": {"lean"}}, {"Bussikuljetukset", "Celsius hallintaan"}),
        (
            {"themes": {"lean", "hyvinvointi"}, "regions": {"11"}},
            {"Aamupala yhdessä", "Celsius hallintaan"},
        ),
        ({"kinds": {"wellbeing_county"}}, {"Celsius hallintaan"}),
        ({"sectors": {"opetus"}, "regions": {"11"}}, {"Aamupala yhdessä"}),
        ({"sectors": {"tuntematon"}}, set()),
    ],
)
def test_filters_narrow_within_and_across_facets(many, wanted, found):
    chosen = {name: frozenset(codes) for name, codes in wanted.items()}
    assert set(titles(**chosen)) == found
    assert list_practices(Wanted(**chosen)).counts.total == len(found)


def test_orders(many):
    Practice.objects.filter(title="Digipäivä").update(adoption_count=3)
    Practice.objects.filter(title="Bussikuljetukset").update(published_at=timezone.now())
    assert titles(sort="title")[0] == "Aamupala yhdessä"
    assert titles(sort="adopted")[0] == "Digipäivä"
    assert titles(sort="newest")[0] == "Bussikuljetukset"


def test_titles_come_in_the_order_of_the_alphabet_on_every_database(db):
    wanted = ["”Aamu”", "Äiti", "Zumba", "eOppiminen", "Öljy", "Åbo", "10 askelta", "Ääni"]
    wanted += ["Etä-työ", "Etätyön", "Élan"]
    for title in wanted:
        make_practice(title)
    found = "10 askelta|”Aamu”|Élan|eOppiminen|Etä-työ|Etätyön|Zumba|Åbo|Äiti|Ääni|Öljy".split("|")
    assert titles(sort="title") == found
    first = Practice.objects.get(title="Zumba")
    write_values(first, {"title": "Aalto"})
    assert titles(sort="title")[1] == "Aalto"


def test_pages_end_at_the_last(many):
    assert list_practices(Wanted(), number=99, size=3).page.number == 2
    listing = list_practices(Wanted(sort="title"), number=2, size=3)
    assert [row.title for row in listing.practices] == ["Digipäivä"]


def test_search_obeys_filters_and_counts_strict_matches(many):
    with deep_analysis():
        reindex_all()
    listing = list_practices(Wanted(text="bussikuljetuksia", sort="relevance"))
    assert [row.title for row in listing.practices] == ["Bussikuljetukset"]
    assert listing.counts.total == 1
    assert listing.counts.region == {"19": 1}
    elsewhere = list_practices(
        Wanted(text="bussikuljetuksia", sort="relevance", regions=frozenset({"11"}))
    )
    assert (elsewhere.counts.total, elsewhere.practices) == (0, [])
    assert list_practices(Wanted(text="bussikuljetus", sort="title")).counts.total == 1
    assert list_practices(Wanted(text="bussikuljetus", sort="relevance"), number=50).practices


def test_misspelt_word_finds_similar_ones_apart(many):
    with deep_analysis():
        reindex_all()
    listing = list_practices(Wanted(text="bussikuletukset", sort="relevance"))
    assert [row.title for row in listing.similar] == ["Bussikuljetukset"]
    assert (listing.counts.total, listing.practices) == (0, [])


def test_catalogue_is_remembered_until_something_is_published(many, django_assert_num_queries):
    list_practices(Wanted())
    with django_assert_num_queries(2):
        assert list_practices(Wanted()).counts.total == 4
    practice = make_practice("Uusin")
    note_listed(practice.pk)
    assert list_practices(Wanted()).counts.total == 5
    Practice.objects.filter(pk=practice.pk).update(state=Practice.State.WITHDRAWN)
    note_listed(practice.pk)
    assert list_practices(Wanted()).counts.total == 4
