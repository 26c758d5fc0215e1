"""The versions of a practice, and what changed between two of them in words."""

import datetime
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Max, QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from talkoot.core.differences import ADDED, REMOVED, SAME, Change, word_changes
from talkoot.people.models import Municipality, Organisation, User
from talkoot.practices.models import Practice, Version
from talkoot.practices.rules import writing
from talkoot.practices.rules.moderation import OPEN_CHANGES
from talkoot.programmes.models import Sector, Theme

COMPARED = 2000  # words
ROW_MODELS = {"sector": Sector, "place": Municipality, "origin_practice": Practice}
SET_MODELS = {"themes": Theme, "partners": Organisation, "co_authors": User}


@dataclass(frozen=True)
class Difference:
    """A field whose words changed, and how."""

    label: str
    changes: list[Change]


def last_public_changes(
    keys: "Collection[int] | QuerySet[Practice, Any]",
) -> dict[int, datetime.datetime]:
    """{practice: when its public text last changed}; those that have not changed are left out."""
    public = (Version.Occasion.PUBLISHED, Version.Occasion.EDITED)
    rows = Version.objects.filter(practice__in=keys, occasion__in=public).order_by()
    return dict(rows.values_list("practice").annotate(last=Max("created_at")))


def open_change(practice: Practice) -> Version | None:
    """The change of a published practice that is being written or waits for the office."""
    return practice.versions.filter(occasion__in=OPEN_CHANGES).first()


def changed_values(practice: Practice, change: Version | None) -> dict[str, Any]:
    """The practice as it will be with its change, which keeps only what it changes."""
    return {**writing.values_of(practice), **(change.texts if change else {})}


def versions_with_differences(practice: Practice) -> list[tuple[Version, list[Difference]]]:
    """Each version, the newest first, with what it changed of the one before it.

    A declined change changed nothing: the next version is compared with the one before it.
    """
    rows = list(practice.versions.select_related("made_by").order_by("number"))
    names = Names(row.texts for row in rows)
    found: list[tuple[Version, list[Difference]]] = []
    before: Mapping[str, Any] = {}
    for row in rows:
        texts = {**before, **row.texts}  # A change tells only what it changes.
        found.append((row, differences(before, texts, names) if before else []))
        if row.occasion not in (*OPEN_CHANGES, Version.Occasion.DECLINED):
            before = texts
    return found[::-1]


def change_differences(practice: Practice, change: Version) -> list[Difference]:
    """What the change would change of the public text."""
    before, after = writing.values_of(practice), changed_values(practice, change)
    return differences(before, after, Names([before, after]))


def differences(
    before: Mapping[str, Any], after: Mapping[str, Any], names: "Names"
) -> list[Difference]:
    """The fields whose words differ, in the form's order."""
    found = []
    for name in writing.FIELDS:
        old, new = names.words(name, before.get(name)), names.words(name, after.get(name))
        if old != new:
            found.append(Difference(label_of(name), text_changes(old, new)))
    return found


def text_changes(old: str, new: str) -> list[Change]:
    """word_changes between the lines that both texts begin and end with.

    A page must answer whatever the texts are: where the rest is longer than COMPARED words, it is
    told as a whole, because comparing takes the square of the words.
    """
    before, after = old.splitlines(keepends=True), new.splitlines(keepends=True)
    head = _alike(before, after)
    before, after = before[head:], after[head:]
    tail = _alike(before[::-1], after[::-1])
    cut = len(before) - tail, len(after) - tail
    middle = "".join(before[: cut[0]]), "".join(after[: cut[1]])
    if max(len(text.split()) for text in middle) > COMPARED:
        rest = [Change(REMOVED, middle[0]), Change(ADDED, middle[1])]
    else:
        rest = word_changes(*middle)
    same = Change(SAME, "".join(new.splitlines(keepends=True)[:head]))
    return [row for row in (same, *rest, Change(SAME, "".join(after[cut[1] :]))) if row.text]


def _alike(before: list[str], after: list[str]) -> int:
    """How many lines both begin with."""
    pairs = enumerate(zip(before, after, strict=False))
    shortest = min(len(before), len(after))
    return next((number for number, (old, new) in pairs if old != new), shortest)


def label_of(name: str) -> str:
    """The field's name as the model tells it."""
    return str(capfirst(str(Practice._meta.get_field(name).verbose_name)))  # type: ignore[union-attr]


class Names:
    """What the keys in versions are called, read once for all of them."""

    def __init__(self, values: Any) -> None:
        rows = list(values)
        self._known: dict[str, dict[Any, str]] = {}
        for name, model in {**ROW_MODELS, **SET_MODELS}.items():
            keys = {key for row in rows for key in _keys(row.get(name))}
            found: QuerySet[Any] = model._default_manager.filter(pk__in=keys)  # type: ignore[attr-defined]
            self._known[name] = {row.pk: str(row) for row in found} if keys else {}

    def words(self, name: str, value: Any) -> str:
        if name in self._known:
            return ", ".join(self._known[name].get(key, "–") for key in _keys(value))
        if name in writing.CHOICES:
            labels: Any = Practice._meta.get_field(name).choices  # type: ignore[union-attr]
            return str(dict(labels).get(value, ""))
        if isinstance(value, bool):
            return _("yes") if value else _("no")
        return str(value or "")


def _keys(value: Any) -> list[Any]:
    if value in (None, ""):
        return []
    return value if isinstance(value, list) else [value]
