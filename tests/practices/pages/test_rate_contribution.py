"""Rating the programme's part in a practice."""

import pytest
from django.utils.translation import gettext as _

from talkoot.core.refusals import NotAllowed
from talkoot.practices.actions.diffusion import rate_contribution
from talkoot.practices.models import Contribution
from talkoot.practices.rules.levels import UNFOUNDED
from tests.factories.practices import make_adoption
from tests.factories.programmes import make_offering, make_programme

pytestmark = pytest.mark.django_db
DATA = {"origin_class": "2", "rating": "1", "grounds": "Ohjelma teki näkyväksi."}


def test_rating_is_kept_and_shown(page, practice, office_user):
    page.sign_in(office_user)
    page.post(
        f"/office/practices/{practice.slug}/contribution/",
        DATA,
        redirects_to=f"/practices/{practice.slug}/spread/",
    )
    assert Contribution.objects.get(practice=practice).rating == 1
    assert DATA["grounds"] in page.get("practice-spread", practice.slug).text


def test_field_s_work_is_not_claimed_as_the_programme_s(page, practice, office_user):
    page.sign_in(office_user)
    data = {**DATA, "origin_class": "1"}
    answer = page.post(f"/office/practices/{practice.slug}/contribution/", data, status=422)
    assert str(UNFOUNDED) in answer.text and not Contribution.objects.exists()


def test_service_of_the_programme_is_itself_a_practice_that_others_adopt(
    page, practice, office_user
):
    service = make_offering(practice.programme)
    make_adoption(practice)
    page.sign_in(office_user)
    data = {**DATA, "service": service.pk}
    page.post("rate-contribution", data, practice.slug, status=422)  # Born in the field.
    other = {**DATA, "origin_class": "3", "service": make_offering(make_programme()).pk}
    page.post("rate-contribution", other, practice.slug, status=422)
    data["origin_class"] = "3"
    page.post(
        "rate-contribution", data, practice.slug, redirects_to=f"/practices/{practice.slug}/spread/"
    )
    assert Contribution.objects.get(practice=practice).service == service
    page.sign_out()
    answer = page.get("programme", practice.programme.slug)
    assert practice.get_absolute_url() in answer.links.values()
    assert service.name in page.get("practice-spread", practice.slug).text
    page.sign_in(office_user).get("rate-contribution", practice.slug)
    with pytest.raises(NotAllowed):
        rate_contribution(
            practice, origin_class=2, rating=1, grounds="x", service=service, by=office_user
        )


def test_page_opens_in_each_language(page, practice, office_user):
    page.sign_in(office_user)
    assert page.get("rate-contribution", practice.slug).h1 == _("Rate the programme's part")
    for prefix in ("/sv", "/en"):
        page.get(f"{prefix}/office/practices/{practice.slug}/contribution/")
