"""One engagement."""

import pytest
from django.utils import timezone

from talkoot.practices.models import Practice
from tests.factories.engagements import make_day_report, make_engagement
from tests.factories.events import make_attendance
from tests.factories.practices import make_practice
from tests.factories.teams import make_development_task


def addresses(answer):
    forms = [form.get("action") for form in answer.page.all("form")]
    return {*answer.links.values(), *forms}


def delivered(expert, *roles):
    made = make_engagement(expert=expert, state="delivered")
    session = made.series.sessions.get()
    make_day_report(session, expert=expert)
    for role in roles:
        make_attendance(session, role=role, count=4)
    return made


@pytest.mark.parametrize("groups", [("staff",), ("staff", "management", "supervisor")])
def test_engagement_makes_the_same_queries_however_many_groups(
    page, expert_user, call, applicant, expert, groups
):
    made = delivered(expert, *groups)
    answer = page.sign_in(expert_user).get("engagement", made.application.ref, queries=14)
    assert "Sovittiin työvuorojen pelisäännöt." in answer.text
    assert made.application.applicant.email in answer.text


@pytest.mark.parametrize(
    ("state", "roles", "wanted"),
    [
        ("delivered", ("staff", "management"), "ui-tag--ok"),
        ("delivered", ("staff", "staff_representative"), "ui-tag--warn"),
    ],
)
def test_engagement_checks_co_operation_on_who_came(
    page, expert_user, call, applicant, expert, state, roles, wanted
):
    made = delivered(expert, *roles)
    answer = page.sign_in(expert_user).get("engagement", made.application.ref)
    panel = next(
        box for box in answer.page.all("section") if box.get("aria-labelledby") == "present-title"
    )
    assert [
        tag.get("class") for tag in panel.iter("span") if "ui-tag" in (tag.get("class") or "")
    ] == [f"ui-tag {wanted}"]


def test_engagement_offers_the_expert_the_next_step(page, expert_user, call, applicant, expert):
    opened = make_engagement(expert=expert)
    ref = opened.application.ref
    answer = page.sign_in(expert_user).get("engagement", ref)
    assert f"/engagements/{ref}/day/" in addresses(answer)
    assert f"/engagements/{ref}/report/" not in addresses(answer)
    assert opened.application.preferred_times in answer.text


def test_engagement_lets_the_applicant_draft_a_practice(
    page, call, applicant, expert, expert_user, office_user
):
    made = delivered(expert, "staff", "management")
    draft = f"/engagements/{made.application.ref}/practice/"
    for user, may in ((applicant, True), (office_user, True), (expert_user, False)):
        answer = page.sign_in(user).get("engagement", made.application.ref)
        assert (draft in addresses(answer)) == may
    Practice.objects.filter(pk=make_practice(engagement=made, author=applicant).pk)
    answer = page.sign_in(applicant).get("engagement", made.application.ref)
    assert draft not in addresses(answer)
    assert any("/practices/" in address for address in addresses(answer))


def test_engagement_is_for_its_people(
    page, call, applicant, outsider, expert, expert_user, office_user
):
    ref = make_engagement(expert=expert).application.ref
    page.get("engagement", ref, redirects_to=f"/accounts/login/?next=/engagements/{ref}/")
    page.sign_in(outsider).get("engagement", ref, status=404)
    for user in (applicant, expert_user, office_user):
        page.sign_in(user).get("engagement", ref)


def test_engagement_applicant_records_nothing(page, call, applicant, expert):
    ref = make_engagement(expert=expert).application.ref
    answer = page.sign_in(applicant).get("engagement", ref)
    assert f"/engagements/{ref}/day/" not in addresses(answer)


@pytest.mark.parametrize("count", [1, 3])
def test_engagement_lists_its_development_tasks(page, expert_user, call, applicant, expert, count):
    made = delivered(expert, "staff")
    for number in range(count):
        make_development_task(
            engagement=made, title=f"Kehitetään {number}", due_on=timezone.localdate()
        )
    answer = page.sign_in(expert_user).get("engagement", made.application.ref, queries=14)
    assert all(f"Kehitetään {number}" in answer.text for number in range(count))
    assert "Esihenkilö" in answer.text
    task = made.development_tasks.first()
    where = f"/engagements/{made.application.ref}/"
    assert f"{where}tasks/{task.pk}/" in answer.links.values()
    page.get("engagement-task", made.application.ref, task.pk)
    page.post("engagement-task", {"result": ""}, made.application.ref, task.pk, status=422)
    done = {"to": "done", "result": "Palaveri on vakiintunut."}
    page.post("engagement-task", done, made.application.ref, task.pk, redirects_to=where)
    assert "Palaveri on vakiintunut." in page.get("engagement", made.application.ref).text
    page.get("engagement-task", made.application.ref, task.pk + 100, status=404)
