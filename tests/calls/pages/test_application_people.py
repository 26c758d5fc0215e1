"""Who writes and who applies: colleagues, joint applicants, the sign-off."""

import pytest
from django.utils import timezone

from talkoot.calls.actions import save_draft
from talkoot.calls.models import Application, JointApplicant, SignOff, Writer, WriterInvitation
from talkoot.correspondence.models import Message
from tests.factories.calls import make_application
from tests.factories.correspondence import make_message
from tests.factories.decisions import make_decision
from tests.factories.people import make_contact, make_organisation
from tests.factories.together import (
    make_colleague,
    make_invitation,
    make_joint,
    make_sign_off,
    make_writer,
)


@pytest.fixture
def draft(call, applicant):
    call.allows_joint = call.asks_sign_off = True
    call.save()
    return make_application()


@pytest.fixture
def mine(page, draft):
    return page.sign_in(draft.applicant)


@pytest.fixture
def url(draft):
    return f"/my/applications/{draft.ref}/people/"


@pytest.mark.parametrize("count", [1, 3])
def test_page_reads_the_same_however_many(count, mine, draft, url):
    for _number in range(count):
        make_writer(draft)
        make_invitation(draft, token=f"t{_number}")
        make_joint(draft)
    make_sign_off(draft)
    mine.get(url, queries=10)


@pytest.mark.parametrize("language", ["sv", "en"])
def test_page_in_other_languages(language, mine, draft, url):
    make_joint(draft)
    make_sign_off(draft)
    mine.get(f"/{language}{url}")


def test_colleague_is_added_and_removed(mine, draft, url):
    make_colleague(draft, email="maija@esimerkki.fi", name="Maija")
    data = {"invite-address": "maija@esimerkki.fi"}
    shown = mine.post("invite-writer", data, draft.ref, redirects_to=url).follow()
    assert "Maija" in shown.text
    writer = Writer.objects.get()
    mine.post("remove-writer", {"writer": writer.pk}, draft.ref, redirects_to=url)
    assert not Writer.objects.exists()


def test_stranger_is_invited_and_the_invitation_cancelled(mine, draft, url):
    data = {"invite-address": "vieras@esimerkki.fi"}
    mine.post("invite-writer", data, draft.ref, redirects_to=url)
    row = WriterInvitation.objects.get()
    assert row.address == "vieras@esimerkki.fi"
    mine.post("remove-writer", {"invitation": row.pk}, draft.ref, redirects_to=url)
    assert not WriterInvitation.objects.exists()


def test_bad_address_comes_back_with_a_sentence(mine, draft):
    answer = mine.post("invite-writer", {"invite-address": "maija"}, draft.ref, status=422)
    assert len(answer.errors) == 1


def test_row_of_another_application_is_not_removed(mine, draft):
    other = make_writer(make_application())
    pk = Writer.objects.get(user=other).pk
    mine.post("remove-writer", {"writer": pk}, draft.ref, status=404)


def test_joint_applicant_is_found_by_name_and_confirms(page, mine, draft, url):
    contact = make_contact(make_organisation("Siilinjärven kunta"))
    data = {"joint-organisation": "Siilinjärven kunta", "joint-address": ""}
    mine.post("add-joint-applicant", data, draft.ref, redirects_to=url)
    assert JointApplicant.objects.get().confirmed_at is None
    assert "Siilinjärven kunta" in mine.get(f"/my/applications/{draft.ref}/review/").text
    page.sign_in(contact)
    answer = page.get("joint-application", draft.ref)
    assert draft.need in answer.text
    own = f"/my/applications/{draft.ref}/joint/"
    page.post("joint-application", {}, draft.ref, redirects_to=own)
    assert JointApplicant.objects.get().confirmed_by == contact


def test_company_that_joins_tells_of_earlier_aid(page, mine, draft):
    company = make_organisation("Palvelu Oy", kind="company")
    contact = make_contact(company)
    make_joint(draft, company)
    page.sign_in(contact)
    own = f"/my/applications/{draft.ref}/joint/"
    assert len(page.post("joint-application", {}, draft.ref, status=422).errors) == 1
    page.post("joint-application", {"is_economic": "yes"}, draft.ref, status=422)
    data = {"is_economic": "yes", "earlier_aid_eur": "1 000", "aid_sector": "62.10"}
    page.post("joint-application", data, draft.ref, redirects_to=own)
    joint = JointApplicant.objects.get()
    assert (joint.is_economic, joint.earlier_aid_eur) == (True, 1000)
    assert joint.aid_sector == "62.10"


def test_contacts_desk_shows_what_waits(page, draft):
    neighbour = make_organisation("Naapurikunta")
    joint = make_joint(draft, neighbour)
    where = f"/my/applications/{draft.ref}/joint/"
    page.sign_in(make_contact(neighbour))
    assert where in page.get("desk").links.values()
    joint.confirmed_at = timezone.now()
    joint.save()
    assert where not in page.get("desk").links.values()


def test_unknown_organisation_comes_back_with_a_sentence(mine, draft):
    data = {"joint-organisation": "Olematon", "joint-address": ""}
    answer = mine.post("add-joint-applicant", data, draft.ref, status=422)
    assert len(answer.errors) == 1


def test_sending_is_refused_with_a_button_until_all_have_answered(mine, draft):
    make_joint(draft, make_organisation("Naapurikunta"))
    answer = mine.post("submit-application", {}, draft.ref, status=422)
    assert "Naapurikunta" in answer.text
    assert [a for a in answer.page.all("a") if a.get("href", "").endswith("/people/#sign-off")]
    assert Application.objects.get(pk=draft.pk).state == "draft"


def seen_on(answer):
    [seen] = [field.get("value") for field in answer.page.all("input", name="seen")]
    return seen


def test_manager_signs_from_a_phone_without_an_account(page, mine, draft, url):
    data = {"sign-name": "Jaana Johtaja", "sign-address": "johtaja@esimerkki.fi"}
    mine.post("ask-sign-off", data, draft.ref, redirects_to=url)
    link = Message.objects.get(kind="sign-off-request").body.split("/sign/")[1].split("/")[0]
    page.sign_out()
    answer = page.get("sign-off", link, queries=6)
    assert draft.need in answer.text
    assert SignOff.objects.get().state == "asked"  # Opening signs nothing.
    seen = seen_on(answer)
    page.post("sign-off", {"answer": "sign", "comment": "Hyvä.", "seen": seen}, link)
    assert SignOff.objects.get().state == "signed"
    page.get("sign-off", link, status=409)
    page.sign_in(draft.applicant)
    assert "Jaana Johtaja" in page.get(url).text
    page.post("submit-application", {}, draft.ref, redirects_to=f"/my/applications/{draft.ref}/")


def test_manager_signs_only_what_was_read(page, draft, applicant):
    make_sign_off(draft, token="linkki")
    seen, signing = seen_on(page.get("sign-off", "linkki")), {"answer": "sign", "comment": ""}
    save_draft(draft, answers={"need": "Uusi tarve."}, by=applicant)
    told = page.post("sign-off", {**signing, "seen": seen}, "linkki", status=422)
    assert len(told.errors) == 1
    assert "Uusi tarve." in told.text
    assert SignOff.objects.get().state == "asked"
    page.post("sign-off", {**signing, "seen": seen_on(told)}, "linkki")
    assert SignOff.objects.get().state == "signed"


def test_post_without_an_answer_does_not_sign(page, draft):
    make_sign_off(draft, token="linkki")
    page.post("sign-off", {"comment": "?"}, "linkki", status=422)
    assert SignOff.objects.get().state == "asked"


def test_wrong_links_are_slowed_down(page, draft):
    for _number in range(20):
        page.get("sign-off", "vaara", status=404)
    page.get("sign-off", "vaara", status=429)


def test_contact_takes_over_from_the_facts_page(page, draft, applicant):
    contact = make_contact(draft.organisation)
    applicant.memberships.all().delete()
    page.sign_in(contact)
    answer = page.get("organisation-facts", draft.organisation.key)
    assert draft.title in answer.text
    page.post("take-over-application", {}, draft.ref, redirects_to=f"/my/applications/{draft.ref}/")
    assert Application.objects.get(pk=draft.pk).applicant == contact


def test_joint_applicant_sees_the_case_on_the_desk_and_reads_the_letter(page, draft):
    type(draft.call).objects.update(asks_sign_off=False)
    joint = make_joint(draft, confirmed_at=timezone.now())
    contact = make_contact(joint.organisation)
    page.sign_in(contact)
    shown = page.get("desk")
    assert f"/my/applications/{draft.ref}/" in shown.links.values()
    page.get("my-application", draft.ref, redirects_to=f"/my/applications/{draft.ref}/joint/")
    page.get("application-step", draft.ref, "need", status=404)
    granted = make_application(state="approved", call=draft.call)
    make_joint(granted, joint.organisation, confirmed_at=timezone.now())
    decision = make_decision(granted, state="signed")
    page.get("decision-letter", granted.ref, status=404)
    make_message(state="sent", kind="decision", letter=decision.letter)
    page.get("decision-letter", granted.ref)
    assert joint.organisation.name in page.get("my-application", granted.ref).text


@pytest.mark.parametrize("asked", ["allows_joint", "asks_sign_off"])
def test_office_sees_who_stands_behind_the_case(asked, page, call, office_user):
    setattr(call, asked, True)
    call.save()
    sent = make_application(state="submitted")
    joint = make_joint(sent, confirmed_at=timezone.now())
    make_sign_off(sent, state="signed", comment="Hyvä hanke.")
    answer = page.sign_in(office_user).get("office-application", sent.ref)
    assert (joint.organisation.name in answer.text) == (asked == "allows_joint")
    assert ("Hyvä hanke." in answer.text) == (asked == "asks_sign_off")
