"""The office's round of approval, and what is stuck."""

import re

import pytest

from talkoot.engagements.models import DayReport
from tests.engagements.steps import hold
from tests.factories.delivery import make_reported, make_stuck_item


@pytest.mark.parametrize("count", [1, 3])
def test_office_reports_read_the_same_however_many(page, call, office_user, count):
    for _number in range(count):
        make_reported()
    answer = page.sign_in(office_user).get("office-reports", queries=6)
    assert len(answer.links) >= count


def test_office_reports_without_any(page, call, office_user):
    page.sign_in(office_user).get("office-reports")


def test_office_report_is_approved_and_the_next_one_opens(page, call, office_user):
    first, second = make_reported(), make_reported()
    page.sign_in(office_user).get("office-report", first.pk, queries=11)
    page.post("office-report", {}, first.pk, redirects_to=f"/office/reports/{second.pk}/")
    page.post("office-report", {}, second.pk, redirects_to="/office/reports/")
    assert set(DayReport.objects.values_list("state", flat=True)) == {"approved"}
    page.post("office-report", {}, first.pk, status=409)


def test_office_report_is_returned_with_a_note(page, engagement, office_user, expert_user):
    report = hold(engagement, -2, 5)
    ref = engagement.application.ref
    page.sign_in(office_user)
    assert page.post("office-report", {"return": "1", "note": ""}, report.pk).errors
    form = {"return": "1", "note": "Tarkista tunnit."}
    page.post("office-report", form, report.pk, redirects_to="/office/reports/")
    page.sign_in(expert_user)
    answer = page.get("engagement", ref)
    assert "Tarkista tunnit." in answer.text
    corrected = {
        "hours": "4", "count_staff": "5", "done": "A", "results": "B", "next_steps": "",
    }  # fmt: skip
    page.get("correct-report", ref, 1)
    page.post("correct-report", corrected, ref, 1, redirects_to=f"/engagements/{ref}/")
    report.refresh_from_db()
    assert (report.state, report.hours) == ("submitted", 4)


def test_another_office_does_not_see_the_report(page, call, other_officer):
    page.sign_in(other_officer).get("office-report", make_reported().pk, status=404)


def test_what_is_stuck_stands_on_the_desk_until_answered(
    page, engagement, expert_user, office_user
):
    ref = engagement.application.ref
    page.sign_in(expert_user).get("raise-stuck", ref)
    assert page.post("raise-stuck", {"text": ""}, ref).errors
    page.post("raise-stuck", {"text": "Aika puuttuu."}, ref, redirects_to=f"/engagements/{ref}/")
    item = engagement.stuck_items.get()
    page.sign_in(office_user)
    assert "Aika puuttuu." in page.get("office").text
    assert page.post("office-stuck", {"answer": ""}, item.pk).errors
    page.post("office-stuck", {"answer": "Siirretään."}, item.pk, redirects_to="office")
    assert "Aika puuttuu." not in page.get("office").text
    assert "Siirretään." in page.sign_in(expert_user).get("engagement", ref).text


def test_outputs_and_consent(page, engagement, applicant):
    ref, case = engagement.application.ref, f"/engagements/{engagement.application.ref}/"
    page.sign_in(applicant).get("add-output", ref)
    assert len(page.post("add-output", {"kind": "step"}, ref).errors) == 2
    form = {"kind": "rules", "text": "Pelisäännöt", "responsible": "Esihenkilö"}
    page.post("add-output", form, ref, redirects_to=case)
    output = engagement.outputs.get()
    page.post("tick-output", {}, ref, output.pk, redirects_to=case)
    assert "Pelisäännöt" in page.get("engagement", ref).text
    page.get("story-consent", ref)
    page.post("story-consent", {"consent": "refused"}, ref, redirects_to=case)
    make_stuck_item(engagement)
    page.get("engagement", ref)


def test_a_path_starts_an_application(page, engagement, applicant, call):
    ref = engagement.application.ref
    hold(engagement, -2, 5)
    answer = page.sign_in(applicant).get("engagement", ref)
    assert call.title in answer.text
    step = re.compile("/my/applications/")
    page.post("continue-engagement", {"call": call.slug}, ref, redirects_to=step)
    assert engagement.application.continued_by.get().call == call
