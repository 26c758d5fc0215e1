"""The slate's page with everything that its lines can bring at once, in the same few queries."""

from decimal import Decimal

import pytest
from django.utils import timezone

from talkoot.calls.models import Call, JointApplicant, Quota
from talkoot.decisions.reference import load_aid_rules
from talkoot.experts.models import PriceLine
from talkoot.programmes.models import Goal
from tests.factories.assessments import make_assignment, make_phase
from tests.factories.calls import make_application
from tests.factories.completion import make_completion_request, make_sent_application
from tests.factories.decisions import make_slate
from tests.factories.experts import make_expert, make_supplier, the_framework
from tests.factories.people import make_contact, make_organisation
from tests.factories.procurement import make_lot
from tests.factories.programmes import make_programme, make_theme


def completed(**fields):
    """One that the office has asked to be completed, and that has come back."""
    application = make_sent_application(**fields)
    make_completion_request(application, days_left=-1, answered_at=timezone.now())
    return application


def joint(**fields):
    application = make_application(state="submitted", **fields)
    JointApplicant.objects.create(
        application=application,
        organisation=make_organisation(),
        confirmed_at=timezone.now(),
    )
    return application


def aided(**fields):
    company = make_organisation(kind="company")
    return make_application(
        state="submitted",
        organisation=company,
        is_economic=True,
        earlier_aid_eur=Decimal(0),
        **fields,
    )


@pytest.mark.parametrize("count", [1, 3])
def test_slate_of_every_kind_makes_the_same_queries(page, office_user, call, count):
    load_aid_rules()
    Call.objects.update(allows_joint=True)
    Quota.objects.create(call=call, measure="days", amount=10)
    phase = make_phase(call, assessors_each=1)
    applications = []
    for _number in range(count):
        expert = make_expert(supplier=make_supplier())
        lot = make_lot(suppliers=[expert.supplier])
        lot.themes.add(make_theme())
        PriceLine.objects.create(
            framework=the_framework(), lot=lot, price_eur=1200, valid_from=timezone.localdate()
        )
        applications += [
            make(applicant=make_contact(), expert=expert) for make in (completed, joint, aided)
        ]
        make_assignment(phase, application=applications[-1], points=3)
    slate = make_slate(*applications)
    answer = page.sign_in(office_user).get("office-slate", slate.pk, queries=15)
    assert str(3 * count) in answer.text


def test_slate_tells_which_goals_of_the_programme_it_serves(page, office_user, call):
    theme, other = make_theme(), make_theme()
    programme = call.offering.programme
    for number, themes in enumerate(([theme], [theme, other], [other]), 1):
        goal = Goal.objects.create(programme=programme, number=number, text_fi=f"Tavoite {number}")
        goal.themes.set(themes)
    Goal.objects.create(programme=make_programme(), number=1, text_fi="Vieras").themes.add(theme)
    application = make_application(state="submitted")
    application.themes.add(theme)
    answer = page.sign_in(office_user).get("office-slate", make_slate(application).pk)
    assert "1. Tavoite 1: 1" in answer.text
    assert "2. Tavoite 2: 1" in answer.text
    assert "3. Tavoite 3" in answer.text
    assert "Vieras" not in answer.text
