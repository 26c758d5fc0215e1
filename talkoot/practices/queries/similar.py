"""Practices like another one, published or still being written."""

from django.db.models import Q

from talkoot.practices.models import Practice
from talkoot.practices.queries import published_practices
from talkoot.search.queries.similar import similar_to, similar_to_text

MOST_SIMILAR = 5
MOST_EXAMPLES = 3
KIND = "practice"


def similar_to_practice(practice: Practice) -> list[Practice]:
    """At most five published ones, the likest first; a suggestion, two or three are on topic."""
    if practice.state == Practice.State.PUBLISHED:
        return _in_order(similar_to(KIND, practice.pk, limit=MOST_SIMILAR))
    texts = (practice.title, practice.gist, practice.need, practice.what_was_done)
    found = similar_to_text(KIND, "\n".join(texts), limit=MOST_SIMILAR + 1)
    return _in_order([pk for pk in found if pk != practice.pk][:MOST_SIMILAR])


def similar_to_need(text: str) -> list[Practice]:
    """The same of what an application tells; none for an empty text."""
    return _in_order(similar_to_text(KIND, text, limit=MOST_SIMILAR))


def examples_for(practice: Practice) -> list[Practice]:
    """The newest of the kind and language that tell also their results, as models for a text."""
    rows = published_practices().filter(kind=practice.kind, language=practice.language)
    told = rows.exclude(Q(results="") | Q(how_measured="") | Q(tips=""))
    others = told.exclude(organisation=practice.organisation_id).select_related("organisation")
    return list(others.order_by("-published_at", "-pk")[:MOST_EXAMPLES])


def _in_order(keys: list[int]) -> list[Practice]:
    rows = published_practices().select_related("organisation").in_bulk(keys)
    return [rows[pk] for pk in keys if pk in rows]
