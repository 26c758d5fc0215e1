"""Applications made of questions: where answers are kept, what is asked, what was sent."""

import re
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation

from talkoot.calls import actions, rules
from talkoot.calls.actions.versions import freeze_version
from talkoot.calls.models import Application
from talkoot.calls.rules.answers import OTHER_PAGES, answers_of, missing_answers
from talkoot.calls.rules.criteria import has_state_agency
from talkoot.calls.summary import answer_rows, answer_sections
from talkoot.core.refusals import NotAllowed
from talkoot.data import read_json
from talkoot.files.models import StoredFile
from talkoot.surveys.models import Item, Questionnaire, Section
from talkoot.surveys.reference import load_questionnaire
from tests.factories.calls import make_application, make_call
from tests.factories.people import make_organisation
from tests.factories.surveys import make_item
from tests.routes import routes

Kind = Item.Kind
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"


@pytest.fixture
def own_form(db):
    """A form of a programme's own: a section that asks more when a question says so."""
    form = Questionnaire.objects.create(code="oma", purpose="application", title_fi="Oma")
    parts = {
        code: Section.objects.create(questionnaire=form, order=order, code=code, title_fi=code)
        for order, code in enumerate(("alku", "jatko", "send"), 1)
    }
    Section.objects.filter(code="jatko").update(condition_item="more", condition_values=["yes"])
    make_item(form, section=parts["alku"], kind=Kind.SHORT_TEXT, code="title")
    make_item(form, section=parts["alku"], kind=Kind.YES_NO, code="more")
    make_item(form, section=parts["jatko"], kind=Kind.MONEY, code="budget")
    make_item(form, section=parts["jatko"], kind=Kind.FILE, code="plan", is_required=False)
    make_item(form, section=parts["send"], kind=Kind.ORGANISATION, code="partners", most=3)
    return form


@pytest.fixture
def draft(own_form, applicant):
    call = make_call(questionnaire=own_form)
    organisation = applicant.memberships.get().organisation
    return actions.start_application(call, organisation=organisation, by=applicant)


def save(application, **answers):
    return actions.save_draft(application, answers=answers, by=application.applicant)


def reload(application):
    return Application.objects.get(pk=application.pk)


def test_the_form_is_pinned_when_the_draft_is_opened(draft, own_form):
    newer = load_questionnaire(read_json("forms/sparring.json"))
    draft.call.questionnaire = newer
    draft.call.save()
    assert reload(draft).questionnaire == own_form
    assert "budget" in {item.code for item in rules.questions_of(reload(draft))}


def test_draft_from_before_pinning_follows_its_calls_form(draft):
    Application.objects.update(questionnaire=None)
    assert rules.first_step(reload(draft)) == "alku"


def test_call_without_a_form_takes_no_applications(applicant):
    call = make_call(questionnaire=None)
    organisation = applicant.memberships.get().organisation
    with pytest.raises(NotAllowed):
        actions.start_application(call, organisation=organisation, by=applicant)


def test_answers_go_to_their_fields_and_the_rest_beside_them(draft):
    save(draft, title="Nimi", more="yes")
    save(draft, budget="1200.50")
    kept = reload(draft)
    assert (kept.title, kept.answers) == ("Nimi", {"more": "yes", "budget": "1200.50"})
    assert answers_of(kept)["budget"] == "1200.50"


def test_steps_follow_the_answers(draft):
    assert list(rules.steps_of(draft)) == ["alku", "send-questions", "review"]
    save(draft, more="yes")
    assert list(rules.steps_of(draft)) == ["alku", "jatko", "send-questions", "review"]
    assert [gap.field for gap in missing_answers(draft)] == ["title", "budget", "partners"]
    save(draft, more="no")
    assert [gap.field for gap in missing_answers(draft)] == ["title", "partners"]


def test_every_other_page_of_an_application_has_a_name_that_no_step_takes():
    names = set(re.findall(r"my/applications/<str:ref>/([a-z-]+)/", str(list(routes()))))
    assert names <= OTHER_PAGES


def test_files_of_questions_are_kept_replaced_shown_and_removed(draft, page):
    save(draft, more="yes")
    upload = SimpleUploadedFile("eka.pdf", PDF, "application/pdf")
    actions.attach_file(draft, upload, by=draft.applicant, code="plan")
    upload = SimpleUploadedFile("toka.pdf", PDF, "application/pdf")
    actions.attach_file(draft, upload, by=draft.applicant, code="plan")
    assert StoredFile.objects.get().name == "toka.pdf"
    page.sign_in(draft.applicant)
    shown = page.get(f"/my/applications/{draft.ref}/jatko/")
    assert shown.links["toka.pdf"] == f"/applications/{draft.ref}/files/plan/"
    page.get(f"/applications/{draft.ref}/files/plan/")
    page.post(
        f"/my/applications/{draft.ref}/jatko/",
        {"budget": "10", "plan-clear": "on"},
        redirects_to=f"/my/applications/{draft.ref}/send-questions/",
    )
    assert not StoredFile.objects.exists()


def test_only_undertakings_are_asked_of_state_aid(applicant):
    application = make_application(applicant=applicant)
    codes = {"is_economic", "earlier_aid_eur"}
    assert not codes & {item.code for item in rules.questions_of(application)}
    application.organisation.kind = "municipal_company"
    application.organisation.save()
    assert codes <= {item.code for item in rules.questions_of(application)}
    assert [gap.field for gap in missing_answers(application)] == ["is_economic"]
    save(application, is_economic="yes")
    assert [gap.field for gap in missing_answers(application)] == ["earlier_aid_eur"]
    save(application, earlier_aid_eur="0")
    assert missing_answers(application) == []
    kept = reload(application)
    assert (kept.is_economic, kept.earlier_aid_eur) == (True, Decimal(0))


def test_rows_tell_answers_in_words(draft):
    make_organisation("Järven virasto")
    key = draft.organisation.__class__.objects.get(name="Järven virasto").key
    save(draft, title="Nimi", more="yes", budget="1200.50", partners=[key])
    values = {row["item"].code: row["value"] for row in answer_rows(draft)}
    assert values["more"] == "Kyllä"
    assert values["budget"] == "1200,5 €"
    assert values["partners"] == "Järven virasto"
    sections = answer_sections(draft, can_change=rules.steps_of(draft))
    assert [section["step"] for section in sections] == ["alku", "jatko", "send-questions"]
    assert sections[0]["rows"][0]["action_url"].endswith("/alku/")


def test_frozen_version_is_in_the_cases_language_and_never_changes(application):
    before = application.version
    application.language = "sv"
    with translation.override("fi"):
        frozen = freeze_version(application, by=application.applicant)
    assert frozen.number == application.version == before + 1
    assert frozen.content["need"]["question"] == "Vad vill ni förändra och varför nu?"
    assert frozen.content["days_requested"]["answer"] == "1"
    assert frozen.content["groups"]["answer"].count("\n") == 1


def test_sending_keeps_the_first_version(applicant):
    draft = make_application(applicant=applicant, number=None)
    sent = actions.submit_application(draft, by=applicant)
    assert sent.version == 1
    version = sent.versions.get()
    assert version.content["title"]["answer"] == sent.title
    assert version.sent_by == applicant


@pytest.mark.parametrize("name", ["training", "workshop", "team"])
def test_shipped_forms_open_in_every_step_and_language(name, page, applicant):
    call = make_call(questionnaire=load_questionnaire(read_json(f"forms/{name}.json")))
    organisation = applicant.memberships.get().organisation
    draft = actions.start_application(call, organisation=organisation, by=applicant)
    page.sign_in(applicant)
    for prefix in ("", "/sv", "/en"):
        for step in rules.steps_of(draft):
            page.get(f"{prefix}/my/applications/{draft.ref}/{step}/")


def test_team_answers_its_commitments(page, applicant):
    call = make_call(questionnaire=load_questionnaire(read_json("forms/team.json")), checks=[])
    organisation = applicant.memberships.get().organisation
    draft = actions.start_application(call, organisation=organisation, by=applicant)
    make_organisation("Järven virasto", kind="state_agency")
    page.sign_in(applicant)
    url = f"/my/applications/{draft.ref}/{{}}/"
    page.post(
        url.format("phenomenon"),
        dict.fromkeys(("title", "need", "goals", "sign_of_success", "new_partners"), "Teksti"),
        redirects_to=url.format("team"),
    )
    team = {"unit_name": "Tiimi", "team_organisations": "järven", "team_members": "kehittäjä"}
    page.post(
        url.format("team"),
        {**team, "groups_staff": "4", "sponsor_name": "Johtaja"},
        redirects_to=url.format("commitments"),
    )
    yes = {f"commitment_{what}": "yes" for what in ("problem", "learning", "spreading")}
    missing = page.post(url.format("commitments"), yes, status=422)
    assert len(missing.errors) == 1  # How the lessons are spread, because they are.
    yes["spreading_how"] = "Verkostossa"
    page.post(url.format("commitments"), yes, redirects_to=url.format("review"))
    sent = actions.submit_application(reload(draft), by=applicant)
    assert sent.answers["commitment_spreading"] == "yes"
    assert sent.versions.get().content["team_organisations"]["answer"] == "Järven virasto"
    assert has_state_agency(sent).is_met
