"""Calls: when they take applications, their versions, and what the office does with them."""

import datetime
from decimal import Decimal
from functools import partial
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone, translation

from talkoot.audit.models import LogEntry
from talkoot.calls.actions import assess, submit_application
from talkoot.calls.actions import calls as actions
from talkoot.calls.call_changes import version_changes
from talkoot.calls.call_templates import call_templates, call_values, criteria_rows
from talkoot.calls.deadlines import deadline_text, late_text
from talkoot.calls.jobs import remind_drafts
from talkoot.calls.models import Application, Criterion, Intake, JointApplicant
from talkoot.calls.rules import calls as rules
from talkoot.calls.rules.criteria import Finding, finding_on, pre_check
from talkoot.core.refusals import NotAllowed
from talkoot.correspondence.models import Message
from talkoot.data import read_json
from talkoot.decisions.actions import decide
from talkoot.decisions.messages.drafts import draft_of
from talkoot.surveys.reference import load_questionnaire
from tests.factories.calls import make_application, make_call
from tests.factories.people import make_organisation
from tests.factories.programmes import make_offering
from tests.factories.surveys import make_questionnaire

MINUTE = datetime.timedelta(minutes=1)


def closing(minutes: int, **fields):
    """A call that closes so many minutes from now."""
    return make_call(closes_at=timezone.now() + minutes * MINUTE, **fields)


def row_of(criterion, **changes):
    names = actions.CRITERION_FIELDS
    return {"id": criterion.pk, **{name: getattr(criterion, name) for name in names}, **changes}


# Time


def test_call_takes_applications_until_its_grace_ends(db):
    now = timezone.now()
    assert rules.is_open(closing(1), now)
    assert rules.is_open(closing(-5, grace_minutes=10), now)
    assert not rules.is_open(closing(-15, grace_minutes=10), now)
    assert not rules.is_open(make_call(opens_at=now + MINUTE), now)
    assert not rules.is_open(make_call(published_at=None), now)


def test_late_application_is_refused_or_marked(db):
    refused = make_application(call=closing(-1))
    with pytest.raises(NotAllowed, match="sulkeutunut"):
        submit_application(refused, by=refused.applicant)
    marked = make_application(call=closing(-1, late_policy="marked"))
    sent = submit_application(marked, by=marked.applicant)
    sent.refresh_from_db()
    assert sent.is_late
    assert "määräajan jälkeen" in Message.objects.get(kind="application-receipt").body


def test_application_within_the_grace_is_in_time(db):
    draft = make_application(call=closing(-1, grace_minutes=5, late_policy="marked"))
    sent = submit_application(draft, by=draft.applicant)
    assert not sent.is_late


def test_nobody_begins_after_the_deadline_even_if_late_ones_are_taken(db):
    with pytest.raises(NotAllowed, match="sulkeutunut"):
        rules.check_open(closing(-1, late_policy="marked"), timezone.now())


def test_arrival_belongs_to_the_next_round(call):
    now = timezone.now()
    for number, days in ((1, -1), (2, 3), (3, 9)):
        closes = now + datetime.timedelta(days=days)
        Intake.objects.create(call=call, number=number, closes_at=closes)
    draft = make_application()
    sent = submit_application(draft, by=draft.applicant)
    assert sent.intake is not None
    assert sent.intake.number == 2


def test_deadline_is_told_with_its_time_zone(db):
    call = make_call(
        opens_at=datetime.datetime(2026, 8, 1, tzinfo=datetime.UTC),
        closes_at=datetime.datetime(2026, 9, 29, 16, tzinfo=ZoneInfo("Europe/Helsinki")),
        grace_minutes=1,
    )
    assert deadline_text(call) == "29.9.2026 klo 16.00 Suomen aikaa (EEST)"
    with translation.override("en"):
        assert deadline_text(call) == "29 September 2026 at 16:00 Finnish time (EEST)"
    call.time_zone = "Europe/Stockholm"
    assert deadline_text(call) == "29.9.2026 klo 15.00 Europe/Stockholm (CEST)"
    assert "1 minuutin" in late_text(call)


# Versions


def test_publishing_keeps_the_first_version(call, office_user):
    call.published_at = None
    call.save()
    actions.publish_call(call, by=office_user)
    [version] = call.versions.all()
    assert version.number == 1
    assert version.content["title"]["fi"] == "Sparraushaku"
    assert len(version.content["criteria"]) == 2
    with pytest.raises(NotAllowed, match="jo julkaistu"):
        actions.publish_call(call, by=office_user)


def test_call_without_questionnaire_is_not_published(call, office_user):
    call.published_at = None
    call.questionnaire = None
    call.save()
    with pytest.raises(NotAllowed, match="lomake"):
        actions.publish_call(call, by=office_user)


def test_changed_text_of_a_public_call_makes_a_version_and_tells_the_change(call, office_user):
    actions.save_call(call, values={"text_fi": "Hae asiantuntijan apua."}, by=office_user)
    call.refresh_from_db()
    assert call.text_version == 2
    (newest, [difference]), (first, nothing) = version_changes(call, list(call.versions.all()))
    assert (newest.number, first.number, nothing) == (2, 1, [])
    assert [(row.kind, row.text) for row in difference.changes] == [
        ("same", "Hae asiantuntijan "),
        ("removed", "tukea."),
        ("added", "apua."),
    ]


def test_saving_what_was_there_makes_no_version(call, office_user):
    actions.save_call(call, values={"text_fi": call.text_fi, "max_days": 2}, by=office_user)
    actions.save_call(call, values={"grace_minutes": 0, "reminder_days": 9}, by=office_user)
    call.refresh_from_db()
    assert call.text_version == 1


def test_draft_changes_without_versions(call, office_user):
    call.published_at = None
    call.save()
    actions.save_call(call, values={"title_fi": "Toinen"}, by=office_user)
    assert not call.versions.exists()


def test_changed_criterion_continues_as_a_new_row(call, office_user):
    first, second = call.criteria.all()
    sent = make_application(state="submitted", call=call)
    rows = [row_of(first), row_of(second, text_fi="Tarkempi ehto")]
    actions.set_criteria(call, rows=rows, by=office_user)
    second.refresh_from_db()
    assert (second.text_fi, second.last_version) == ("Ehto 2", 1)
    newest = Criterion.objects.get(text_fi="Tarkempi ehto")
    assert (newest.first_version, newest.last_version) == (2, None)
    # What has been sent is assessed by the text under which it was sent; a draft by the newest.
    sent = Application.objects.get(pk=sent.pk)
    assert [str(row) for row, _finding in pre_check(sent)] == ["Ehto 1", "Ehto 2"]
    draft = make_application(call=Application.objects.get(pk=sent.pk).call)
    assert [str(row) for row, _finding in pre_check(draft)] == ["Ehto 1", "Tarkempi ehto"]


def test_changed_advice_stays_in_its_row(call, office_user):
    first, second = call.criteria.all()
    rows = [row_of(first, advice_fi="Pyydä mukaan toinen osapuoli."), row_of(second)]
    actions.set_criteria(call, rows=rows, by=office_user)
    call.refresh_from_db()
    assert call.text_version == 1
    assert call.criteria.get(pk=first.pk).advice_fi.startswith("Pyydä")


def test_removed_criterion_ends_and_is_kept(call, office_user):
    first, second = call.criteria.all()
    actions.set_criteria(call, rows=[row_of(first)], by=office_user)
    assert call.criteria.get(pk=second.pk).last_version == 1
    assert [row.pk for row in rules.in_force(call.criteria.all(), 2)] == [first.pk]


def test_criteria_of_a_draft_are_replaced(call, office_user):
    call.published_at = None
    call.save()
    actions.set_criteria(call, rows=[{"text_fi": "Uusi", "is_exclusion": True}], by=office_user)
    assert [(row.text_fi, row.order) for row in call.criteria.all()] == [("Uusi", 1)]


# The office's other steps


def test_closing_early_makes_a_version(call, office_user):
    actions.close_call(call, by=office_user)
    call.refresh_from_db()
    assert not rules.is_open(call, timezone.now() + MINUTE)
    assert call.text_version == 2
    with pytest.raises(NotAllowed, match="ei ole auki"):
        actions.close_call(call, by=office_user)


def test_copy_brings_the_lessons_and_leaves_the_dates(call, office_user):
    actions.write_lessons(call, text="Kysy vähemmän.", by=office_user)
    call.refresh_from_db()
    actions.set_quotas(call, rows=[{"measure": "seats", "amount": 9}], by=office_user)
    copy = actions.copy_call(call, by=office_user)
    assert copy.published_at is None
    assert copy.closes_at is None
    assert copy.slug != call.slug
    assert copy.copied_from is not None
    assert copy.copied_from.lessons == "Kysy vähemmän."
    assert [row.text_fi for row in copy.criteria.all()] == ["Ehto 1", "Ehto 2"]
    assert copy.quotas.get().amount == 9
    assert copy.questionnaire is not None
    form = copy.questionnaire
    warned = len(rules.publishing_warnings(copy, [], at=timezone.now()))
    make_questionnaire(form.code, purpose=form.purpose, version=form.version + 1)
    assert len(rules.publishing_warnings(copy, [], at=timezone.now())) == warned + 1


def test_copy_moves_the_rounds_on_by_whole_years(call, office_user):
    this_year = timezone.localdate().year
    zone = ZoneInfo("Europe/Helsinki")
    for number, (year, month, day) in enumerate([(-2, 2, 28), (-2, 11, 15)], 1):
        closes_at = datetime.datetime(this_year + year, month, day, 16, tzinfo=zone)
        decides_on = datetime.date(this_year + year, month, 27) if number == 2 else None
        call.intakes.create(number=number, closes_at=closes_at, decides_on=decides_on)
    copy = actions.copy_call(call, by=office_user)
    first, second = copy.intakes.all()
    assert first.closes_at > timezone.now() > first.closes_at - datetime.timedelta(days=367)
    assert [row.closes_at.astimezone(zone).hour for row in (first, second)] == [16, 16]
    shifts = {row.closes_at.astimezone(zone).year for row in (first, second)}
    assert len(shifts) == 1
    assert (first.decides_on, second.decides_on) == (None, datetime.date(shifts.pop(), 11, 27))
    assert call.intakes.count() == 2


def test_lessons_wait_for_the_opening(db, office_user):
    coming = make_call(opens_at=timezone.now() + datetime.timedelta(days=3))
    with pytest.raises(NotAllowed, match="avautunut"):
        actions.write_lessons(coming, text="Mitä?", by=office_user)


def test_steps_stand_in_the_log(call, office_user):
    actions.save_call(call, values={"title_fi": "Uusi nimi"}, by=office_user)
    keys = set(LogEntry.objects.values_list("key", flat=True))
    assert {"calls.call.changed", "calls.call.versioned"} <= keys


# Reminder


def test_log_tells_quotas_rounds_criteria_and_findings_before_and_after(call, office_user):
    def logged():
        entry = LogEntry.objects.latest("pk")
        return entry.before, entry.after

    quota = {"measure": "seats", "region_code": "19", "amount": 4}
    actions.set_quotas(call, rows=[quota], by=office_user)
    actions.set_quotas(call, rows=[{**quota, "amount": 6}], by=office_user)
    assert logged() == ({"quotas": {"seats 19": 4}}, {"quotas": {"seats 19": 6}})

    actions.save_call(call, values={"days_quota": 30}, by=office_user)
    actions.save_call(call, values={"days_quota": 40}, by=office_user)
    changed = LogEntry.objects.filter(key="calls.call.changed").latest("pk")
    assert (changed.before["days_quota"], changed.after["days_quota"]) == ("30", "40")

    closes_at = timezone.make_aware(datetime.datetime(2027, 3, 1, 16, 15), datetime.UTC)
    actions.set_intakes(call, rows=[{"closes_at": closes_at, "decides_on": None}], by=office_user)
    changed = LogEntry.objects.filter(key="calls.call.changed").latest("pk")
    assert changed.after == {"rounds": {"1": "2027-03-01 16:15+0000"}}

    draft = make_call(published_at=None)
    row = {"order": 1, "check_name": "need", "text_fi": "Tarve on selvä."}
    actions.set_criteria(draft, rows=[row], by=office_user)
    before, after = logged()
    assert len(before["criteria"]) == 2
    assert after == {"criteria": {"1": f"#{draft.criteria.get().pk} need"}}

    application = make_application(state="submitted")
    first = call.criteria.first()
    for is_met in (True, False):
        finding = Finding(is_met, "Vapaata tekstiä.")
        assess(application, findings={first.pk: finding}, by=office_user)
    assert logged() == ({"criteria": {"1": True}}, {"criteria": {"1": False}})


def test_draft_is_reminded_once(call):
    call.closes_at = timezone.now() + datetime.timedelta(days=2)
    call.reminder_days = 3
    call.save()
    draft = make_application()
    make_application(state="submitted")
    assert remind_drafts() == 1
    assert remind_drafts() == 0
    message = Message.objects.get(kind="draft-reminder")
    assert message.user == draft.applicant
    assert "Suomen aikaa" in message.body


def test_draft_is_not_reminded_too_early_nor_without_a_deadline(call):
    make_application()
    assert remind_drafts() == 0
    call.closes_at = timezone.now() + datetime.timedelta(days=10)
    call.save()
    assert remind_drafts() == 0


# Templates and their checks


@pytest.mark.parametrize("code", ["sparring", "training", "workshop", "team"])
def test_template_makes_a_draft(db, code):
    template = call_templates()[code]
    values = call_values(template, today=datetime.date(2026, 10, 1))
    call = actions.create_call(
        make_offering(), values=values, criteria=criteria_rows(template), by=None
    )
    call.full_clean(exclude=["questionnaire", "lessons"])
    assert call.criteria.count() >= 3
    for row in call.criteria.all():
        assert row.text_sv and row.text_en and row.question_fi and row.advice_sv


def test_team_template_closes_on_29_september_at_16():
    values = call_values(call_templates()["team"], today=datetime.date(2026, 10, 1))
    assert values["closes_at"].isoformat() == "2027-09-29T16:00:00+03:00"
    values = call_values(call_templates()["team"], today=datetime.date(2026, 5, 1))
    assert values["closes_at"].year == 2026


def test_state_agency_may_lead_or_take_part(call):
    draft = make_application()
    criterion = Criterion(check_name="state_agency")
    assert not finding_on(draft, criterion).is_met
    agency = make_organisation("Testivirasto", kind="state_agency")
    JointApplicant.objects.create(application=draft, organisation=agency)
    assert "Testivirasto" in finding_on(draft, criterion).reason
    leads = make_application(organisation=agency)
    form = load_questionnaire(read_json("forms/team.json"))
    named = make_application(questionnaire=form, answers={"team_organisations": [agency.key]})
    assert finding_on(named, criterion).is_met
    assert finding_on(leads, criterion).is_met


def test_commitment_is_read_from_the_answer(call):
    criterion = Criterion(check_name="yes-commitment_learning")
    assert finding_on(make_application(answers={"commitment_learning": "yes"}), criterion).is_met
    assert not finding_on(make_application(answers={"commitment_learning": "no"}), criterion).is_met
    assert not finding_on(make_application(), criterion).is_met


@pytest.mark.parametrize(
    ("kind", "is_met"),
    [("municipality", True), ("municipal_company", True), ("company", False), ("other", False)],
)
def test_register_tells_whether_the_applicant_is_municipal(call, kind, is_met):
    draft = make_application(organisation=make_organisation("Hakija X", kind=kind))
    finding = finding_on(draft, Criterion(check_name="municipal"))
    assert finding.is_met == is_met
    assert "Hakija X" in finding.reason
    assert not finding.needs_person


def test_criterion_without_a_rule_waits_for_a_person(call):
    assert finding_on(make_application(), Criterion(check_name="")).needs_person


def test_decision_is_not_signed_before_a_person_has_looked(call, office_user):
    call.criteria.update(check_name="")
    sent = make_application(state="submitted")
    draft = draft_of(sent)
    assert draft["outcome"] == "granted"
    with pytest.raises(NotAllowed):
        decide(sent, **draft, by=office_user)


def test_decimal_days_are_one_text(call, office_user):
    actions.save_call(call, values={"max_days": Decimal("1.5")}, by=office_user)
    actions.save_call(call, values={"max_days": Decimal("1.50")}, by=office_user)
    call.refresh_from_db()
    assert call.text_version == 2


def test_terms_on_which_somebody_has_applied_stay(call, office_user):
    other = make_offering(call.offering.programme)
    save_call = partial(actions.save_call, call, by=office_user)
    save_call(values={"offering": other, "allows_joint": True})
    application = make_application(state="submitted", call=call)
    JointApplicant.objects.create(application=application, organisation=make_organisation())
    for values in ({"offering": make_offering(call.offering.programme)}, {"allows_joint": False}):
        with pytest.raises(NotAllowed):
            save_call(values=values)
    save_call(values={"offering": other, "allows_joint": True, "max_days": 5})
    call.refresh_from_db()
    assert (call.offering, call.allows_joint, call.max_days) == (other, True, 5)
