"""Deliveries of single answers: what goes along, what stays, what is logged."""

import io
import json
import zipfile
from collections import Counter
from pathlib import Path

import polars
import pyreadstat
import pytest
from django.utils import timezone

from talkoot.audit.models import LogEntry
from talkoot.surveys.actions.tallies import tally_rounds
from talkoot.surveys.micro.columns import Column, named_apart
from talkoot.surveys.micro.write import write
from talkoot.surveys.models import Item, ReadAnswer, Response, Round
from tests.factories.people import make_organisation
from tests.factories.results import make_counted_round

GROUPS = {"01": 12, "02": 7, "05": 3, "06": 3}


def delivered(page, survey, folder) -> tuple[dict[str, str], Path]:
    """The texts of the zip, and the folder of its data files."""
    answer = page.post("round-delivery", {}, survey.pk)
    assert answer.status == 200 and answer.headers["Content-Type"] == "application/zip"
    texts = {}
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        archive.extractall(folder)
        for name in archive.namelist():
            if name.endswith((".csv", ".txt")):
                texts[name] = archive.read(name).decode("utf-8-sig")
    return texts, folder


def test_spss_and_parquet_hold_the_answers_with_labels(page, office_user, tmp_path):
    survey = make_counted_round(GROUPS)
    texts, folder = delivered(page.sign_in(office_user), survey, tmp_path)
    table = polars.read_parquet(folder / "data.parquet")
    frame, about = pyreadstat.read_sav(
        folder / "data.sav", output_format="polars", user_missing=True
    )
    assert frame.columns == table.columns
    assert frame["row_id"].to_list() == table["row_id"].to_list()
    assert frame["overall"].to_list() == [float(value) for value in table["overall"]]
    labels = about.variable_value_labels["direction"]
    assert labels[5.0] and labels[99.0]
    assert about.missing_ranges["direction"] == [{"lo": 99.0, "hi": 99.0}]
    given = Counter(row.answers["overall"] for row in Response.objects.all())
    assert Counter(str(int(value)) for value in table["overall"]) == given
    assert {"areas_skills", "areas_new_ways", "when_a", "order_c", "school"} <= set(table.columns)
    assert "overall;Kokonaisarvosana" in texts["codebook.csv"]


def test_small_groups_stand_together_and_nothing_names_anybody(page, office_user, tmp_path):
    kajaani = make_organisation("Kajaanin kaupunki")
    survey = make_counted_round(GROUPS, mode=Round.Mode.IDENTIFIED, organisations=[kajaani] * 25)
    Response.objects.update(panel="a" * 64)
    texts, folder = delivered(page.sign_in(office_user), survey, tmp_path)
    table = polars.read_parquet(folder / "data.parquet")
    sizes = Counter(table["group_region"].to_list())
    assert sizes == {"01": 12, "02": 7, "": 6}
    everything = (folder / "data.sav").read_bytes() + "".join(texts.values()).encode()
    everything += str(table.rows()).encode()
    for secret in ("Kajaani", "a" * 64, "Salainen", "@esimerkki"):
        assert secret.encode() not in everything
    keys = {str(key) for key in Response.objects.values_list("pk", flat=True)}
    assert not keys & {str(cell) for row in table.rows() for cell in row}
    assert "people" not in table.columns, "A number could tell who answered."


def test_ids_and_order_are_new_each_time(page, office_user, tmp_path):
    survey = make_counted_round(GROUPS)
    page.sign_in(office_user)
    found = []
    for name in ("first", "second"):
        (tmp_path / name).mkdir()
        folder = delivered(page, survey, tmp_path / name)[1]
        found.append(polars.read_parquet(folder / "data.parquet")["row_id"].to_list())
    assert not set(found[0]) & set(found[1])
    assert len(set(found[0])) == 25


def test_a_question_with_few_answers_stays(page, office_user, tmp_path):
    survey = make_counted_round({"01": 6, "02": 6}, count=False)
    for response in survey.responses.filter(groups__region="01")[:3]:
        response.answers.pop("overall")
        response.save()
    tally_rounds()
    texts, folder = delivered(page.sign_in(office_user), survey, tmp_path)
    table = polars.read_parquet(folder / "data.parquet")
    if "group_region" in table.columns:
        assert "overall" not in table.columns
        assert "Kokonaisarvosana" in texts["README.txt"]


def test_only_read_and_cleaned_answers_go_and_never_beside_the_rows(page, office_user, tmp_path):
    survey = make_counted_round(GROUPS)
    for number, response in enumerate(survey.responses.all()):
        ReadAnswer.objects.create(
            response=response, item_code="open", text=f"Siivottu {number}",
            is_read=True, is_confirmed=number < 6,
        )  # fmt: skip
    texts, folder = delivered(page.sign_in(office_user), survey, tmp_path)
    assert texts["open-answers.csv"].count("Siivottu") == 6
    assert "open" not in polars.read_parquet(folder / "data.parquet").columns


def test_too_few_open_answers_stay(page, office_user, tmp_path):
    survey = make_counted_round(GROUPS)
    response = survey.responses.first()
    ReadAnswer.objects.create(
        response=response, item_code="open", text="Siivottu", is_read=True, is_confirmed=True
    )
    texts, _folder = delivered(page.sign_in(office_user), survey, tmp_path)
    assert "open-answers.csv" not in texts


@pytest.mark.parametrize(
    ("groups", "fields"),
    [({"01": 4}, {}), ({"01": 12}, {"state": "open"}), ({"01": 12}, {"mode": "anonymous"})],
    ids=["too few", "still open", "anonymous"],
)
def test_refused(page, office_user, groups, fields):
    survey = make_counted_round(groups, **fields)
    page.sign_in(office_user)
    assert page.get("round-delivery", survey.pk).page.all("form", method="post") == []
    page.post("round-delivery", {}, survey.pk, status=409)
    assert not LogEntry.objects.filter(key="surveys.delivery.made").exists()


def test_a_delivery_is_logged_and_shown_on_the_rounds_page(page, office_user, tmp_path):
    survey = make_counted_round(GROUPS)
    page.sign_in(office_user)
    delivered(page, survey, tmp_path)
    entry = LogEntry.objects.get(key="surveys.delivery.made")
    assert entry.actor == office_user and entry.subject_id == str(survey.pk)
    assert entry.after["rows"] == 25 and entry.at.date() <= timezone.now().date()
    for name in ("round-results", "round-delivery"):
        text = page.get(name, survey.pk).text
        assert office_user.name in text and "25" in text


def test_each_column_has_a_name_that_spss_takes_and_no_other_has(tmp_path):
    long = "a" * 60
    names = ["3_parasta", "all", f"{long}_b", f"{long}_c", "a_b", "a_b", "group_region"]
    columns = named_apart(Column(name, "Kysymys", Item(), lambda answer: answer) for name in names)
    content = {
        "title": "Kysely",
        "columns": [
            {"name": row.name, "label": row.label, "kind": "whole", "labels": {}, "missing": None,
             "measure": "nominal"}
            for row in columns
        ],
        "rows": [[1] * len(names)],
    }  # fmt: skip
    source = tmp_path / "set.json"
    source.write_text(json.dumps(content))
    write(source, tmp_path)
    frame, _about = pyreadstat.read_sav(tmp_path / "data.sav", output_format="polars")
    assert len(set(frame.columns)) == len(names)
    assert not {"all", "group_region"} & set(frame.columns)
