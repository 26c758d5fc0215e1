"""What is exported comes in again: registers row by row, and a whole site into an empty one."""

import json
import stat
import zipfile

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from talkoot.audit.models import LogEntry
from talkoot.core.tables import BadTable
from talkoot.events.queries.attendance import attendance_counts
from talkoot.home.moving import whole
from talkoot.home.moving.events import import_events
from talkoot.home.moving.out import write_rows
from talkoot.home.moving.registers import REGISTERS, import_register
from talkoot.outreach.queries import REGISTERS as MODELS
from talkoot.people.models import Municipality, Organisation
from talkoot.practices.actions.adoptions import count_adoptions
from talkoot.practices.imports import import_practices
from talkoot.practices.models import Adoption, Practice, Version
from tests.factories.events import make_event
from tests.factories.files import make_file
from tests.factories.networks import make_member, make_network, make_role
from tests.factories.outreach import (
    make_attribution,
    make_award,
    make_campaign,
    make_count,
    make_episode,
    make_hit,
    make_issue,
    make_presentation,
    make_publication,
    make_story,
)
from tests.factories.people import make_municipality, make_organisation
from tests.factories.practices import make_adoption, make_practice
from tests.factories.programmes import make_theme

pytestmark = pytest.mark.django_db


def export(kind, path, **options):
    call_command("export", kind, str(path), **options)
    return path


def bring(kind, path, **options):
    call_command("import", kind, str(path), language="en", **options)


def bring_practices(path, programme):
    """As the command does, without the large analyser."""
    faults = path.with_name("palautetut.jsonl")
    with translation.override("en"):
        import_practices(path, programme=programme, applies=True, publishes=True, faults=faults)


@pytest.fixture
def told(programme):
    """A practice written here and one of an import, with all that a file tells of them."""
    town = make_municipality("297")
    body = make_organisation("Kuopion vesi", municipality=town)
    texts = {"need": "=1+1\n\nKaksi kappaletta.", "tips": "Aloittakaa pienestä; kysykää."}
    one = make_practice("Vuorot yhdessä", place=town, keywords="vuorot, lista", **texts)
    one.themes.add(make_theme("practice", code="lean"))
    one.partners.add(body)
    other = make_practice("Tuotu", external_id="a-1", extent="unit", began_year=2015)
    make_adoption(one, note="-muokattu", benefit=4, replaced_old=False)
    return [one, other]


def contents(*models):
    return {
        model: list(model.objects.order_by("pk").values_list())
        for model in (*models, Practice.themes.through, Practice.partners.through)
    }


def test_an_export_brought_back_changes_nothing(tmp_path, told, programme):
    count_adoptions(told[0])
    models = (Municipality, Organisation, Practice, Adoption, Version)
    held = contents(*models)
    for ending in ("csv", "jsonl"):
        for kind in ("municipalities", "organisations", "adoptions"):
            bring(kind, export(kind, tmp_path / f"{kind}.{ending}"))
        bring_practices(export("practices", tmp_path / f"teot.{ending}"), programme)
    assert contents(*models) == held


def test_an_export_makes_the_same_elsewhere(tmp_path, told, programme):
    paths = [export(kind, tmp_path / f"{kind}.csv") for kind in ("practices", "adoptions")]
    names = "title gist need tips keywords slug place_id extent began_year status".split()
    held = [{name: getattr(row, name) for name in names} for row in told]
    partners = [row.name for row in told[0].partners.all()]
    Adoption.objects.all().delete()
    Practice.objects.all().delete()
    bring_practices(paths[0], programme)
    bring("adoptions", paths[1])
    rows = list(Practice.objects.order_by("pk"))
    assert [{name: getattr(row, name) for name in names} for row in rows] == held
    assert [row.name for row in rows[0].partners.all()] == partners
    assert [theme.code for theme in rows[0].themes.all()] == ["lean"]
    adoption = Adoption.objects.get()
    assert (adoption.note, adoption.benefit, adoption.replaced_old) == ("-muokattu", 4, False)


def test_a_file_never_writes_over_a_practice_that_was_written_here(tmp_path, told, programme):
    path = tmp_path / "muutettu.jsonl"
    row = {"external_id": told[0].slug, "title": "Toinen nimi", "published_on": "2001-01-01"}
    path.write_text(json.dumps(row), encoding="utf-8")
    held = contents(Practice)
    bring_practices(path, programme)
    assert contents(Practice) == held
    note = json.loads((tmp_path / "palautetut.jsonl").read_text("utf-8"))["talkoot_note"]
    assert "title" in note


MAKERS = {
    "awards": make_award,
    "campaigns": make_campaign,
    "campaign-practices": lambda: make_attribution(make_campaign(), make_practice()),
    "channel-counts": make_count,
    "media-hits": make_hit,
    "networks": make_network,
    "network-members": lambda: make_member(make_network()),
    "network-roles": make_role,
    "newsletter-issues": make_issue,
    "podcast-episodes": make_episode,
    "presentations": make_presentation,
    "publications": make_publication,
    "stories": make_story,
}


def test_registers_of_communications_go_out_and_come_in(tmp_path, programme):
    for kind, make in MAKERS.items():
        row, path = make(), tmp_path / f"{kind}.csv"
        write_rows(kind, path, programme=programme)
        first = path.read_text("utf-8")
        assert import_register(kind, path, programme=programme) == []
        row.delete()
        assert len(import_register(kind, path, programme=programme)) == 1
        write_rows(kind, path, programme=programme)
        assert path.read_text("utf-8") == first, kind
    assert set(REGISTERS.values()) == set(MODELS) and set(REGISTERS) == set(MAKERS)


def test_a_register_brings_nothing_twice_however_it_is_written(tmp_path, programme):
    practice, member = make_practice(), make_member(make_network())
    files = {
        "presentations": "kind;title;held_on\nKonferenssi;Puhe;1.2.2020\n",
        "media-hits": "outlet;title;published_on;url\nLehti;Juttu;2020-02-01;esimerkki.fi/a\n",
        "awards": "occasion;category;awarded_on;practice\n"
        f"gaala;Teko;2020-02-01;/practices/{practice.slug}/\n",
        "network-members": "network;organisation;persons;joined_on\n"
        f"{member.network};{member.organisation.name.upper()};0{member.persons};{member.joined_on}\n",
    }
    for kind, text in files.items():
        path = tmp_path / f"{kind}.csv"
        path.write_text(text, "utf-8")
        made = import_register(kind, path, programme=programme)
        assert len(made) == (kind != "network-members")
        assert import_register(kind, path, programme=programme) == [], kind


EVENTS = (
    "series;date;session;starts;ends;mode;municipality;organisation;kind;staff;management\n"
    "Syysseminaari;5.10.2017;Aamu;9.00;11:30;on_site;Kuopio;;;40;3\n"
    "Syysseminaari;6.10.2017;;;;;297;;;25;\n"
    "Kevään webinaari;2018-03-01;;;;remote;;Kuopion vesi;webinar;;7\n"
)


def test_earlier_events_come_in_with_who_were_present_and_once(tmp_path, programme):
    make_organisation("Kuopion vesi", municipality=make_municipality("297"))
    own = make_event(title="Kevään webinaari")
    path = tmp_path / "tapahtumat.csv"
    path.write_text(EVENTS, "utf-8")
    assert len(import_events(path, programme=programme)) == 2  # One title was written here.
    assert own.sessions.count() == 1
    series = programme.series.get(title="Syysseminaari")
    assert (series.state, series.starts_on.day, series.ends_on.day) == ("ended", 5, 6)
    assert attendance_counts(series.sessions.all()) == {
        row.pk: counts
        for row, counts in zip(
            series.sessions.all(), ({"management": 3, "staff": 40}, {"staff": 25}), strict=True
        )
    }
    assert import_events(path, programme=programme) == []
    path.write_text(EVENTS.replace("Kuopio;;;40", "Kuopio;;webinar;40"), "utf-8")
    assert import_events(path, programme=programme) == []  # The series alone has changed.
    kinds = LogEntry.objects.filter(key="events.series.imported").order_by("pk")
    assert [row.after["kind"] for row in kinds] == ["event", "webinar"]
    path.write_text(EVENTS.replace(";25;", ";26;"), "utf-8")
    assert len(import_events(path, programme=programme)) == 1
    write_rows("events", path, programme=programme)
    first = path.read_text("utf-8-sig")
    assert import_events(path, programme=programme) == []
    series.delete()
    assert len(import_events(path, programme=programme)) == 2
    write_rows("events", path, programme=programme)
    assert path.read_text("utf-8-sig") == first


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ("A,2999-01-01,,", "the day is to come"),
        ("A,1.13.2020,,", "is not a day"),
        ("A,1.1.2020,25.00,", "is not a time"),
        ("A,1.1.2020,,-1", "is not a number from 0"),
    ],
)
def test_faults_of_an_event_are_told(tmp_path, programme, row, sentence):
    path = tmp_path / "tapahtumat.csv"
    path.write_text(f"series,date,starts,staff\n{row}\n", "utf-8")
    with translation.override("en"), pytest.raises(BadTable, match=f"Line 2: .*{sentence}"):
        import_events(path, programme=programme)
    assert not programme.series.exists()


def test_faults_of_a_register_are_told_by_line_and_nothing_comes_in(tmp_path, programme):
    path = tmp_path / "jaksot.csv"
    path.write_text("series,number,title\nPodcast,1,A\nPodcast,1,B\nPodcast,x,C\n", "utf-8")
    with pytest.raises(CommandError) as refused:
        bring("podcast-episodes", path, programme=programme.slug)
    assert "Line 3: number: There is one already." in str(refused.value)
    assert "Line 4: number:" in str(refused.value)
    assert not programme.podcast_episodes.exists()
    with pytest.raises(CommandError, match="Tell the programme"):
        bring("podcast-episodes", path)


@pytest.fixture
def some_tables(monkeypatch):
    """Of two hundred, to be quick; which go along is asked first."""
    names = {model._meta.label for model in whole.tables()}
    assert {"audit.LogEntry", "calls.Application", "search.SynonymGroup"} < names
    assert not {"search.Posting", "sessions.Session", "auth.Permission"} & names
    apps = {"people", "practices", "programmes", "files"}
    tables = [model for model in whole.tables() if model._meta.app_label in apps]
    monkeypatch.setattr(whole, "tables", lambda: tables)


def wipe():
    """As a new site is: no rows."""
    for model in whole.tables():
        model._base_manager.all()._raw_delete("default")


def every_row():
    return {
        model._meta.label: sorted(map(str, model._base_manager.values_list()))
        for model in whole.tables()
    }


def test_a_whole_site_moves_into_an_empty_one(tmp_path, told, office_user, some_tables):
    stored = make_file()
    held, content = every_row(), stored.content.open("rb").read()
    path = export("everything", tmp_path / "kaikki.zip")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    with pytest.raises(CommandError, match="not empty"):
        bring("everything", path)
    wipe()
    stored.content.storage.delete(stored.content.name)
    bring("everything", path)
    assert every_row() == held
    assert stored.content.storage.open(stored.content.name).read() == content
    make_practice("Uusi").refresh_from_db()  # Its number is free.


def test_another_file_or_another_version_is_refused(tmp_path, told, some_tables):
    path = export("everything", tmp_path / "kaikki.zip")
    other = tmp_path / "toinen.zip"
    with zipfile.ZipFile(path) as package, zipfile.ZipFile(other, "w") as copy:
        about = json.loads(package.read(whole.ABOUT))
        about["migrations"].append(["people", "9999_later"])
        copy.writestr(whole.ABOUT, json.dumps(about))
    for found, word in ((other, "another version"), (tmp_path / "ei.zip", "not a whole export")):
        with pytest.raises(CommandError, match=word):
            bring("everything", found)
    other.write_bytes(b"PK")
    with pytest.raises(BadTable):
        whole.read_whole(other)


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("practices", "a.xlsx"),
        ("everything", "a.csv"),
        ("stories", "a.csv"),
        ("everything", "a.zip"),
    ],
)
def test_what_cannot_be_exported_is_told(tmp_path, programme, kind, name):
    options = {"programme": programme.slug} if name == "a.zip" else {}
    with pytest.raises(CommandError):
        export(kind, tmp_path / name, **options)
    assert not list(tmp_path.iterdir())
