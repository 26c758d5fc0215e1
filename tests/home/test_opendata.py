"""Open data: whole files or none, no persons, tombstones, a catalogue that the profile accepts."""

import csv
import datetime
import io
import json

import pytest
from django.test import Client
from django.utils import timezone

from talkoot.data import FOLDER
from talkoot.home.opendata import build
from talkoot.practices.models import Practice
from tests.factories.people import make_municipality, make_organisation, make_user
from tests.factories.practices import make_adoption, make_practice

pytestmark = [
    pytest.mark.django_db,
    # rdflib's own reader of JSON-LD uses what rdflib has deprecated.
    pytest.mark.filterwarnings("ignore:.*deprecated.*:DeprecationWarning"),
]


@pytest.fixture
def files(tmp_path, settings):
    """The files of two practices, one of them withdrawn, and an adoption."""
    settings.DATA_DIR = tmp_path
    town = make_organisation("Mallila", municipality=make_municipality("297"))
    author = make_user("tiina@kunta.fi", name="Tiina Tekijä")
    shown = make_practice(
        '=Teko; "rivi"\ntoinen', organisation=town, author=author, contact_role="Soita Tiinalle"
    )
    make_practice("Salainen nimi", state="withdrawn", published_at=timezone.now())
    make_practice("Luonnos", state="draft")
    make_adoption(shown, note="Kysy Tiinalta", stated_by=author)
    make_adoption(shown, state="removed")
    make_adoption(shown, state="removed", confirmed_at=None)
    build.build_open_data()
    return build.open_files()


def table(files, name):
    text = files[f"{name}.csv"].path.read_text(encoding="utf-8")
    return list(csv.DictReader(io.StringIO(text)))


def test_every_file_is_made_and_says_the_same(files):
    import polars

    assert set(files) == set(build.file_names())
    for name in ("practices", "adoptions", "organisations", "figures", "events"):
        rows = json.loads(files[f"{name}.json"].path.read_text(encoding="utf-8"))
        frame = polars.read_parquet(files[f"{name}.parquet"].path)
        assert len(rows) == len(table(files, name)) == len(frame)
        assert not rows or list(rows[0]) == frame.columns
    assert not list(build.folder().glob(".new-*"))


def test_withdrawn_practices_are_marks_without_content(files):
    shown, gone = sorted(table(files, "practices"), key=lambda row: row["state"])
    assert shown["title"] == '\'=Teko; "rivi"\ntoinen'
    assert (gone["state"], gone["title"], gone["organisation_name"]) == ("withdrawn", "", "")
    assert gone["withdrawn_on"] == timezone.localdate().isoformat()
    whole = json.loads(files["practices.json"].path.read_text(encoding="utf-8"))
    assert whole[0]["title"].startswith("=Teko")


def test_adoptions_taken_back_are_marks_without_content(files):
    def told():
        return [(row["state"], row["withdrawn_on"]) for row in table(files, "adoptions")]

    today = timezone.localdate().isoformat()
    assert told() == [("visible", ""), ("withdrawn", today)]
    gone = table(files, "adoptions")[1]
    assert not gone["practice"] and not gone["organisation_name"]
    day = timezone.now() - datetime.timedelta(days=3)
    Practice.objects.filter(state="published").update(state="withdrawn", state_changed_at=day)
    build.build_open_data()
    first = timezone.localdate(day).isoformat()
    assert told() == [("withdrawn", first), ("withdrawn", today)]


def test_the_catalogue_tells_when_it_was_first_made_however_often_it_is(files):
    from rdflib import DCTERMS, Graph

    (build.folder() / "first-day").write_text("2024-02-29")
    build.build_open_data()
    graph = Graph().parse(build.open_files()["catalog.ttl"].path)
    assert [str(day) for day in graph.objects(None, DCTERMS.issued)] == ["2024-02-29"]


def test_no_person_is_in_any_file(files):
    for file in files.values():
        content = file.path.read_bytes()
        for word in ("Tiina", "tiina@", "Salainen", "Luonnos"):
            assert word.encode() not in content, f"{word} is in {file.name}"


def test_the_catalogue_passes_the_shapes_of_the_profile(files):
    import pyshacl
    from rdflib import Graph

    shapes = Graph().parse(FOLDER / "dcat_ap_shapes.ttl")
    for name in build.CATALOGUES:
        graph = Graph().parse(files[name].path)
        passes, _found, told = pyshacl.validate(graph, shacl_graph=shapes)
        assert passes, told


def test_the_shapes_find_what_is_missing(files):
    import pyshacl
    from rdflib import DCAT, DCTERMS, Graph

    shapes = Graph().parse(FOLDER / "dcat_ap_shapes.ttl")
    for missing in (DCTERMS.title, DCTERMS.publisher, DCAT.accessURL, DCAT.endpointURL):
        graph = Graph().parse(files["catalog.ttl"].path)
        graph.remove((None, missing, None))
        assert not pyshacl.validate(graph, shacl_graph=shapes)[0]


def test_files_are_served_with_marks_and_nothing_else_is(files):
    client = Client()
    answer = client.get("/opendata/practices.json")
    assert answer["Content-Type"] == "application/json"
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert json.loads(answer.getvalue())
    again = client.get("/opendata/practices.json", headers={"If-None-Match": answer["ETag"]})
    assert again.status_code == 304
    assert client.get("/opendata/practices")["Location"] == "/opendata/"
    for name in ("talkoot.sqlite3", "..%2Ftalkoot.sqlite3", "practices.columns", "%2e%2e"):
        assert client.get(f"/opendata/{name}").status_code == 404


def test_a_failed_making_leaves_the_older_files(files, monkeypatch):
    before = files["practices.csv"].path.read_bytes()
    Practice.objects.update(title="Uusi")
    monkeypatch.setattr(build.sys, "executable", "/bin/false")
    with pytest.raises(build.subprocess.CalledProcessError):
        build.build_open_data()
    assert files["practices.csv"].path.read_bytes() == before


def test_the_night_makes_them_once(files):
    before = files["practices.csv"].made_at
    build.build_open_data_nightly()
    assert build.open_files()["practices.csv"].made_at == before
