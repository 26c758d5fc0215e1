"""Lists of like rows as one form, and a text in each language."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from talkoot.core.forms import Form

MOST_ROWS = 60
LANGUAGE_NAMES = {
    "fi": gettext_lazy("in Finnish"),
    "sv": gettext_lazy("in Swedish"),
    "en": gettext_lazy("in English"),
}


def in_languages(
    name: str, label: "str | Promise", *, limit: int, rows: int = 0, is_required: bool = False
) -> dict[str, forms.CharField]:
    """A text field for each language; only the Finnish one may be required."""
    return {
        f"{name}_{code}": forms.CharField(
            label=f"{label} {LANGUAGE_NAMES[code]}",
            required=is_required and code == "fi",
            max_length=limit,
            widget=forms.Textarea(attrs={"rows": rows, "lang": code})
            if rows
            else forms.TextInput(attrs={"lang": code}),
        )
        for code in LANGUAGE_NAMES
    }


class RowsForm(Form):
    """A list of like rows in one form: each field is <row number>-<name>.

    A row whose `is_removed` is ticked, and an empty one, are left out of `rows_given()`. There is
    always room for one more: `rows` are what there is now, and the page shows `spare` empty ones.
    """

    spare = 1
    row_title: "str | Promise" = ""
    # Names, without the language, of fields that the page folds away under `folded_title`.
    folded: frozenset[str] = frozenset()
    folded_title: "str | Promise" = ""
    # Fields that do not make an empty row a row: ticks and choices that always have a value.
    ignored: frozenset[str] = frozenset({"is_removed", "id"})

    def __init__(
        self, data: Any = None, *, rows: Sequence[Mapping[str, Any]] = (), **kwargs: Any
    ) -> None:
        count = len(rows) + self.spare
        if data is not None:
            posted = str(data.get("count", ""))
            count = min(int(posted), MOST_ROWS) if posted.isdecimal() else count
        self.count = count
        self.base_fields = {  # type: ignore[misc]
            **self.whole_fields(),
            "count": forms.IntegerField(widget=forms.HiddenInput, initial=count),
        }
        for index in range(count):
            row = rows[index] if index < len(rows) else {}
            for name, field in self.row_fields().items():
                field.initial = row.get(name, field.initial)
                # Whether it must be given is known once the row turns out to be one.
                field.must_be_given = field.is_asked = field.required  # type: ignore[attr-defined]
                field.required = False
                self.base_fields[f"{index}-{name}"] = field
        super().__init__(data, **kwargs)

    def whole_fields(self) -> dict[str, forms.Field]:
        """New fields that are asked once, above the rows."""
        return {}

    def row_fields(self) -> dict[str, forms.Field]:
        """New fields of one row."""
        raise NotImplementedError

    def names(self) -> list[str]:
        return list(self.row_fields())

    def groups(self) -> list[dict[str, Any]]:
        """The rows as the page shows them: a title, the fields, and those that are folded away."""
        return [
            {
                "title": _("One more")
                if self._is_spare(index)
                else f"{self.row_title} {index + 1}",
                "is_spare": self._is_spare(index),
                # An empty row has nothing to remove.
                "removal": None if self._is_spare(index) else self[f"{index}-is_removed"],
                "hidden": self._bound(index, lambda field: field.is_hidden),
                "fields": self._bound(index, self._is_plain),
                "folded": self._bound(index, self._is_folded),
                "is_unfolded": any(field.errors for field in self._bound(index, self._is_folded)),
            }
            for index in range(self.count)
        ]

    def whole(self) -> list[forms.BoundField]:
        """The fields above the rows."""
        return [self[name] for name in self.whole_fields()]

    def _is_spare(self, index: int) -> bool:
        return index >= self.count - self.spare

    def _is_folded(self, field: forms.BoundField) -> bool:
        name = field.name.partition("-")[2]
        return name in self.folded or name.rpartition("_")[0] in self.folded

    def _bound(
        self, index: int, wanted: Callable[[forms.BoundField], bool]
    ) -> list[forms.BoundField]:
        fields = [self[f"{index}-{name}"] for name in self.names()]
        return [field for field in fields if wanted(field)]

    def _is_plain(self, field: forms.BoundField) -> bool:
        is_removal = field.name.endswith("-is_removed")
        return not (field.is_hidden or is_removal or self._is_folded(field))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for index in range(self.count):
            row = self._row(index, cleaned)
            if row is None:
                continue
            for name in self.names():
                key = f"{index}-{name}"
                field: Any = self.fields[key]
                if (
                    field.must_be_given
                    and cleaned.get(key) in (None, "")
                    and key not in self.errors
                ):
                    self.add_error(key, _("Fill in “%(label)s”.") % {"label": field.label})
            self.clean_row(index, row)
        return cleaned

    def clean_row(self, index: int, row: dict[str, Any]) -> None:
        """Add what is wrong in a row as a whole."""

    def _row(self, index: int, cleaned: Mapping[str, Any]) -> dict[str, Any] | None:
        row = {name: cleaned.get(f"{index}-{name}") for name in self.names()}
        if row.pop("is_removed", False):
            return None
        filled = [name for name, value in row.items() if value and name not in self.ignored]
        wrong = [name for name in row if f"{index}-{name}" in self.errors]
        return row if filled or wrong else None

    def rows_given(self) -> list[dict[str, Any]]:
        """The rows that were filled in and are kept, in their order."""
        rows = (self._row(index, self.cleaned_data) for index in range(self.count))
        return [row for row in rows if row is not None]


def removal() -> forms.BooleanField:
    """The tick that leaves the row out."""
    return forms.BooleanField(label=_("Remove this"), required=False)
