"""Showing the directory, and what its search finds."""

import secrets
from collections.abc import Iterable

from django.utils import timezone

from talkoot.experts.listing import KIND
from talkoot.experts.models import DirectoryView, Expert
from talkoot.search.actions import Source, index_documents
from talkoot.search.models import Document

LANGUAGES = ("fi", "sv", "en")


def open_directory(listed: Iterable[Expert]) -> DirectoryView:
    """Draw the order of one showing and keep its seed; nothing of the person who looks is kept."""
    rows = list(listed)
    programmes = {row.supplier.framework.programme_id for row in rows}
    return DirectoryView.objects.create(
        seed=secrets.token_hex(6),
        seen_at=timezone.now(),
        programme_id=programmes.pop() if len(programmes) == 1 else None,
        expert_count=len(rows),
    )


def index_experts(experts: Iterable[Expert]) -> int:
    """Bring the search index up to date with the profiles; returns how many."""
    return index_documents(KIND, (_source(expert) for expert in experts))


def index_new_experts(limit: int = 100) -> int:
    """Index experts that search does not know yet, whoever made them; returns how many."""
    known = Document.objects.filter(kind=KIND).values("object_id")
    new = Expert.objects.exclude(pk__in=known).select_related("supplier__organisation")
    return index_experts(new.order_by("pk")[:limit])


def _source(expert: Expert) -> Source:
    names: list[str] = [expert.name, *(getattr(expert, f"title_{code}") for code in LANGUAGES)]
    words = [getattr(expert, f"profile_{code}") for code in LANGUAGES]
    words += [expert.competence_words, str(expert.supplier.organisation), *expert.region_names]
    words += [getattr(expert, f"region_{code}") for code in LANGUAGES]
    rows = [*expert.themes.all(), *expert.competences.all()]
    words += [getattr(row, f"name_{code}") for row in rows for code in LANGUAGES]
    return Source(expert.pk, " ".join(filter(None, names)), "\n".join(filter(None, words)))
