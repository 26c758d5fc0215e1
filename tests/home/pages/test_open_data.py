"""The page of open data, and the map of the site."""

import pytest

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
