"""Moderation."""

import datetime
import re

import pytest
from django.utils import timezone

from talkoot.correspondence.models import Message
from talkoot.people.models import OrganisationSuccession
from talkoot.practices.models import Practice
from talkoot.practices.rules.moderation import answer_by
from talkoot.search.queries import find
from tests.factories.people import make_contact, make_officer, make_organisation
from tests.factories.practices import make_practice
from tests.factories.publishing import make_change

State = Practice.State


@pytest.fixture
def waiting(applicant):
    return make_practice("Sanelukello", state=State.SUBMITTED, author=applicant, may_publish=True)


@pytest.mark.parametrize("count", [1, 3])
def test_queue_costs_the_same_at_any_length(page, office_user, count):
    for _number in range(count):
        make_practice(state=State.SUBMITTED)
    page.sign_in(office_user).get("office-practices", queries=8)


def test_queue_is_the_offices_own(page, waiting, office_user, outsider):
    page.sign_in(outsider).get("office-practices", status=403)
    other = make_officer(make_organisation(kind="association"))
    assert "Sanelukello" not in page.sign_in(other).get("office-practices").text
    page.get("office-practice", waiting.slug, status=404)
    assert "Sanelukello" in page.sign_in(office_user).get("office-practices").text


def test_office_reads_asks_once_more_and_publishes(page, waiting, office_user):
    page.sign_in(office_user).get("office-practice", waiting.slug)
    page.get("publish-practice", waiting.slug)
    answer = page.post(
        "publish-practice", {}, waiting.slug, redirects_to=waiting.get_absolute_url()
    )
    assert "Sanelukello" in answer.follow().text
    assert find("practice", "sanelukello").count == 1
    page.post("publish-practice", {}, waiting.slug, status=409)


def test_return_needs_a_note_which_reaches_the_author(page, waiting, office_user, applicant):
    page.sign_in(office_user)
    assert len(page.post("return-practice", {"note": " "}, waiting.slug).errors) == 1
    page.post(
        "return-practice",
        {"note": "Kerro tuloksista."},
        waiting.slug,
        redirects_to="office-practices",
    )
    waiting.refresh_from_db()
    assert waiting.state == State.RETURNED
    assert "Kerro tuloksista." in page.sign_in(applicant).get("my-practice", waiting.slug).text


@pytest.mark.parametrize("state", [State.DRAFT, State.RETURNED, State.PUBLISHED])
def test_what_does_not_wait_is_neither_published_nor_returned(page, office_user, state):
    practice = make_practice(state=state)
    page.sign_in(office_user).get("office-practice", practice.slug)
    for name in ("publish-practice", "return-practice"):
        page.get(name, practice.slug, status=409)


def test_changes_of_published_practices_wait_in_the_same_place(page, office_user, applicant):
    make_change(make_practice("Muuttuva teko", author=applicant))
    make_practice("Odottava teko", state=State.SUBMITTED, author=applicant)
    answer = page.sign_in(office_user).get("office-practices")
    assert "Muuttuva teko" in answer.text and "Odottava teko" in answer.text
    assert [item["badge"] for group in answer.context["office_menu"] for item in group["items"]
            if item["url"] == "/office/practices/"] == [2]  # fmt: skip


def test_late_answers_are_marked_for_office_and_author(page, office_user, applicant):
    practice = make_practice(state=State.SUBMITTED, author=applicant)
    long_ago = timezone.now() - datetime.timedelta(days=30)
    Practice.objects.filter(pk=practice.pk).update(state_changed_at=long_ago)
    promised = answer_by(long_ago)
    words = f"{promised.day}.{promised.month}.{promised.year}"
    assert words in page.sign_in(office_user).get("office-practices").text
    assert words in page.sign_in(applicant).get("my-practice", practice.slug).text


def test_opinion_needs_the_title_and_is_shown_by_name_only_with_consent(
    page, office_user, applicant
):
    practice = make_practice(author=applicant)
    here = f"/office/practices/{practice.slug}/"
    opinion = {
        "text": "Toimii.",
        "expert_name": "Tiina Tutkija",
        "expert_title": "työelämän tutkija",
        "is_validating": "on",
        "given_on": "2026-01-02",
    }
    page.sign_in(office_user)
    for fields in ({"expert_title": ""}, {"text": ""}, {"given_on": "2999-01-01"}):
        assert len(page.post("add-opinion", {**opinion, **fields}, practice.slug).errors) == 1
    page.post("add-opinion", opinion, practice.slug, redirects_to=here)
    text = page.get("practice", practice.slug).text
    assert "työelämän tutkija" in text and "Tiina Tutkija" not in text
    assert Message.objects.get(kind="practice-opinion").user == applicant
    row = practice.opinions.get()
    page.post("remove-opinion", {}, practice.slug, row.pk, redirects_to=here)
    assert "työelämän tutkija" not in page.get("practice", practice.slug).text


def test_office_corrects_and_sees_what_somebody_else_changed(page, office_user):
    practice = make_practice(title="Kirjotusvirhe")
    source = page.sign_in(office_user).get("edit-practice", practice.slug).page.source
    seal = re.search(r'name="seal" value="([^"]+)"', source).group(1)
    values = {
        "title": "Kirjoitusvirhe",
        "gist": practice.gist,
        "need": practice.need,
        "what_was_done": practice.what_was_done,
        "sector": practice.sector_id,
        "may_publish": "on",
        "status": "in_use",
        "seal": seal,
    }
    page.post("edit-practice", values, practice.slug,
              redirects_to=f"/office/practices/{practice.slug}/")  # fmt: skip
    later = {**values, "title": "Kolmas nimi"}
    assert len(page.post("edit-practice", later, practice.slug).errors) == 1
    practice.refresh_from_db()
    assert practice.title == "Kirjoitusvirhe"


def test_office_corrects_an_import_that_lacks_answers_and_empties_none(page, office_user):
    practice = make_practice("Tuotu", sector=None, need="", state=State.SUBMITTED,
                             may_publish=False)  # fmt: skip
    page.sign_in(office_user).get("publish-practice", practice.slug, status=409)
    values = {"title": "Tuotu teko", "gist": practice.gist, "status": "in_use",
              "what_was_done": practice.what_was_done}  # fmt: skip
    here = f"/office/practices/{practice.slug}/"
    page.post("edit-practice", {**values, "may_publish": "on"}, practice.slug, redirects_to=here)
    practice.refresh_from_db()
    assert (practice.title, practice.need, practice.may_publish) == ("Tuotu teko", "", True)
    emptied = {**values, "gist": "", "may_publish": "on"}
    assert len(page.post("edit-practice", emptied, practice.slug).errors) == 1
    page.get("publish-practice", practice.slug)


def test_all_practices_of_a_merged_organisation_are_passed_on_by_one_press(page, office_user):
    old, new = make_organisation("Vanhakunta"), make_organisation("Uusikunta")
    contact = make_contact(new)
    mine = [make_practice(organisation=old, author=None) for _number in range(3)]
    draft = make_practice(organisation=old, state=State.DRAFT)
    make_practice()
    assert page.sign_in(office_user).get("office-practices").context["merged"] == []
    OrganisationSuccession.objects.create(predecessor=old, successor=new, on="2020-01-01")
    (row,) = page.get("office-practices").context["merged"]
    assert (row.organisation, row.successor, row.count) == (old, new, 3)
    page.post("transfer-practices", {}, old.key, redirects_to="office-practices")
    assert set(Practice.objects.filter(organisation=new)) == set(mine)
    message = Message.objects.get(kind="practice-transferred")
    assert message.user == contact and all(row.title in message.body for row in mine)
    draft.refresh_from_db()
    assert draft.organisation == old
    assert page.get("office-practices").context["merged"] == []


def test_another_office_passes_nothing_on(page, practice):
    new = make_organisation()
    OrganisationSuccession.objects.create(
        predecessor=practice.organisation, successor=new, on="2020-01-01"
    )
    page.sign_in(make_officer(make_organisation(kind="association")))
    assert page.get("office-practices").context["merged"] == []
    key = practice.organisation.key
    page.post("transfer-practices", {}, key, redirects_to="office-practices")
    assert not Practice.objects.filter(organisation=new).exists()
