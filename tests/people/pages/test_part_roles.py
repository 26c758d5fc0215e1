"""An editor and a reader for the funder have a part of the office's pages and nothing else."""

import pytest
from django.db import IntegrityError
from django.utils import timezone

from talkoot.calls.queries import organisations_of
from talkoot.people.models import Role
from talkoot.people.rules import is_member, is_officer, may_study
from talkoot.practices.models import Practice
from tests.factories.calls import make_application
from tests.factories.experts import make_expert
from tests.factories.people import make_membership, make_organisation, make_user
from tests.factories.practices import make_practice
from tests.factories.programmes import make_funding_project, make_programme
from tests.routes import routes

# The pages of the office that each opens, of those without a thing of their own.
OPENS = {
    Role.EDITOR: {"office-practices", "office-talk", "office-lists", "new-list", "office-outreach"},
    Role.FUNDER_READER: {"office-funding"},
}


@pytest.fixture
def person(programme):
    def make(role):
        user = make_user(f"{role}@esimerkki.fi")
        make_membership(user, programme.office, role, confirmed_at=None)
        return user

    return make


@pytest.mark.parametrize("role", OPENS)
def test_a_part_makes_nobody_a_member(programme, person, role):
    user = person(role)
    for has in (is_member, is_officer, may_study):
        assert not has(user, programme.office_id)
    assert organisations_of(user) == []
    with pytest.raises(IntegrityError):
        make_membership(make_user(), programme.office, role, confirmed_at=timezone.now())


@pytest.mark.parametrize("role", OPENS)
def test_of_all_pages_of_the_office_only_the_part_opens(client, programme, person, role):
    client.force_login(person(role))
    pages = [row for row in routes() if row.is_ours and row.pattern.startswith("/office/")]
    opened = {
        row.name
        for row in pages
        if "<" not in row.pattern
        and "(" not in row.pattern
        and client.get(row.pattern.replace("\\Z", "")).status_code == 200
    }
    assert opened == OPENS[role]


def test_an_editor_moderates_and_edits_but_reads_no_application(page, programme, person):
    practice = make_practice(state="submitted", programme=programme)
    other = make_practice(state="submitted", programme=make_programme(office=make_organisation()))
    application = make_application(state="submitted")
    page.sign_in(person(Role.EDITOR))
    assert practice.title in page.get("office-practices").text
    page.get("edit-practice", practice.slug)
    page.post("publish-practice", {}, practice.slug, redirects_to=f"/practices/{practice.slug}/")
    practice.refresh_from_db()
    assert practice.state == Practice.State.PUBLISHED
    page.get("office-practice", other.slug, status=404)
    draft = make_practice(state="draft", programme=programme)
    for name in ("practice", "office-practice"):
        page.get(name, draft.slug, status=404)
    for name, args in (
        ("office-application", [application.ref]),
        ("office-leads", []),
        ("office-imports", []),
        ("office-funding", []),
    ):
        page.get(name, *args, status=403)
    page.get("application-attachment", application.ref, status=404)
    assert "/office/practices/" in page.get("desk").links.values()
    assert "odottaa vahvistusta" not in page.get("my-organisations").text


def test_an_expert_who_edits_too_has_the_way_there(page, person):
    user = person(Role.EDITOR)
    make_expert(user=user)
    assert "/office/talk/" in page.sign_in(user).get("engagements").page.source


def test_a_funders_reader_reads_finances_and_changes_nothing(page, programme, person):
    project = make_funding_project(programme, name="Luettava hanke")
    other = make_funding_project(make_programme(office=make_organisation()))
    application = make_application(state="submitted")
    page.sign_in(person(Role.FUNDER_READER))
    answer = page.get("office-funding")
    assert "Luettava hanke" in answer.text
    assert not [url for url in answer.links.values() if "/add/" in url]
    shown = page.get("funding-project", project.pk)
    for name in ("edit", "shares", "lines/add", "costs/book"):
        where = f"/office/funding/{project.pk}/{name}/"
        assert where not in shown.links.values()
        page.get(where, status=403)
    page.get("funding-indicators", project.pk)
    assert page.get("costs-file", project.pk, "csv").status == 200
    for name, args, status in (
        ("funding-project", [other.pk], 404),
        ("costs-file", [other.pk, "csv"], 404),
        ("office-application", [application.ref], 403),
        ("office-practices", [], 403),
        ("application-attachment", [application.ref], 404),
    ):
        page.get(name, *args, status=status)
    assert "/office/funding/" in page.get("desk").links.values()
