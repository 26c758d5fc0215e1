"""“Otimme mallia”."""

import datetime
import re

import pytest

from talkoot.practices.models import Adoption, Practice
from tests.factories.people import make_membership, make_user
from tests.factories.practices import make_adoption, make_practice

OWN = re.compile(r"/my/adoptions/\d+/")


def filled_in(answer):
    """What the browser sends if the person only presses the button."""
    inputs = answer.page.all("input")
    sent = {row.get("name"): row.get("value") for row in inputs if row.get("type") == "text"}
    sent |= {row.get("name"): row.get("value") for row in inputs if row.get("checked") is not None}
    for select in answer.page.all("select"):
        options = list(select.iter("option"))
        chosen = [row for row in options if row.get("selected") is not None] or options[:1]
        sent[select.get("name")] = chosen[0].get("value")
    return sent


def test_two_presses_are_enough(page, practice, outsider):
    answer = page.sign_in(outsider).get("adopt", practice.slug)
    page.post("adopt", filled_in(answer), practice.slug, redirects_to=OWN)
    adoption = Adoption.objects.get()
    assert (adoption.stage, adoption.fidelity, adoption.scope) == ("in_use", "adapted", "unit")


def sent(user, **fields):
    values = {
        "organisation": user.memberships.get().organisation_id,
        "stage": "in_use",
        "fidelity": "adapted",
        "adopted_on": "1.3.2025",
        "note": "Aloitimme yhdestä yksiköstä.",
    }
    return {**values, **fields}


def test_visitor_is_led_to_sign_in(page, practice):
    answer = page.get(
        "adopt",
        practice.slug,
        redirects_to=f"/accounts/login/?next=/practices/{practice.slug}/adopt/",
    )
    assert answer.status == 302


def test_mark_shows_on_the_practices_page(page, practice, outsider):
    page.sign_in(outsider)
    page.get("adopt", practice.slug, queries=8)
    answer = page.post("adopt", sent(outsider), practice.slug, redirects_to=OWN).follow()
    assert "Aloitimme yhdestä yksiköstä." in answer.text
    assert "Aloitimme yhdestä yksiköstä." in page.get("practice", practice.slug).text
    practice.refresh_from_db()
    assert practice.adoption_count == 1


def test_second_mark_replaces_the_first(page, practice, outsider):
    page.sign_in(outsider)
    for stage in ("trying", "dropped"):
        answer = page.post(
            "adopt", sent(outsider, stage=stage), practice.slug, redirects_to=OWN
        ).follow()
    assert "ajan tasalla" in answer.page.source or "up to date" in answer.page.source
    assert Adoption.objects.get().stage == "dropped"
    assert (
        page.get("adopt", practice.slug).page.all("input", value="dropped")[0].get("checked")
        is not None
    )


def test_day_is_asked_of_the_stage_and_does_not_go_before_the_earlier_ones(
    page, practice, outsider
):
    organisation = outsider.memberships.get().organisation
    tried, used = datetime.date(2024, 3, 1), datetime.date(2025, 6, 1)
    adoption = make_adoption(practice, organisation=organisation, adopted_on=tried, stage="trying")
    page.sign_in(outsider)
    early = sent(outsider, adopted_on="1.2.2024")
    assert len(page.post("adopt", early, practice.slug).errors) == 1
    told = sent(outsider, adopted_on="1.6.2025")
    page.post("adopt", told, practice.slug, redirects_to=OWN)
    offered = filled_in(page.get("adopt", practice.slug))
    assert (offered["adopted_on_day"], offered["adopted_on_month"]) == ("1", "6")
    page.post("adopt", offered, practice.slug, redirects_to=OWN)
    assert list(adoption.moves.values_list("moved_on", flat=True)) == [tried, used]


def test_missing_answers_are_named_and_the_rest_stays(page, practice, outsider):
    answer = page.sign_in(outsider).post(
        "adopt", sent(outsider, stage="", adopted_on=""), practice.slug
    )
    assert len(answer.errors) == 2
    assert "Aloitimme yhdestä yksiköstä." in answer.page.source
    assert not Adoption.objects.exists()


@pytest.mark.parametrize(
    "fields",
    [
        {"adopted_on": "1.1.2099"},
        {"adopted_on": "31.2.2025"},
        {"note": "x" * 10_000},
        {"fidelity": "outo"},
    ],
)
def test_wrong_answers_are_refused_with_a_sentence(page, practice, outsider, fields):
    answer = page.sign_in(outsider).post("adopt", sent(outsider, **fields), practice.slug)
    assert len(answer.errors) == 1


def test_own_strangers_and_unconfirmed_organisations_meet_the_rule(
    page, practice, applicant, outsider
):
    page.sign_in(applicant).get("adopt", practice.slug, status=409)
    own = sent(applicant)
    page.post("adopt", own, practice.slug, status=409)
    page.sign_in(outsider).post("adopt", own, practice.slug, status=409)
    foreign = sent(make_membership(make_user(), make_practice().organisation).user)
    page.post("adopt", foreign, practice.slug, status=409)
    new = make_user()
    make_membership(new, outsider.memberships.get().organisation, confirmed_at=None)
    page.sign_in(new).get("adopt", practice.slug, status=403)
    page.sign_in(make_user()).post("adopt", sent(outsider), practice.slug, status=403)
    assert not Adoption.objects.exists()


def test_withdrawn_practice_is_gone_for_adopters(page, outsider):
    practice = make_practice(state=Practice.State.WITHDRAWN)
    page.sign_in(outsider).get("adopt", practice.slug, status=404)
