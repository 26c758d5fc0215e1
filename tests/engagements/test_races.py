"""Two at the same moment: the grant is not passed, and no day is invoiced twice."""

import threading
from decimal import Decimal

import pytest
from django.db import connection
from django.utils import timezone

from talkoot.core.refusals import NotAllowed
from talkoot.engagements import actions
from talkoot.engagements.actions.invoices import record_invoice
from talkoot.engagements.models import Engagement, InvoiceLine
from talkoot.engagements.rules.hours import meter_of
from tests.engagements.steps import approved, at, grant, order_price
from tests.factories.engagements import make_engagement

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


def at_once(*calls):
    """Run the calls together; the sentences of those that were refused."""
    barrier, refused = threading.Barrier(len(calls)), []

    def run(call):
        try:
            barrier.wait()
            call()
        except NotAllowed as refusal:
            refused.append(refusal.sentence)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(call,)) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return refused


def test_two_plans_do_not_pass_the_grant_together(engagement, expert_user):
    grant(engagement, 1, 6)
    refused = at_once(
        lambda: actions.agree_day(engagement, **at(3, 5), by=expert_user),
        lambda: actions.agree_day(engagement, **at(5, 5), by=expert_user),
    )
    assert len(refused) == 1
    assert meter_of(Engagement.objects.get(pk=engagement.pk)).planned == 5


def test_the_expert_is_not_promised_to_two_at_once(engagement, expert, expert_user):
    other = make_engagement(expert=expert)
    refused = at_once(
        lambda: actions.agree_day(engagement, **at(3, 5), by=expert_user),
        lambda: actions.agree_day(other, **at(3, 5), by=expert_user),
    )
    assert len(refused) == 1


def test_two_invoices_do_not_hold_the_same_day(engagement, expert, expert_user, office_user):
    order_price(engagement, 1000)
    engagement.refresh_from_db()
    approved(engagement, office_user, -2, 5)

    def invoice(number):
        record_invoice(
            expert.supplier,
            number=number,
            invoiced_on=timezone.localdate(),
            total_eur=Decimal(1000),
            by=expert_user,
        )

    at_once(lambda: invoice("A"), lambda: invoice("B"))
    assert InvoiceLine.objects.count() == 1
    states = sorted(expert.supplier.invoices.values_list("state", flat=True))
    assert states == ["disputed", "matched"]
