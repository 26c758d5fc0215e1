"""The assessor's page of one application."""

import re
from decimal import Decimal

from django.utils import timezone

from talkoot.assessments.models import Assignment
from talkoot.audit.models import LogEntry
from talkoot.calls.rules.criteria import TEAM_CODE
from talkoot.surveys.models import Item
from tests.factories.assessments import make_assessor, make_assignment, make_phase, make_yardstick
from tests.factories.calls import make_application
from tests.factories.people import make_municipality, make_organisation


def kuopio(call, **fields):
    town = make_municipality("297", name="Kuopio")
    body = make_organisation("Kuopion kaupunki", municipality=town)
    values = {
        "title": "Kuopion päiväkotien arki",
        "need": "Kuopiossa vuorot kuormittavat, sanoo Pekka Niemi. Niemellä on suunnitelma.",
        "staff_representative": "Pekka Niemi",
    }
    return make_application(call=call, state="submitted", organisation=body, **{**values, **fields})


def test_blind_page_hides_who_applies(page, call):
    row = make_assignment(make_phase(call, is_blind=True), application=kuopio(call))
    answer = page.sign_in(row.assessor.user).get("assessment", row.pk, queries=13)
    source = answer.page.source
    for word in ("Kuopio", "Niemi", "Niemel", "Varhaiskasvatus", "Johtaja", "Hakija", "Aino"):
        assert word not in source, word
    assert "vuorot kuormittavat" in answer.text
    assert row.application.number in answer.text
    desk = page.get("assessments", queries=10)
    assert "Kuopio" not in desk.page.source
    assert "päiväkotien arki" in desk.text


def test_blind_page_hides_the_other_organisations_of_a_team(page, call):
    body = make_organisation("Salainen virasto")
    words = {"title": "Salaisen viraston arki", "need": "Salainen virasto on mukana."}
    answers = {TEAM_CODE: [body.key], "team_members": "Traficom: kehittäjä"}
    application = kuopio(call, answers=answers, **words)
    asked = {"code": "team_members", "kind": Item.Kind.TEXT, "order": 90}
    Item.objects.create(questionnaire=application.questionnaire, text_fi="Jäsenet", **asked)
    row = make_assignment(make_phase(call, is_blind=True), application=application)
    page.sign_in(row.assessor.user)
    for where in (page.get("assessment", row.pk), page.get("assessments")):
        assert "Salai" not in where.page.source and "Traficom" not in where.page.source


def test_open_page_shows_the_application(page, call):
    row = make_assignment(make_phase(call), application=kuopio(call))
    make_yardstick(row.phase, weight=Decimal("2.50"))
    answer = page.sign_in(row.assessor.user).get("assessment", row.pk)
    assert "Kuopion kaupunki" in answer.text
    assert ": 2,5." in answer.text  # What the criterion weighs, where weights differ.
    assert answer.h1 == "Kuopion päiväkotien arki"


def marks(phase, points="4"):
    sent = {"comment": "Hyvä hanke."}
    for row in phase.yardsticks.all():
        sent[f"mark_{row.pk}"] = "yes" if row.is_pass_fail else points
        sent[f"reason_{row.pk}"] = "Selkeä tavoite."
    return sent


def test_save_and_next(page, call):
    phase = make_phase(call)
    make_yardstick(phase, is_pass_fail=True)
    assessor = make_assessor(call)
    first, second = (make_assignment(phase, assessor=assessor) for _n in range(2))
    page.sign_in(assessor.user)
    page.post("assessment", marks(phase), first.pk, redirects_to=f"/assessments/{second.pk}/")
    first.refresh_from_db()
    assert first.state == Assignment.State.SUBMITTED
    page.post("assessment", marks(phase), second.pk, redirects_to="assessments")
    assert "2 / 2" in page.get("assessments").page.source


def test_a_draft_keeps_what_there_is(page, call):
    phase = make_phase(call)
    make_yardstick(phase)
    row = make_assignment(phase)
    first = phase.yardsticks.first()
    page.sign_in(row.assessor.user)
    sent = {f"mark_{first.pk}": "2", "draft": "1"}
    page.post("assessment", sent, row.pk, redirects_to=f"/assessments/{row.pk}/")
    row.refresh_from_db()
    assert (row.state, row.scores.get().points) == (Assignment.State.ASSIGNED, 2)
    [desk] = page.get("assessments").context["phases"]
    assert [shown.is_begun for shown in desk.rows] == [True]


def test_what_is_written_when_the_phase_closes_is_kept_and_given_back(page, call):
    phase = make_phase(call)
    make_yardstick(phase)
    row = make_assignment(phase)
    given = make_assignment(phase, assessor=row.assessor)
    page.sign_in(row.assessor.user)
    page.post("assessment", marks(phase), given.pk, redirects_to=f"/assessments/{row.pk}/")
    phase.closed_at = timezone.now()
    phase.save()
    answer = page.post("assessment", marks(phase), row.pk, status=409)
    assert "Hyvä hanke." in answer.text and "Selkeä tavoite." in answer.text
    row.refresh_from_db()
    assert (row.state, row.comment) == (Assignment.State.ASSIGNED, "Hyvä hanke.")
    assert row.scores.count() == phase.yardsticks.count()
    # The office reads the log: it tells no points of a draft.
    assert LogEntry.objects.get(key="assessments.assignment.kept").after == {}
    # A comment that is too long does not take the draft's away.
    page.post("assessment", marks(phase) | {"comment": "a" * 2001}, row.pk, status=409)
    row.refresh_from_db()
    assert row.comment == "Hyvä hanke."
    # What had been given stays; the correction is given back. The page itself no longer opens.
    changed = marks(phase, "1") | {"comment": "Toinen kanta."}
    assert "Toinen kanta." in page.post("assessment", changed, given.pk, status=409).text
    given.refresh_from_db()
    assert given.comment == "Hyvä hanke."
    page.get("assessment", row.pk, status=409)


def test_missing_marks_are_named(page, call):
    phase = make_phase(call)
    condition = make_yardstick(phase, is_pass_fail=True, text_fi="Yhdessä tehty")
    row = make_assignment(phase)
    page.sign_in(row.assessor.user)
    answer = page.post("assessment", {"comment": ""}, row.pk, status=422)
    assert len(answer.errors) == 2
    sent = {**marks(phase), f"mark_{condition.pk}": "no", f"reason_{condition.pk}": ""}
    answer = page.post("assessment", sent, row.pk, status=422)
    assert any("Yhdessä tehty" in error for error in answer.errors)


def test_others_show_as_the_phase_says(page, call):
    for visibility, before, after in (
        ("never", False, False), ("after_own", False, True), ("always", True, True),
    ):  # fmt: skip
        phase = make_phase(call, sees_others=visibility)
        row = make_assignment(phase)
        make_assignment(phase, application=row.application, points=2, comment="Toisen sana.")
        page.sign_in(row.assessor.user)
        assert ("Toisen sana." in page.get("assessment", row.pk).text) is before
        page.post("assessment", marks(phase), row.pk, redirects_to=re.compile("/assessments/"))
        assert ("Toisen sana." in page.get("assessment", row.pk).text) is after
        assert "Arvi Arvioija" not in page.get("assessment", row.pk).text


def test_declaring_takes_the_application_away(page, call):
    row = make_assignment(make_phase(call))
    page.sign_in(row.assessor.user)
    page.post(
        "declare-disqualification", {"reason": "Puoliso on hakija."}, row.pk,
        redirects_to="assessments",
    )  # fmt: skip
    page.get("assessment", row.pk, status=404)
    assert row.application.number not in page.get("assessments").text
