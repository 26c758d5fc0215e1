"""The list of calls."""

import datetime

import pytest
from django.utils import timezone

from tests.factories.calls import make_application, make_call, make_closed_call


def test_calls_without_any_tells_so(page, db):
    assert "Hakuja ei ole nyt avoinna" in page.get("calls").text


def test_calls_shows_open_coming_and_closed(page, call):
    coming = make_call(opens_at=timezone.now() + datetime.timedelta(days=2))
    closed = make_closed_call()
    answer = page.get("calls")
    assert {call.title, coming.title, closed.title} <= set(answer.links)


@pytest.mark.parametrize("count", [1, 3])
def test_calls_reads_three_lists_however_long(count, page, db):
    for _number in range(count):
        make_call()
    page.get("calls", queries=5)


@pytest.mark.parametrize("language", ["sv", "en"])
def test_calls_in_other_languages(language, page, call):
    assert page.get(f"/{language}/calls/").page.language == language


def test_deadline_in_another_zone_is_told_in_it_by_name(page, db):
    closes = datetime.datetime(2026, 3, 2, 15, 0, tzinfo=datetime.UTC)
    opens = closes - datetime.timedelta(days=30)
    make_call(opens_at=opens, closes_at=closes, time_zone="Europe/Stockholm")
    make_call(opens_at=opens, closes_at=closes + datetime.timedelta(days=1))
    text = page.get("calls").text
    assert "2.3.2026 klo 16.00 Europe/Stockholm (CET)" in text
    assert "3.3.2026 klo 17.00" in text
    assert "Helsinki" not in text


@pytest.mark.parametrize("name", ["front", "application-step"])
def test_cards_and_the_form_name_the_zone_too(name, page, db, applicant):
    closes = timezone.now() + datetime.timedelta(days=9)
    draft = make_application(call=make_call(closes_at=closes, time_zone="Europe/Stockholm"))
    args = [draft.ref, "need"] if name == "application-step" else []
    assert "Europe/Stockholm (" in page.sign_in(applicant).get(name, *args).text
