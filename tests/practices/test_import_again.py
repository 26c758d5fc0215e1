"""A second import: what was edited here stays, what was public is kept as a version."""

import json

import pytest
from django.utils import timezone, translation

from talkoot.audit.models import LogEntry
from talkoot.practices.actions import publish_practice
from talkoot.practices.actions.writing import edit_practice
from talkoot.practices.imports import import_practices
from talkoot.practices.imports.report import lines_of
from talkoot.practices.models import ListingChange, Practice
from talkoot.search.queries import find
from tests.factories.people import make_municipality, make_organisation
from tests.factories.programmes import make_programme, make_sector, make_theme

pytestmark = pytest.mark.django_db
ROW = {"external_id": "a-1", "title": "Vanha nimi", "text": "Vanha teksti.", "themes": ["lean"]}


@pytest.fixture(autouse=True)
def english():
    """Sentences as they stand in the code."""
    make_theme("practice", code="lean")
    with translation.override("en"):
        yield


@pytest.fixture
def bring(tmp_path, programme):
    def bring(*rows, **how):
        path = tmp_path / "a.jsonl"
        path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
        how = {"programme": programme, "applies": True, "publishes": True, **how}
        return import_practices(path, faults=tmp_path / "back.jsonl", **how)

    return bring


@pytest.fixture
def edited(bring, office_user):
    """An imported practice whose title and themes the office has corrected."""
    bring(ROW)
    practice = Practice.objects.get()
    edit_practice(practice, values={"title": "Oma nimi", "themes": []}, by=office_user)
    return practice


def test_an_edit_made_here_stays_and_is_told_in_the_row(bring, edited, tmp_path):
    report = bring({**ROW, "title": "Uusi nimi", "text": "Uusi teksti."})
    edited.refresh_from_db()
    assert (edited.title, edited.what_was_done) == ("Oma nimi", "Uusi teksti.")
    assert not edited.themes.exists()
    assert (report.changed, report.edited) == (1, 1)
    returned = json.loads((tmp_path / "back.jsonl").read_text(encoding="utf-8"))
    assert "stays as it is: title, themes" in returned["talkoot_note"]
    assert find("practice", "oma").ids == [edited.pk]


def test_an_edit_is_remembered_over_many_imports(bring, edited):
    for title in ("Uusi nimi", "Vanha nimi", "Uusin nimi"):
        report = bring({**ROW, "title": title}, applies=False)
        assert report.as_json() == bring({**ROW, "title": title}).as_json()
        assert (report.changed, report.same, report.edited) == (0, 1, 1)
    edited.refresh_from_db()
    assert edited.title == "Oma nimi"


def test_a_file_that_has_taken_the_edit_over_corrects_again(bring, edited):
    assert bring({**ROW, "title": "Oma nimi", "themes": []}).edited == 0
    assert bring({**ROW, "title": "Korjattu nimi", "themes": []}).changed == 1
    edited.refresh_from_db()
    assert edited.title == "Korjattu nimi"


def test_a_correction_keeps_the_earlier_text_and_is_logged(bring, programme):
    bring(ROW)
    bring({**ROW, "text": "Uusi teksti."})
    practice = Practice.objects.get()
    texts = practice.versions.order_by("number").values_list("occasion", "texts__what_was_done")
    assert list(texts) == [("published", "Vanha teksti."), ("edited", "Uusi teksti.")]
    entries = LogEntry.objects.filter(key="practices.practices.imported").order_by("pk")
    assert [row.after for row in entries] == [
        {"made": 1, "changed": 0},
        {"made": 0, "changed": 1},
    ]


def test_what_changes_nothing_public_leaves_the_list_alone(bring):
    bring(ROW)
    count = ListingChange.objects.count()
    bring(ROW)
    bring({**ROW, "external_id": "a-2"}, publishes=False)
    assert ListingChange.objects.count() == count


def test_a_row_of_another_programme_stays_out(bring, programme):
    """Or an office could publish in the name of another one."""
    other = make_programme(slug="toinen")
    report = bring({**ROW, "programme": other.slug}, {**ROW, "programme": programme.slug})
    assert (report.made, report.faulty) == (1, 1)
    assert "not of the chosen one" in report.faults[0]
    assert not other.practices.exists()


def test_a_column_that_only_a_late_row_has_is_read(bring):
    rows = [{"external_id": str(number), "title": "Teko"} for number in range(300)]
    bring(*rows, {**ROW, "results": "Hävikki puolittui kolmessa kuukaudessa."})
    practice = Practice.objects.get(external_id="a-1")
    assert (practice.results[:7], practice.evidence) == ("Hävikki", Practice.Evidence.TRIED)


def test_what_nobody_can_see_does_not_come_in(bring):
    bring({**ROW, "title": "Teko\x08 \u202eoli\u200b", "summary": "Näin\x01."})
    practice = Practice.objects.get()
    assert (practice.title, practice.gist) == ("Teko oli", "Näin.")


@pytest.mark.parametrize(
    "line", ['{"external_id": "2", "title": ' + "[" * 900 + "]" * 900 + "}", '["a"]', "{", "1"]
)
def test_a_line_that_is_no_row_stays_out_alone(tmp_path, programme, line):
    path = tmp_path / "a.jsonl"
    path.write_text(f"{line}\n{json.dumps(ROW)}\n", encoding="utf-8")
    report = import_practices(path, programme=programme, applies=True)
    assert (report.made, report.faulty) == (1, 1)


@pytest.mark.parametrize("name", ["Turun kaupunki", "Turku", "Turussa", "turulle", "Åbo stad"])
def test_a_municipality_is_known_in_any_case_form(bring, name):
    town = make_municipality("853", name_fi="Turku", name_sv="Åbo")
    make_organisation("Turun kaupunki", key="kunta-853", municipality=town)
    assert bring({**ROW, "municipality": name, "organisation": "Turku"}).noted == 0
    assert Practice.objects.get().place_id == "853"


def test_an_address_that_is_taken_gives_way(bring):
    assert bring(*({**ROW, "external_id": str(n), "slug": "teko"} for n in range(3))).made == 3
    assert Practice.objects.filter(slug="teko").count() == 1


WHOLE = {
    **ROW, "summary": "Lyhyesti.", "organisation": "Kuopion kaupunki", "municipality": "Atlantis",
    "sector": "opetus", "results": "Hävikki puolittui kolmessa kuukaudessa.", "language": "sv",
    "status": "tried", "kind": "experiment", "unit_name": "Koulut", "partners": "Uusi Oy",
    "published_on": "2019-05-14", "source_url": "https://www.kuopio.fi/havikki", "is_demo": "1",
}  # fmt: skip


@pytest.fixture
def whole(bring):
    """A practice of which every column has been told."""
    make_sector("opetus")
    make_organisation("Uusi Oy")
    make_organisation("Kuopion kaupunki", key="kunta-297", municipality=make_municipality("297"))
    bring(WHOLE)
    return Practice.objects.get()


def told_of(practice):
    row = Practice.objects.filter(pk=practice.pk).values().get()
    sets = [
        list(found.values_list("pk", flat=True)) for found in (practice.themes, practice.partners)
    ]
    del row["title_key"]  # It follows the title.
    return row | {"sets": sets}


@pytest.mark.parametrize("kind", ["csv", "jsonl"])
def test_what_the_file_has_no_column_for_stays_as_it_is(tmp_path, programme, whole, kind):
    before = told_of(whole)
    path = tmp_path / f"b.{kind}"
    row = {"external_id": "a-1", "title": "Uusi nimi"}
    path.write_text("external_id;title\na-1;Uusi nimi\n" if kind == "csv" else json.dumps(row))
    dry = import_practices(path, programme=programme, publishes=True)
    assert dry.as_json()["fields"] == [["title", 1]]
    assert "Title (1)" in " ".join(lines_of(dry.as_json(), is_applied=False))
    import_practices(path, programme=programme, applies=True, publishes=True)
    assert told_of(whole) == before | {"title": "Uusi nimi"}


def test_a_column_said_not_to_be_in_the_file_is_not_told(tmp_path, programme, whole):
    before = told_of(whole)
    path = tmp_path / "b.csv"
    path.write_text("external_id;title;text;kunta\na-1;Vanha nimi;Toinen teksti;Turku\n")
    columns = {"external_id": "external_id", "title": "title", "text": "", "kunta": ""}
    how = {"applies": True, "publishes": True, "columns": columns}
    assert import_practices(path, programme=programme, **how).same == 1
    assert told_of(whole) == before


def test_an_empty_cell_of_a_column_that_is_there_empties(bring, whole):
    bring({**WHOLE, "results": "", "themes": "", "sector": None, "partners": ""})
    whole.refresh_from_db()
    assert (whole.results, whole.sector_id, whole.keywords) == ("", None, "Atlantis")
    assert not whole.themes.exists()
    assert not whole.partners.exists()


def test_a_sentence_cut_from_the_text_follows_it_and_one_that_was_told_stays(bring, whole):
    cut = {"external_id": "a-2", "title": "Teko", "text": "Vanha alku."}
    bring(cut)
    bring({**cut, "text": "Uusi alku."}, {**cut, "external_id": "a-1"})
    gists = Practice.objects.order_by("external_id").values_list("gist", flat=True)
    assert list(gists) == ["Lyhyesti.", "Uusi alku."]


def test_unknown_words_of_columns_that_the_file_lacks_stay_keywords(bring, whole):
    bring({"external_id": "a-1", "title": "Vanha nimi", "themes": ["lean", "kuukävely"]})
    whole.refresh_from_db()
    assert whole.keywords == "Atlantis, kuukävely"


def test_an_usual_value_is_not_taken_for_an_edit(bring):
    """A new practice is in use and in Finnish if the file does not say; a later file may say."""
    bring(ROW)
    assert bring({**ROW, "status": "ended", "language": "sv"}).edited == 0
    practice = Practice.objects.get()
    assert (practice.status, practice.language) == ("ended", "sv")


@pytest.mark.parametrize("later", [{}, {"published_on": ""}])
def test_the_day_of_a_practice_that_waits_is_that_of_the_file(bring, office_user, later):
    row = {**ROW, "published_on": "2019-05-14"}
    bring(row, {**row, "external_id": "a-2"}, publishes=False)
    assert bring({**ROW, **later}, publishes=False).same == 1
    waiting = Practice.objects.get(external_id="a-2")
    waiting.may_publish = True
    waiting.save()
    publish_practice(waiting, by=office_user)
    waiting.refresh_from_db()
    assert timezone.localdate(waiting.published_at).isoformat() == "2019-05-14"
    assert timezone.localdate(waiting.last_checked_at) == timezone.localdate()
    bring({**ROW, **later})
    other = Practice.objects.get(external_id="a-1")
    assert timezone.localdate(other.published_at).isoformat() == "2019-05-14"


def test_the_last_day_that_a_file_told_holds(bring, office_user):
    bring({**ROW, "published_on": "2019-05-14"}, publishes=False)
    bring({**ROW, "published_on": "2018-01-02"}, publishes=False)
    Practice.objects.update(may_publish=True)
    published = publish_practice(Practice.objects.get(), by=office_user)
    assert timezone.localdate(published.published_at).isoformat() == "2018-01-02"


def test_a_long_summary_without_a_text_is_kept_whole_of_a_new_practice_and_else_told(bring, whole):
    long = {"title": "Teko", "summary": "sana " * 100}
    report = bring({**long, "external_id": "a-1"}, {**long, "external_id": "a-2"})
    texts = Practice.objects.order_by("external_id").values_list("what_was_done", flat=True)
    assert list(texts) == ["Vanha teksti.", long["summary"].strip()]
    assert all("goes into the text of new practices only" in note for note in report.notes)
