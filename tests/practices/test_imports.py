"""Practices from a file: lenient with what it can keep, clear about what it cannot."""

import csv
import json

import pytest
from django.utils import translation

from talkoot.core.tables import BadTable
from talkoot.people.models import Organisation
from talkoot.practices.actions import withdraw_practice
from talkoot.practices.imports import import_practices
from talkoot.practices.models import Practice
from talkoot.search.queries import find
from tests.factories.people import make_municipality, make_organisation, make_user
from tests.factories.programmes import make_sector, make_theme


@pytest.fixture(autouse=True)
def english():
    """Sentences as they stand in the code."""
    with translation.override("en"):
        yield


@pytest.fixture
def kuopio():
    return make_organisation(
        "Kuopion kaupunki", key="kunta-297", municipality=make_municipality("297")
    )


@pytest.fixture
def row(programme, kuopio):
    """A whole line, whose organisation, area and theme exist."""
    make_sector("opetus")
    make_theme("practice", code="lean")
    return {
        "external_id": "a-1",
        "title": "Ruokahävikki puoliksi",
        "summary": "Oppilaat punnitsivat hävikin.",
        "text": "Punnittiin joka päivä.",
        "organisation": "Kuopion kaupunki",
        "municipality": "Kuopio",
        "sector": "opetus",
        "themes": ["lean"],
        "published_on": "2020-11-21",
        "language": "fi",
        "source_url": "https://www.kuopio.fi/havikki",
    }


def write_lines(path, rows):
    path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    return path


def write_csv(path, rows, encoding="utf-8", delimiter=","):
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.DictWriter(file, fieldnames=list(rows[0]), delimiter=delimiter)
        writer.writeheader()
        writer.writerows(rows)
    return path


def bring(path, programme, **how):
    return import_practices(
        path, programme=programme, **{"applies": True, "publishes": True, **how}
    )


def test_lines_become_published_and_findable(tmp_path, programme, row):
    other = {"external_id": "a-2", "title": "Toinen"}
    report = bring(write_lines(tmp_path / "a.jsonl", [row, other]), programme)
    assert (report.rows, report.made, report.faulty) == (2, 2, 0)
    practice = Practice.objects.get(external_id="a-1")
    assert practice.state == Practice.State.PUBLISHED
    assert practice.published_at.date().isoformat() == "2020-11-21"
    assert practice.organisation.key == "kunta-297"
    assert practice.place.code == "297"
    assert practice.sector.code == "opetus"
    assert [theme.code for theme in practice.themes.all()] == ["lean"]
    assert practice.source_url == row["source_url"]
    assert find("practice", "ruokahävikki").ids[0] == practice.pk
    bare = Practice.objects.get(external_id="a-2")
    assert (bare.sector, bare.organisation) == (None, programme.office)


def test_without_apply_nothing_is_written_and_the_report_is_the_same(tmp_path, programme, row):
    path = write_lines(tmp_path / "a.jsonl", [row, {**row, "external_id": ""}])
    dry = import_practices(path, programme=programme, publishes=True)
    assert not Practice.objects.exists()
    assert dry.as_json() == bring(path, programme).as_json()


def test_without_publish_practices_wait_for_the_office(tmp_path, programme, row):
    path = write_lines(tmp_path / "a.jsonl", [row])
    bring(path, programme, publishes=False)
    practice = Practice.objects.get()
    assert (practice.state, practice.published_at) == (Practice.State.SUBMITTED, None)
    assert find("practice", "ruokahävikki").count == 0
    assert bring(path, programme).changed == 1
    practice.refresh_from_db()
    assert practice.state == Practice.State.PUBLISHED
    assert find("practice", "ruokahävikki").count == 1


def test_a_second_import_touches_only_what_changed(tmp_path, programme, row):
    rows = [row, {**row, "external_id": "a-2", "title": "Toinen"}]
    bring(write_lines(tmp_path / "a.jsonl", rows), programme)
    slugs = set(Practice.objects.values_list("slug", flat=True))
    rows[1] |= {"title": "Uusi nimi", "themes": []}
    report = bring(write_lines(tmp_path / "a.jsonl", rows), programme)
    assert (report.made, report.changed, report.same) == (0, 1, 1)
    assert set(Practice.objects.values_list("slug", flat=True)) == slugs
    changed = Practice.objects.get(external_id="a-2")
    assert (changed.title, changed.themes.count()) == ("Uusi nimi", 0)
    assert find("practice", "uusi").ids == [changed.pk]


def test_withdrawn_practices_are_left_alone(tmp_path, programme, row):
    path = write_lines(tmp_path / "a.jsonl", [row])
    bring(path, programme)
    withdraw_practice(Practice.objects.get(), note="Pyydettiin pois.", by=make_user())
    assert bring(path, programme).kept == 1
    assert Practice.objects.get().state == Practice.State.WITHDRAWN


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"title": ""}, "column title is empty"),
        ({"title": "x" * 301}, "column title is too long"),
        ({"external_id": ""}, "column external_id is empty"),
        ({"external_id": "x" * 101}, "column external_id is too long"),
        ({"text": "x" * 100_001}, "column text is too long"),
        ({"text": "ä" * 5_000_000}, "column text is too long"),
        ({"programme": "ei-ole"}, "the programme “ei-ole” is not known"),
        ({"external_id": "a-1"}, "stands on an earlier line too"),
    ],
)
def test_a_row_with_a_fault_stays_out_and_comes_back(tmp_path, programme, row, change, sentence):
    faulty = {**row, "external_id": "a-2", **change}
    back = tmp_path / "back.jsonl"
    report = bring(write_lines(tmp_path / "a.jsonl", [row, faulty]), programme, faults=back)
    assert (report.made, report.faulty) == (1, 1)
    assert sentence in report.faults[0]
    returned = json.loads(back.read_text(encoding="utf-8"))
    assert returned["talkoot_line"] == 2
    assert sentence in returned["talkoot_error"]
    assert returned["text"] == faulty["text"]


def test_what_is_not_understood_is_noted_kept_and_findable(tmp_path, programme, row):
    strange = {
        "organisation": "Kuviteltu säätiö",
        "municipality": "Atlantis",
        "sector": "avaruus",
        "themes": "lean; kuukävely",
        "published_on": "ylihuomenna",
        "language": "klingon",
        "source_url": "http://192.168.1.1/salainen",
    }
    report = bring(write_lines(tmp_path / "a.jsonl", [{**row, **strange}]), programme)
    practice = Practice.objects.get()
    assert (report.made, report.noted) == (1, 1)
    assert ("themes", "kuukävely") in report.unknown
    assert practice.keywords == "Atlantis, avaruus, kuukävely"
    assert practice.source_url == ""
    assert practice.organisation.name == "Kuviteltu säätiö"
    assert (practice.organisation.kind, practice.organisation.source) == ("other", "import")
    for words in ("kuukävely", "atlantis", "kuviteltu säätiö"):
        assert find("practice", words).ids == [practice.pk]


@pytest.mark.parametrize(
    "name", ["Kuopio", "KUOPION KAUPUNKI", "kunta-297", "Kuopio stad", "City of Kuopio"]
)
def test_an_organisation_is_known_by_every_form_of_its_name(tmp_path, programme, row, name):
    bring(write_lines(tmp_path / "a.jsonl", [{**row, "organisation": name}]), programme)
    assert Practice.objects.get().organisation.key == "kunta-297"


def test_an_unknown_organisation_is_entered_once(tmp_path, programme, row):
    rows = [{**row, "external_id": str(n), "organisation": "Uusi Oy"} for n in range(3)]
    bring(write_lines(tmp_path / "a.jsonl", rows), programme)
    bring(write_lines(tmp_path / "a.jsonl", rows), programme)
    assert Organisation.objects.filter(name="Uusi Oy", kind="company").count() == 1
    assert Practice.objects.count() == 3


def test_long_texts_and_summaries_are_kept_whole(tmp_path, programme, row):
    summary, text = "sana " * 200, "kappale\n\n" + "teksti " * 10_000
    bring(write_lines(tmp_path / "a.jsonl", [{**row, "summary": summary, "text": text}]), programme)
    practice = Practice.objects.get()
    assert len(practice.gist) <= 300
    assert practice.what_was_done == f"{summary.strip()}\n\n{text.strip()}"


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_csv_is_read_as_spreadsheets_write_it(tmp_path, programme, row, delimiter, encoding):
    row["themes"] = "lean"
    row["title"] = "Äänekosken hävikki, “puoliksi”"
    path = write_csv(tmp_path / "a.csv", [row], encoding, delimiter)
    assert bring(path, programme).made == 1
    assert Practice.objects.get().title == row["title"]


@pytest.mark.parametrize("encoding", ["mac-roman", "cp850", "utf-8+latin-1"])
def test_another_encoding_is_refused(tmp_path, programme, row, encoding):
    content = "external_id;title\n1;Päiväkodin yhteinen pöytä\n2;Lähiöissä sähköä\n"
    path = tmp_path / "a.csv"
    if "+" in encoding:
        path.write_bytes(content.encode() * 20 + "3;Ääni\n".encode("latin-1"))
    else:
        path.write_bytes(content.encode(encoding))
    with pytest.raises(BadTable):
        bring(path, programme)
    assert not Practice.objects.exists()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv", b""),
        ("a.csv", b"PK\x03\x04 not a sheet"),
        ("a.csv", b"external_id,title\n1,\0\0"),
        ("a.csv", b'external_id,title\n1,ok\n2,"open to the end\n'),
        ("a.csv", b"external_id,external_id\n1,2\n"),
        ("a.csv", b"summary\nx\n"),
        ("a.xlsx", b"external_id,title\n1,ok\n"),
        ("a.xlsx", b"PK\x03\x04 broken"),
        ("a.jsonl", b"{broken"),
        ("a.exe", b"MZ"),
    ],
)
def test_a_file_that_is_no_list_of_practices_is_refused(tmp_path, programme, name, content):
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(BadTable):
        bring(path, programme)
    assert not Practice.objects.exists()


def test_a_workbook_comes_in_and_its_faults_go_back_without_formulas(tmp_path, programme, row):
    import xlsxwriter
    from python_calamine import CalamineWorkbook

    path, back = tmp_path / "a.xlsx", tmp_path / "back.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["Tunnus", "Otsikko", "Kuvaus", "outo"])
        sheet.write_row(1, 0, [7, "Toimii", "Teksti", ""])
        sheet.write_string(2, 0, "")
        sheet.write_string(2, 1, "=1+1")
        sheet.write_formula(2, 2, "=1+1", value=2)
    report = bring(path, programme, faults=back)
    assert (report.made, report.faulty) == (1, 1)
    assert Practice.objects.get().external_id == "7"
    rows = CalamineWorkbook.from_path(back).get_sheet_by_index(0).to_python()
    assert rows[0][:2] == ["talkoot_line", "talkoot_error"]
    assert "No organisation is told." in rows[1][2]
    assert rows[2][4:6] == ["'=1+1", 2] or rows[2][4:6] == ["'=1+1", "2"]


def test_a_sheet_that_came_back_can_be_sent_again(tmp_path, programme, row):
    row["themes"] = "lean"
    back = tmp_path / "back.csv"
    formula = {**row, "external_id": "", "title": "=Otsikko"}
    bring(write_csv(tmp_path / "a.csv", [formula]), programme, faults=back)
    twice = tmp_path / "twice.csv"
    bring(back, programme, faults=twice)
    text = twice.read_text(encoding="utf-8-sig")
    assert text.count("talkoot_line") == 1
    assert "'=Otsikko" in text
    lines = list(csv.DictReader(text.splitlines(), delimiter=";"))
    lines[0]["external_id"] = "a-1"
    assert bring(write_csv(tmp_path / "again.csv", lines), programme).made == 1
    assert Practice.objects.get().title == "=Otsikko"


def test_the_older_format_still_goes_in(tmp_path, programme, row):
    old = {
        "title": "Vanha", "gist": "Lyhyesti.", "organisation": "kunta-297", "sector": "opetus",
        "need": "Tarve.", "what_was_done": "Tehtiin.", "programme": programme.slug,
        "themes": "lean", "results": "Tulos.", "unit_name": "Koulut", "published_on": "21.11.2020",
    }  # fmt: skip
    path = write_lines(tmp_path / "a.jsonl", [old])
    assert bring(path, None).made == 1
    assert bring(path, None).same == 1
    practice = Practice.objects.get()
    assert (practice.need, practice.results, practice.gist) == ("Tarve.", "Tulos.", "Lyhyesti.")


def test_the_programme_must_be_told(tmp_path, programme, row):
    with pytest.raises(BadTable):
        bring(write_lines(tmp_path / "a.jsonl", [row]), None)


def test_evidence_of_what_comes_in_is_computed(tmp_path, programme, row):
    told = {**row, "results": "Hävikki puolittui vuodessa."}
    bring(write_lines(tmp_path / "a.jsonl", [told]), programme)
    assert Practice.objects.get().evidence == Practice.Evidence.TRIED
    bring(write_lines(tmp_path / "a.jsonl", [{**row, "results": ""}]), programme)
    assert Practice.objects.get().evidence == Practice.Evidence.TOLD
