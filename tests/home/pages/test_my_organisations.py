"""Where a person works."""

import pytest

from talkoot.audit.models import LogEntry
from talkoot.calls.models import Writer
from talkoot.people.models import Membership
from tests.factories.calls import make_application
from tests.factories.people import make_membership, make_organisation, make_user


def test_search_finds_by_a_part_of_the_name_in_any_case(page, db):
    make_organisation("Ähtärin kaupunki", key="ahtari")
    page.sign_in(make_user())
    for text in ("ähtäri", "Ähtäri", "kaupunki"):
        assert "Ähtärin kaupunki" in page.get(f"/my/organisations/?q={text}").text
    assert "ei löydy" in page.get("/my/organisations/?q=olematon").text


def test_declaring_goes_on_to_where_one_was_going(page, db):
    organisation, user = make_organisation(), make_user()
    page.sign_in(user)
    data = {"organisation": organisation.key, "next": "/calls/"}
    answer = page.post("my-organisations", data, redirects_to="/calls/")
    assert organisation.name in answer.follow().text
    assert Membership.objects.get().confirmed_at is None
    assert "Odottaa vahvistusta" in page.get("my-organisations").text


def test_way_on_stays_on_the_site(page, db):
    organisation = make_organisation()
    page.sign_in(make_user())
    data = {"organisation": organisation.key, "next": "https://example.com/"}
    page.post("my-organisations", data, redirects_to="my-organisations")


def test_unknown_organisation_gives_a_sentence(page, db):
    page.sign_in(make_user()).post("my-organisations", {"organisation": "ei-ole"}, status=404)


def test_visitor_signs_in_first(page, db):
    page.get("my-organisations", redirects_to="/accounts/login/?next=/my/organisations/")


@pytest.mark.parametrize("count", [1, 3])
def test_search_reads_the_same_however_many(count, page, db):
    for _number in range(count):
        make_organisation()
    page.sign_in(make_user()).get("/my/organisations/?q=Testikunta", queries=4)


def test_leaving_ends_the_membership_and_the_writing(page, applicant):
    organisation = applicant.memberships.get().organisation
    draft = make_application()
    colleague = make_user()
    membership = make_membership(colleague, organisation)
    Writer.objects.create(application=draft, user=colleague)
    page.sign_in(colleague)
    page.get("leave-organisation", membership.pk, queries=3)
    page.post("leave-organisation", {}, membership.pk, redirects_to="my-organisations")
    assert not colleague.memberships.exists()
    assert not Writer.objects.exists()
    entry = LogEntry.objects.get(key="people.membership.ended")
    assert entry.before == {"organisation": organisation.pk, "role": "member"}


def test_nobody_ends_anothers_membership(page, applicant):
    page.sign_in(make_user()).get("leave-organisation", applicant.memberships.get().pk, status=404)


def test_roles_of_an_office_are_not_left_here(page, office_user):
    membership = office_user.memberships.first()
    page.sign_in(office_user).post("leave-organisation", {}, membership.pk, status=409)
    assert "leave" not in str(page.get("my-organisations").links)
    assert office_user.memberships.count() == 2
