"""Recordings: accessible, found by inflected words, counted."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from talkoot.core.refusals import NotAllowed, NotFound
from talkoot.events.actions.recordings import KIND, count_view, save_recording
from talkoot.events.models import Recording
from talkoot.events.queries.learning import get_recording, recordings_for
from talkoot.files.models import StoredFile
from talkoot.search.queries import find
from tests.factories.events import make_session
from tests.factories.learning import (
    make_facilitator,
    make_recording,
    make_space,
    space_of,
    take_part,
)

pytestmark = pytest.mark.django_db
VTT = """WEBVTT

1
00:00:01.000 --> 00:00:04.000
<v Puhuja>Tervetuloa mukaan.

00:00:04.000 --> 00:00:09.000
Puhumme työhyvinvoinnista.
"""


def captions(text=VTT):
    return SimpleUploadedFile("tekstitys.vtt", text.encode())


@pytest.fixture
def led():
    series = make_space()
    user = make_facilitator(series)
    return space_of(series, user), make_session(series, state="held"), user


def test_words_of_the_captions_are_the_transcript_and_found_inflected(led):
    space, session, user = led
    row = save_recording(
        space,
        session,
        Recording(url="https://video.example/1", is_public=True),
        captions=captions(),
        by=user,
    )
    assert row.transcript == "Tervetuloa mukaan.\nPuhumme työhyvinvoinnista."
    assert find(KIND, "työhyvinvointi").ids == [row.pk]
    assert find(KIND, "rakettitiede").ids == []


def test_emptied_transcript_takes_the_words_of_the_stored_captions_and_all_can_be_removed(
    page, led
):
    space, session, user = led
    row = save_recording(
        space, session, Recording(url="https://v.example"), captions=captions(), by=user
    )
    row.transcript = " "
    assert "työhyvinvoinnista" in save_recording(space, session, row, by=user).transcript
    where = (space.series.slug, session.order)
    assert page.sign_in(user).get("edit-recording", *where).page.all("button", name="remove")
    page.post("edit-recording", {"remove": "1"}, *where, status=302)
    assert not Recording.objects.exists() and not StoredFile.objects.exists()
    assert find(KIND, "työhyvinvointi").ids == []


def test_open_recording_needs_words(led):
    space, session, user = led
    with pytest.raises(NotAllowed, match="tekstitys"):
        save_recording(
            space, session, Recording(url="https://video.example/1", is_public=True), by=user
        )
    assert not Recording.objects.exists()


def test_recording_needs_a_link_or_a_file(led):
    space, session, user = led
    with pytest.raises(NotAllowed, match="linkki"):
        save_recording(space, session, Recording(transcript="Sanoja."), by=user)


def test_something_else_is_no_captions(led):
    space, session, user = led
    with pytest.raises(NotAllowed):
        save_recording(
            space, session, Recording(url="https://v.example"), captions=captions("Hei"), by=user
        )


def test_own_recording_is_for_those_inside(led, outsider):
    space, session, _user = led
    row = make_recording(session, is_public=False)
    inside = take_part(space.series).participant.user
    assert list(recordings_for(inside)) == [row]
    assert list(recordings_for(outsider)) == []
    with pytest.raises(NotFound):
        get_recording(outsider, row.pk)


def test_views_are_counted():
    row = make_recording()
    count_view(row)
    count_view(row)
    row.refresh_from_db()
    assert row.views == 2
