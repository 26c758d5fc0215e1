"""From a trial to a breakthrough innovation: published, adopted, given up by one, and judged."""

import datetime
import re

import pytest
from django.utils import timezone

from talkoot.core.dates import add_months
from talkoot.correspondence.models import Message
from talkoot.practices.models import Adoption, Practice
from talkoot.practices.rules.levels import NUMBERS
from tests.factories.adoptions import LINK_TOKEN, make_adoption_link
from tests.factories.people import make_contact, make_municipality, make_organisation
from tests.factories.practices import make_practice
from tests.factories.programmes import make_sector
from tests.figures import count

# A young programme's own numbers: few organisations can have adopted anything yet.
RULES = {
    **NUMBERS,
    "independent_3": 2,
    "regions_3": 2,
    "regions_4": 3,
    "answers_5": 2,
}
SIX = {
    "title": "Vuorot yhdessä",
    "gist": "Henkilöstö suunnittelee vuoronsa itse.",
    "need": "Vaihtuvuus oli suurta, ja sijaisia oli vaikea saada.",
    "what_was_done": "Sovittiin yhteiset pelisäännöt ja kokeiltiin niitä kahden kuukauden ajan.",
    "may_publish": "on",
}
MEASURED = {
    "status": "in_use",
    "results": "Sairauspoissaolot vähenivät viidenneksen ensimmäisenä vuonna.",
    "how_measured": "Poissaolot laskettiin samoista yksiköistä ennen ja jälkeen.",
}
OWN = re.compile(r"/my/adoptions/\d+/$")


def contact_in(region, population):
    """The contact person of a municipality of the region."""
    place = make_municipality(name=f"Kunta {region}", region_code=region, population=population)
    organisation = make_organisation(f"Kunnan {region} kaupunki", municipality=place)
    return make_contact(organisation, email=f"yhteys{region}@kunta{region}.fi")


@pytest.fixture
def people(db):
    """Contacts in four regions, of large and small municipalities."""
    sizes = {"01": 650_000, "06": 60_000, "19": 4_000, "11": 120_000}
    return [contact_in(region, population) for region, population in sizes.items()]


def publish(page, applicant, office_user):
    """The trial becomes a practice in six answers; what was measured is told beside them."""
    draft = make_practice(
        "Vuorot yhdessä", state=Practice.State.DRAFT, author=applicant, sector=None, results=""
    )
    page.sign_in(applicant).post(
        "submit-practice",
        {**SIX, **MEASURED, "sector": make_sector().pk},
        draft.slug,
        redirects_to=re.compile(r"^/my/practices/"),
    )
    page.sign_in(office_user).post(
        "publish-practice", {}, draft.slug, redirects_to=re.compile(r"^/")
    )
    draft.refresh_from_db()
    assert draft.state == Practice.State.PUBLISHED
    return draft


def adopt(page, user, practice, *, months_ago, stage="in_use"):
    """“Otimme mallia” by a member of the organisation; its page opens as thanks."""
    day = add_months(timezone.localdate(), -months_ago)
    sent = {
        "organisation": user.memberships.get().organisation_id,
        "stage": stage,
        "fidelity": "adapted",
        "adopted_on": f"{day.day}.{day.month}.{day.year}",
    }
    page.sign_in(user).post("adopt", sent, practice.slug, redirects_to=OWN).follow()
    return Adoption.objects.get(practice=practice, organisation__memberships__user=user)


def adopt_by_link(page, user, practice, *, months_ago):
    """A colleague states it by a mailed link, and the contact confirms."""
    make_adoption_link(practice, organisation=user.memberships.get().organisation)
    day = add_months(timezone.localdate(), -months_ago)
    sent = {"stage": "in_use", "fidelity": "as_is", "adopted_on": f"{day:%d.%m.%Y}"}
    page.sign_out()
    page.post("adopt-by-link", sent, LINK_TOKEN)
    assert level_of(practice) == 2
    adoption = Adoption.objects.get(practice=practice, confirmed_at=None)
    assert Message.objects.get(kind="adoption-confirm").user == user
    page.sign_in(user).post(
        "confirm-adoption",
        {"answer": "confirm"},
        adoption.pk,
        redirects_to=practice.get_absolute_url(),
    )
    return adoption


def tell_benefit(page, user, adoption):
    page.sign_in(user).post(
        "tell-benefit", {"benefit": "5", "replaced_old": "yes"}, adoption.pk, redirects_to=OWN
    )


def level_of(practice):
    practice.refresh_from_db()
    return practice.level


def test_trial_becomes_a_breakthrough(page, programme, applicant, office_user, people):
    adoptions_before = int(count("adoptions").value)
    practice = publish(page, applicant, office_user)
    page.sign_in(office_user).post(
        "level-rules", {**RULES, "save": "1"}, programme.slug, redirects_to=re.compile(r"^/")
    )
    assert level_of(practice) == 1

    first = adopt(page, people[0], practice, months_ago=60, stage="established")
    assert level_of(practice) == 2
    assert Message.objects.get(kind="practice-adopted").user == applicant
    second = adopt_by_link(page, people[1], practice, months_ago=30)
    assert level_of(practice) == 3
    page.sign_in(people[1]).post(
        "move-adoption", {"stage": "established"}, second.pk, redirects_to=OWN
    )

    third = adopt(page, people[2], practice, months_ago=8)
    page.post("drop-adoption", {"reason": "no_time"}, third.pk, redirects_to=OWN)
    assert level_of(practice) == 3
    assert int(count("adoptions").value) == adoptions_before + 2
    page.sign_out()
    assert ": 1" in page.get("practice-adoptions", practice.slug).text

    adopt(page, people[3], practice, months_ago=5)
    assert level_of(practice) == 4
    for user, adoption in ((people[0], first), (people[1], second)):
        tell_benefit(page, user, adoption)
    assert level_of(practice) == 4
    day = timezone.localdate() - datetime.timedelta(days=1)
    page.sign_in(office_user).post(
        "jury-statement",
        {
            "is_confirmed": "yes",
            "grounds": "Teko on korvannut vanhan tavan useassa kunnassa.",
            "jury": "Ohjelman raati",
            "stated_on": f"{day:%d.%m.%Y}",
        },
        practice.slug,
        redirects_to=re.compile(r"^/"),
    )
    assert level_of(practice) == 5

    page.sign_out()
    spread = page.get("practice-spread", practice.slug)
    assert "Teko on korvannut vanhan tavan useassa kunnassa." in spread.text
    source = spread.page.source
    assert source.count("<svg") >= 3 and source.count("<table") >= 2
