"""`talkoot import`: a good file whole, a broken one not at all."""

import datetime

import pytest
import xlsxwriter
from django.core.management import CommandError, call_command

from talkoot.audit.models import LogEntry
from talkoot.data import FOLDER
from talkoot.people.models import Municipality, Organisation
from tests.factories.people import make_municipality, make_organisation

pytestmark = pytest.mark.django_db
HEADER = "key,name,kind,municipality_code,parent,business_id,valid_from,valid_to\n"


def import_text(tmp_path, text, kind="organisations", encoding="utf-8"):
    path = tmp_path / "tiedosto.csv"
    path.write_bytes(text.encode(encoding))
    call_command("import", kind, str(path), language="en")


def refusal(tmp_path, text, **how) -> str:
    before = Organisation.objects.count()
    with pytest.raises(CommandError) as error:
        import_text(tmp_path, text, **how)
    assert Organisation.objects.count() == before
    assert str(error.value).startswith("Nothing was imported.")
    return str(error.value)


def test_good_file_is_imported_and_logged(tmp_path):
    make_municipality("297")

    import_text(
        tmp_path,
        HEADER
        + "kuopion-vesi,Kuopion Vesi,municipal_company,297,,1234567-1,2020-01-01,\n"
        + '"kuopion-vesi-lab","Laboratorio, vesi",municipal_unit,297,kuopion-vesi,,1.2.2021,\n',
    )

    unit = Organisation.objects.get(key="kuopion-vesi-lab")
    assert (unit.name, unit.parent.key) == ("Laboratorio, vesi", "kuopion-vesi")
    assert unit.valid_from.isoformat() == "2021-02-01"
    assert LogEntry.objects.filter(key="people.organisation.imported").count() == 2


def test_semicolons_and_byte_order_mark_of_a_spreadsheet_are_read(tmp_path):
    text = "key;name;kind;staff_count\r\nsitra;Sitra;funder;180\r\n"
    import_text(tmp_path, text, encoding="utf-8-sig")

    sitra = Organisation.objects.get(key="sitra")
    assert (sitra.kind, sitra.staff_count) == ("funder", 180)


def test_workbook_is_read_with_its_days(tmp_path):
    path = tmp_path / "rekisteri.xlsx"
    rows = [["key", "name", "kind", "valid_from"]]
    rows += [["sitra", "Sitra", "funder", datetime.date(2020, 1, 31)], ["vesi", "", "other"]]
    for shown in (rows, rows[:2]):
        with xlsxwriter.Workbook(path, {"default_date_format": "d.m.yyyy"}) as book:
            sheet = book.add_worksheet()
            for number, row in enumerate(shown):
                sheet.write_row(number, 0, row)
        if len(shown) == 3:
            with pytest.raises(CommandError, match="Line 3: column name is empty"):
                call_command("import", "organisations", str(path), language="en")
    call_command("import", "organisations", str(path), language="en")
    assert Organisation.objects.get(key="sitra").valid_from == datetime.date(2020, 1, 31)


def test_missing_column_keeps_what_is_known_and_empty_cell_clears_it(tmp_path):
    make_organisation("Vanha", key="vesi", business_id="1234567-1", name_sv="Gammal")

    import_text(tmp_path, "key,name,kind,name_sv\nvesi,Uusi,other,\n")

    water = Organisation.objects.get(key="vesi")
    assert (water.name, water.name_sv, water.business_id) == ("Uusi", "", "1234567-1")


def test_second_import_changes_nothing(tmp_path):
    text = "key,name,kind\nsitra,Sitra,funder\n"
    import_text(tmp_path, text)
    import_text(tmp_path, text)

    assert Organisation.objects.filter(key="sitra").count() == 1


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ("vesi,,other,,,,,", "Line 3: column name is empty. Fill it in."),
        ("vesi,Vesi,yhtiö,,,,,", "Line 3: “yhtiö” is not known in column kind. Use one of:"),
        ("vesi,Vesi,other,999,,,,", "Use a three-digit code of Statistics Finland"),
        ("vesi,Vesi,other,,ei-ole,,,", "“ei-ole” is not known in column parent."),
        ("vesi,Vesi,other,,vesi,,,", "an organisation cannot be its own parent."),
        ("Vesi Oy,Vesi,other,,,,,", "the key “Vesi Oy” may have small letters"),
        ("sitra,Vesi,other,,,,,", "the key “sitra” stands in the file more than once."),
        ("vesi,Vesi,other,,,1234567-8,,", "“1234567-8” is not a business ID."),
        ("vesi,Vesi,other,,,,tammikuu,", "“tammikuu” in column valid_from is not a day."),
        ("vesi,Vesi,other,,,,2020-01-01,2019-01-01", "the last day of validity is before"),
        ("vesi,Vesi, vesi ja vesi,other,,,,,", "there are 9 cells, and the header has 8."),
        (f"vesi,{'V' * 10_000},other,,,,,", "column name is too long. Shorten it to 160"),
        ('vesi,"Vesi,other,,,,,', "the quotation marks do not match."),
    ],
)
def test_broken_line_is_named_and_nothing_is_written(tmp_path, row, sentence):
    good = "sitra,Sitra,funder,,,,,\n"

    assert sentence in refusal(tmp_path, HEADER + good + row + "\n")


@pytest.mark.parametrize("staff", ["-5", "99999999999", "paljon"])
def test_impossible_number_of_staff_is_refused(tmp_path, staff):
    text = f"key,name,kind,staff_count\nvesi,Vesi,other,{staff}\n"
    assert "column staff_count is not a number" in refusal(tmp_path, text)


def test_every_fault_is_told_at_once(tmp_path):
    told = refusal(tmp_path, HEADER + "a,,other,,,,,\nb,B,ei,,,,,\nc,C,other,1,,,,\n")

    assert [line.split(":")[0] for line in told.splitlines()[1:]] == ["Line 2", "Line 3", "Line 4"]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "The file has no table."),
        ("key,name,kind\n", "The file has a header but no rows."),
        ("nimi,laji\nVesi,other\n", "missing: key, name, kind."),
        (
            "key,name,kind,väri\nvesi,Vesi,other,sininen\n",
            "Unknown columns on the first line: väri.",
        ),
        ("key,name,kind,kind\nvesi,Vesi,other,other\n", "names a column twice: kind."),
    ],
)
def test_file_without_a_right_header_is_refused(tmp_path, text, sentence):
    assert sentence in refusal(tmp_path, text)


def test_other_encoding_and_missing_file_are_refused(tmp_path):
    latin = "key,name,kind\nvesi,Äänekosken Vesi,other\n"
    assert "not UTF-8" in refusal(tmp_path, latin, encoding="latin-1")
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("import", "organisations", str(tmp_path / "ei-ole.csv"), language="en")


def test_our_own_data_files_can_be_imported(tmp_path):
    call_command("import", "municipalities", str(FOLDER / "municipalities.csv"))
    call_command("import", "organisations", str(FOLDER / "organisations.csv"))

    assert Municipality.objects.count() == 320
    assert Organisation.objects.filter(key="stara", parent__name="Helsingin kaupunki").exists()


def test_broken_municipalities_are_refused(tmp_path):
    text = (FOLDER / "municipalities.csv").read_text(encoding="utf-8")
    told = refusal(tmp_path, text.replace("005,Alajärvi", "5,Alajärvi", 1), kind="municipalities")

    assert "Line 2: the code must have three digits" in told
    assert not Municipality.objects.exists()
