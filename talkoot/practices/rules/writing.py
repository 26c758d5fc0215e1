"""What of a practice is written, as plain values: to seal a page, to merge and to keep versions."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Model, QuerySet

from talkoot.calls.rules.snapshots import Marks, Merge, mark, merge, opened, seal
from talkoot.practices.models import Practice

# Checksums, seals and the merge of two people's changes are those of applications.
__all__ = ["Marks", "Merge", "mark", "merge", "opened", "seal"]

# What is read as text, apart from the title.
PROSE = (
    "gist",
    "need",
    "what_was_done",
    "who_took_part",
    "results",
    "how_measured",
    "resources",
    "conditions",
    "tips",
)
TEXTS = ("title", *PROSE, "unit_name", "contact_role", "video_url")
CHOICES = ("kind", "status", "extent", "origin")
NUMBERS = ("began_year",)
ROWS = ("sector", "place", "origin_practice")
SETS = ("themes", "partners", "co_authors")
FIELDS = (*TEXTS, *CHOICES, *NUMBERS, *ROWS, *SETS, "may_publish")


def values_of(practice: Practice) -> dict[str, Any]:
    """{field: plain value}: texts, choices, numbers, keys of rows, sorted keys of sets."""
    own = (*TEXTS, *CHOICES, *NUMBERS, "may_publish")
    plain = {name: getattr(practice, name) for name in own}
    plain |= {name: getattr(practice, f"{name}_id") for name in ROWS}
    return plain | {name: sorted(row.pk for row in getattr(practice, name).all()) for name in SETS}


def apart(values: Mapping[str, Any], other: Mapping[str, Any]) -> dict[str, Any]:
    """Those of the values that are not the same in the other."""
    return {
        name: value
        for name, value in values.items()
        if mark(name, value) != mark(name, other[name])
    }


def plain(cleaned: Mapping[str, Any]) -> dict[str, Any]:
    """What a form has read, as the same plain values; other controls are left out."""
    return {name: _plain(value) for name, value in cleaned.items() if name in FIELDS}


def _plain(value: Any) -> Any:
    if isinstance(value, Model):
        return value.pk
    if isinstance(value, QuerySet | list | tuple | set):
        return sorted(row.pk for row in value)
    return value.replace("\r\n", "\n") if isinstance(value, str) else value
