"""A slate: chosen, weighed, signed line by line, undone."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from talkoot.calls.models import Application, Quota
from talkoot.core.refusals import NotAllowed
from talkoot.correspondence.models import Letter, Message
from talkoot.decisions.actions import slates as actions
from talkoot.decisions.jobs import sign_slates
from talkoot.decisions.messages.slates import (
    fingerprint,
    line_words,
    slate_rows,
    unsigned_lines,
)
from talkoot.decisions.models import AidRule, Decision, Slate
from talkoot.decisions.queries import slates as queries
from talkoot.decisions.queries.what_if import facts_of, what_if
from talkoot.experts.models import Framework
from tests.factories.calls import make_application, make_assessment, make_call
from tests.factories.decisions import make_decision, make_slate, make_slate_line
from tests.factories.experts import make_expert
from tests.factories.people import make_contact, make_municipality, make_organisation
from tests.factories.procurement import make_lot
from tests.factories.programmes import make_theme

pytestmark = pytest.mark.usefixtures("questionnaires")
State = Slate.State
ADDING_QUERIES = 13


def submitted(**fields):
    return make_application(state="submitted", **fields)


def sign(slate, by):
    seen = fingerprint(unsigned_lines(slate, by))
    return actions.sign_slate(slate, seen=seen, by=by)


def problems(slate, user):
    return [row.problem for row in slate_rows(queries.get_slate(user, slate.pk), user)]


def totals(slate, user):
    slate = queries.get_slate(user, slate.pk)
    return what_if(slate_rows(slate, user), facts_of(slate.call))


def test_add_starts_from_the_draft_and_leaves_out_what_cannot_be_decided(call, office_user, expert):
    plain, drafted = submitted(expert=expert), submitted(expert=expert)
    make_decision(drafted, outcome="refused")
    unmet = submitted(expert=expert)
    make_assessment(unmet, assessed_by=office_user, is_met=False)
    left = [
        submitted(call=make_call(), expert=expert),
        make_application(state="approved", expert=expert),
    ]
    slate = actions.make_slate(call, by=office_user)
    keys = [row.pk for row in (plain, drafted, unmet, *left)]
    assert actions.add_applications(slate, keys, by=office_user) == 3
    assert actions.add_applications(slate, keys, by=office_user) == 0
    found = {line.application: (line.outcome, line.days) for line in slate.lines.all()}
    assert found == {
        plain: ("granted", Decimal(1)),
        drafted: ("refused", Decimal(0)),
        unmet: ("refused", Decimal(0)),
    }


def test_slate_holds_five_hundred_at_most(call, office_user, monkeypatch):
    monkeypatch.setattr("talkoot.decisions.rules.slates.LINES_MAX", 1)
    slate = make_slate(submitted())
    with pytest.raises(NotAllowed, match="1"):
        actions.add_applications(slate, [submitted().pk], by=office_user)


def test_edit_changes_lines_and_takes_off(call, office_user):
    slate = make_slate(submitted(), submitted())
    first, second = slate.lines.order_by("pk")
    change = {"outcome": "partly_granted", "days": Decimal("0.5"), "reason": "Päivät loppuvat."}
    actions.edit_lines(slate, {first.pk: change}, removed=[second.pk], by=office_user)
    line = slate.lines.get()
    assert (line.outcome, line.days, line.reason) == tuple(change.values())


@pytest.mark.parametrize("state", [State.SIGNING, State.SIGNED, State.DISCARDED])
def test_only_an_open_slate_changes(call, office_user, state):
    slate = make_slate(submitted(), state=state, signed_by=office_user)
    line = slate.lines.get()
    change = {"outcome": "refused", "days": Decimal(0), "reason": ""}
    for action in (
        lambda: actions.edit_lines(slate, {line.pk: change}, by=office_user),
        lambda: actions.add_applications(slate, [submitted().pk], by=office_user),
        lambda: sign(slate, office_user),
    ):
        with pytest.raises(NotAllowed):
            action()


def test_problem_tells_what_stops_a_line(call, office_user, expert):
    good, other = submitted(expert=expert), submitted(expert=expert)
    slate = make_slate(good)
    make_slate_line(slate, other, outcome="refused", days=0)
    make_slate_line(slate, submitted(expert=None))
    make_slate_line(slate, submitted(expert=expert, applicant=None), days=9)
    make_slate_line(slate, make_application(state="approved", expert=expert))
    found = problems(slate, office_user)
    assert found[0] == ""
    assert all(found[1:])


def test_own_reason_takes_the_place_of_what_the_draft_leaves_open(call, office_user, expert):
    slate = make_slate()
    line = make_slate_line(slate, submitted(expert=expert), outcome="refused", days=0)
    assert "[" in line_words(line)["reasons"]
    line.reason = "haun päivät eivät riitä kaikille."
    reasons = line_words(line)["reasons"]
    assert "[" not in reasons
    assert "koska haun päivät eivät riitä kaikille." in reasons or line.reason[:-1] in reasons


def test_framework_days_run_out_in_the_order_of_arrival(call, office_user, expert):
    framework = expert.supplier.framework
    type(framework).objects.filter(pk=framework.pk).update(days_cap=Decimal(2))
    slate = make_slate(*[submitted(expert=expert) for _number in range(3)])
    assert [bool(problem) for problem in problems(slate, office_user)] == [False, False, True]


def test_framework_euros_run_out_in_the_order_of_arrival(call, office_user, expert):
    framework = expert.supplier.framework
    enough_for_two = 2 * framework.day_price_eur + 1
    type(framework).objects.filter(pk=framework.pk).update(value_cap_eur=enough_for_two)
    slate = make_slate(*[submitted(expert=expert) for _number in range(3)])
    told = problems(slate, office_user)
    assert [bool(problem) for problem in told] == [False, False, True]
    assert framework.name in told[2] and "1,00" in told[2]


@pytest.mark.parametrize("cap", [{"days_cap": Decimal(2)}, {"value_cap_eur": Decimal(1500)}])
def test_a_lots_ceiling_stops_the_lines_after_it(call, office_user, expert, cap):
    framework = expert.supplier.framework
    type(framework).objects.filter(pk=framework.pk).update(day_price_eur=Decimal(700))
    lot = make_lot(framework, suppliers=[expert.supplier], **cap)
    slate = make_slate(*[submitted(expert=expert) for _number in range(3)])
    told = problems(slate, office_user)
    assert [bool(problem) for problem in told] == [False, False, True]
    assert lot.name in told[2]


def test_what_if_counts_days_money_regions_themes_and_first_timers(call, office_user, expert):
    call.quotas.create(measure=Quota.Measure.DAYS, amount=10)
    call.quotas.create(measure=Quota.Measure.SEATS, amount=1, is_for_first_timers=True)
    theme, bare = make_theme(), make_theme()
    old = make_contact(make_organisation("Vanha", municipality=make_municipality()))
    make_decision(make_application(state="approved", applicant=old, expert=expert), state="signed")
    again = submitted(applicant=old, expert=expert, themes=[theme])
    new = submitted(applicant=make_contact(), expert=expert, days_requested=Decimal("1.5"))
    slate = make_slate(again, new)
    make_slate_line(slate, submitted(expert=expert), outcome="refused", days=0)

    found = totals(slate, office_user)
    price = expert.supplier.framework.day_price_eur
    assert (found.lines, found.granted, found.refused) == (3, 2, 1)
    assert (found.days, found.cost) == (Decimal("2.5"), Decimal("2.5") * price)
    assert (found.first_timers, found.organisations) == (1, 2)
    days, seats = found.quotas
    assert (days.used, days.wanted, days.left) == (1, Decimal("2.5"), Decimal("6.5"))
    assert (seats.used, seats.wanted, seats.left) == (1, 1, -1)
    assert seats.is_over
    assert found.frameworks[0].wanted == Decimal("2.5")
    assert (theme.name, 1) in found.themes.counts
    assert bare.name in found.themes.missing


def test_signing_decides_each_line_and_tells_what_was_refused(call, office_user, expert):
    good = [submitted(expert=expert) for _number in range(2)]
    slate = make_slate(*good)
    bad = make_slate_line(slate, submitted(expert=None))
    sign(slate, office_user)
    assert sign_slates() == 2
    slate.refresh_from_db()
    assert slate.state == State.SIGNED
    assert {row.application for row in Decision.objects.filter(state="signed")} == set(good)
    assert all(row.decided_by == office_user for row in Decision.objects.filter(state="signed"))
    assert Letter.objects.count() == Message.objects.filter(kind="decision").count() == 2
    bad.refresh_from_db()
    assert bad.problem
    assert bad.signed_at is None
    assert sign_slates() == 0


def test_signing_refuses_a_slate_that_changed_and_whoever_may_not(call, office_user, officer):
    slate = make_slate(submitted())
    with pytest.raises(NotAllowed):
        actions.sign_slate(slate, seen="old", by=office_user)
    with pytest.raises(NotAllowed):
        sign(slate, officer)
    with pytest.raises(NotAllowed):
        sign(make_slate(), office_user)


def test_own_application_is_neither_seen_nor_signed_in_bulk(call, office_user, officer, expert):
    own = submitted(expert=expert, applicant=office_user, organisation=expert.supplier.organisation)
    slate = make_slate(submitted(expert=expert), own)
    assert problems(slate, office_user) == [""]
    assert len(problems(slate, officer)) == 2
    assert queries.office_slates(office_user).get().line_count == 1
    assert queries.office_slates(officer).get().line_count == 2
    sign(slate, office_user)
    assert sign_slates() == 1
    assert slate.lines.get(application=own).problem


def test_stop_keeps_what_was_signed_and_the_rest_can_be_signed_again(call, office_user, expert):
    slate = make_slate(*[submitted(expert=expert) for _number in range(3)])
    sign(slate, office_user)
    assert sign_slates(limit=1) == 1
    actions.stop_signing(slate, by=office_user)
    assert sign_slates() == 0
    slate.refresh_from_db()
    assert [row.is_signed for row in slate_rows(slate, office_user)] == [True, False, False]
    sign(slate, office_user)
    assert sign_slates() == 2
    assert Message.objects.filter(kind="decision").count() == 3


def test_undo_of_the_slate_takes_back_what_has_not_left(call, office_user, expert):
    applications = [submitted(expert=expert) for _number in range(3)]
    slate = make_slate(*applications)
    sign(slate, office_user)
    sign_slates()
    sent = Message.objects.get(letter__decision__application=applications[0])
    Message.objects.filter(pk=sent.pk).update(state="sent", sent_at=timezone.now())
    slate.refresh_from_db()
    assert actions.undo_slate(slate, by=office_user) == (2, 1)
    states = [Application.objects.get(pk=row.pk).state for row in applications]
    assert states == ["approved", "submitted", "submitted"]
    assert queries.progress_of(slate_rows(slate, office_user)).undone == 2


def test_undone_line_is_signed_anew_on_another_slate(call, office_user, expert):
    application = submitted(expert=expert)
    for _time in range(2):
        slate = make_slate(application)
        sign(slate, office_user)
        assert sign_slates() == 1
        slate.refresh_from_db()
        actions.undo_slate(slate, by=office_user)
    slate = make_slate(application)
    sign(slate, office_user)
    assert sign_slates() == 1
    waiting = Message.objects.filter(kind="decision", state="queued")
    assert waiting.get().letter == Decision.objects.get(application=application).letter


def test_a_line_that_fails_unforeseen_does_not_stop_the_others(
    call, office_user, expert, monkeypatch
):
    slate = make_slate(*[submitted(expert=expert) for _number in range(2)])
    sign(slate, office_user)
    first = slate.lines.order_by("pk").first()
    real = actions.line_words

    def words(line):
        if line.pk == first.pk:
            raise RuntimeError
        return real(line)

    monkeypatch.setattr(actions, "line_words", words)
    assert sign_slates() == 1
    first.refresh_from_db()
    assert first.problem


@pytest.mark.parametrize("count", [1, 12])
def test_rows_and_totals_take_the_same_queries_however_many_lines(call, office_user, expert, count):
    slate = make_slate(
        *[
            submitted(applicant=make_contact(), expert=make_expert(), themes=[make_theme()])
            for _number in range(count)
        ]
    )
    slate = queries.get_slate(office_user, slate.pk)
    with CaptureQueriesContext(
        connection,
    ) as captured:
        what_if(slate_rows(slate, office_user), facts_of(slate.call))
    assert len(captured) == 5, "\n".join(query["sql"][:200] for query in captured)


def test_comparison_tells_where_two_slates_differ(call, office_user, expert):
    same, other, only = (submitted(expert=expert) for _number in range(3))
    first, second = make_slate(same, other), make_slate(same, only)
    make_slate_line(second, other, outcome="refused", days=0)
    sides = [
        slate_rows(queries.get_slate(office_user, row.pk), office_user) for row in (first, second)
    ]
    found = queries.differences(*sides)
    assert [row.application for row in found] == [other, only]
    assert found[1].first is None


@pytest.mark.parametrize(
    ("ceiling", "declared", "stopped"),
    [(100_000, 0, [False, False]), (1200, 0, [False, True]), (100_000, None, [True, True])],
)
def test_aid_of_one_undertaking_counts_together(
    call, office_user, expert, ceiling, declared, stopped
):
    AidRule.objects.all().delete()
    AidRule.objects.create(
        valid_from="2024-01-01", ceiling_eur=ceiling, day_price_eur=900, source="Asetus"
    )
    Framework.objects.update(day_price_eur=900)
    mother = make_organisation(kind="company")
    daughter = make_organisation(kind="company", parent=mother)
    slate = make_slate(
        *[
            submitted(applicant=make_contact(firm), expert=expert, earlier_aid_eur=declared)
            for firm in (mother, daughter)
        ]
    )
    assert [bool(problem) for problem in problems(slate, office_user)] == stopped


@pytest.mark.parametrize("count", [1, 6])
def test_adding_takes_the_same_queries_however_many(call, office_user, expert, count):
    keys = [submitted(applicant=make_contact(), expert=make_expert()).pk for _n in range(count)]
    slate = make_slate()
    with CaptureQueriesContext(connection) as captured:
        actions.add_applications(slate, keys, by=office_user)
    assert len(captured) == ADDING_QUERIES, "\n".join(query["sql"][:200] for query in captured)
