"""Bad input in an import: a clear answer for each line, and nothing lost."""

import datetime
import json

import pytest
from django.utils import timezone, translation

from talkoot.core.tables import BadTable
from talkoot.practices import imports
from talkoot.practices.imports import import_practices
from talkoot.practices.imports.markup import without_markup
from talkoot.practices.imports.rows import unknown_sentence
from talkoot.practices.models import Practice
from tests.factories.people import make_municipality, make_organisation

pytestmark = pytest.mark.django_db
PAGE = (
    "<p>Jyväskylän … HR&nbsp;laati <b class='x > y'>ohjeen</b>.</p>\n<ul><li>Yksi</li><li>Kaksi"
    "<br/>riviä</li></ul><script type=a>alert(1)</script><style>p{}</style>"
)
ROW = {"external_id": "a-1", "title": "Aamupalaveri", "text": "Kymmenen minuuttia."}


@pytest.fixture(autouse=True)
def english():
    """Sentences as they stand in the code."""
    with translation.override("en"):
        yield


@pytest.fixture
def bring(tmp_path, programme):
    def bring(*rows, applies=True):
        path = tmp_path / "a.jsonl"
        path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
        return import_practices(path, programme=programme, applies=applies, publishes=True)

    return bring


@pytest.mark.parametrize(
    "address",
    [
        "http://localhost/salainen",
        "http://127.0.0.1:8000/",
        "http://10.0.0.7/",
        "http://169.254.169.254/latest/meta-data/",
        "http://[::1]/",
        "http://[fd00::1]/",
        "https://intranet/",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "https://user:word@esimerkki.fi/",
    ],
)
def test_link_that_is_not_for_everybody_is_left_out_and_told(bring, address):
    report = bring({**ROW, "source_url": address})
    assert (report.made, report.noted) == (1, 1)
    assert "source_url" in report.notes[0]
    assert Practice.objects.get().source_url == ""


def test_practice_of_an_ended_organisation_goes_in_and_the_end_is_told(bring):
    gone = make_organisation("Entinen kunta", valid_to=datetime.date(2020, 12, 31))
    report = bring({**ROW, "organisation": "Entinen kunta"})
    assert (report.made, report.noted) == (1, 1)
    assert "ended on 2020-12-31" in report.notes[0]
    assert Practice.objects.get().organisation == gone


def test_more_rows_than_a_file_may_have_stop_it_before_the_first(bring, monkeypatch):
    monkeypatch.setattr(imports, "MOST_ROWS", 2)
    with pytest.raises(BadTable, match="more than 2 rows"):
        bring(*({**ROW, "external_id": f"a-{number}"} for number in range(3)))
    assert not Practice.objects.exists()


def test_script_in_a_line_does_not_come_in(bring, page):
    bad = "<script>alert(1)</script><img src=x onerror=alert(2)>"
    report = bring(
        {**ROW, "title": f"Teko{bad}", "summary": bad, "text": bad, "themes": [bad]},
        {**ROW, "external_id": "a-2", "title": bad},
    )
    assert (report.made, report.faulty) == (1, 1)
    practice = Practice.objects.get()
    assert (practice.title, practice.what_was_done, practice.keywords) == ("Teko", "", "")
    source = page.get("practice", practice.slug).page.source
    assert "alert(1)" not in source
    assert "alert(2)" not in source


def test_signs_that_are_no_whole_tags_are_words_on_the_page(bring, page):
    bad = "<script>alert(1)<img src=x onerror=alert(2) <unknown>"
    bring({**ROW, "text": bad})
    source = page.get("practice", Practice.objects.get().slug).page.source
    assert "alert(1)&lt;img src=x onerror=alert(2) &lt;unknown&gt;" in source


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (
            PAGE,
            "Jyväskylän … HR laati ohjeen.\n\nYksi\n\nKaksi\nriviä",
        ),
        ("Ohje &auml;idille &amp; is&#228;lle", "Ohje äidille & isälle"),
        ("&lt;p&gt;Teksti&lt;/p&gt;", "Teksti"),
        ("<p>Kirjoita &lt;b&gt;</p>", "Kirjoita <b>"),
        ("Otsikko <!-- ei näy --><o:p></o:p>jatkuu", "Otsikko jatkuu"),
    ],
)
def test_html_of_a_text_comes_in_as_its_words_and_is_told(bring, text, shown):
    report = bring({**ROW, "text": text})
    assert Practice.objects.get().what_was_done == shown
    assert report.notes == ["Line 1: HTML was taken out: text."]


@pytest.mark.parametrize(
    "text",
    [
        "alle < 3 päivää, yli > 5", "a<b ja c>d", "<3", "R&D; AT&T", "?a=1&copy=2", "&tuntematon;",
        "<nimi> ja <sähköposti>", "<", "&", "a <b", "</",
    ],
)  # fmt: skip
def test_a_sign_that_is_no_html_stays(bring, text):
    report = bring({**ROW, "text": text})
    assert Practice.objects.get().what_was_done == text
    assert not report.notes


@pytest.mark.parametrize("piece", ["<a ", "<script>", "<!--", "<a '", '<a "', "<p ", "&lt;", "<p>"])
def test_signs_without_end_are_read_in_no_time(piece):
    assert isinstance(without_markup(piece * 200_000), str)


@pytest.mark.parametrize(
    "text",
    [
        "2019-05-14", "14.5.2019", "14. 5. 2019", "14.5.2019 12:30", "14.05.2019 klo 12.30",
        "14.5.19", "14/05/2019", "2019/05/14", "2019.5.14", "14-05-2019", "14-5-19",
        "2019-05-14 12:30", "2019-05-14T12:30:00", "2019-05-14T12:30:00Z", "2019-05-13T22:30:00Z",
        "14.5.2019, 12.30.00", "2019/05/14 12:30", "43599", "43599.52",
    ],
)  # fmt: skip
def test_a_day_is_read_as_people_write_it(bring, text):
    report = bring({**ROW, "published_on": text})
    assert ("published_on", text) not in report.unknown
    day = timezone.localdate(Practice.objects.get().published_at)
    assert day == datetime.date(2019, 5, 14)


@pytest.mark.parametrize(
    "text", ["05/14/2019", "31.2.2019", "14.5", "14.5-2019", "1.1.2999", "61000", "19999", "0.5.19"]
)
def test_what_is_no_past_day_is_told(bring, text):
    assert ("published_on", text) in bring({**ROW, "published_on": text}).unknown


@pytest.mark.parametrize(
    ("text", "day"),
    [("2019", "2019-01-01"), ("2019-05", "2019-05-01"), ("5/2019", "2019-05-01"),
     ("05.2019", "2019-05-01"), ("14.5.99", "1999-05-14")],
)  # fmt: skip
def test_a_year_or_a_month_is_its_first_day(bring, text, day):
    bring({**ROW, "published_on": text})
    assert timezone.localdate(Practice.objects.get().published_at).isoformat() == day


def test_a_day_of_a_workbook_is_read_whatever_its_cell_shows(tmp_path, programme):
    import xlsxwriter

    path, day = tmp_path / "a.xlsx", datetime.datetime(2019, 5, 14, 12, 30)
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["external_id", "title", "published_on"])
        sheet.write_row(1, 0, ["1", "Luku", 43599])
        sheet.write_row(2, 0, ["2", "Hetki luvuna", 43599.52])
        sheet.write_row(3, 0, ["3", "Vuosi", 2019])
        sheet.write_row(4, 0, ["4", "Päivä"])
        sheet.write_datetime(4, 2, day, book.add_format({"num_format": "d.m.yyyy"}))
    import_practices(path, programme=programme, applies=True, publishes=True)
    days = Practice.objects.order_by("external_id").values_list("published_at", flat=True)
    found = [timezone.localdate(moment).isoformat() for moment in days]
    assert found == ["2019-05-14", "2019-05-14", "2019-01-01", "2019-05-14"]


@pytest.fixture
def register():
    """Tampere and a wellbeing services county are known; Virrat is known as a municipality only."""
    town = make_municipality("837", name_fi="Tampere", name_sv="Tammerfors")
    make_municipality("936", name_fi="Virrat", name_sv="Virdois")
    make_organisation("Tampereen kaupunki", key="kunta-837", municipality=town)
    make_organisation("Pirkanmaan hyvinvointialue", key="pirha")
    make_organisation("Työterveyslaitos", key="ttl")


@pytest.mark.parametrize(
    ("name", "key", "unit"),
    [
        ("Tampereen kaupunki / Kotihoito", "kunta-837", "Kotihoito"),
        ("Tampere/Kotihoito", "kunta-837", "Kotihoito"),
        ("Tampereen kaupunki, Kasvatuksen ja koulutuksen toimiala", "kunta-837",
         "Kasvatuksen ja koulutuksen toimiala"),
        ("Tampereen kaupunki, Koulut / Iltapäivät (pieni)", "kunta-837",
         "Koulut / Iltapäivät (pieni)"),
        ("Tampereen kaupunki – Atalan koulu", "kunta-837", "Atalan koulu"),
        ("Pirkanmaan hyvinvointialue (Pirha)", "pirha", ""),
        ("Tampereen kaupunki / Tammerfors stad", "kunta-837", ""),
        ("Tampereen kaup.", "kunta-837", ""),
        ("Staden Tammerfors", "kunta-837", ""),
        ("Virtain kaupunki", "kunta-936", ""),
        ("Virtain kaupunki, Kotihoito", "kunta-936", "Kotihoito"),
        ({"name": "Tampereen kaupunki", "code": "x"}, "kunta-837", ""),
        ({"code": "ttl"}, "ttl", ""),
    ],
)  # fmt: skip
def test_organisation_with_its_unit_or_a_short_name_is_known(bring, register, name, key, unit):
    bring({**ROW, "organisation": name})
    practice = Practice.objects.get()
    assert (practice.organisation.key, practice.unit_name) == (key, unit)


def test_an_organisation_without_its_unit_is_told_and_a_told_unit_stays(bring, register):
    name = "Tampereen kaupunki / Kotihoito"
    report = bring({**ROW, "organisation": name, "unit_name": "Hervanta"})
    assert "taken as “Tampereen kaupunki”" in report.notes[0]
    assert Practice.objects.get().unit_name == "Hervanta"


@pytest.mark.parametrize(
    "name",
    ["Tampereen kaupunki, Työterveyslaitos", "Tampere, Virtain kaupunki", "Säätiö, Tampere",
     "Tampereen kaupunki/Lapin ammattikorkeakoulu", "Tampere - Yritys Oy", "Jokin (muu)"],
)  # fmt: skip
def test_two_organisations_in_one_name_are_not_guessed_between(bring, register, name):
    report = bring({**ROW, "organisation": name})
    assert ("organisation", name) in report.unknown
    assert Practice.objects.get().organisation.name == name


@pytest.mark.parametrize("told", [{}, {"organisation": ""}])
def test_practice_that_becomes_the_offices_own_is_told(bring, programme, register, told):
    dry = bring({**ROW, **told}, applies=False)
    assert dry.unknown == {("organisation", ""): 1}
    assert "the programme office’s own" in unknown_sentence("organisation", "")
    report = bring({**ROW, **told}, {**ROW, "external_id": "a-2", "organisation": "ttl"})
    assert (report.noted, report.unknown) == (1, dry.unknown)
    assert Practice.objects.get(external_id="a-1").organisation == programme.office
    assert bring({**ROW, **told}).noted == 0


def test_an_owner_is_not_taken_away_by_an_empty_cell(bring, register):
    bring({**ROW, "organisation": "ttl"})
    assert bring({**ROW, "organisation": ""}).same == 1


@pytest.fixture
def bring_csv(tmp_path, programme):
    def bring(*lines):
        path = tmp_path / "a.csv"
        path.write_text("\n".join(["external_id;title;text", *lines, ""]), encoding="utf-8")
        how = {"programme": programme, "applies": True, "faults": tmp_path / "back.csv"}
        return import_practices(path, **how)

    return bring


@pytest.mark.parametrize(
    "bad",
    [
        ['2;Toka;"Hän sanoi "hei" ja'],
        ['2;Toka;"Hän sanoi "hei" ja lähti"'],
        ['2;Toka;"Hän sanoi', 'että "hei" ja', 'lähti; pois"'],
        ['2;Toka;"Hän sanoi "hei" ja', "lähti; pois", 'kotiin; illalla; taas"'],
    ],
)
def test_a_row_with_bad_quotation_marks_stays_out_alone(bring_csv, tmp_path, bad):
    report = bring_csv("1;Eka;x", *bad, "3;Kolmas;x", '4;Neljäs;"a ""b"" c"', "5;Viides")
    assert (report.made, report.faulty) == (4, 1)
    assert report.faults[0].startswith("Line 3: the quotation marks do not match, so lines 3 to")
    assert sorted(Practice.objects.values_list("external_id", flat=True)) == list("1345")
    assert "Toka" in (tmp_path / "back.csv").read_text(encoding="utf-8")


def test_bad_quotation_marks_on_the_last_line_lose_that_line_alone(bring_csv):
    report = bring_csv("1;Eka;x", '2;Toka;"Hän sanoi "hei" ja')
    assert (report.made, report.faulty) == (1, 1)


@pytest.mark.parametrize(
    "lines",
    [
        ["1;Eka;x", '2;Toka;"avoin', "3;Kolmas;x"],
        ["1;Eka;x", '2;Toka;"sanoi "hei" ja', "lähti", "pois"],
        ['1;Eka;"sanoi "hei" ja', '2;Toka;"monta', 'riviä"'],
    ],
)
def test_where_the_next_row_begins_is_not_guessed(bring_csv, lines):
    with pytest.raises(BadTable, match=r"Line [23]: the quotation marks"):
        bring_csv(*lines)
    assert not Practice.objects.exists()


def test_a_cell_that_has_taken_in_rows_is_told(bring_csv):
    report = bring_csv('1;Eka;"x', "2;Toka;y", '3;Kolmas;z"', '4;Neljäs;"kaksi', 'riviä; näin"')
    assert report.rows == 2
    assert [note.partition(":")[0] for note in report.notes] == ["Line 4"]
    assert "look like further rows" in report.notes[0]
