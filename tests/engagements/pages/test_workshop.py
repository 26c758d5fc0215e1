"""The challenge workshop's page and the three-perspective board."""

import re

from django.urls import reverse
from django.utils import timezone

from talkoot.core.figures import get_figure
from talkoot.engagements.models import Experiment
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


def test_an_engagement_holds_experiments_with_the_same_steps(page, engagement, applicant, outsider):
    ref, to = engagement.application.ref, re.compile("/experiments/")
    case = f"/engagements/{ref}/"
    asked = {"title": "Aamupalaveri", "hypothesis": "Tieto kulkee.", "owner": "Esihenkilö"}
    page.sign_in(applicant).post("propose-experiment", asked, ref, redirects_to=to)
    row = Experiment.objects.get(engagement=engagement)
    today = timezone.localdate()
    day = {"day": today.day, "month": today.month, "year": today.year}
    decided = {"to": "approved", "role": "Johtaja", "grounds": "Sopii."}
    decided |= {f"on_{name}": value for name, value in day.items()}
    page.post("experiment", decided, row.pk, redirects_to=to)
    times = {f"{end}_on_{name}": day[name] for end in ("starts", "ends") for name in day}
    page.post("experiment", times, row.pk, redirects_to=to)
    page.post("experiment", {"result": "Tieto kulki."}, row.pk, redirects_to=to)
    page.post("try-again", {"title": "Iltapalaveri", "hypothesis": "?"}, row.pk, redirects_to=to)
    row.refresh_from_db()
    assert row.state == "result" and row.further.get().engagement == engagement
    shown = page.get("engagement", ref)
    assert "Aamupalaveri" in shown.text and f"{case}experiments/" in shown.content.decode()
    figure = get_figure("experiments-tried")
    programme = engagement.application.call.offering.programme
    assert list(figure.records(programme, today)) == [row]
    page.sign_in(outsider).get("experiment", row.pk, status=404)
