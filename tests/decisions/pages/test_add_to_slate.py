"""From the queue to a slate."""

import re

from talkoot.decisions.models import Slate
from tests.factories.calls import make_application
from tests.factories.decisions import make_slate

NEW = re.compile(r"^/office/slates/\d+/$")


def submitted(**fields):
    return make_application(state="submitted", **fields)


def test_ticked_applications_go_to_a_new_slate(page, office_user, call, expert):
    chosen = [submitted(expert=expert) for _number in range(2)]
    submitted(expert=expert)
    data = {"application": [row.pk for row in chosen], "slate": ""}
    page.sign_in(office_user).post("add-to-slate", data, redirects_to=NEW)
    slate = Slate.objects.get()
    assert {line.application for line in slate.lines.all()} == set(chosen)
    assert (slate.made_by, slate.call) == (office_user, call)


def test_ticked_applications_go_to_the_named_slate(page, office_user, call, expert):
    slate = make_slate(submitted(expert=expert))
    data = {"application": [submitted(expert=expert).pk], "slate": str(slate.pk)}
    page.sign_in(office_user).post("add-to-slate", data, redirects_to=NEW)
    assert slate.lines.count() == 2


def test_all_that_match_the_filters_are_added(page, office_user, call, expert):
    for title in ("Sisäilma", "Sisäilma uudelleen", "Muu"):
        submitted(expert=expert, title=title)
    data = {"q": "sisäilma", "state": "", "all": "1", "slate": ""}
    page.sign_in(office_user).post("add-to-slate", data, redirects_to=NEW)
    assert Slate.objects.get().lines.count() == 2


def test_nothing_ticked_asks_to_tick_and_stays_in_the_queue(page, office_user, call):
    back = "/office/applications/?q=x"
    page.sign_in(office_user).post("add-to-slate", {"back": back}, redirects_to=back)
    page.post("add-to-slate", {"back": "https://muualla.fi/"}, redirects_to="office-applications")
    assert not Slate.objects.exists()


def test_applications_of_other_offices_are_not_added(page, office_user, call, outsider):
    page.sign_in(outsider).post("add-to-slate", {"application": ["1"]}, status=403)


def test_queue_shows_what_is_chosen(page, office_user, call, expert):
    application = submitted(expert=expert)
    slate = make_slate(application, title="Syksyn kokoelma")
    answer = page.sign_in(office_user).get("office-applications")
    assert answer.text.count("Syksyn kokoelma") >= 2
    assert answer.links["Syksyn kokoelma"] == f"/office/slates/{slate.pk}/"
