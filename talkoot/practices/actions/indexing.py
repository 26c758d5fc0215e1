"""Keeping practices in the search index."""

from collections.abc import Iterable, Mapping

from talkoot.practices.actions.listed import note_listed
from talkoot.practices.models import Practice
from talkoot.practices.queries import published_practices
from talkoot.practices.queries.places import names_of_places
from talkoot.programmes.models import Theme
from talkoot.search.actions import Source, index_documents, remove_document
from talkoot.search.actions.reindexing import reindex
from talkoot.search.models import Document

KIND = "practice"
RELATED = ("organisation__municipality", "place", "sector")


def index_practice(practice: Practice) -> None:
    """Bring the search index and the list's counts up to date with a published practice."""
    themes = list(practice.themes.all())
    index_documents(KIND, [source_of(practice, themes, names_of_places())])
    note_listed(practice.pk)


def index_practices(keys: Iterable[int]) -> int:
    """Index the practices of these primary keys that are published, read in one go."""
    keys = list(keys)
    if not keys:
        return 0
    rows = published_practices().filter(pk__in=keys).select_related(*RELATED)
    rows = rows.prefetch_related("themes").order_by("pk")
    note_listed(*keys)
    names = names_of_places()
    return index_documents(KIND, (source_of(row, list(row.themes.all()), names) for row in rows))


def reindex_all() -> int:
    """Build the search index of practices anew, beside whoever searches: whatever is published and
    nothing else.
    """
    published = published_practices().select_related(*RELATED)
    rows = published.prefetch_related("themes").order_by("pk").iterator(chunk_size=500)
    note_listed()
    names = names_of_places()
    sources = (source_of(row, list(row.themes.all()), names) for row in rows)
    count = reindex(KIND, sources).indexed
    kept = published_practices().values("pk")  # one may have been withdrawn meanwhile
    for gone in Document.objects.filter(kind=KIND).exclude(object_id__in=kept):
        remove_document(KIND, gone.object_id)
    return count


def source_of(practice: Practice, themes: list[Theme], names: Mapping[str, str]) -> Source:
    """What a practice is found by: its texts, its organisation, its place and its classes.

    `names` are those of municipalities that have merged (names_of_places).
    """
    texts = [practice.need, practice.what_was_done, practice.results]
    # A sentence cut from the text's beginning would count its words twice.
    gist = practice.gist
    is_cut = bool(gist) and " ".join(practice.what_was_done.split()).startswith(gist.rstrip("…"))
    words = [
        "" if is_cut else gist,
        practice.organisation.name,
        *_places(practice, names),
        practice.unit_name,
        practice.sector.name_fi if practice.sector else "",
        *(theme.name_fi for theme in themes),
        practice.keywords,
        *texts,
    ]
    return Source(practice.pk, practice.title, "\n".join(words))


def _places(practice: Practice, names: Mapping[str, str]) -> list[str]:
    """The municipality's names, old and new, and region: of its own place and its organisation."""
    both = (practice.organisation.municipality, practice.place)
    towns = {town.code: town for town in both if town}
    found = [f"{town.name_fi} {town.region_fi}" for town in towns.values()]
    found += [names[code] for code in towns if code in names]
    return found + [town.name_sv for town in towns.values() if town.name_sv != town.name_fi]
