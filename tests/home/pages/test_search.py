"""Search over the site."""

import pytest

from talkoot.events.actions.searching import index_new_events
from talkoot.practices.actions import reindex_all
from talkoot.practices.models import EmptySearch
from talkoot.search.analysis import deep_analysis
from talkoot.search.models import TokenTerms
from tests.factories.events import make_event
from tests.factories.learning import make_recording
from tests.factories.practices import make_practice

pytestmark = pytest.mark.django_db
HERE = "/en/search/"


def indexed():
    with deep_analysis():
        index_new_events()
        reindex_all()


@pytest.mark.parametrize("count", [1, 3])
def test_search_finds_every_kind_with_a_fixed_number_of_queries(page, programme, count):
    for _number in range(count):
        make_event(programme, title="Etätyön webinaari")
        make_practice(title="Etätyön pelisäännöt")
        with deep_analysis():
            make_recording(transcript="Puhuimme etätyöstä.")
    indexed()
    page.get(HERE, data={"q": "etätyö"})  # The first to use a word pays for noting it.
    answer = page.get(HERE, data={"q": "etätyö"}, queries=11)
    assert answer.text.count("Etätyön webinaari") == count
    assert answer.text.count("Etätyön pelisäännöt") == count
    assert f"Recordings {count}" in answer.text


def test_more_events_than_fit_are_shown_in_pages(page, programme):
    for number in range(30):
        make_event(programme, title=f"Etätyön webinaari {number}")
    indexed()
    answer = page.get(HERE, data={"q": "etätyö"})
    assert "All 30: Events" in answer.text
    answer = page.get(HERE, data={"q": "etätyö", "kind": "event", "page": "2"}, queries=7)
    assert "30 events" in answer.text
    assert answer.text.count("Etätyön webinaari") == 6


def test_drafts_and_what_is_cancelled_are_not_found(page, programme):
    event = make_event(programme, title="Etätyön webinaari")
    indexed()
    type(event).objects.update(state="cancelled")
    make_event(programme, state="draft", title="Etätyön luonnos")
    answer = page.get(HERE, data={"q": "etätyö"})
    assert "Nothing has these words" in answer.text
    page.get(HERE, data={"q": "etätyö", "kind": "event"})


def test_a_search_in_vain_is_logged_and_its_words_are_learnt(page, programme):
    make_event(programme, title="Etätyön webinaari")
    indexed()
    page.get(HERE, data={"q": "qwertyzzz"})
    page.get(HERE, data={"q": "webinaari Virroille"})
    assert [row.text for row in EmptySearch.objects.all()] == ["qwertyzzz"]
    waiting = TokenTerms.objects.filter(is_final=False).values_list("token", flat=True)
    assert set(waiting) == {"qwertyzzz", "virroille"}


def test_nonsense_is_harmless(page):
    page.get(HERE)
    for text in ("\0", "%", "'; --", "x" * 5000, "*"):
        page.get(HERE, data={"q": text, "page": "-1"})
