"""The office's case page."""

import re
from pathlib import Path

import pytest
from django.utils import timezone

from talkoot import decisions
from talkoot.calls.models import Assessment
from talkoot.decisions import actions
from talkoot.decisions.messages import HAPPENINGS
from talkoot.people.models import Organisation
from tests.decisions.test_actions import GRANT
from tests.factories.assessments import make_phase
from tests.factories.calls import make_application
from tests.factories.people import make_officer

QUERIES = 14


@pytest.mark.parametrize("count", [1, 3])
def test_case_makes_the_same_queries_however_many_cases_there_are(page, office_user, call, count):
    cases = [make_application(state="submitted") for _number in range(count)]
    Organisation.objects.filter(applications=cases[0]).update(staff_count=812)
    answer = page.sign_in(office_user).get("office-application", cases[0].ref, queries=QUERIES)
    assert answer.h1 == cases[0].title
    assert cases[0].need in answer.text
    assert cases[0].sponsor_name in answer.text
    assert "812" in answer.text
    assert cases[0].expert_reason in answer.text
    assert f"/office/applications/{cases[0].ref}/decide/" in answer.links.values()


@pytest.mark.usefixtures("questionnaires")
def test_case_after_signing_tells_when_the_letter_leaves(page, office_user, application):
    actions.decide(application, **GRANT, by=office_user)
    answer = page.sign_in(office_user).get("office-application", application.ref)
    addresses = answer.links.values()
    assert "/office/outbox/" in addresses
    assert f"/applications/{application.ref}/decision.pdf" in addresses
    assert f"/engagements/{application.ref}/" in addresses
    assert f"/office/applications/{application.ref}/decide/" not in addresses
    assert not answer.page.all("form", action=f"/office/applications/{application.ref}/assess/")
    assert str(office_user) in answer.text


def test_case_of_ones_own_is_kept_from_its_handler(page, call):
    maker = make_officer(call.offering.programme.office, may_sign=True)
    own = make_application(state="submitted", call=call, applicant=maker)
    page.sign_in(maker)
    for name in ("office-application", "decide"):
        page.get(name, own.ref, status=404)
    page.post("assess-application", {}, own.ref, status=404)


def test_case_is_for_its_own_office(page, application, applicant, outsider):
    other = make_officer(outsider.memberships.get().organisation, may_sign=True)
    page.sign_in(other).get("office-application", application.ref, status=404)
    page.sign_in(applicant).get("office-application", application.ref, status=403)


def test_case_of_a_draft_is_not_the_offices(page, office_user, call, applicant):
    draft = make_application(state="draft")
    page.sign_in(office_user).get("office-application", draft.ref, status=404)


def test_assess_overrules_the_pre_check(page, officer, application):
    criteria = list(application.call.criteria.all())
    findings = {}
    for criterion in criteria:
        findings[f"met_{criterion.pk}"] = "no"
        findings[f"reason_{criterion.pk}"] = "Tarkistettu puhelimessa."
    page.sign_in(officer)
    unread = page.get("office-application", application.ref).text.count(str(officer))
    page.post(
        "assess-application",
        findings,
        application.ref,
        redirects_to=f"/office/applications/{application.ref}/",
    )
    assert Assessment.objects.filter(is_met=False, assessed_by=officer).count() == len(criteria)
    # The next officer sees who looked, beside the criteria and in the history.
    read = page.get("office-application", application.ref, queries=QUERIES)
    assert read.text.count(str(officer)) == unread + 2
    decide = page.get("decide", application.ref)
    assert "Tarkistettu puhelimessa." in decide.page.by_id("id_reasons").text
    assert decide.page.by_id("id_days").get("value") == "0"


def test_assess_without_a_reason_asks_for_it(page, officer, application):
    answer = page.sign_in(officer).post("assess-application", {}, application.ref)
    assert len(answer.errors) == 2 * application.call.criteria.count()
    assert not Assessment.objects.exists()


def test_assess_a_decided_case_is_refused(page, office_user, call, applicant):
    decided = make_application(state="rejected")
    page.sign_in(office_user).post("assess-application", {}, decided.ref, status=409)


def test_case_left_out_of_a_phase_without_points_tells_why(page, office_user, application):
    phase = make_phase(application.call, advance_by="person", closed_at=timezone.now())
    phase.selections.create(
        application=application,
        goes_on=False,
        is_chosen=True,
        grounds="Tarve on jo katettu.",
        made_by=office_user,
        made_at=timezone.now(),
    )
    text = page.sign_in(office_user).get("office-application", application.ref).text
    assert text.count("Tarve on jo katettu.") == 2  # Beside the points and in the history.


def test_everything_that_is_logged_of_a_case_has_words():
    """Keys of the engagement and of the case; what slates and requests log is no case's own."""
    kinds = (
        r"calls\.(?:application|writer|joint)|engagements\.(?:engagement|course|feedback)|"
        r"decisions\.(?:decision|correction|reconsideration|grant|aid_grant|answer|document)"
    )
    written = re.compile(rf'record\(\s*"((?:{kinds})\.\w+)"')
    sources = [
        path.read_text() for path in Path(decisions.__path__[0]).parent.glob("*/actions/*.py")
    ]
    logged = {key for source in sources for key in written.findall(source)}
    assert len(logged) > 40
    assert logged <= set(HAPPENINGS)
