"""The feed of calls."""

import datetime
from xml.etree import ElementTree

from django.conf import settings

from talkoot.calls.actions.calls import save_call
from tests.factories.calls import make_call

ATOM = "{http://www.w3.org/2005/Atom}"


def test_feed_lists_published_calls_in_each_language(page, call):
    make_call(published_at=None, title_fi="Luonnos")
    for prefix, title, closes in (
        ("", "Sparraushaku", "toistaiseksi"),
        ("/sv", "Ansökan", "tills vidare"),
        ("/en", "Call for sparring", "until further notice"),
    ):
        answer = page.get(f"{prefix}/calls/feed.atom", queries=1)
        feed = ElementTree.fromstring(answer.content)
        [entry] = feed.findall(f"{ATOM}entry")
        assert entry.findtext(f"{ATOM}title") == title
        assert closes in (entry.findtext(f"{ATOM}summary") or "")
        link = entry.find(f"{ATOM}link")
        assert link is not None
        assert link.get("href", "").endswith(f"{prefix}/calls/{call.slug}/")


def test_summary_is_plain_words_and_every_address_is_the_sites_own(page, call):
    programme = call.offering.programme
    type(programme).objects.update(name_fi="<img src=x>", name_sv="", name_en="")
    feed = ElementTree.fromstring(page.get("/calls/feed.atom", queries=1).content)
    assert "&lt;img src=x&gt;" in (feed.findtext(f"{ATOM}entry/{ATOM}summary") or "")
    own = settings.BASE_URL + call.get_absolute_url()
    assert feed.findtext(f"{ATOM}entry/{ATOM}id") == own
    links = [link.get("href", "") for link in feed.iter(f"{ATOM}link")]
    assert all(link.startswith(settings.BASE_URL) for link in links)


def test_entry_tells_when_the_call_last_changed_and_the_feed_its_author(page, call, office_user):
    before = call.published_at
    save_call(call, values={"max_days": 7}, by=office_user)
    feed = ElementTree.fromstring(page.get("/calls/feed.atom", queries=1).content)
    updated = feed.findtext(f"{ATOM}entry/{ATOM}updated") or ""
    assert datetime.datetime.fromisoformat(updated) > before
    assert feed.findtext(f"{ATOM}author/{ATOM}name")  # RFC 4287, sections 4.1.1 and 4.1.2


def test_list_points_to_its_feed(page, call):
    assert 'type="application/atom+xml"' in page.get("calls").response.content.decode()
