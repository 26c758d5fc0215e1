"""Our form markup equals govuk-frontend's own, as its fixtures give it, so that its styles fit.

What differs by intent is left out of the comparison: ids, our icons, and the attributes that we add
for screen readers and browsers.
"""

import json
from typing import Any

import pytest
from django import forms as fields
from django.core.paginator import Paginator
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation

from talkoot.core import forms
from tests.guards.tree import ROOT
from tests.html import Page, plain

UPSTREAM = ROOT / "frontend/node_modules/govuk-frontend/dist/govuk/components"
COMPARED = set(
    "type data-module role rel aria-current checked selected draggable inputmode rows value".split()
)


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def fixture(component: str, name: str) -> str:
    path = UPSTREAM / component / "fixtures.json"
    known = json.loads(path.read_text(encoding="utf-8"))["fixtures"]
    return next(one["html"] for one in known if one["name"] == name)


def shape(source: str) -> list[Any]:
    """The markup as a list: tag, classes, compared attributes and text, in the document's order."""
    found = []

    def walk(element: Any, depth: int) -> None:
        if element.tag.endswith("svg"):
            return
        attributes = {k: v for k, v in element.attrib.items() if k in COMPARED and v != "?"}
        classes = sorted((element.get("class") or "").split())
        found.append((depth, element.tag, classes, attributes, plain(element.text or "")))
        for child in element:
            walk(child, depth + 1)
            if plain(child.tail or ""):
                found.append((depth, plain(child.tail)))

    for top in Page(source).root.find("body"):
        walk(top, 0)
    return found


def rendered(name: str, **inputs: Any) -> str:
    return render_to_string(f"ui/{name}.html", inputs, RequestFactory().get("/list/?q=x"))


def field(kind: fields.Field, *, error: str = "", data: dict[str, Any] | None = None) -> str:
    """One field as the product renders it, with `error` as its error."""
    form = type("Sample", (forms.Form,), {"example": kind})(data or ({} if error else None))
    if error:
        form.is_valid()
        form.errors.clear()
        form.add_error("example", error)
    return form["example"].as_field_group()


@pytest.mark.parametrize(
    ("name", "inputs"),
    [
        ("default", {"text": "Save and continue"}),
        ("secondary", {"text": "Secondary button", "kind": "secondary"}),
        ("warning", {"text": "Warning button", "kind": "warning"}),
        ("link", {"text": "Link button", "url": "/"}),
    ],
)
def test_button(name, inputs):
    assert shape(rendered("button", **inputs)) == shape(fixture("button", name))


def test_input():
    ours = field(
        fields.CharField(
            label="National insurance number",
            help_text="It’s on your National Insurance card, benefit letter, payslip or P60. "
            "For example, ‘QQ 12 34 56 C’.",
        ),
        error="Enter a National Insurance number in the correct format",
    )
    assert shape(ours) == shape(fixture("input", "with error and hint"))


def test_textarea():
    ours = field(
        fields.CharField(
            label="Why can’t you provide a National Insurance number?", widget=fields.Textarea
        ),
        error="You must provide an explanation",
    )
    assert shape(ours) == shape(fixture("textarea", "with error message"))


def test_select():
    ours = field(
        fields.ChoiceField(
            label="Label text goes here",
            help_text="Hint text goes here",
            choices=[(str(n), f"GOV.UK frontend option {n}") for n in (1, 2, 3)],
        ),
        error="Error message goes here",
    )
    assert shape(ours) == shape(fixture("select", "with hint text and error message"))


def test_radios():
    ours = field(
        fields.ChoiceField(
            label="Have you changed your name?", choices=[("yes", "Yes"), ("no", "No")],
            widget=fields.RadioSelect,
        ),
        data={"example": "no"},
        error="Please select an option",
    )  # fmt: skip
    assert shape(ours) == shape(fixture("radios", "with fieldset and error message"))


def test_checkboxes():
    kind = fields.MultipleChoiceField(
        label="Which types of waste do you transport regularly?",
        choices=[
            ("animal", "Waste from animal carcasses"),
            ("mines", "Waste from mines or quarries"),
            ("farm", "Farm or agricultural waste"),
        ],
        widget=fields.CheckboxSelectMultiple,
    )
    hint = "Nullam id dolor id nibh ultricies vehicula ut id elit."
    kind.choice_hints = dict.fromkeys(["animal", "mines", "farm"], hint)
    ours = field(kind, error="Please select an option")
    assert shape(ours) == shape(fixture("checkboxes", "with error message"))


def test_date():
    ours = field(
        forms.DateField(label="What is your date of birth?", help_text="For example, 31 3 1980"),
        error="Error message goes here",
    )
    assert shape(ours) == shape(fixture("date-input", "with error message and hint"))


def test_error_summary():
    class Sample(forms.Form):
        first = fields.CharField(
            error_messages={"required": "The date your passport was issued must be in the past"}
        )
        second = fields.CharField(error_messages={"required": "Enter a postcode, like AA1 1AA"})

    ours = rendered("error_summary", form=Sample({}))
    theirs = fixture("error-summary", "default").replace("There is a problem", "Correct 2 points")
    assert shape(ours) == shape(theirs)


@pytest.mark.parametrize(("name", "number"), [("default", 2), ("first page", 1), ("last page", 3)])
def test_pagination(name, number):
    ours = rendered("pagination", page=Paginator(range(30), 10).get_page(number))
    assert shape(ours) == shape(fixture("pagination", name))


def test_details():
    text = "We need to know your nationality."
    theirs = shape(fixture("details", "default"))
    ours = shape(rendered("details", summary="Help with nationality", text=text))
    assert ours[: len(theirs) - 1] == theirs[:-1]


def test_summary_list_leaves_out_what_is_empty():
    page = Page(rendered("summary_list", rows=[
        {"key": "Name", "value": "Kuopio"}, {"key": "Note", "value": ""},
        {"key": "Nothing", "value": None}, {"key": "Count", "value": 0},
    ]))  # fmt: skip
    assert ["".join(e.itertext()) for e in page.all("dt")] == ["Name", "Count"]


def test_components_escape():
    for source in (
        rendered("card", title="<script>", url="/x", text="<b>", meta="<i>"),
        rendered("notice", text="<script>"),
        rendered("tag", text="<script>varhaiskasvatushenkilöstön"),
        field(fields.CharField(label="<script>")),
    ):
        assert "<script>" not in source
        assert "<b>" not in source
