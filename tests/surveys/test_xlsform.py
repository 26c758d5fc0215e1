"""Forms travel as XLSForm: what goes out comes back equal; strange rows are told one by one."""

import io
import re
import zipfile
from decimal import Decimal
from typing import Any

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st
from pyxform.xls2xform import convert

from talkoot.core.tables import BadTable
from talkoot.surveys.building.lint import faults_of
from talkoot.surveys.building.outline import OPTION_KINDS, Outline, answer_codes, outline_of
from talkoot.surveys.models import Item, Questionnaire, Section
from talkoot.surveys.reference import load_questionnaires
from talkoot.surveys.rules import CANNOT_SAY_KINDS
from talkoot.surveys.xlsform.read import FormContent, read_xlsform
from talkoot.surveys.xlsform.write import write_xlsform

Kind = Item.Kind
LETTERS = st.characters(codec="utf-8", exclude_categories=("C", "Z"), exclude_characters="${}_")
TEXT = st.lists(st.text(LETTERS, min_size=1, max_size=12), min_size=1, max_size=4).map(" ".join)
CODE = st.from_regex(r"[a-z0-9][a-z0-9_-]{0,14}", fullmatch=True)
NUMBER = st.decimals(-1000, 1000, places=2)


@st.composite
def texts(draw: Any, name: str, *, is_needed: bool = True) -> dict[str, str]:
    rest = {f"{name}_{language}": draw(TEXT | st.just("")) for language in ("sv", "en")}
    return {f"{name}_fi": draw(TEXT if is_needed or any(rest.values()) else st.just("")), **rest}


@st.composite
def forms(draw: Any) -> Outline:
    """A form that could be published, with every kind, conditions and limits."""
    form = Questionnaire(
        code=draw(CODE), version=draw(st.integers(1, 99)), purpose="application",
        **draw(texts("title")),
    )  # fmt: skip
    outline = Outline(form, [], [])
    section_codes = draw(st.lists(CODE, max_size=3, unique=True))
    codes = iter(draw(st.lists(CODE, min_size=12, max_size=12, unique=True)))
    for order, code in enumerate(section_codes or [""], start=1):
        section = None
        if code:
            section = Section(
                questionnaire=form, order=order, code=code, **draw(texts("title")),
                **draw(texts("intro", is_needed=False)), **condition(draw, outline),
            )  # fmt: skip
            outline.sections.append(section)
        for _number in range(draw(st.integers(1, 4))):
            item = draw_item(draw, outline, next(codes))
            item.section = section
            item.order = len(outline.items) + 1
            outline.items.append(item)
    return outline


def draw_item(draw: Any, outline: Outline, code: str) -> Item:
    kind = draw(st.sampled_from(Kind))
    item = Item(
        questionnaire=outline.questionnaire, code=code, kind=kind, **draw(texts("text")),
        **draw(texts("help", is_needed=False)), is_required=draw(st.booleans()),
        is_organisation_fact=draw(st.booleans()), is_sensitive=draw(st.booleans()),
        publicity=draw(st.sampled_from(["public", "party", "secret"])),
        secrecy_ground=draw(TEXT | st.just("")), **condition(draw, outline),
    )  # fmt: skip
    if kind in (Kind.TEXT, Kind.SHORT_TEXT):
        item.max_length = draw(st.none() | st.integers(1, 5000))
    if kind in OPTION_KINDS:
        names = draw(st.lists(CODE, min_size=1, max_size=4, unique=True))
        item.options = [{"code": name, **options_texts(draw)} for name in names]
    if kind in CANNOT_SAY_KINDS:
        item.has_cannot_say = draw(st.booleans())
    if kind in (Kind.RANKING, Kind.MATRIX):
        names = draw(st.lists(CODE, min_size=2, max_size=4, unique=True))
        item.options = [{"code": name, **options_texts(draw)} for name in names]
    if kind == Kind.RANKING:
        item.most = draw(st.none() | st.integers(1, 3).map(Decimal))
    if kind == Kind.MATRIX:
        names = draw(st.lists(CODE, min_size=1, max_size=3, unique=True))
        item.rows = [{"code": name, **options_texts(draw)} for name in names]
    if kind == Kind.SCALE:
        item.least, item.most = Decimal(draw(st.integers(0, 1))), Decimal(draw(st.integers(3, 9)))
        if draw(st.booleans()):
            item.options = [{"code": str(item.least), **options_texts(draw)}]
    if kind in (Kind.NUMBER, Kind.MONEY):
        item.least, item.most = draw(st.none() | NUMBER), draw(st.none() | NUMBER)
    if kind == Kind.SEVERAL:
        item.most = draw(st.none() | st.integers(1, 4).map(Decimal))
    return item


def options_texts(draw: Any) -> dict[str, str]:
    return {"fi": f"x{draw(TEXT)}", "sv": draw(TEXT | st.just("")), "en": draw(TEXT | st.just(""))}


def condition(draw: Any, outline: Outline) -> dict[str, Any]:
    askable = [item for item in outline.items if answer_codes(item)]
    if not askable or draw(st.booleans()):
        return {}
    asked = draw(st.sampled_from(askable))
    values = draw(st.lists(st.sampled_from(answer_codes(asked)), min_size=1, unique=True))
    return {"condition_item": asked.code, "condition_values": values}


def content_of(outline: Outline) -> FormContent:
    """The form as a reader would give it."""
    left_out = {"id", "order", "questionnaire", "section", "bank_item"}
    form = outline.questionnaire
    names = ("code", "purpose", "title_fi", "title_sv", "title_en")

    def values(part: Any) -> dict[str, Any]:
        names = {field.name for field in part._meta.concrete_fields} - left_out
        return {name: getattr(part, name) for name in names}

    items = [{**values(i), "section": i.section and i.section.code} for i in outline.items]
    return FormContent(
        {name: getattr(form, name) for name in names}, [*map(values, outline.sections)], items
    )


def workbook(
    survey: list[list[Any]], choices: list[list[Any]] | None = None, **settings: str
) -> io.BytesIO:
    """A workbook as somebody's own tool makes it."""
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content)
    sheets = {"survey": survey, "choices": choices or []}
    if settings:
        sheets["settings"] = [list(settings), list(settings.values())]
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    book.close()
    return content


@settings(max_examples=30)
@given(forms())
def test_what_goes_out_comes_back_equal(outline):
    content = read_xlsform(io.BytesIO(write_xlsform(outline)))
    assert content.remarks == []
    expected = content_of(outline)
    assert content.questionnaire == expected.questionnaire
    assert content.sections == expected.sections
    assert content.items == expected.items


@settings(max_examples=15)
@given(forms())
def test_other_tools_take_what_goes_out(outline):
    """pyxform refuses unknown references, doubled names and broken lists."""
    form = convert(io.BytesIO(write_xlsform(outline)), file_type=".xlsx", validate=False)
    assert form.xform.count("<bind") > len(outline.items)


def test_no_cell_is_a_formula():
    form = Questionnaire(code="f", version=1, purpose="application", title_fi="=1+1")
    item = Item(questionnaire=form, order=1, code="q", kind=Kind.ONE, text_fi='=HYPERLINK("x")')
    item.options = [{"code": "a", "fi": "@SUM(A1)", "sv": "+1", "en": "-1"}]
    data = write_xlsform(Outline(form, [], [item]))
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        sheets = [n for n in package.namelist() if n.startswith("xl/worksheets/sheet")]
        assert not any(b"<f>" in package.read(name) for name in sheets)
    assert read_xlsform(io.BytesIO(data)).items[0]["text_fi"] == '=HYPERLINK("x")'


FOREIGN = [
    ["type", "name", "label", "hint", "required", "relevant", "constraint", "parameters"],
    ["start", "start", "", "", "", "", "", ""],
    ["begin group", "basics", "Basics", "", "", "", "", ""],
    ["note", "hello", "Welcome", "", "", "", "", ""],
    ["text", "name", "Your name", "As in the register", "yes", "", "string-length(.) <= 50", ""],
    ["select_one yesno", "ok", "Is it ok?", "", True, "", "", ""],
    ["end group", "", "", "", "", "", "", ""],
    ["select_multiple things", "things", "Which?", "", "", "(${ok} = 'yes')", "", ""],
    ["integer", "count", "How many?", "", "", "selected(${things}, 'a') or selected(${things},'b')",
     ". >= 1 and . <= 10", ""],
    ["range", "grade", "Grade", "", "", "", "", "start=1 end=7"],
    ["acknowledge", "truth", "All is true", "", "yes", "", "", ""],
]  # fmt: skip
LISTS = [
    ["list_name", "name", "label"],
    ["yesno", "yes", "Yes"],
    ["yesno", "no", "No"],
    ["things", "a", "A"],
    ["things", "b", "B"],
]


def test_a_form_of_another_tool_in_one_language():
    content = read_xlsform(workbook(FOREIGN, LISTS, form_title="Visit", default_language="English"))
    items = {item["code"]: item for item in content.items}
    kinds = [item["kind"] for item in content.items]
    assert kinds == ["short_text", "yes_no", "several", "number", "scale", "one"]
    assert [section["title_en"] for section in content.sections] == ["Basics", ""]
    assert content.sections[0]["intro_en"] == "Welcome"
    assert (items["name"]["max_length"], items["name"]["is_required"]) == (50, True)
    assert items["ok"]["is_required"]
    assert items["things"]["condition_values"] == ["yes"]
    assert items["count"]["condition_values"] == ["a", "b"]
    assert (items["count"]["least"], items["grade"]["most"]) == (1, 7)
    assert items["name"]["text_fi"] == items["name"]["text_en"] == "Your name"
    assert len(content.remarks) == 3


@pytest.mark.parametrize(
    ("row", "line"),
    [
        (["geopoint", "place", "Where?"], 2),
        (["text", "q w", "Bad name"], 2),
        (["text", "q", ""], 2),
        (["text", "q", "Dear ${name}"], 2),
        (["select_one gone", "q", "Which?"], 2),
        (["text", "q", "Q", "${x} > 3"], 2),
        (["text", "q", "Q", "${gone} = 'a'"], 2),
        (["text", "q", "Q", "", "regex(., '[a-z]+')"], 2),
        (["text", "q", "Q" * 301], 2),
        (["begin_repeat", "r", "Again"], 2),
        (["begin_group", "g", "Never ends"], 2),
        (["end_group"], 2),
        (["calculate", "c", ""], 2),
        (["text", "q", "Q", "", "", "maybe"], 2),
    ],
)
def test_what_is_not_understood_is_told_with_its_line(row, line):
    header = ["type", "name", "label", "relevant", "constraint", "required"]
    with pytest.raises(BadTable) as refused:
        read_xlsform(workbook([header, row]))
    assert re.search(rf"survey\b.*\b{line}\b", refused.value.sentences[0])


TABLE = [
    ["type", "name", "label", "required", "appearance", "relevant"],
    ["begin_group", "areas", "How much?", "", "table-list", ""],
    ["select_one much", "work", "Work", "yes", "", ""],
    ["select_one much", "team", "Team", "yes", "", ""],
    ["end_group", "", "", "", "", ""],
    ["rank much", "order", "In order", "", "", ""],
]
MUCH = [["list_name", "name", "label"], ["much", "2", "Much"], ["much", "1", "Little"]]


def test_a_table_of_another_tool_is_a_matrix():
    matrix, ranking = read_xlsform(workbook(TABLE, MUCH)).items
    assert (matrix["kind"], matrix["is_required"]) == (Kind.MATRIX, True)
    assert [row["code"] for row in matrix["rows"]] == ["work", "team"]
    assert [step["code"] for step in matrix["options"]] == ["2", "1"]
    assert (ranking["kind"], len(ranking["options"])) == (Kind.RANKING, 2)


@pytest.mark.parametrize(
    ("row", "line"),
    [
        (["text", "why", "Why?"], 5),
        (["select_one gone", "other", "Other"], 5),
        (["select_one much", "other", "Other", "", "", "${work} = '1'"], 5),
        (["select_one much", "team", "Twice"], 5),
        (["begin_repeat", "again", "Again"], 5),
    ],
)
def test_what_does_not_fit_a_table_is_told_with_its_line(row, line):
    rows = [*TABLE[:4], row, *([["end_repeat"]] if "begin" in row[0] else []), *TABLE[4:]]
    with pytest.raises(BadTable) as refused:
        read_xlsform(workbook(rows, MUCH))
    assert re.search(rf"survey\b.*\b{line}\b", refused.value.sentences[0])


def test_a_table_without_rows_is_told():
    with pytest.raises(BadTable):
        read_xlsform(workbook([TABLE[0], TABLE[1], TABLE[4]], MUCH))


def test_every_faulty_row_is_told_at_once():
    rows = [
        ["type", "name", "label"],
        ["geopoint", "a", "A"],
        ["text", "b", "B"],
        ["video", "c", "C"],
    ]
    with pytest.raises(BadTable) as refused:
        read_xlsform(workbook(rows))
    assert len(refused.value.sentences) == 2


def without_survey() -> io.BytesIO:
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content)
    book.add_worksheet("Taul1").write(0, 0, "moi")
    book.close()
    return content


def vast() -> io.BytesIO:
    """Two cells in opposite corners: a naive reader would make a table of 17 billion cells."""
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content)
    sheet = book.add_worksheet("survey")
    sheet.write(0, 0, "type")
    sheet.write(1048575, 16383, "x")
    book.close()
    return content


def broken() -> io.BytesIO:
    source, content = workbook(FOREIGN, LISTS), io.BytesIO()
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(content, "w") as new:
        for member in old.infolist():
            data = old.read(member)
            new.writestr(member, data[: len(data) // 2] if "sheet1" in member.filename else data)
    return content


@pytest.mark.parametrize(
    "upload",
    [
        lambda: workbook([["type", "name", "label"]]),
        without_survey,
        vast,
        broken,
    ],
    ids=["empty", "no survey", "cells far apart", "broken inside"],
)
def test_what_is_no_form_is_refused_with_a_sentence(upload):
    with pytest.raises(BadTable):
        read_xlsform(upload())


@pytest.mark.django_db
def test_shipped_forms_travel_and_have_no_faults():
    load_questionnaires()
    for form in Questionnaire.objects.all():
        outline = outline_of(form)
        assert [fault for fault in faults_of(outline) if not fault.is_warning] == []
        data = write_xlsform(outline)
        convert(io.BytesIO(data), file_type=".xlsx", validate=False)
        assert [i["code"] for i in read_xlsform(io.BytesIO(data)).items] == [
            item.code for item in outline.in_order
        ]
