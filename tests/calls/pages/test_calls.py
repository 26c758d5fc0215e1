"""The list of calls."""

import datetime

import pytest
from django.utils import timezone

from tests.factories.calls import make_call, make_closed_call


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
