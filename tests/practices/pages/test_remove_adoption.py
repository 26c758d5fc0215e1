"""An organisation takes its own adoption mark off."""

from tests.factories.people import make_membership, make_user
from tests.factories.practices import make_adoption


def test_own_mark_is_removed_through_the_practices_page(page, practice, outsider):
    organisation = outsider.memberships.get().organisation
    adoption, other = make_adoption(practice, organisation=organisation), make_adoption(practice)
    answer = page.sign_in(outsider).get("practice", practice.slug)
    removals = [url for url in answer.links.values() if url.endswith("/remove/")]
    assert removals == [f"/practices/{practice.slug}/adoptions/{adoption.pk}/remove/"]
    assert organisation.name in page.get(removals[0], queries=6).text
    text = page.post(removals[0], redirects_to=practice.get_absolute_url()).follow().text
    assert organisation.name not in text and other.organisation.name in text
    practice.refresh_from_db()
    assert practice.adoption_count == 1


def test_unconfirmed_member_and_author_cannot_remove_it(page, practice, applicant, outsider):
    organisation = outsider.memberships.get().organisation
    adoption = make_adoption(practice, organisation=organisation)
    new = make_user()
    make_membership(new, organisation, confirmed_at=None)
    for user in (new, applicant):
        page.sign_in(user).post("remove-adoption", {}, practice.slug, adoption.pk, status=404)
    adoption.refresh_from_db()
    assert adoption.state == adoption.State.VISIBLE
