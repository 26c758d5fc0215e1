"""The open engagements of a replaced expert move to the one who comes."""

import datetime

import pytest
from django.utils import timezone

from talkoot.core.refusals import NotAllowed
from talkoot.correspondence.models import Message
from talkoot.engagements.actions.expert import change_expert
from talkoot.engagements.actions.sessions import agree_day
from tests.engagements.steps import at
from tests.experts.sending import send
from tests.factories.calls import make_application
from tests.factories.engagements import make_engagement
from tests.factories.experts import make_expert, make_framework, make_supplier
from tests.factories.procurement import make_replacement
from tests.factories.profiles import make_availability, make_tie


@pytest.fixture
def expert(programme):
    return make_expert("Vanha Konkari")


def given_to(expert, state="open"):
    return make_engagement(make_application(state="approved", expert=expert), state=state)


@pytest.mark.parametrize("count", [1, 3])
def test_chosen_engagements_move_with_their_orders(page, office_user, expert, count):
    rows = [given_to(expert) for _number in range(count)]
    done = given_to(expert, state="delivered")
    replacement = make_replacement(expert, state="approved")
    page.sign_in(office_user).get("move-engagements", replacement.pk, queries=6)
    data = {"engagement": [row.pk for row in rows]}
    send(page, "move-engagements", replacement.pk, data=data, to="/office/replacements/")
    for row in rows:
        row.refresh_from_db()
        assert row.expert == row.call_off.expert == replacement.successor
    done.refresh_from_db()
    assert done.expert == expert
    assert Message.objects.filter(kind="expert-changed").count() == count


def test_declined_engagement_is_open_again(expert, office_user):
    row = given_to(expert, state="declined")
    new = make_expert(supplier=expert.supplier)
    assert change_expert(row, new, reason="Hakijan valinta.", by=office_user).state == "open"


def test_refused_changes(expert, office_user):
    row = given_to(expert)
    stranger = make_expert(supplier=make_supplier(make_framework(name="Toinen")))
    for engagement, other in (
        (row, expert),
        (row, stranger),
        (given_to(expert, state="delivered"), make_expert(supplier=expert.supplier)),
    ):
        with pytest.raises(NotAllowed):
            change_expert(engagement, other, reason="Syy.", by=office_user)


@pytest.mark.parametrize("bar", ["tie", "absence", "session"])
def test_what_bars_the_new_expert_is_told_and_the_rest_moves(page, office_user, expert, bar):
    barred, free = given_to(expert), given_to(expert)
    replacement = make_replacement(expert, state="approved")
    new = replacement.successor
    if bar == "tie":
        make_tie(new, barred.application.organisation)
        free.delete()
    else:
        agree_day(barred, **at(3), by=office_user)
    if bar == "absence":
        day = timezone.localdate() + datetime.timedelta(days=3)
        make_availability(new, starts_on=day, ends_on=day + datetime.timedelta(days=1))
    if bar == "session":
        agree_day(given_to(new), **at(3, 2), by=office_user)
    data = {"engagement": [barred.pk, free.pk or 0]}
    page.sign_in(office_user)
    send(page, "move-engagements", replacement.pk, data=data, to="/office/replacements/")
    barred.refresh_from_db()
    assert barred.expert == expert
    assert new.name in page.get("move-engagements", replacement.pk).text
    if bar != "tie":
        free.refresh_from_db()
        assert free.expert == new
