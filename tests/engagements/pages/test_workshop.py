"""The challenge workshop's page and the three-perspective board."""

from django.urls import reverse

from talkoot.events.models import Participant
from tests.factories.learning import make_space, take_part
from tests.factories.registrations import make_registration
from tests.factories.teams import make_experiment, make_idea, make_workshop

WORKSHOP_QUERIES = 12
BOARD_QUERIES = 7


def test_workshop_with_one_and_three_ideas(page, outsider, programme):
    page.sign_in(outsider)
    for count in (1, 3):
        series = make_space(programme=programme, kind="challenge_workshop")
        take_part_again(series, outsider)
        workshop = make_workshop(series, state="voting")
        for _number in range(count):
            make_idea(workshop)
            make_experiment(workshop=workshop)
        page.get("workshop", series.slug, queries=WORKSHOP_QUERIES)


def take_part_again(series, user):
    """A person registers to a second series of the programme with the same participant."""
    known = Participant.objects.filter(user=user).first()
    if known:
        make_registration(series, participant=known)
    else:
        take_part(series, user)


def test_board_with_one_and_three_statements(page, outsider, programme):
    page.sign_in(outsider)
    series = make_space(programme=programme)
    take_part(series, outsider)
    for number in range(3):
        data = {"perspective": "customer", "text": f"Jono lyheni {number}."}
        page.post("board", data, series.slug, redirects_to=f"/learning/{series.slug}/board/")
        if number != 1:
            shown = page.get("board", series.slug, queries=BOARD_QUERIES)
            assert f"Jono lyheni {number}." in shown.text
    page.post("board", {"text": ""}, series.slug, status=422)
    file = page.django.get(reverse("board-file", args=[series.slug, "csv"]))
    assert "Jono lyheni 2." in file.getvalue().decode()
