"""The page of a programme's podcast, stories, campaigns and lists."""

import pytest

from talkoot.home.reference import load_reference
from tests.factories.outreach import make_campaign, make_episode, make_story

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("count", [1, 3])
def test_query_count_does_not_grow(page, programme, count):
    for number in range(1, count + 1):
        make_episode(programme, number=number)
        make_story(programme, number=number)
        make_campaign(programme)

    page.get("programme-publications", programme.slug, queries=10)


def test_empty_page_tells_what_comes_here(page, programme):
    answer = page.get(f"/en/programmes/{programme.slug}/publications/")

    assert "Nothing published yet" in answer.text


def test_kunteko_lists_everything_that_was_published(page):
    load_reference()

    text = page.get("programme-publications", "kunteko").text

    assert "Nuoriso kohdataan kylillä ja verkossa" in text
    assert "Liminka avasi auttavan puhelimen koronaepidemian ajaksi" in text
    assert "Viikon muutoksentekijät, 10.2.2020–29.3.2020" in text
    assert "Suunterveydenhoidon TOP18" in text
