"""Kunteko reconstructed: its published figures come of its records, and move with them."""

import datetime
from collections import Counter
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.db.models import QuerySet

from talkoot.calls.reference import load_forms
from talkoot.core.figures import ALL, Figure, Filters, all_figures, count_figures
from talkoot.core.quality import warnings_of
from talkoot.events.models import Participant, Presence
from talkoot.home.comparison import Agreement, Line, compared
from talkoot.home.queries import figure_rows, records_of
from talkoot.home.reconstruction import MAKERS, reconstruct
from talkoot.home.reference import load_reference
from talkoot.people.models import Organisation, Role
from talkoot.practices.models import Practice
from talkoot.programmes.models import Programme
from talkoot.reports.actions import start_report
from talkoot.reports.content import chapters_of
from talkoot.reports.files import data_of, pdf_bytes
from talkoot.surveys.models import Response
from tests.correspondence.pdf import accessibility_faults
from tests.database import settle
from tests.factories.people import make_membership, make_user

CUT_OFF = datetime.date(2020, 10, 12)
# Where the source gives a figure in two ways, one of them cannot agree.
CONTRADICTED = {
    "service-participants-later",
    "newsletters-communication",
    "practices-foreword",
    "challenge-workshops-own",
    "fairs-lappeenranta-2",
    "fairs-tampere-2",
    *(f"curated-heading-{number}" for number in range(1, 6)),
}


@pytest.fixture(scope="module")
def kunteko(django_db_setup, django_db_blocker):
    """The reconstructed programme, made once and taken back after the last test."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_reference()
        load_forms()
        made = reconstruct()
        settle()
        yield made
        transaction.set_rollback(True)


@pytest.fixture
def programme(kunteko, db):
    return Programme.objects.get(slug="kunteko")


@pytest.fixture(scope="module")
def lines(kunteko, django_db_blocker) -> list[Line]:
    with django_db_blocker.unblock():
        return compared(kunteko, CUT_OFF)


def test_every_published_figure_agrees_but_those_that_contradict_each_other(lines):
    differing = {line.fact.code for line in lines if line.agreement == Agreement.DIFFERS}
    assert differing == CONTRADICTED
    assert all(line.note for line in lines if line.agreement == Agreement.DIFFERS)


def test_nothing_published_is_left_out(programme, lines):
    """Each has its figure; the few of which no records can tell stand as such."""
    shown = {line.fact.code for line in lines if line.fact and line.figure}
    uncounted = {line.fact.code for line in lines if line.agreement == Agreement.UNCOUNTED}
    facts = programme.published_facts.all()
    assert {fact.code for fact in facts if fact.figure} == shown
    assert {fact.code for fact in facts if not fact.figure} == uncounted
    assert len(shown) > 200
    assert len(uncounted) < 10


@pytest.mark.parametrize(
    ("key", "value", "n"),
    [
        ("service-persons", 5010, 5010),
        ("organisations-reached.in-all", 88, 240),
        ("days-granted", 400, 270),
        ("approval-rate", 90, 300),
        ("newsletter-interesting", 69.4, 72),
        ("support-needs.portal", 97, 39),
        ("practices-by-sector.sosiaali-ja-terveysala", 33, 667),
    ],
)
def test_figure_has_its_value_and_n(lines, key, value, n):
    line = next(row for row in lines if row.id == key)
    assert (float(line.rounded), line.n) == (value, n)


@pytest.mark.parametrize(
    "key",
    "newsletters media-hits awards attendances participations open-events practices-published "
    "applications-submitted days-granted survey-answers trainings days-ordered".split(),
)
def test_periods_together_are_the_whole(programme, key):
    def value(filters: Filters) -> Any:
        [row] = figure_rows(programme, CUT_OFF, [key], filters)
        return row.counted.value or 0

    periods = [Filters(period=period) for period in programme.periods.all()]
    assert sum(map(value, periods)) == value(ALL)


def test_records_are_marked(programme):
    for rows in (
        Practice.objects.filter(programme=programme),
        Response.objects.filter(round__programme=programme),
        Organisation.objects.filter(source="rekonstruktio"),
    ):
        assert rows.exists()
        assert not rows.filter(is_demo=False).exists()


def test_real_organisations_are_those_that_the_source_names(programme):
    invented = Organisation.objects.filter(source="rekonstruktio")
    assert not invented.exclude(name__contains="rekonstruktio").exists()
    assert not invented.exclude(municipality=None).exists()


def test_second_time_is_refused(kunteko, db):
    with pytest.raises(CommandError, match="already"):
        call_command("reconstruct", "kunteko")


def test_contradictions_of_the_source_are_found(programme):
    found = warnings_of(programme, CUT_OFF, list(programme.published_facts.all()))
    counts = Counter(warn.check for warn in found)
    assert counts == {
        # Newsletters, challenge workshops, the years of fairs, the headings of the lists.
        "published-twice": 4,
        # Practices and their organisations a month later; persons by another definition.
        "cut-offs": 3,
        "impossible-shares": 6,
        # One tells them all.
        "missing-n": 1,
        "share-sums": 1,
        "divisors": 1,
        "campaigns": 1,
        "one-sided-scales": 1,
    }


def test_final_report_tells_every_published_figure_with_its_definition(programme, lines):
    """One click: the report has each figure with its n, and the contradictions of the source."""
    values = {"title_fi": "Loppujulkaisu", "cut_off": CUT_OFF, "kind": "final"}
    report = start_report(programme, values, by=make_user())
    chapters = chapters_of(report)
    data = data_of(report, chapters)
    told = {row["id"]: row for row in data["figures"]}
    counted = {line.figure.id for line in lines if line.fact and line.figure and line.value}
    assert len(counted) > 60 and counted - set(told) == set()
    assert all(row["definition"] and row["n"] for row in told.values() if row["value"])
    assert (data["as_of"], len(data["doubts"])) == ("2020-10-12", 18)
    assert accessibility_faults(pdf_bytes(report, chapters)) == []


def test_records_of_every_figure_open(programme, client):
    """A link from a figure leads to what there is; old sparrings were never engagements here."""
    officer = make_user(name="Virkailija")
    make_membership(officer, programme.office, role=Role.OFFICER)
    client.force_login(officer)
    links = {}
    for row in figure_rows(programme, CUT_OFF):
        for record in records_of(row.counted.records[:2]):
            if record.url:
                links.setdefault(record.url, row.figure.id)
    assert len(links) > 20
    found = {url: client.get(url).status_code for url in links}
    assert {links[url]: (url, status) for url, status in found.items() if status != 200} == {}


def _counted(programme: Programme, figure: Figure) -> tuple[object, ...]:
    row = count_figures([figure], programme, CUT_OFF)[figure.id]
    parts = figure.parts(programme, CUT_OFF) if figure.parts else []
    return row.value, row.n, [(part.key, part.value, part.n) for part in parts]


def _remove(records: QuerySet[Any]) -> None:
    """The rows alone, whatever points to them; of persons and organisations their presences too."""
    keys = list(records.order_by().values_list("pk", flat=True))
    if records.model in (Participant, Organisation):
        field = records.model._meta.model_name
        Presence.objects.filter(**{f"{field}__in": keys})._raw_delete("default")
    records.model.objects.filter(pk__in=keys)._raw_delete("default")


@pytest.mark.parametrize("figure", all_figures(), ids=lambda figure: figure.id)
def test_figure_moves_with_its_records(figure, programme):
    """Without the records that a figure opens, it is another; so no figure is a stored number."""
    before = _counted(programme, figure)
    records = figure.records(programme, CUT_OFF)
    if not records:  # Kunteko's source tells nothing of this, so neither may the figure.
        assert not before[0]
        return
    with transaction.atomic():
        _remove(records)
        after = _counted(programme, figure)
        transaction.set_rollback(True)
    assert after != before


# Of these no records can be made: a share without members, and the least that is wished for.
NO_RECORDS = {"steering-politicians", "team-meetings"}


@pytest.mark.parametrize(
    ("slug", "counted"),
    [
        ("ekosysteemikoulu", 4),
        ("oph-vaikutusohjelmat", 1),
        ("kaiku-uudistuvaan-tyohon", 5),
        ("espoo-kehitysohjelmat", 3),
    ],
)
def test_other_programmes_have_their_published_figures(kunteko, db, slug, counted):
    """Two are generated from whole counts, the others rest on what their sources name."""
    programme = reconstruct(slug) if slug in MAKERS else Programme.objects.get(slug=slug)
    found = [line for line in compared(programme, programme.ends_on) if line.fact]
    equal = [line for line in found if line.agreement == Agreement.EQUAL]
    others = [line for line in found if line not in equal]
    assert len(equal) == counted
    assert {(line.fact.code, line.agreement) for line in others} <= {
        (code, Agreement.UNCOUNTED) for code in NO_RECORDS
    }
