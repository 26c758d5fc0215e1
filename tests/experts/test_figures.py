"""Figures of named experts and of orders."""

import datetime
from decimal import Decimal

import pytest
from django.utils import timezone

from talkoot.core.figures import get_figure
from tests.factories.experts import make_call_off, make_expert, make_framework, make_supplier
from tests.factories.procurement import make_lot
from tests.figures import count

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2026, 6, 30)


def rows_of(figure_id, programme, as_of=TODAY):
    figure = get_figure(figure_id)
    assert figure is not None
    assert figure.breakdown is not None
    return figure.breakdown.rows(programme, as_of)


def test_named_experts_are_those_in_force_on_the_day(programme):
    framework = make_framework(
        programme, valid_from=datetime.date(2026, 1, 1), valid_to=datetime.date(2027, 12, 31)
    )
    supplier = make_supplier(framework)
    make_expert(supplier=supplier)
    make_expert(supplier=supplier, ended_on=TODAY)
    make_expert(supplier=supplier, named_on=datetime.date(2026, 7, 1))
    assert count("experts-named", as_of=TODAY).value == 1
    assert count("experts-named", as_of=TODAY - datetime.timedelta(days=1)).value == 2
    assert count("experts-named", as_of=datetime.date(2028, 1, 1)).value == 0
    assert rows_of("experts-named", programme) == [["Testivalmennus Oy", 1]]


def test_orders_given_back_are_left_out_from_that_day(programme):
    expert = make_expert(framework=make_framework(programme, name="Puite"))
    lot = make_lot(expert.supplier.framework, name_fi="Osa")
    make_call_off(expert, days=Decimal("1.5"), lot=lot, ordered_on=TODAY)
    make_call_off(expert, days=2, ordered_on=TODAY, returned_on=TODAY + datetime.timedelta(days=1))
    make_call_off(expert, days=4, ordered_on=timezone.localdate() + datetime.timedelta(days=400))
    assert count("days-ordered", as_of=TODAY).value == Decimal("3.5")
    assert count("euros-ordered", as_of=TODAY).value == 3500
    after = TODAY + datetime.timedelta(days=1)
    assert (count("days-ordered", as_of=after).value, count("days-ordered", as_of=after).n) == (
        Decimal("1.5"),
        1,
    )
    assert [row[0] for row in rows_of("euros-ordered", programme)] == ["Puite", "Puite: Osa"]
    assert [row[1:] for row in rows_of("days-ordered", programme)] == [[2, "3,5"]]
