"""The steps of the form: drafts, missing answers, texts too long, files."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from talkoot.calls.models import Application
from tests.factories.calls import make_application, make_closed_call
from tests.factories.experts import make_expert, make_framework
from tests.factories.people import make_contact, make_user
from tests.factories.profiles import make_availability
from tests.factories.programmes import make_programme, make_theme

STEPS = ("need", "participants", "expert", "review")
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"


@pytest.fixture
def draft(call, applicant):
    """An empty draft of the signed-in applicant."""
    return Application.objects.create(
        call=call, applicant=applicant, organisation=applicant.memberships.get().organisation
    )


@pytest.fixture
def mine(page, draft):
    return page.sign_in(draft.applicant)


def step_url(application, step):
    return f"/my/applications/{application.ref}/{step}/"


def reload(application):
    return Application.objects.get(pk=application.pk)


@pytest.mark.parametrize("step", STEPS)
def test_every_step_opens_empty_and_filled(step, mine, draft):
    assert "Mitään ei ole vielä tallennettu" in mine.get(step_url(draft, step)).text
    assert "Luonnos tallennettu" in mine.get(step_url(make_application(), step)).text


@pytest.mark.parametrize("step", STEPS)
def test_steps_are_the_applicants_alone(step, page, draft, outsider, office_user):
    page.get(step_url(draft, step), redirects_to=f"/accounts/login/?next={step_url(draft, step)}")
    for user in (outsider, office_user):
        page.sign_in(user).get(step_url(draft, step), status=404)
        page.post(step_url(draft, step), {"title": "Toisen"}, status=404)


def test_unknown_step_gives_a_sentence(mine, draft):
    mine.get(step_url(draft, "nowhere"), status=404)


def test_draft_button_saves_what_there_is(mine, draft):
    url = step_url(draft, "need")
    answer = mine.post(url, {"title": "Työvuorot", "draft": "1"}, redirects_to=url)
    assert reload(draft).title == "Työvuorot"
    shown = answer.follow()
    assert "Luonnos tallennettiin" in shown.text
    assert not shown.errors


def test_continue_tells_what_is_missing_and_saves_the_rest(mine, draft):
    make_theme()
    answer = mine.post(step_url(draft, "need"), {"title": "Työvuorot"}, status=422)
    assert answer.errors == [
        "Kerro, mitä haluatte muuttaa ja miksi nyt",
        "Kerro, mikä on toisin työn jälkeen",
        "Kerro, mistä huomaatte onnistuneenne",
        "Valitse vähintään yksi teema",
    ]
    assert reload(draft).title == "Työvuorot"


def test_continue_without_any_expert_still_tells_what_is_missing(mine, draft):
    answer = mine.post(step_url(draft, "expert"), {}, status=422)
    assert "Valitse asiantuntija" in answer.errors


def test_continue_goes_to_the_next_step(mine, draft):
    theme = make_theme()
    mine.post(
        step_url(draft, "need"),
        {
            "title": "Työvuorot",
            "need": "Kuormitus",
            "goals": "Yhteiset vuorot",
            "sign_of_success": "Vuoronvaihdot vähenevät",
            "themes": [theme.pk],
        },
        redirects_to=step_url(draft, "participants"),
    )
    assert list(reload(draft).themes.all()) == [theme]


def test_too_long_text_comes_back_whole_with_a_count(mine, draft):
    text = "ä" * 1264
    answer = mine.post(
        step_url(draft, "need"), {"title": "T", "need": text, "draft": "1"}, status=422
    )
    assert answer.errors == ["Lyhennä kohtaa ”Mitä haluatte muuttaa ja miksi nyt?” 64 merkillä."]
    assert text in answer.content.decode()
    assert (reload(draft).title, reload(draft).need) == ("T", "")


def test_ten_thousand_character_title_gets_a_sentence(mine, draft):
    answer = mine.post(step_url(draft, "need"), {"title": "x" * 10_000, "draft": "1"}, status=422)
    assert answer.errors == ["Lyhennä kohtaa ”Kehittämistyön nimi” 9920 merkillä."]


def test_request_too_large_for_any_form_gets_a_sentence(mine, draft):
    answer = mine.post(step_url(draft, "need"), {"need": "x" * 3_000_000}, status=413)
    assert "liian suuri" in answer.text


def test_line_breaks_count_as_one_character(mine, draft):
    url = step_url(draft, "need")
    mine.post(url, {"need": "ab\r\n" * 400, "draft": "1"}, redirects_to=url)
    assert len(reload(draft).need) == 1199  # The last line break is stripped.


def test_attachment_is_kept_shown_replaced_and_removed(mine, draft):
    url = step_url(draft, "need")
    upload = SimpleUploadedFile("suunnitelma.pdf", PDF, "application/pdf")
    answer = mine.post(url, {"attachment": upload, "draft": "1"}, redirects_to=url)
    assert "suunnitelma.pdf" in answer.follow().links
    mine.post(url, {"attachment-clear": "on", "draft": "1"}, redirects_to=url)
    assert reload(draft).attachment is None


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("kuva.pdf", b"MZ this is a program"),
        ("ohjelma.exe", b"MZ"),
        ("tyhja.pdf", b""),
        ("suuri.pdf", PDF + b"0" * (5 * 1024 * 1024)),
    ],
)
def test_bad_file_gets_a_sentence_and_the_texts_are_saved(name, content, mine, draft):
    upload = SimpleUploadedFile(name, content, "application/pdf")
    data = {"title": "Työvuorot", "attachment": upload, "draft": "1"}
    answer = mine.post(step_url(draft, "need"), data, status=422)
    assert len(answer.errors) == 1
    assert (reload(draft).title, reload(draft).attachment) == ("Työvuorot", None)


def test_organisation_must_be_ones_own(mine, draft, outsider):
    other = outsider.memberships.get().organisation
    data = {"organisation": other.pk, "unit_name": "Varhaiskasvatus"}
    mine.post(step_url(draft, "participants"), data, status=422)
    assert reload(draft).organisation == draft.organisation
    assert reload(draft).unit_name == "Varhaiskasvatus"


def test_participants_are_numbers_by_role_group(mine, draft):
    url = step_url(draft, "participants")
    mine.post(
        url,
        {
            "unit_name": "Kotihoito",
            "groups_management": "1",
            "groups_staff": "12",
            "groups_other": "",
            "sponsor_name": "Johtaja",
            "staff_representative": "Edustaja",
        },
        redirects_to=step_url(draft, "expert"),
    )
    groups = reload(draft).participant_groups.values_list("role", "count")
    assert dict(groups) == {"management": 1, "staff": 12}


@pytest.mark.parametrize("number", ["-1", "monta", "100000", "1.5"])
def test_bad_number_leaves_the_groups_as_they_were(number, mine, draft):
    url = step_url(draft, "participants")
    mine.post(url, {"groups_staff": "3", "draft": "1"}, redirects_to=url)
    answer = mine.post(url, {"groups_staff": number, "draft": "1"}, status=422)
    assert answer.errors == ["Kirjoita henkilömäärä kokonaislukuna väliltä 0–9999."]
    assert reload(draft).participant_groups.get().count == 3


def test_expert_step_offers_the_programmes_available_experts(mine, draft):
    good = make_expert("Hyvä Asiantuntija")
    make_expert("Varattu Asiantuntija", is_available=False)
    foreign = make_expert("Vieras Asiantuntija", framework=make_framework(make_programme()))
    answer = mine.get(step_url(draft, "expert"))
    assert "Hyvä Asiantuntija" in answer.text
    assert "Varattu" not in answer.text
    assert "Vieras" not in answer.text
    data = {"preferred_times": "Maaliskuu", "days_requested": "1,5"}
    mine.post(step_url(draft, "expert"), data | {"expert": foreign.pk}, status=422)
    following = step_url(draft, "review")
    mine.post(step_url(draft, "expert"), data | {"expert": good.pk}, redirects_to=following)
    assert (reload(draft).expert, str(reload(draft).days_requested)) == (good, "1.5")


def test_expert_step_tells_when_an_expert_is_away(mine, draft):
    today = timezone.localdate()
    days = {"starts_on": today.replace(year=today.year + 1, month=7, day=3)}
    days["ends_on"] = days["starts_on"].replace(day=28)
    expert = make_expert(user=make_user())
    make_availability(make_expert(user=expert.user, is_available=False), **days)
    make_availability(expert, kind="free", starts_on=today, ends_on=today)
    text = mine.get(step_url(draft, "expert")).text
    assert f"3.7.{today.year + 1}–28.7.{today.year + 1}" in text


@pytest.mark.parametrize("days", ["3", "0", "0.7", "-1", "kaksi"])
def test_days_come_in_halves_up_to_the_calls_limit(days, mine, draft):
    data = {"days_requested": days, "draft": "1"}
    answer = mine.post(step_url(draft, "expert"), data, status=422)
    assert len(answer.errors) == 1


@pytest.mark.parametrize("count", [1, 3])
def test_expert_step_reads_the_same_however_many(count, mine, draft):
    for _number in range(count):
        make_expert().themes.add(make_theme())
    mine.get(step_url(draft, "expert"), queries=9)


def test_review_lists_gaps_with_ways_to_their_steps(mine, draft):
    answer = mine.get(step_url(draft, "review"))
    assert answer.links["Valitse asiantuntija"] == step_url(draft, "expert")
    assert "Kirjoita kehittämistyön nimi" in answer.links


def test_review_of_a_closed_call_keeps_the_draft_but_sends_nothing(page, db):
    organisation_user = make_contact(email="toinen@esimerkki.fi")
    application = make_application(call=make_closed_call(), applicant=organisation_user)
    answer = page.sign_in(organisation_user).get(step_url(application, "review"))
    assert "Haku ei ole auki" in answer.text
    assert not [f for f in answer.page.all("form") if f.get("action", "").endswith("/send/")]


def test_sent_application_no_longer_opens_as_a_form(page, application):
    page.sign_in(application.applicant)
    url = step_url(application, "need")
    page.get(url, redirects_to=f"/my/applications/{application.ref}/")
    page.post(url, {"title": "Muutos"}, status=409)
