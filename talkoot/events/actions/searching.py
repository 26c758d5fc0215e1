"""What site search finds of events: those with a public page that have not been cancelled."""

from collections.abc import Iterable

from django.conf import settings
from django.db.models import Prefetch, QuerySet
from django.utils import translation

from talkoot.events.models import Series, SeriesPerson, Session
from talkoot.events.queries.series import findable_series
from talkoot.search.actions import Source, index_documents, remove_document
from talkoot.search.models import Document

KIND = "event"
LANGUAGES = tuple(code for code, _name in settings.LANGUAGES)


def index_event(series: Series) -> None:
    """Bring the search index up to date with one series, inside the caller's transaction.

    A draft was never there and costs nothing; a cancelled one is no longer found.
    """
    if series.state == Series.State.DRAFT:
        return
    if index_events(findable_series().filter(pk=series.pk)) == 0:
        remove_document(KIND, series.pk)


def index_events(rows: "QuerySet[Series]") -> int:
    """The same of many findable series; returns how many."""
    sessions = Session.objects.filter(organisation=None).exclude(state=Session.State.CANCELLED)
    whole = rows.select_related("programme", "theme", "organisation").prefetch_related(
        Prefetch("sessions", sessions.select_related("municipality")),
        Prefetch("people", SeriesPerson.objects.filter(session__organisation=None)),
    )
    return index_documents(KIND, (_source(series) for series in whole))


def index_new_events(limit: int = 200) -> int:
    """Index what search does not know yet, such as loaded events of old programmes."""
    known = Document.objects.filter(kind=KIND).values("object_id")
    new = findable_series().exclude(pk__in=known).order_by("pk")
    return index_events(
        Series.objects.filter(pk__in=list(new.values_list("pk", flat=True)[:limit]))
    )


def _source(series: Series) -> Source:
    """The title with what kind of event it is, and every word of its page, in each language."""
    title, words = [series.title], [series.audience, series.country, series.follow_up]
    for code in LANGUAGES:
        with translation.override(code):
            title.append(str(series.get_kind_display()))
        words.append(getattr(series, f"summary_{code}"))
        words.append(getattr(series.programme, f"name_{code}"))
        if series.theme:
            words.append(getattr(series.theme, f"name_{code}"))
    if series.organisation:
        words.append(series.organisation.name)
    words += _words_of_sessions(series.sessions.all())
    for person in series.people.all():
        words += [person.name, person.organisation_name]
    return Source(series.pk, " ".join(title), "\n".join(filter(None, words)))


def _words_of_sessions(sessions: Iterable[Session]) -> list[str]:
    words: list[str] = []
    for session in sessions:
        words += [session.title, session.summary, session.place]
        if session.municipality:
            words += [session.municipality.name_fi, session.municipality.name_sv]
    return words
