"""The office's list of calls, and a new one."""

import re

import pytest

from talkoot.calls.models import Call
from tests.factories.calls import make_application, make_call
from tests.factories.programmes import make_offering, make_programme


@pytest.mark.parametrize("count", [1, 3])
def test_office_lists_its_calls(page, programme, office_user, count):
    offering = make_offering(programme)
    calls = [make_call(offering=offering) for _ in range(count)]
    make_application(call=calls[0], state="submitted")
    make_call(offering=make_offering(make_programme()), title_fi="Toisen haku")
    page.sign_in(office_user)
    answer = page.get("office-calls", queries=6)
    assert all(call.title in answer.text for call in calls)
    assert "Toisen haku" not in answer.text


def test_new_call_from_a_template(page, programme, office_user):
    offering = make_offering(programme)
    page.sign_in(office_user)
    data = {"offering": offering.pk, "template": "team"}
    page.post("office-new-call", data, redirects_to=re.compile("/office/calls/tiimihaku-"))
    call = Call.objects.get()
    assert call.published_at is None
    assert call.criteria.filter(check_name="state_agency").exists()
    assert call.closes_at is not None


def test_new_empty_call_tells_what_it_lacks(page, programme, office_user):
    offering = make_offering(programme)
    page.sign_in(office_user)
    address = re.compile("/office/calls/sparraus-")
    page.post("office-new-call", {"offering": offering.pk}, redirects_to=address)
    answer = page.get("office-call", Call.objects.get().slug)
    for words in ("Ehtoja ei ole", "Valitse lomake", "Suomenkielinen teksti puuttuu"):
        assert words in answer.text


def test_offering_of_another_office_is_refused(page, programme, office_user):
    other = make_offering(make_programme())
    page.sign_in(office_user)
    answer = page.post("office-new-call", {"offering": other.pk})
    assert len(answer.errors) == 1
    assert not Call.objects.exists()
