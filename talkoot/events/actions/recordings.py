"""Recordings: added, changed, published, found."""

from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from talkoot.audit.actions import record
from talkoot.core.refusals import NotAllowed
from talkoot.events.models import Recording, Session
from talkoot.events.rules import learning as rules
from talkoot.events.rules.learning import Space
from talkoot.files.actions import remove_file, store_file
from talkoot.files.models import Publicity, Retention
from talkoot.files.rules import CAPTION_TYPES, VIDEO_TYPES, caption_words
from talkoot.people.models import User
from talkoot.search.actions import Source, index_documents, remove_document

KIND = "recording"


@transaction.atomic
def save_recording(
    space: Space,
    session: Session,
    recording: Recording,
    *,
    video: Any = None,
    captions: Any = None,
    by: User,
) -> Recording:
    """Add or change the recording of a session; without a transcript the captions' words are it.

    Refuses a recording without a link and a file, and an open one without captions or transcript,
    because a public body's recordings are accessible (Act 306/2019).
    """
    rules.check_lead(space)
    replaced = ((recording.file, video), (recording.captions, captions))
    old = [file for file, new in replaced if new and file is not None]
    terms: dict[str, Any] = {
        "by": by,
        "publicity": Publicity.PUBLIC if recording.is_public else Publicity.PARTY,
        "retention": Retention.PUBLISHED,
        "is_demo": space.series.is_demo,
    }
    if video:
        recording.file = store_file(video, allowed=VIDEO_TYPES, **terms)
    if captions:
        recording.captions = store_file(captions, allowed=CAPTION_TYPES, **terms)
    if recording.captions is not None and not recording.transcript.strip():
        with recording.captions.content.open("rb") as words:
            recording.transcript = caption_words(words.read().decode("utf-8-sig"))
    if not recording.url and recording.file is None:
        raise NotAllowed(_("A recording needs a link or a video file."))
    if recording.is_public and not recording.transcript.strip():
        raise NotAllowed(
            _("Add captions or a transcript before you open the recording to everybody.")
        )
    key = "changed" if recording.pk else "added"
    recording.session, recording.is_demo = session, space.series.is_demo
    recording.published_at = recording.published_at or timezone.now()
    recording.save()
    for file in old:
        remove_file(file)
    record(f"events.recording.{key}", recording, by=by)
    index_recording(recording)
    return recording


@transaction.atomic
def remove_recording(space: Space, recording: Recording, *, by: User) -> None:
    """Remove the recording with its files; search no longer finds it."""
    rules.check_lead(space)
    record("events.recording.removed", recording, by=by, before={"session": recording.session_id})
    remove_document(KIND, recording.pk)
    files = [file for file in (recording.file, recording.captions) if file is not None]
    recording.delete()
    for file in files:
        remove_file(file)


def count_view(recording: Recording) -> None:
    """One more view; who looked is not kept."""
    Recording.objects.filter(pk=recording.pk).update(views=F("views") + 1)


def index_recording(recording: Recording) -> None:
    """Bring the search index up to date: a published recording is found by its words."""
    if recording.published_at is None:
        remove_document(KIND, recording.pk)
        return
    session = recording.session
    title = f"{session.title or session.series.title}"
    body = "\n".join((session.series.title, session.summary, recording.transcript))
    index_documents(KIND, [Source(recording.pk, title, body)])
