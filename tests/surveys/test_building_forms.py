"""Building a form: what changes a draft, and that a published version never changes."""

import pytest

from talkoot.audit.models import LogEntry
from talkoot.core.refusals import NotAllowed
from talkoot.surveys.actions import forms as actions
from talkoot.surveys.actions import plan_round
from talkoot.surveys.building.lint import faults_of
from talkoot.surveys.building.outline import outline_of
from talkoot.surveys.models import Item, Questionnaire
from tests.factories.calls import make_application, make_call
from tests.factories.forms import OPTIONS, make_form
from tests.factories.programmes import make_programme
from tests.factories.surveys import make_item

pytestmark = pytest.mark.django_db
TEXTS = {"text_fi": "Mitä muuta?", "text_sv": "Vad annat?", "text_en": "What else?"}
FIELDS = {**TEXTS, "kind": Item.Kind.SHORT_TEXT, "code": "", "options": []}


def codes(form: Questionnaire) -> list[list[str]]:
    return [[item.code for item in items] for _section, items in outline_of(form).parts]


def content(form: Questionnaire) -> list[dict[str, object]]:
    """The form's parts without keys, to compare two forms."""
    left_out = ("id", "questionnaire_id", "section_id", "_state", "_prefetched_objects_cache")
    outline = outline_of(form)
    return [
        {k: v for k, v in vars(part).items() if k not in left_out}
        for part in (*outline.sections, *outline.items)
    ]


def sentences(form: Questionnaire, *, warnings: bool = False) -> str:
    return " ".join(f.sentence for f in faults_of(outline_of(form)) if f.is_warning == warnings)


@pytest.mark.parametrize(
    "change",
    [
        lambda form, by: actions.rename_form(form, by=by, title_fi="Toinen"),
        lambda form, by: actions.save_section(form, None, by=by, title_fi="Lisä"),
        lambda form, by: actions.save_item(form, None, by=by, **FIELDS),
        lambda form, by: actions.move_part(form, form.items.first(), step=1, by=by),
        lambda form, by: actions.delete_part(form, form.items.last(), by=by),
        lambda form, by: actions.set_condition(form, form.items.last(), on=None, values=[], by=by),
        lambda form, by: actions.publish_form(form, by=by),
        lambda form, by: actions.delete_form(form, by=by),
    ],
)
def test_published_form_never_changes(office_user, change):
    form = make_form(is_published=True)
    before = content(form)
    with pytest.raises(NotAllowed):
        change(form, office_user)
    assert content(Questionnaire.objects.get(pk=form.pk)) == before


def test_copy_is_equal_and_ones_own(office_user, programme):
    form = make_form(programme=make_programme(), is_published=True)
    copy = actions.copy_form(form, programme, by=office_user)
    assert content(copy) == content(form)
    assert (copy.programme, copy.version, copy.is_published) == (programme, 1, False)
    assert copy.code != form.code


def test_new_version_is_one_draft_and_applications_keep_theirs(office_user, applicant):
    form = make_form(is_published=True)
    application = make_application(call=make_call(questionnaire=form), questionnaire=form)
    draft = actions.start_version(form, by=office_user)
    assert actions.start_version(form, by=office_user) == draft
    actions.publish_form(draft, by=office_user)
    application.refresh_from_db()
    assert (draft.version, application.questionnaire) == (2, form)


def test_survey_round_never_takes_a_draft(office_user, programme):
    form = make_form(purpose="feedback", is_published=True)
    actions.start_version(form, by=office_user)
    survey = plan_round(programme, form.code, title="Kysely", invitees=[], by=office_user)
    assert survey.questionnaire == form


def test_item_gets_a_code_of_its_question(office_user):
    form = make_form()
    section = form.sections.last()
    for _time in range(2):
        actions.save_item(form, None, by=office_user, section=section, **FIELDS)
    assert codes(form) == [["which", "free"], ["why", "mita-muuta", "mita-muuta-2"]]


def test_code_in_use_is_refused(office_user):
    form = make_form()
    with pytest.raises(NotAllowed, match="which"):
        fields = {**FIELDS, "code": "which"}
        actions.save_item(form, None, by=office_user, section=form.sections.last(), **fields)


def test_condition_follows_a_changed_code(office_user):
    form = make_form()
    item = form.items.get(code="which")
    fields = {**TEXTS, "kind": item.kind, "options": OPTIONS, "code": "kumpi"}
    actions.save_item(form, item, by=office_user, section=item.section, **fields)
    assert form.items.get(code="why").condition_item == "kumpi"
    entry = LogEntry.objects.filter(key="surveys.questionnaire.changed").last()
    assert (entry.before["code"], entry.after["code"]) == ("which", "kumpi")


@pytest.mark.parametrize(
    ("code", "step", "expected"),
    [
        ("free", -1, [["free", "which"], ["why"]]),
        ("which", -1, [["which", "free"], ["why"]]),
        ("free", 1, [["which"], ["free", "why"]]),
        ("why", -1, [["which", "free", "why"], []]),
    ],
)
def test_item_moves_within_and_over_sections(office_user, code, step, expected):
    form = make_form()
    actions.move_part(form, form.items.get(code=code), step=step, by=office_user)
    assert codes(form) == expected
    assert [item.order for item in outline_of(form).in_order] == [1, 2, 3]


def test_section_moves_with_its_questions(office_user):
    form = make_form()
    actions.move_part(form, form.sections.last(), step=-1, by=office_user)
    assert codes(form) == [["why"], ["which", "free"]]
    assert "why" in faults_of(outline_of(form))[0].item


def test_question_that_another_depends_on_stays(office_user):
    form = make_form()
    with pytest.raises(NotAllowed, match="Kysymys 3"):
        actions.delete_part(form, form.items.get(code="which"), by=office_user)
    with pytest.raises(NotAllowed):
        actions.delete_part(form, form.sections.first(), by=office_user)
    actions.delete_part(form, form.sections.last(), by=office_user)
    assert codes(form) == [["which", "free"]]


def test_first_section_takes_the_questions_in(office_user):
    form = make_form()
    form.items.update(section=None)
    form.sections.all().delete()
    actions.save_section(form, None, by=office_user, title_fi="Kaikki")
    assert codes(form) == [["which", "free", "why"]]


def test_whole_form_has_no_faults():
    assert faults_of(outline_of(make_form())) == []


@pytest.mark.parametrize(
    ("code", "fields"),
    [
        ("which", {"options": []}),
        ("which", {"options": [*OPTIONS, OPTIONS[0]]}),
        ("why", {"condition_item": "ei-ole"}),
        ("why", {"condition_values": ["c"]}),
        ("free", {"condition_item": "why", "condition_values": ["x"]}),
        ("free", {"kind": "scale", "least": 1, "most": 40}),
        ("free", {"kind": "number", "least": 2, "most": 1}),
        ("free", {"kind": "number", "code": "title"}),
        ("free", {"code": "title", "max_length": 500}),
        ("free", {"publicity": "secret"}),
        ("free", {"section": None}),
    ],
)
def test_fault_forbids_publishing_and_names_the_question(office_user, code, fields):
    form = make_form()
    form.items.filter(code=code).update(**fields)
    faults = faults_of(outline_of(form))
    assert fields.get("code", code) in {fault.item for fault in faults if not fault.is_warning}
    with pytest.raises(NotAllowed):
        actions.publish_form(form, by=office_user)
    assert not Questionnaire.objects.get(pk=form.pk).is_published


def test_themes_take_their_options_from_the_product():
    form = make_form()
    form.items.filter(code="free").update(kind="several", code="themes")
    assert faults_of(outline_of(form)) == []


def test_missing_languages_and_burden_warn_only(office_user):
    form = make_form()
    for number in range(20):
        make_item(form, section=form.sections.last(), kind="text", max_length=1200, text_sv="")
        form.items.filter(code=f"kysymys-{number}").update(text_sv="")
    text = sentences(form, warnings=True)
    assert "20" in text and "30" in text and sentences(form) == ""
    actions.publish_form(form, by=office_user)


def test_unused_questions_of_past_applications_are_told(office_user, applicant):
    form = make_form(is_published=True)
    call = make_call(questionnaire=form)
    for number in range(10):
        answers = {"which": "a"} | ({"free": "x"} if number == 0 else {})
        make_application(call=call, questionnaire=form, state="submitted", answers=answers)
    draft = actions.start_version(form, by=office_user)
    (fault,) = faults_of(outline_of(draft))
    assert (fault.item, fault.is_warning) == ("free", True)
    assert "1" in fault.sentence and "10" in fault.sentence


@pytest.mark.parametrize(
    "change",
    [
        lambda form, item, by: actions.save_item(form, item, by=by, section=None, **FIELDS),
        lambda form, item, by: actions.move_part(form, item, step=1, by=by),
        lambda form, item, by: actions.set_condition(form, item, on=None, values=[], by=by),
        lambda form, item, by: actions.delete_part(form, item, by=by),
    ],
)
def test_what_somebody_else_deleted_never_comes_back(office_user, change):
    form = make_form()
    item = form.items.get(code="free")
    form.items.filter(code="free").delete()
    with pytest.raises(NotAllowed):
        change(form, item, office_user)
    assert codes(form) == [["which"], ["why"]]
