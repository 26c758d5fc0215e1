"""The office confirms memberships."""

import pytest

from tests.factories.people import (
    make_contact,
    make_membership,
    make_organisation,
    make_user,
)


def test_office_confirms_a_declared_membership(page, office_user):
    membership = make_membership(
        make_user(name="Uusi Henkilö"), make_organisation(), confirmed_at=None
    )
    page.sign_in(office_user)
    assert "Uusi Henkilö" in page.get("office-memberships").text
    answer = page.post(
        "office-memberships", {"membership": membership.pk}, redirects_to="office-memberships"
    )
    assert "Yhtään jäsenyyttä ei odota" in answer.follow().text
    membership.refresh_from_db()
    assert membership.confirmed_at is not None


def test_office_names_a_contact_of_the_staff_side_and_finds_them(page, office_user):
    body = make_organisation("Metsälahden kaupunki")
    membership = make_membership(make_user(name="Uusi Henkilö"), body, confirmed_at=None)
    make_contact(make_organisation("Toinen"), name="Muu Henkilö")
    page.sign_in(office_user)
    data = {"membership": membership.pk, "task": "staff_contact", "show": "contacts"}
    answer = page.post(
        "office-memberships", data, redirects_to="/office/memberships/?show=contacts"
    ).follow()
    assert "Uusi Henkilö" in answer.text and "Muu Henkilö" in answer.text
    assert '<option value="staff_contact" selected>' in answer.content.decode()
    found = page.get("/office/memberships/?show=contacts&q=metsälah", queries=6)
    assert "Uusi Henkilö" in found.text and "Muu Henkilö" not in found.text


def test_others_get_a_sentence(page, applicant):
    membership = make_membership(make_user(), make_organisation(), confirmed_at=None)
    page.sign_in(applicant).get("office-memberships", status=403)
    page.post("office-memberships", {"membership": membership.pk}, status=403)
    page.sign_out().get(
        "office-memberships", redirects_to="/accounts/login/?next=/office/memberships/"
    )


@pytest.mark.parametrize("number", ["", "x", "999999"])
def test_unknown_membership_gives_a_sentence(number, page, office_user):
    page.sign_in(office_user).post("office-memberships", {"membership": number}, status=404)


@pytest.mark.parametrize("count", [1, 3])
def test_list_reads_the_same_however_many(count, page, office_user):
    for _number in range(count):
        make_membership(make_user(), make_organisation(), confirmed_at=None)
    page.sign_in(office_user).get("office-memberships", queries=6)
