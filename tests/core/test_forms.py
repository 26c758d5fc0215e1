"""Dates in parts, sentences of errors, limits of long texts."""

import datetime

import pytest
from django import forms as fields
from django.utils import translation

from talkoot.core import forms


class Sample(forms.Form):
    starts_on = forms.DateField(label="Aloituspäivä")
    closes_at = forms.MomentField(label="Sulkeutuu", required=False)
    need = fields.CharField(label="Tarve", max_length=10, widget=fields.Textarea, required=False)


def sample(**data):
    return Sample(data)


def parts(day, month, year):
    return {"starts_on_day": day, "starts_on_month": month, "starts_on_year": year}


def test_date_in_parts():
    form = sample(**parts("21", " 11", "2029"))
    assert form.is_valid(), form.errors
    assert form.cleaned_data["starts_on"] == datetime.date(2029, 11, 21)
    assert form.cleaned_data["closes_at"] is None


@pytest.mark.parametrize("text", ["21.11.2029", "2029-11-21"])
def test_date_in_one_text(text):
    form = sample(starts_on=text)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["starts_on"] == datetime.date(2029, 11, 21)


@pytest.mark.parametrize(
    ("given", "code"),
    [
        (("", "", ""), "required"),
        (("21", "", "2029"), "incomplete"),
        (("21", "11", "29"), "incomplete"),
        (("31", "2", "2029"), "invalid"),
        (("x", "11", "2029"), "invalid"),
        (("²", "11", "2029"), "invalid"),
        (("21", "11", "0000"), "invalid"),
    ],
)
def test_date_refuses(given, code):
    form = sample(**parts(*given))
    assert form.errors.as_data()["starts_on"][0].code == code


def test_date_keeps_what_was_typed():
    html = sample(**parts("31", "2", "2029"))["starts_on"].as_field_group()
    for value in ('value="31"', 'value="2"', 'value="2029"'):
        assert value in html


def test_date_shows_the_saved_day():
    form = Sample(initial={"starts_on": datetime.date(2029, 11, 1)})
    html = form["starts_on"].as_field_group()
    assert 'value="1"' in html
    assert 'value="2029"' in html


@pytest.mark.parametrize("time", ["16.15", "16:15"])
def test_moment_is_local_time(time):
    form = sample(
        **parts("1", "6", "2029"), closes_at_day="1", closes_at_month="6", closes_at_year="2029",
        closes_at_time=time,
    )  # fmt: skip
    assert form.is_valid(), form.errors
    moment = form.cleaned_data["closes_at"]
    assert moment.astimezone(datetime.UTC).isoformat() == "2029-06-01T13:15:00+00:00"
    again = Sample(initial={"closes_at": moment})["closes_at"].as_field_group()
    assert 'value="16.15"' in again


@pytest.mark.parametrize("time", ["", "25.00", "klo"])
def test_moment_needs_a_time(time):
    form = sample(
        closes_at_day="1", closes_at_month="6", closes_at_year="2029", closes_at_time=time
    )
    assert form.errors.as_data()["closes_at"][0].code == "no_time"


def test_errors_name_their_field():
    class Plain(forms.Form):
        name = fields.CharField(label="Hanke")
        theme = fields.ChoiceField(label="Teema", choices=[("a", "A")])
        own = fields.CharField(error_messages={"required": "Kerro, mitä teitte."})

    with translation.override("en"):
        form = Plain({})
    assert form.errors["name"] == ["Fill in “Hanke”."]
    assert form.errors["theme"] == ["Choose an option in “Teema”."]
    assert form.errors["own"] == ["Kerro, mitä teitte."]


def test_long_text_may_be_typed_over_its_limit_but_not_saved():
    form = sample(starts_on="1.1.2029", need="x" * 11)
    html = form["need"].as_field_group()
    assert "maxlength=" not in html.replace('data-maxlength="10"', "")
    assert "need" in form.errors


def test_line_breaks_count_as_one_character():
    form = sample(starts_on="1.1.2029", need="12345\r\n6789")
    assert form.is_valid(), form.errors
