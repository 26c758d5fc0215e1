"""Practices elsewhere: feed, card, embedded list, what the head tells machines."""

import datetime
import html
import io
import json
import re
from xml.etree import ElementTree

import pytest
from django.conf import settings
from django.test import Client
from PIL import Image

from talkoot.practices.actions.writing import edit_practice
from tests.factories.practices import make_practice
from tests.factories.programmes import make_theme

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


def test_the_feed_takes_the_filters_of_the_list():
    theme = make_theme("practice", code="lean")
    make_practice("Lean-teko").themes.add(theme)
    make_practice("Toinen teko")
    client = Client()
    everything = client.get("/practices/feed.atom").content.decode()
    assert everything.count("<entry>") == 2
    narrowed = client.get("/practices/feed.atom?theme=lean").content.decode()
    assert "Lean-teko" in narrowed and "Toinen teko" not in narrowed
    assert "/sv/practices/" in client.get("/sv/practices/feed.atom").content.decode()


def test_each_entry_of_the_feed_tells_whose_it_is_and_when_it_changed(office_user):
    practice = make_practice("Muuttuva teko")
    still = make_practice("Pysyvä teko")
    edit_practice(practice, values={"results": "Tulokset tarkentuivat."}, by=office_user)
    changed = practice.versions.latest("pk").created_at
    root = ElementTree.fromstring(Client().get("/practices/feed.atom").content)
    assert root.find(f"{ATOM}author/{ATOM}name").text == settings.SITE_NAME
    told = {
        entry.find(f"{ATOM}title").text: (
            entry.find(f"{ATOM}author/{ATOM}name").text,
            datetime.datetime.fromisoformat(entry.find(f"{ATOM}updated").text),
        )
        for entry in root.iter(f"{ATOM}entry")
    }
    assert told["Muuttuva teko"] == (practice.organisation.name, changed)
    assert told["Pysyvä teko"][1] == still.published_at


def test_the_feed_is_read_whatever_letters_a_title_or_a_search_has():
    make_practice("Teko\b \v\ufffe", gist="Näin\x1f")
    for query in ("", "?q=teko%08"):
        answer = Client().get(f"/practices/feed.atom{query}")
        assert ElementTree.fromstring(answer.content).tag.endswith("feed")


def test_a_summary_is_plain_words_and_every_address_is_the_sites_own():
    gist = "Kesto < 2 h & <b>halpa</b> <img src=x onerror=alert(1)>"
    practice = make_practice("Teko", gist=gist)
    root = ElementTree.fromstring(Client().get("/practices/feed.atom").content)
    summary = root.find(f"{ATOM}entry/{ATOM}summary")
    assert summary.get("type") == "html"
    assert "<" not in summary.text and html.unescape(summary.text) == gist
    own = settings.BASE_URL + practice.get_absolute_url()
    assert root.findtext(f"{ATOM}entry/{ATOM}id") == own
    links = [link.get("href") for link in root.iter(f"{ATOM}link")]
    assert own in links and all(link.startswith(settings.BASE_URL) for link in links)


def test_the_head_tells_machines_and_nothing_breaks_out_of_it(page):
    practice = make_practice("</script><b>Teko & ”lainaus”", gist='Lyhyesti "näin" <b>')
    answer = page.get("practice", practice.slug)
    head = answer.content.decode().partition("</head>")[0]
    data = re.search(r'<script type="application/ld\+json">(.*?)</script>', head, re.DOTALL)
    told = json.loads(data[1])
    assert told["headline"] == practice.title
    assert told["@type"] == "Article"
    assert told["author"]["name"] == practice.organisation.name
    assert 'property="og:image"' in head
    assert 'property="og:locale" content="fi_FI"' in head
    assert f'property="og:site_name" content="{settings.SITE_NAME}"' in head
    assert f"/practices/{practice.slug}/card.png" in head


def test_drafts_tell_machines_nothing(page, office_user):
    practice = make_practice(state="submitted")
    answer = page.sign_in(office_user).get("practice", practice.slug)
    assert "ld+json" not in answer.content.decode()


def test_the_card_is_a_picture_of_the_right_size_and_cached():
    practice = make_practice("Äärimmäisen pitkä nimi jossa on Šakki ja " + "sanoja " * 36)
    client = Client()
    answer = client.get(f"/practices/{practice.slug}/card.png")
    assert Image.open(io.BytesIO(answer.content)).size == (1200, 630)
    etag = answer["ETag"]
    again = client.get(f"/practices/{practice.slug}/card.png", headers={"If-None-Match": etag})
    assert again.status_code == 304
    draft = make_practice(state="draft")
    assert client.get(f"/practices/{draft.slug}/card.png").status_code == 404


def test_the_embedded_list_stands_in_other_sites_pages_and_sets_nothing(page):
    make_practice("Upotettava teko")
    answer = page.get("/embed/practices/")
    assert "Upotettava teko" in answer.text
    assert "frame-ancestors *" in answer.headers["Content-Security-Policy"]
    assert "X-Frame-Options" not in answer.headers
    assert not answer.response.cookies
    assert "<script" not in answer.content.decode()
