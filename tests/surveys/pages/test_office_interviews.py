"""Interviews: list, one, its points."""

import re

import pytest
from django.utils.translation import gettext as _

from talkoot.surveys.models import Interview
from tests.factories.texts import make_frame, make_interview, make_quote


@pytest.mark.parametrize("count", [1, 3])
def test_interviews_cost_the_same_however_many(page, office_user, count):
    for _number in range(count):
        make_interview()
    answer = page.sign_in(office_user).get("office-interviews", queries=6)
    assert answer.text.count("asiantuntija") == count


def test_an_interview_is_written_down_and_coded(page, office_user, programme):
    code = make_frame(item_code="").codes.first()
    page.sign_in(office_user)
    data = {"programme": programme.pk, "role": "asiantuntija", "held_on": "1.6.2020"}
    page.post("new-interview", {**data, "held_on": ""}, status=422)
    page.post("new-interview", data, redirects_to=re.compile(r"/office/texts/interviews/\d+/"))
    interview = Interview.objects.get()
    where = f"/office/texts/interviews/{interview.pk}/"
    page.post(where, {"code": code.pk, "text": ""}, status=422)
    page.post(where, {"code": code.pk, "text": "Arki muuttui."}, redirects_to=where)
    assert "Arki muuttui." in page.get(where).text
    page.post(where, {"remove": interview.points.get().pk}, redirects_to=where)
    assert not interview.points.exists()


def test_a_consent_that_is_taken_away_hides_the_quotes(page, office_user, programme):
    interview = make_interview()
    make_quote(interview)
    page.sign_in(office_user)
    assert "Kokeilut" in page.get("office-interview", interview.pk, queries=9).text
    data = {"programme": programme.pk, "role": "asiantuntija", "held_on": "1.6.2020"}
    page.get("edit-interview", interview.pk)
    page.post(
        "edit-interview",
        data,
        interview.pk,
        redirects_to=f"/office/texts/interviews/{interview.pk}/",
    )
    text = page.get("office-interview", interview.pk).text
    assert _("Take a quote from this interview") not in text and "Kokeilut" not in text
