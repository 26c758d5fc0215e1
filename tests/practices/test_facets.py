"""Each option's count equals the list that it opens, whatever else is chosen."""

import datetime
import itertools
import random

import pytest
from django.utils import timezone

from talkoot.people.models import OrganisationKind
from talkoot.practices.actions.listed import note_listed
from talkoot.practices.catalogue import forget_catalogue, published_catalogue
from talkoot.practices.listing import list_practices
from talkoot.practices.models import ListingChange, Practice
from talkoot.practices.rules.sizes import size_of
from talkoot.practices.wanted import PARTS, Wanted
from talkoot.programmes.models import ThemeUse
from talkoot.search.bits import flags_of
from tests.factories.people import make_municipality, make_organisation
from tests.factories.practices import make_practice
from tests.factories.programmes import make_sector, make_theme

PRACTICES = 60


@pytest.fixture
def market(db):
    """Practices over every facet, some without a sector, a municipality or themes."""
    dice = random.Random(11)
    sectors = [None, *(make_sector() for _number in range(3))]
    themes = [make_theme(ThemeUse.PRACTICE) for _number in range(4)]
    towns = [
        make_municipality(region_code=region, population=population)
        for region, population in (("01", 700_000), ("11", 30_000), ("19", None), ("19", 900))
    ]
    organisations = [
        make_organisation(kind=kind, municipality=town)
        for town, kind in itertools.product([None, *towns], list(OrganisationKind)[:2])
    ]
    for _number in range(PRACTICES):
        owner, partner = dice.sample(organisations, 2)
        practice = make_practice(
            organisation=owner,
            sector=dice.choice(sectors),
            place=dice.choice([None, None, *towns]),
            kind=dice.choice(Practice.Kind.values),
            extent=dice.choice(["", *Practice.Extent.values]),
            status=dice.choice(Practice.Status.values),
            evidence=dice.choice(Practice.Evidence.values),
            state=dice.choice(["published", "published", "published", "draft", "withdrawn"]),
            published_at=timezone.now() - datetime.timedelta(days=dice.randrange(1200)),
        )
        practice.themes.set(dice.sample(themes, dice.randrange(3)))
        if dice.random() < 0.2:
            practice.partners.add(partner)
    return dice


def options(counts):
    return [(facet, code) for facet, codes in counts.by_facet.items() for code in codes]


def opened(wanted: Wanted) -> set[int]:
    """Every practice of the list's pages, however many there are."""
    found: list[int] = []
    number = 1
    while True:
        listing = list_practices(wanted, number=number, size=7)
        found += [row.pk for row in listing.practices]
        if not listing.page.has_next():
            break
        number += 1
    assert len(found) == len(set(found)) == listing.counts.total
    return set(found)


def with_option(chosen, facet, code):
    return Wanted(
        **{
            PARTS[name]: frozenset(codes)
            for name, codes in {**chosen, facet: {*chosen.get(facet, ()), code}}.items()
        }
    )


def test_an_option_counts_what_it_opens(market):
    for facet, code in options(list_practices(Wanted()).counts):
        number = list_practices(Wanted()).counts.by_facet[facet][code]
        assert len(opened(with_option({}, facet, code))) == number, (facet, code)


def test_an_option_counts_what_it_adds_beside_other_facets(market):
    everything = options(list_practices(Wanted()).counts)
    for _round in range(60):
        chosen: dict[str, set[str]] = {}
        for facet, code in market.sample(everything, market.randrange(1, 5)):
            chosen.setdefault(facet, set()).add(code)
        here = Wanted(**{PARTS[name]: frozenset(codes) for name, codes in chosen.items()})
        counts, rows = list_practices(here).counts, opened(here)
        facet, code = market.choice(everything)
        others = {name: codes for name, codes in chosen.items() if name != facet}
        alone = opened(with_option(others, facet, code))
        assert counts.by_facet[facet][code] == len(alone), (chosen, facet, code)
        if facet not in chosen:
            assert alone <= rows


def test_the_database_agrees_with_the_catalogue(market):
    published = Practice.objects.filter(state=Practice.State.PUBLISHED)
    counts = list_practices(Wanted()).counts
    assert counts.total == published.count()
    for kind in Practice.Kind.values:
        assert counts.type[kind] == published.filter(kind=kind).count()
    for level in Practice.Evidence.values:
        assert counts.evidence[str(level)] == published.filter(evidence=level).count()
    sizes = [
        size_of(row.organisation.municipality.population if row.organisation.municipality else None)
        for row in published.select_related("organisation__municipality")
    ]
    for code, number in counts.size.items():
        assert sizes.count(code) == number
    theme = Practice.themes.through.objects.first().theme
    assert counts.theme[theme.code] == published.filter(themes=theme).count()


def facts(catalogue):
    """What the catalogue tells, however its bits came to be."""
    return (
        catalogue.published,
        {f: {c: b for c, b in codes.items() if b} for f, codes in catalogue.options.items()},
        list(itertools.compress(catalogue.owners, flags_of(catalogue.published))),
        {pk: set(codes) for pk, codes in catalogue.partners.items()},
    )


def test_what_the_journal_tells_equals_reading_everything(market):
    published_catalogue()
    sector = make_sector()
    for _round in range(12):
        rows = list(Practice.objects.exclude(state="draft").order_by("?")[:4])
        for practice in rows:
            practice.state = market.choice(["published", "withdrawn"])
            practice.sector = market.choice([None, sector])
            practice.evidence = market.choice(Practice.Evidence.values)
            practice.save()
            practice.themes.set([])
            practice.partners.set([make_organisation()] if market.random() < 0.5 else [])
        make_practice(organisation=make_organisation())
        note_listed(*[row.pk for row in rows], Practice.objects.latest("pk").pk)
        kept = published_catalogue()
        forget_catalogue()
        assert facts(kept) == facts(published_catalogue())


def test_a_withdrawn_practice_leaves_every_count(market):
    practice = Practice.objects.filter(state="published").first()
    total = list_practices(Wanted()).counts.total
    Practice.objects.filter(pk=practice.pk).update(state="withdrawn")
    note_listed(practice.pk)
    counts = list_practices(Wanted()).counts
    assert counts.total == total - 1
    assert sum(counts.type.values()) == total - 1


def test_a_change_of_everything_is_read_anew(market):
    list_practices(Wanted())
    Practice.objects.filter(state="published").update(evidence=3)
    note_listed()
    counts = list_practices(Wanted()).counts
    assert counts.evidence == {"3": counts.total}


def test_a_change_committed_late_is_not_missed(market):
    """Another transaction holds number n while n+1 is read already."""
    published_catalogue()
    practice = Practice.objects.filter(state="published").first()
    first = ListingChange.objects.create(practice_id=0).pk
    ListingChange.objects.filter(pk=first).delete()
    note_listed(practice.pk)
    published_catalogue()
    Practice.objects.filter(pk=practice.pk).update(state="withdrawn")
    ListingChange.objects.create(pk=first, practice_id=practice.pk)
    assert practice.pk not in published_catalogue()
