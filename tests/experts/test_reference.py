"""The limits of the procurement act."""

import datetime

import pytest

from talkoot.core.refusals import NotAllowed
from talkoot.experts.models import ProcurementRule
from talkoot.experts.reference import load_procurement_rules
from talkoot.experts.rules.frameworks import rule_on


@pytest.mark.django_db
def test_limits_are_loaded_once_and_read_by_day():
    with pytest.raises(NotAllowed):
        rule_on(datetime.date(2026, 1, 1))
    load_procurement_rules()
    load_procurement_rules()
    assert ProcurementRule.objects.count() == 1
    rule = rule_on(datetime.date(2026, 1, 1))
    assert (rule.services_eur, rule.special_eur, rule.social_eur) == (60_000, 300_000, 400_000)
