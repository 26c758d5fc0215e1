"""The office keeps its newsletters, campaigns, presentations, awards and networks on pages."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from talkoot.audit.models import LogEntry
from talkoot.correspondence.models import Message
from talkoot.credentials.actions import issue_certificates
from talkoot.files.models import StoredFile
from talkoot.networks.models import Network, NetworkMember
from talkoot.outreach.forms import FORMS
from talkoot.outreach.models import Award, NewsletterIssue, Presentation, Story
from talkoot.outreach.views.registers import TITLES
from talkoot.people.models import Membership
from talkoot.practices.models import Practice
from tests.factories.credentials import make_completed, token_in
from tests.factories.events import make_event, make_series
from tests.factories.files import make_picture
from tests.factories.networks import make_member, make_network, make_role
from tests.factories.outreach import make_award, make_campaign, make_issue
from tests.factories.people import make_municipality, make_organisation, make_user
from tests.factories.practices import make_practice
from tests.factories.programmes import make_offering, make_programme

DAY = {"day": "3", "month": "11", "year": "2025"}


def on(name):
    return {f"{name}_{part}": value for part, value in DAY.items()}


def back(programme, kind):
    return f"/office/outreach/?programme={programme.slug}&kind={kind}"


@pytest.mark.parametrize("number", [1, 3])
def test_a_register_takes_as_many_queries_however_long(page, programme, office_user, number):
    assert TITLES.keys() == FORMS.keys()
    for _n in range(number):
        make_award(programme, organisation=make_organisation(), practice=make_practice())
    answer = page.sign_in(office_user).get("/office/outreach/?kind=award", queries=7)
    assert sum("/office/outreach/award/" in url for url in answer.links.values()) == number


@pytest.mark.parametrize("kind", TITLES)
def test_every_register_has_its_form(page, programme, office_user, kind):
    page.sign_in(office_user).get("add-to-outreach", programme.slug, kind)
    answer = page.post("add-to-outreach", {"x": "1"}, programme.slug, kind, status=422)
    assert answer.page.all("div", class_="govuk-error-summary")


def test_an_issue_is_added_changed_told_and_removed(page, programme, office_user):
    given = {"newsletter_name": "Uutiskirje", "number": "5", "title": "Marraskuu"}
    given |= on("sent_on") | {"subscriber_count": "2100", "content": "Kokeilut alkavat."}
    given["url"] = "https://uutiset.esimerkki.fi/5"
    page.sign_in(office_user)
    page.post(
        "add-to-outreach", given, programme.slug, "issue", redirects_to=back(programme, "issue")
    )
    row = NewsletterIssue.objects.get()
    assert (row.newsletter.programme, row.subscriber_count) == (programme, 2100)
    page.post("add-to-outreach", given, programme.slug, "issue", status=422)
    given["title"] = "Joulukuu"
    page.post("edit-in-outreach", given, "issue", row.pk, status=422)  # Nobody opened it.
    page.change("edit-in-outreach", given, "issue", row.pk, redirects_to=back(programme, "issue"))
    entry = LogEntry.objects.get(key="outreach.issue.saved")
    assert (entry.before, entry.after) == ({"title": "Marraskuu"}, {"title": "Joulukuu"})
    shown = page.get("programme-publications", programme.slug)
    assert "Kokeilut alkavat." in shown.text and "Joulukuu" in shown.text
    assert given["url"] in shown.links.values()
    page.post("remove-from-outreach", {}, "issue", row.pk, redirects_to=back(programme, "issue"))
    assert not NewsletterIssue.objects.exists()


def test_readers_are_told_neither_what_is_ahead_nor_what_was_reconstructed(page, programme):
    make_issue(programme, title="Laskettu", is_demo=True)
    make_issue(programme, title="Tuleva", sent_on=timezone.localdate() + timedelta(days=1))
    make_issue(programme, title="Oikea")
    programme.reconstructed_at = timezone.now()
    programme.save()
    text = page.get("programme-publications", programme.slug).text
    assert "Oikea" in text and "Laskettu" not in text and "Tuleva" not in text


def test_a_network_keeps_its_service_of_origin_and_its_members(page, programme, office_user):
    offering = make_offering(programme)
    given = {"kind": "born", "name": "Aivotyöverkosto", "origin": offering.pk, "partner": ""}
    page.sign_in(office_user)
    page.post("add-to-outreach", given | on("starts_on"), programme.slug, "network", status=302)
    network = Network.objects.get()
    assert (network.origin, network.code) == (offering, "aivotyoverkosto")
    body = make_organisation()
    given = {"network": network.pk, "organisation": body.name, "persons": "3"} | on("joined_on")
    page.post("add-to-outreach", given, programme.slug, "member", status=302)
    assert NetworkMember.objects.get().organisation == body
    page.post("add-to-outreach", given, programme.slug, "member", status=422)
    wrong = given | {"organisation": "Ei ole olemassa"}
    page.post("add-to-outreach", wrong, programme.slug, "member", status=422)
    meetings = make_event(programme)
    given = {"kind": "born", "name": "Aivotyöverkosto", "series": meetings.pk} | on("starts_on")
    page.change("edit-in-outreach", given, "network", network.pk, status=302)
    network.refresh_from_db()
    assert network.series == meetings
    page.post("add-to-outreach", given, programme.slug, "network", status=422)
    role = {"network": network.pk, "number": "1", "title": "Sanansaattaja", "text": "Kertoo."}
    page.post("add-to-outreach", role, programme.slug, "role", status=302)
    page.post("add-to-outreach", role, programme.slug, "role", status=422)
    shown = page.get("programme-networks", programme.slug)
    assert "Sanansaattaja" in shown.text and f"/events/{meetings.slug}/" in shown.links.values()


def test_those_who_were_trained_join_a_network_by_organisation(page, programme, office_user):
    network = make_network(programme)
    series = make_series(programme, kind="training", slug="agentit", state="ended")
    one, other = make_organisation(), make_organisation()
    make_member(network, organisation=other, persons=5)
    rows = [make_completed(series, organisation=body) for body in (one, one, other, None)]
    issue_certificates(series, [row.pk for row in rows], by=office_user)
    make_completed(series, organisation=make_organisation())
    given = {"series": [series.pk]} | on("joined_on")
    page.sign_in(office_user)
    for _again in range(2):
        page.post("trained-members", given, network.pk, status=302)
        members = network.members.values_list("organisation", "persons", "joined_on")
        assert set(members) == {(one.pk, 2, date(2025, 11, 3)), (other.pk, 5, timezone.localdate())}
    assert LogEntry.objects.filter(key="outreach.member.added").count() == 1
    make_role(network, title="Sanansaattaja")
    letter = token_in(Message.objects.filter(kind="certificate").first())
    assert "Sanansaattaja" in page.get("certificate", letter).text
    page.post("trained-members", on("joined_on"), network.pk, status=302)
    assert "Sanansaattaja" not in page.get("certificate", letter).text


def test_a_picture_of_a_presentation_has_its_maker_and_rights(page, programme, office_user):
    given = {"kind": "fair", "title": "Kuntamarkkinat", "picture_alt": "Esittelypöytä"}
    given |= on("held_on") | {"upload": make_picture()}
    page.sign_in(office_user)
    page.post("add-to-outreach", given, programme.slug, "presentation", status=422)
    given |= {"picture_credit": "Toimisto", "picture_rights": "CC BY 4.0", "upload": make_picture()}
    page.post("add-to-outreach", given, programme.slug, "presentation", status=302)
    row = Presentation.objects.get()
    with row.picture.content.open() as content:
        assert b"secret place" not in content.read()
    shown = page.get("programme-presentations", programme.slug)
    assert "Toimisto" in shown.text and "CC BY 4.0" in shown.text
    [picture] = shown.page.all("img", alt="Esittelypöytä")
    assert page.django.get(picture.get("src"))["Content-Type"] == "image/png"
    given |= {"upload": "", "picture_rights": ""}
    page.change("edit-in-outreach", given, "presentation", row.pk, status=422)
    given |= {"removes_picture": "on"}
    page.change("edit-in-outreach", given, "presentation", row.pk, status=302)
    row.refresh_from_db()
    assert (row.picture, row.picture_alt) == (None, "") and not StoredFile.objects.exists()


def test_awards_presentations_and_stories_are_kept(page, programme, office_user):
    practice, place = make_practice(state="published"), make_municipality()
    page.sign_in(office_user)
    award = {"occasion": "gaala-2026", "category": "Vuoden teko", "grounds": "Leviää."}
    award |= on("awarded_on") | {"practice": f"https://esimerkki.fi{practice.get_absolute_url()}"}
    gala = make_event(programme)
    award["event"] = gala.pk
    page.post("add-to-outreach", award, programme.slug, "award", status=302)
    row = Award.objects.get()
    assert row.practice == practice
    assert "Vuoden teko" in page.get("event", gala.slug).text
    told = page.get("programme-publications", programme.slug)
    assert f"/events/{gala.slug}/" in told.links.values()
    Practice.objects.filter(pk=practice.pk).update(state="withdrawn")
    body = make_organisation()
    same = award | {"practice": practice.slug, "organisation": body.name}
    page.change("edit-in-outreach", same, "award", row.pk, status=302)
    row.refresh_from_db()
    assert (row.practice, row.organisation) == (practice, body)
    Practice.objects.filter(pk=practice.pk).update(state="published")
    campaign = make_campaign(programme)
    brought = {"campaign": campaign.pk, "practice": practice.slug, "basis": "link"}
    page.post("add-to-outreach", brought, programme.slug, "attribution", status=302)
    page.post("add-to-outreach", brought, programme.slug, "attribution", status=422)
    page.get("/office/outreach/?kind=attribution")
    assert practice.get_absolute_url() in (
        page.get("programme-publications", programme.slug).links.values()
    )
    fair = {"kind": "fair", "title": "Kuntamarkkinat", "place": "Zagreb"} | on("held_on")
    page.post("add-to-outreach", fair, programme.slug, "presentation", status=302)
    assert Presentation.objects.get().code == "kuntamarkkinat"
    assert "Zagreb" in page.get("programme-presentations", programme.slug).text
    story = {"series": "Tekijät", "number": "1", "title": "Alku", "municipalities": place.name_fi}
    page.post("add-to-outreach", story, programme.slug, "story", status=302)
    assert list(Story.objects.get().municipalities.all()) == [place]
    wrong = story | {"number": "2", "municipalities": "Atlantis"}
    page.post("add-to-outreach", wrong, programme.slug, "story", status=422)


def test_an_editor_keeps_them_and_another_office_does_not(page, programme, office_user):
    editor = make_user("toimittaja@esimerkki.fi")
    Membership.objects.create(user=editor, organisation=programme.office, role="editor")
    page.sign_in(editor).get("office-outreach")
    other = make_programme(office=make_organisation())
    network = make_network(other)
    page.sign_in(office_user).get("edit-in-outreach", "network", network.pk, status=404)
    page.get("add-to-outreach", other.slug, "award", status=404)
