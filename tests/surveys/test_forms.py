"""Forms made of questions: every kind, conditions, drafts, sentences."""

import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict
from django.utils import translation

from talkoot.surveys.forms import AnswerForm, SurveyForm
from talkoot.surveys.models import Item, Questionnaire, Section
from talkoot.surveys.queries import items_of
from talkoot.surveys.texts import answer_text
from tests.factories.people import make_organisation
from tests.factories.surveys import make_item

Kind = Item.Kind
COLOURS = [{"code": "red", "fi": "punainen"}, {"code": "blue", "fi": "sininen"}]


@pytest.fixture
def questionnaire(db):
    return Questionnaire.objects.create(code="kaikki", purpose="application", title_fi="Kaikki")


def form_of(questionnaire, data=None, files=None, **options):
    typed = None if data is None else QueryDict(mutable=True)
    for name, value in (data or {}).items():
        typed.setlist(name, value if isinstance(value, list) else [value])
    return AnswerForm(items_of(questionnaire.pk), typed, files, **options)


def ask(questionnaire, kind, code="q", **fields):
    return make_item(questionnaire, kind=kind, code=code, text_fi="Kysymys", **fields)


@pytest.mark.parametrize(
    ("kind", "fields", "typed", "kept", "shown"),
    [
        (Kind.GRADE, {}, "4", "4", "4"),
        (Kind.EFFECT, {}, "0", "0", "En osaa sanoa"),
        (Kind.YES_NO, {}, "yes", "yes", "Kyllä"),
        (Kind.SHORT_TEXT, {}, " lyhyt ", "lyhyt", "lyhyt"),
        (Kind.TEXT, {"max_length": 5}, "a\r\nb", "a\nb", "a\nb"),
        (Kind.ONE, {"options": COLOURS}, "red", "red", "punainen"),
        (Kind.SEVERAL, {"options": COLOURS}, ["red", "blue"], ["red", "blue"], "punainen\nsininen"),
        (Kind.SCALE, {"least": 0, "most": 10}, "7", "7", "7"),
        (Kind.NUMBER, {}, "1 200,5", "1200.5", "1200,5"),
        (Kind.MONEY, {}, "1200,50", "1200.50", "1200,5 €"),
        (Kind.DATE, {}, "3.2.2030", "2030-02-03", "3.2.2030"),
        (Kind.SCHOOL_GRADE, {}, "9½", "9½", "9½"),
        (Kind.NPS, {}, "7", "7", "7"),
        (Kind.GRADE, {"has_cannot_say": True}, "cannot_say", "cannot_say", "En osaa sanoa"),
        (Kind.SCALE, {"has_cannot_say": True}, "cannot_say", "cannot_say", "En osaa sanoa"),
    ],
)
def test_every_kind_is_kept_and_read_back(kind, fields, typed, kept, shown, questionnaire):
    item = ask(questionnaire, kind, **fields)
    form = form_of(questionnaire, {"q": typed})
    assert form.is_valid(), form.errors
    assert form.answers() == {"q": kept}
    assert answer_text(item, kept) == shown
    again = form_of(questionnaire, answers={"q": kept})
    assert str(again["q"])  # What is kept can be shown in the form.


def test_people_are_counted_by_role(questionnaire):
    item = ask(questionnaire, Kind.PEOPLE)
    form = form_of(questionnaire, {"q_staff": "12", "q_management": "0", "q_other": ""})
    assert form.answers() if form.is_valid() else form.errors == {"q": {"staff": 12}}
    assert answer_text(item, {"staff": 12}) == "Henkilöstö: 12"
    assert 'value="12"' in str(form_of(questionnaire, answers={"q": {"staff": 12}})["q"])


def test_organisations_are_found_by_name_or_a_part_of_it(questionnaire):
    ask(questionnaire, Kind.ORGANISATION, most=3)
    for name in ("Metsälahden kunta", "Metsälahden vesi", "Koivuranta"):
        make_organisation(name)
    keys = lambda form: form.is_valid() and form.answers()["q"]  # noqa: E731
    found = keys(form_of(questionnaire, {"q": ["metsälahden VESI", "Koivu", ""]}))
    assert len(found) == 2
    several = form_of(questionnaire, {"q": ["Metsälahden"]})
    assert "Metsälahden kunta, Metsälahden vesi" in str(several.errors["q"])
    assert "Kirjoituskoe" in str(form_of(questionnaire, {"q": "Kirjoituskoe"}).errors["q"])
    page = str(form_of(questionnaire, answers={"q": found})["q"])
    assert 'value="Metsälahden vesi"' in page
    assert page.count("<input") == 3


def test_file_is_checked_by_the_caller_and_left_out_of_answers(questionnaire):
    ask(questionnaire, Kind.FILE)
    form = form_of(questionnaire, {}, {"q": SimpleUploadedFile("a.pdf", b"%PDF")})
    assert form.is_valid()
    assert form.answers() == {}
    assert form.cleaned_data["q"].name == "a.pdf"


@pytest.mark.parametrize(
    ("kind", "fields", "typed"),
    [
        (Kind.GRADE, {}, "6"),
        (Kind.ONE, {"options": COLOURS}, "green"),
        (Kind.SEVERAL, {"options": COLOURS}, ["red", "green"]),
        (Kind.SEVERAL, {"options": COLOURS, "most": 1}, ["red", "blue"]),
        (Kind.SEVERAL, {"options": COLOURS, "least": 2}, ["red"]),
        (Kind.SCALE, {"least": 1, "most": 5}, "9"),
        (Kind.NUMBER, {"least": 0}, "-1"),
        (Kind.NUMBER, {"most": 10}, "11"),
        (Kind.NUMBER, {}, "kaksi"),
        (Kind.NUMBER, {}, "1.2.3"),
        (Kind.NUMBER, {}, "nan"),
        (Kind.MONEY, {}, "-5"),
        (Kind.MONEY, {}, "1,234"),
        (Kind.DATE, {}, "31.2.2030"),
        (Kind.SHORT_TEXT, {"max_length": 3}, "liian pitkä"),
        (Kind.SCHOOL_GRADE, {}, "10+"),
        (Kind.NPS, {}, "11"),
        (Kind.NPS, {}, "cannot_say"),
    ],
)
def test_wrong_answer_is_told_even_in_a_draft(kind, fields, typed, questionnaire):
    ask(questionnaire, kind, **fields)
    form = form_of(questionnaire, {"q": typed}, is_draft=True)
    assert len(form.errors["q"]) == 1
    assert form.answers() == {}


def test_english_comma_is_a_decimal_comma(questionnaire):
    ask(questionnaire, Kind.NUMBER)
    with translation.override("en"):
        form = form_of(questionnaire, {"q": "1,5"})
        assert form.is_valid() and form.answers() == {"q": "1.5"}


@pytest.mark.parametrize("kind", Kind.values)
def test_missing_answer_is_told_unless_it_is_a_draft(kind, questionnaire):
    ask(questionnaire, kind, options=COLOURS)
    assert form_of(questionnaire, {}, is_draft=True).is_valid()
    assert len(form_of(questionnaire, {}).errors["q"]) == 1


@pytest.fixture
def conditional(questionnaire):
    ask(questionnaire, Kind.YES_NO, "first")
    ask(questionnaire, Kind.NUMBER, "second", condition_item="first", condition_values=["yes"])
    ask(questionnaire, Kind.TEXT, "third", condition_item="second", condition_values=["1"])
    return questionnaire


def test_dependent_question_is_required_only_when_it_is_asked(conditional):
    assert set(form_of(conditional, {"first": "yes"}).errors) == {"second"}
    assert form_of(conditional, {"first": "no"}).is_valid()
    # An answer to what is no longer asked brings nothing up, and its mistakes do not matter.
    assert form_of(conditional, {"first": "no", "second": "1"}).is_valid()
    assert form_of(conditional, {"first": "no", "second": "x"}).is_valid()
    assert set(form_of(conditional, {"first": "yes", "second": "1"}).errors) == {"third"}


def test_dependent_question_tells_when_to_answer(conditional):
    form = form_of(conditional)
    assert "Kyllä" in form.fields["second"].help_text
    assert 'data-ui-when="first=yes"' in form["second"].as_field_group()


def test_answer_outside_the_form_decides_what_is_shown(conditional):
    items = items_of(conditional.pk)[1:]
    assert set(AnswerForm(items, answers={"first": "no"}).fields) == set()
    assert set(AnswerForm(items, answers={"first": "yes"}).fields) == {"second", "third"}


def test_section_can_have_a_condition(conditional):
    section = Section.objects.create(
        questionnaire=conditional,
        order=1,
        code="s",
        title_fi="Osa",
        condition_item="first",
        condition_values=["yes"],
    )
    ask(conditional, Kind.TEXT, "fourth", section=section)
    assert form_of(conditional, {"first": "no"}).is_valid()
    errors = form_of(conditional, {"first": "yes", "second": "2"}).errors
    assert set(errors) == {"fourth"}
    assert [part and part.code for part, _fields in form_of(conditional).sections()] == [None, "s"]


def test_help_is_text_and_not_markup(questionnaire):
    ask(questionnaire, Kind.TEXT, help_fi="<b>a & b</b>")
    assert "&lt;b&gt;a &amp; b" in form_of(questionnaire)["q"].as_field_group()


def test_choices_from_outside_stand_instead_of_the_items_own(questionnaire):
    ask(questionnaire, Kind.SEVERAL)
    form = form_of(questionnaire, {"q": ["7"]}, choices={"q": [("7", "Seitsemän")]})
    assert form.is_valid() and form.answers() == {"q": ["7"]}


def test_date_is_shown_in_parts(questionnaire):
    ask(questionnaire, Kind.DATE)
    page = str(form_of(questionnaire, answers={"q": "2030-02-03"})["q"])
    assert 'name="q_day"' in page and 'value="2030"' in page
    parts = {"q_day": "3", "q_month": "2", "q_year": "2030"}
    form = form_of(questionnaire, parts)
    assert form.is_valid() and form.cleaned_data["q"] == datetime.date(2030, 2, 3)


def test_survey_warns_of_personal_data_in_free_text(questionnaire):
    ask(questionnaire, Kind.TEXT)
    form = SurveyForm(items_of(questionnaire.pk))
    assert "henkilötietoja" in form.fields["q"].help_text
