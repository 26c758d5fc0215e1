"""Scenario A6: a tender planned together, forty people, an idea vote, trials, and the table of the
three perspectives in the report.

The board of the source: 10 statements of customers, 11 of employees and 8 of the organisation;
five trials.
"""

import datetime
import re

import pytest
from django.urls import reverse
from django.utils import timezone

from talkoot.correspondence.models import Message
from talkoot.engagements.models import Experiment, Workshop
from talkoot.engagements.queries.workshops import ideas_of, turnout
from talkoot.experts.models import Framework, Offer, Procurement
from talkoot.reports.models import Report
from tests.factories.learning import make_space, take_part
from tests.factories.people import make_organisation
from tests.factories.procurement import the_procurement_rule
from tests.factories.programmes import make_offering
from tests.figures import count

PEOPLE, VOTES, IDEAS, TRIALS = 40, 3, 8, 5
BOARD = {"customer": 10, "employee": 11, "organisation": 8}
OFFICE = re.compile("^/office/")


@pytest.fixture
def offering(programme):
    the_procurement_rule()
    make_organisation("Jämsän kaupunki")
    return make_offering(programme, kind="challenge_workshop")


def test_from_the_planned_tender_to_the_table_in_the_report(page, offering, office_user):
    page.sign_in(office_user)
    tender(page, offering, office_user)
    series = make_space(
        programme=offering.programme,
        offering=offering,
        kind="challenge_workshop",
        starts_on=timezone.localdate(),
    )
    people = [take_part(series) for _number in range(PEOPLE)]
    vote(page.sign_in(office_user), series, people, office_user)
    trials(page.sign_in(office_user), series)
    gather(page, series, [row.participant.user for row in people])
    report(page.sign_in(office_user), offering)


def tender(page, offering, office_user):
    """What is bought is planned with the municipality; the offer that wins becomes an agreement."""
    programme = offering.programme
    closes = timezone.localtime(timezone.now() + datetime.timedelta(days=20))
    asked = {
        "programme": programme.pk, "kind": "series_tender", "category": "services",
        "title": "Haastetyöpaja Jämsässä", "text": "Kaksi päivää.", "offering": offering.pk,
        "days": "6", "estimated_eur": "12 000", "most_suppliers": "1", "option_years": "0",
        "closes_at": closes.strftime("%d.%m.%Y %H.%M"),
    }  # fmt: skip
    page.post("new-procurement", asked, redirects_to=OFFICE)
    row = Procurement.objects.get()
    for values in (
        {"text": "Laatu", "weight": "60", "most_points": "5"},
        {"text": "Hinta", "weight": "40", "most_points": "5", "is_price": "on"},
    ):
        page.post("new-quality-criterion", values, row.pk, redirects_to=OFFICE)
    municipality = {
        "name": "Jämsän kaupunki", "contact_name": "Kehittämispäällikkö",
        "address": "kehittaja@esimerkki.fi", "language": "fi",
    }  # fmt: skip
    page.post("new-co-designer", municipality, row.pk, redirects_to=OFFICE)
    page.post("open-procurement", {}, row.pk, status=409)

    # The municipality needs three days; the office asks for them, and then all agree.
    page.sign_out()
    change = {"answer": "change", "remarks": "Kolme päivää, 40 osallistujaa."}
    page.post("specification", change, link(), redirects_to=re.compile("^/specifications/"))
    page.sign_in(office_user)
    changed = asked | {"text": "Kolme päivää, 40 osallistujaa."}
    page.post("change-procurement", changed, row.pk, redirects_to=OFFICE)
    page.post("ask-co-designers", {}, row.pk, redirects_to=OFFICE)
    page.sign_out()
    assert "Kolme päivää" in page.get("specification", link()).text
    agreed = {"answer": "agree"}
    page.post("specification", agreed, link(), redirects_to=re.compile("^/specifications/"))

    page.sign_in(office_user)
    page.post("open-procurement", {}, row.pk, redirects_to=OFFICE)
    bidder = {"name": "Muotoilu Oy", "address": "muotoilu@esimerkki.fi", "language": "fi"}
    page.post("new-bidder", bidder, row.pk, redirects_to=OFFICE)
    offer = Offer.objects.get()
    given = {
        "day_price_eur": "1 500", "text": "Palvelumuotoilua.",
        "experts": "Aino A, aino@esimerkki.fi, Muotoilija",
        "received_at": timezone.localtime(timezone.now()).strftime("%d.%m.%Y %H.%M"),
    }  # fmt: skip
    page.post("record-offer", given, row.pk, offer.pk, redirects_to=OFFICE)
    Procurement.objects.update(closes_at=timezone.now())
    page.post("evaluate-procurement", {}, row.pk, redirects_to=OFFICE)
    quality, named = row.criteria.get(is_price=False), offer.experts.get()
    points = {
        f"points-{quality.pk}": "4,5", f"grounds-{quality.pk}": "Hyvä.",
        f"expert-{named.pk}": "90",
    }  # fmt: skip
    page.post("office-offer", points, row.pk, offer.pk, redirects_to=OFFICE)
    page.post("award-procurement", {"grounds": "Ainoa."}, row.pk, redirects_to=OFFICE)
    page.post("conclude-procurement", {}, row.pk, redirects_to=OFFICE)
    assert "Aino A" in page.get("office-framework", Framework.objects.get().pk).text


def link():
    mail = Message.objects.filter(kind="specification-asked").latest("pk")
    return re.search(r"/specifications/([\w-]+)/", mail.body)[1]


def vote(page, series, people, office_user):
    """The challenge, eight ideas, and three votes of everybody; the fourth is refused."""
    slug, here = series.slug, f"/learning/{series.slug}/workshop/"
    users = [row.participant.user for row in people]
    page.get("workshop", slug, redirects_to=f"{here}edit/")
    challenge = {"challenge": "Miten nuoret saavat apua kerralla?", "votes_each": str(VOTES)}
    page.post("edit-workshop", challenge, slug, redirects_to=here)
    for number in range(IDEAS):
        page.sign_in(users[number])
        page.post("workshop", {"text": f"Idea numero {number}"}, slug, redirects_to=here)
    page.sign_in(office_user).post("move-workshop", {"to": "voting"}, slug, redirects_to=here)
    workshop = Workshop.objects.get()
    ideas = list(workshop.ideas.order_by("pk"))
    for number, user in enumerate(users):
        page.sign_in(user)
        for step in range(VOTES):
            idea = ideas[(number * step) % TRIALS if step else number % 2]
            page.post("vote-idea", {"give": "1"}, slug, idea.pk, redirects_to=here)
        spare = [idea for idea in ideas if not idea.votes.filter(voter=people[number]).exists()]
        for idea in spare[: VOTES - people[number].idea_votes.count()]:
            page.post("vote-idea", {"give": "1"}, slug, idea.pk, redirects_to=here)
    page.post("vote-idea", {"give": "1"}, slug, spare[-1].pk, status=409)
    assert turnout(workshop) == (PEOPLE, PEOPLE * VOTES)
    assert "0 " in page.get("workshop", slug).text


def trials(page, series):
    """The five that came first get their cards, are tried and adopted."""
    slug, here = series.slug, f"/learning/{series.slug}/workshop/"
    for number, idea in enumerate(ideas_of(Workshop.objects.get(), by_votes=True)[:TRIALS]):
        card = {
            "title": f"Kokeilu {number}", "service_area": f"Palvelu {number}",
            "hypothesis": "Apu löytyy kerralla.", "owner": "Palveluesihenkilö",
        }  # fmt: skip
        page.post("choose-idea", card, slug, idea.pk, redirects_to=re.compile("/experiments/"))
    page.post("move-workshop", {"to": "experimenting"}, slug, redirects_to=here)
    for row in Experiment.objects.all():
        run(page, row)
    page.post("move-workshop", {"to": "following"}, slug, redirects_to=here)
    assert count("experiments-tried").value == TRIALS


def gather(page, series, users):
    """The benefits from three views stand on the board and in its file."""
    slug = series.slug
    for perspective, number in BOARD.items():
        for index in range(number):
            data = {"perspective": perspective, "text": f"Hyöty {perspective} {index}"}
            page.sign_in(users[index])
            page.post("board", data, slug, redirects_to=f"/learning/{slug}/board/")
    assert count("perspective-statements").value == sum(BOARD.values())
    table = page.django.get(reverse("board-file", args=[slug, "csv"])).getvalue().decode()
    assert len(table.strip().splitlines()) == 1 + sum(BOARD.values())
    page.get("board", slug)


def report(page, offering):
    """The chapter of the service in the programme's report has the trials and the whole table."""
    today = timezone.localdate()
    begun = {
        "title_fi": "Loppuraportti", "title_sv": "", "title_en": "", "kind": "final",
        "cut_off_day": today.day, "cut_off_month": today.month, "cut_off_year": today.year,
    }  # fmt: skip
    where = re.compile("^/office/programme-reports/")
    page.post("start-report", begun, offering.programme.slug, redirects_to=where)
    made = Report.objects.get()
    chapter = made.sections.get(kind="service", offering=offering)
    address = reverse("report-chapter", args=[made.pk, chapter.pk])
    text = page.get(f"{address}?part=brought").text
    for number in range(TRIALS):
        assert f"Palvelu {number}: Kokeilu {number}" in text
    for perspective, number in BOARD.items():
        assert all(f"Hyöty {perspective} {index}" in text for index in range(number))
    assert all(str(number) in text for number in BOARD.values())


def run(page, experiment):
    """Approved, tried, told and adopted."""
    here = experiment.get_absolute_url()
    today = timezone.localdate()

    def day(name):
        return {f"{name}_day": today.day, f"{name}_month": today.month, f"{name}_year": today.year}

    decision = {"role": "palvelujohtaja", "grounds": "Hyöty on selvä.", **day("on")}
    page.post(here, {**decision, "to": "approved"}, redirects_to=here)
    page.post(here, {**day("starts_on"), **day("ends_on")}, redirects_to=here)
    page.post(here, {"result": "Kolme neljästä sai avun kerralla."}, redirects_to=here)
    page.post(here, {**decision, "to": "adopted"}, redirects_to=here)
