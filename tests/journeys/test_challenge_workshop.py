"""Scenario A6: forty people, an idea vote, trials, and the three-perspective table.

The board of the source: 10 statements of customers, 11 of employees and 8 of the organisation;
five trials.
"""

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from talkoot.engagements.models import Experiment, Workshop
from talkoot.engagements.queries.workshops import ideas_of, turnout
from tests.factories.learning import make_space, take_part
from tests.figures import count

PEOPLE, VOTES, IDEAS, TRIALS = 40, 3, 8, 5
BOARD = {"customer": 10, "employee": 11, "organisation": 8}


@pytest.fixture
def series(programme):
    return make_space(
        programme=programme, kind="challenge_workshop", starts_on=timezone.localdate()
    )


def test_from_the_challenge_to_the_board(page, series, office_user):
    slug = series.slug
    here = f"/learning/{slug}/workshop/"
    people = [take_part(series) for _number in range(PEOPLE)]
    users = [row.participant.user for row in people]

    page.sign_in(office_user)
    page.get("workshop", slug, redirects_to=f"{here}edit/")
    challenge = {"challenge": "Miten nuoret saavat apua kerralla?", "votes_each": str(VOTES)}
    page.post("edit-workshop", challenge, slug, redirects_to=here)
    for number in range(IDEAS):
        page.sign_in(users[number])
        page.post("workshop", {"text": f"Idea numero {number}"}, slug, redirects_to=here)
    page.sign_in(office_user).post("move-workshop", {"to": "voting"}, slug, redirects_to=here)

    # Everybody gives exactly three votes; the fourth is refused with a sentence.
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

    # The five that came first get their cards and are tried.
    page.sign_in(office_user)
    for number, idea in enumerate(ideas_of(workshop, by_votes=True)[:TRIALS]):
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

    # The benefits from three views, and the table for the report.
    for perspective, number in BOARD.items():
        for index in range(number):
            data = {"perspective": perspective, "text": f"Hyöty {perspective} {index}"}
            page.sign_in(users[index])
            page.post("board", data, slug, redirects_to=f"/learning/{slug}/board/")
    figure = count("perspective-statements")
    assert figure.value == sum(BOARD.values())
    table = page.django.get(reverse("board-file", args=[slug, "csv"])).getvalue().decode()
    assert len(table.strip().splitlines()) == 1 + sum(BOARD.values())
    page.get("board", slug)


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
