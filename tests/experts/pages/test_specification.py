"""Planning a tender together: nobody is asked for an offer before all who plan have agreed."""

import datetime
import re

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from talkoot.correspondence.models import Message
from talkoot.experts.actions.co_design import ask_co_designers
from talkoot.experts.jobs import forget_planners
from talkoot.experts.models import CoDesigner, Procurement
from tests.experts.sending import send
from tests.factories.people import make_organisation
from tests.factories.procurement import TOKEN, make_co_designer, make_criteria, make_procurement

MUNICIPALITY = {
    "name": "Jämsän kaupunki",
    "contact_name": "Kehittämispäällikkö",
    "address": "kehittaja@esimerkki.fi",
    "language": "fi",
}
HERE = "/office/procurements/"


@pytest.fixture
def planned(programme):
    """A tender for the workshops of one municipality, with its criteria."""
    row = make_procurement(programme, kind="series_tender", title="Haastetyöpaja Jämsässä")
    make_criteria(row)
    return row


def link_of(message):
    return re.search(r"/specifications/([\w-]+)/", message.body)[1]


def test_tender_is_designed_together(page, office_user, planned):
    make_organisation("Jämsän kaupunki")
    page.sign_in(office_user)
    send(page, "new-co-designer", planned.pk, data=MUNICIPALITY, to=HERE)
    refused = send(page, "open-procurement", planned.pk, status=409)
    assert "Jämsän kaupunki" in refused.text

    # The municipality reads, and needs something else.
    first = link_of(Message.objects.get(kind="specification-asked"))
    page.sign_out()
    page.get("specification", first, queries=2)
    send(page, "specification", first, data={"answer": "change"}, status=422)
    change = {"answer": "change", "remarks": "Kolme päivää, 40 osallistujaa."}
    send(page, "specification", first, data=change, to="/specifications/")
    told = Message.objects.get(kind="specification-answered", user=office_user)
    assert "Kolme päivää, 40 osallistujaa." in told.body

    # The office changes what is asked, and asks again; the old link no longer works.
    page.sign_in(office_user)
    assert "Kolme päivää" in page.get("office-procurement", planned.pk).text
    Procurement.objects.filter(pk=planned.pk).update(text="Kolme päivää, 40 osallistujaa.")
    send(page, "ask-co-designers", planned.pk, to=HERE)
    second = link_of(Message.objects.filter(kind="specification-asked").latest("pk"))
    page.sign_out()
    page.get("specification", first, status=404)
    send(page, "specification", second, data={"answer": "agree"}, to="/specifications/")
    page.sign_in(office_user)
    send(page, "open-procurement", planned.pk, to=HERE)
    page.sign_out()
    late = send(page, "specification", second, data=change, status=409)
    assert late.text


def test_changed_criterion_is_agreed_to_anew(page, office_user, planned):
    make_co_designer(planned, state="agreed")
    page.sign_in(office_user)
    criterion = planned.criteria.get(is_price=False)
    values = {"text": "Kokemus", "weight": criterion.weight, "most_points": "5"}
    send(page, "quality-criterion", planned.pk, criterion.order, data=values, to=HERE)
    assert CoDesigner.objects.get().state == "asked"
    send(page, "open-procurement", planned.pk, status=409)


def test_who_is_taken_off_no_longer_holds_the_opening(page, office_user, planned):
    row = make_co_designer(planned, state="objected", token=TOKEN)
    page.sign_in(office_user)
    send(page, "remove-co-designer", planned.pk, row.pk, to=HERE)
    page.get("specification", TOKEN, status=404)
    send(page, "open-procurement", planned.pk, to=HERE)


@pytest.mark.parametrize("wrong", [{"name": "Ei sellaista"}, {"address": "kehittaja"}])
def test_what_is_wrong_is_told(page, office_user, planned, wrong):
    make_organisation("Jämsän kaupunki")
    page.sign_in(office_user)
    answer = send(page, "new-co-designer", planned.pk, data=MUNICIPALITY | wrong, status=422)
    assert len(answer.errors) == 1


def test_organisation_plans_once(page, office_user, planned):
    organisation = make_organisation("Jämsän kaupunki")
    make_co_designer(planned, organisation=organisation)
    page.sign_in(office_user)
    answer = send(page, "new-co-designer", planned.pk, data=MUNICIPALITY, status=422)
    assert "Jämsän kaupunki" in answer.errors[0]
    with pytest.raises(IntegrityError), transaction.atomic():
        make_co_designer(planned, organisation=organisation)


@pytest.mark.parametrize("count", [1, 3])
def test_page_reads_the_same_however_many_plan(page, office_user, planned, count):
    for _number in range(count):
        make_co_designer(planned, state="objected")
    page.sign_in(office_user).get("office-procurement", planned.pk, queries=11)


@pytest.mark.parametrize("state", ["awarded", "concluded", "cancelled"])
def test_contacts_of_planners_go_when_the_tender_is_over(page, office_user, planned, state):
    make_organisation("Jämsän kaupunki")
    page.sign_in(office_user)
    send(page, "new-co-designer", planned.pk, data=MUNICIPALITY, to=HERE)
    mail = Message.objects.get(kind="specification-asked")
    link = link_of(mail)
    Message.objects.update(state="sent", sent_at=timezone.now())
    other = make_co_designer(make_procurement(state="evaluating"), address="toinen@esimerkki.fi")
    CoDesigner.objects.filter(procurement=planned).update(state="objected", remarks="Kolme päivää.")
    assert forget_planners() == 0
    Procurement.objects.filter(pk=planned.pk).update(state=state)
    assert forget_planners() == 1
    assert forget_planners() == 0

    row = planned.co_designers.get()
    assert (row.address, row.contact_name, row.remarks) == ("", "", "Kolme päivää.")
    mail.refresh_from_db()
    assert mail.address == ""
    other.refresh_from_db()
    assert other.address == "toinen@esimerkki.fi"
    assert "kehittaja@esimerkki.fi" not in page.get("office-procurement", planned.pk).text
    page.sign_out()
    page.get("specification", link, status=404)


def test_planning_left_lying_for_a_year_forgets_its_contacts(planned, office_user):
    row = make_co_designer(planned)
    year_ago = timezone.now() - datetime.timedelta(days=366)
    Procurement.objects.update(state_changed_at=year_ago)
    assert forget_planners() == 0
    CoDesigner.objects.update(state_changed_at=year_ago)
    assert forget_planners() == 1
    assert ask_co_designers(planned, by=office_user) == 0
    row.refresh_from_db()
    assert row.address == ""
