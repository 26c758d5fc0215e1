"""Rows gathered into a column become the rows that a prefetch would have read."""

from decimal import Decimal

import pytest
from django.db.models import OuterRef
from django.utils import timezone

from talkoot.core.gathered import columns_of, gathered, put_gathered
from talkoot.experts.models import Framework, Lot, PriceLine
from tests.factories.experts import make_framework
from tests.factories.procurement import make_lot

pytestmark = pytest.mark.django_db


def test_gathered_rows_are_whole_and_in_order(django_assert_num_queries):
    framework = make_framework()
    for order in (2, 1):
        make_lot(
            framework, order=order, days_cap=Decimal("7.5"), name_fi=f"Osa {order}",
            alerted_at=timezone.now(),
        )  # fmt: skip
    rows = gathered(Lot.objects.filter(framework=OuterRef("pk")), *columns_of(Lot), by="framework")
    found = Framework.objects.annotate(rows=rows).get(pk=framework.pk)
    put_gathered([found], "lots", {found.pk: found.rows}, order="order")
    with django_assert_num_queries(0):
        lots = list(found.lots.all())
        names = [lot.name_fi for lot in lots]
    assert names == ["Osa 1", "Osa 2"]
    for lot in lots:
        whole = Lot.objects.get(pk=lot.pk)
        assert all(getattr(lot, name) == getattr(whole, name) for name in columns_of(Lot))


def test_some_columns_are_deferred_and_no_rows_are_none(django_assert_num_queries):
    framework, empty = make_framework(), make_framework()
    price = PriceLine.objects.create(
        framework=framework, price_eur=Decimal("10.20"), valid_from=timezone.localdate()
    )
    rows = gathered(
        PriceLine.objects.filter(framework=OuterRef("pk")),
        "price_eur",
        by="framework",
        id="id",
    )
    found = {row.pk: row for row in Framework.objects.annotate(rows=rows)}
    put_gathered(found.values(), "price_lines", {key: row.rows for key, row in found.items()})
    with django_assert_num_queries(0):
        assert list(found[empty.pk].price_lines.all()) == []
        (line,) = found[framework.pk].price_lines.all()
        assert (line.pk, line.price_eur) == (price.pk, Decimal("10.20"))
    assert line.unit == "day"
