"""The page of open data, and the map of the site."""

import datetime

import pytest
from django.utils import timezone

from talkoot.practices.actions.writing import edit_practice
from tests.factories.practices import make_practice

pytestmark = pytest.mark.django_db


def test_the_page_tells_what_there_is(page):
    answer = page.get("open-data", queries=0)
    assert "CC BY 4.0" in answer.text
    assert "/api/v1/openapi.json" in answer.text


def test_the_map_holds_public_pages_in_each_language(page):
    shown, draft = make_practice(), make_practice(state="draft")
    index = page.get("/sitemap.xml").content.decode()
    assert "/sitemap-practices-0.xml" in index
    text = page.get("/sitemap-practices-0.xml").content.decode()
    assert shown.slug in text and draft.slug not in text
    assert f"/sv/practices/{shown.slug}/" in text
    assert "/opendata/" in page.get("/sitemap-pages.xml").content.decode()
    assert "/sitemap.xml" in page.get("/robots.txt").content.decode()
    for part in ("nothing", "practices-x", "practices-99999999999"):
        page.get(f"/sitemap-{part}.xml", status=404)


def test_the_map_tells_when_a_text_last_changed(page, office_user):
    old = timezone.now() - datetime.timedelta(days=900)
    still, changed = make_practice(published_at=old), make_practice(published_at=old)
    edit_practice(changed, values={"results": "Tulokset tarkentuivat."}, by=office_user)
    text = page.get("/sitemap-practices-0.xml").content.decode()
    days = {
        row.pk: text.partition(f"/{row.slug}/")[2].partition("<lastmod>")[2][:10]
        for row in (still, changed)
    }
    assert days[still.pk] == timezone.localdate(old).isoformat()
    assert days[changed.pk] == timezone.localdate().isoformat()
