"""The tools of the tests themselves: factories, the checking client and the snapshot."""

import pytest
from django.db import connection, transaction

from talkoot.people.models import User
from tests.factories.decisions import make_decision
from tests.factories.engagements import make_day_report, make_engagement
from tests.factories.practices import make_adoption, make_curated_list
from tests.factories.surveys import make_invitation, make_response, make_round


def test_factories_make_a_chain(db, application, office_user, practice):
    decision = make_decision(state="signed", decided_by=office_user)
    engagement = make_engagement(decision.application, state="delivered")
    make_day_report(engagement.series.sessions.get(), expert=engagement.expert)
    make_adoption(practice)
    make_curated_list(practices=[practice])
    round_ = make_round()
    make_invitation(round_, token="abc")
    make_response(round_)
    assert application.call.offering.programme.office == practice.programme.office


@pytest.mark.parametrize("name", ["first@esimerkki.fi", "second@esimerkki.fi"])
def test_snapshot_restores_after_a_transactional_test(transactional_db, name):
    assert list(User.objects.values_list("email", flat=True)) == []
    with transaction.atomic():
        User.objects.create_user(name)
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA journal_mode")
            assert cursor.fetchone() == ("wal",)
