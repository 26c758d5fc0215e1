"""Lists of like rows as one form: criteria, quotas, rounds and links of a call."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.core.validators import URLValidator
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from talkoot.calls.models import Criterion, Quota
from talkoot.calls.rules.calls import LANGUAGES
from talkoot.calls.rules.criteria import ANSWER_PREFIX, CHECK_NAMES
from talkoot.core.forms import DateField, Form, MomentField

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
        for code in LANGUAGES
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


def _removal() -> forms.BooleanField:
    return forms.BooleanField(label=_("Remove this"), required=False)


class CriteriaForm(RowsForm):
    """Criteria and exclusions with their check and what the self-check asks."""

    row_title = gettext_lazy("Criterion")
    folded = frozenset({"question", "advice", "expected"})
    folded_title = gettext_lazy("Self-check: what is asked, and what would change the answer")
    ignored = RowsForm.ignored | {"expected", "is_exclusion", "check_name", "order"}

    def __init__(self, *args: Any, questions: Iterable[Any] = (), **kwargs: Any) -> None:
        self.questions = list(questions)
        super().__init__(*args, **kwargs)

    def row_fields(self) -> dict[str, forms.Field]:
        checks = [("", _("A person reads and decides")), *CHECK_NAMES.items()]
        checks += [
            (f"{ANSWER_PREFIX}{item.code}", _("Answered yes: %(question)s") % {"question": item})
            for item in self.questions
        ]
        return {
            "id": forms.IntegerField(required=False, widget=forms.HiddenInput),
            "order": forms.IntegerField(
                label=_("Position"), required=False, min_value=1, max_value=99
            ),
            **in_languages("text", _("Criterion"), limit=300, rows=2, is_required=True),
            "is_exclusion": forms.BooleanField(
                label=_("This is an exclusion: whoever it concerns cannot get it"), required=False
            ),
            "check_name": forms.ChoiceField(
                label=_("Who checks it first"), required=False, choices=checks
            ),
            "expected": forms.ChoiceField(
                label=_("The answer that passes in the self-check"),
                choices=[("yes", _("Yes")), ("no", _("No"))],
                initial="yes",
            ),
            **in_languages("question", _("Question of the self-check"), limit=300),
            **in_languages("advice", _("What would change the answer"), limit=400, rows=2),
            "is_removed": _removal(),
        }

    def rows_given(self) -> list[dict[str, Any]]:
        """In the order of their positions; a row without one comes last."""
        rows = super().rows_given()
        for row in rows:
            row["expected"] = row["expected"] != "no"
        taken = [row["order"] or 0 for row in rows]
        for row in rows:
            if not row["order"]:
                row["order"] = max(taken) + 1
                taken.append(row["order"])
        return sorted(rows, key=lambda row: row["order"])

    @staticmethod
    def rows_of(criteria: Iterable[Criterion]) -> list[dict[str, Any]]:
        """The present criteria as the form's rows."""
        return [
            {**vars(row), "id": row.pk, "expected": "yes" if row.expected else "no"}
            for row in criteria
        ]


class QuotasForm(RowsForm):
    """How much may be granted, beside the days in all."""

    row_title = gettext_lazy("Quota")
    ignored = RowsForm.ignored | {"measure", "region_code", "is_for_first_timers"}

    def __init__(
        self, *args: Any, regions: Mapping[str, str], days_quota: int | None = None, **kwargs: Any
    ) -> None:
        self.regions = regions
        self.days_quota = days_quota
        super().__init__(*args, **kwargs)

    def whole_fields(self) -> dict[str, forms.Field]:
        return {
            "days_quota": forms.IntegerField(
                label=_("Days in this call in all"),
                help_text=_("Leave empty if there is no ceiling."),
                required=False,
                min_value=1,
                max_value=100_000,
                initial=self.days_quota,
            )
        }

    def row_fields(self) -> dict[str, forms.Field]:
        return {
            "amount": forms.IntegerField(label=_("How many"), min_value=1, max_value=100_000),
            "measure": forms.ChoiceField(label=_("Of what"), choices=Quota.Measure.choices),
            "region_code": forms.ChoiceField(
                label=_("Region"),
                required=False,
                choices=[("", _("the whole country")), *self.regions.items()],
            ),
            "is_for_first_timers": forms.BooleanField(
                label=_("Kept for those who have not been granted anything before"),
                required=False,
            ),
            "is_removed": _removal(),
        }

    def clean_row(self, index: int, row: dict[str, Any]) -> None:
        whole = not row["region_code"] and not row["is_for_first_timers"]
        if row["measure"] == Quota.Measure.DAYS and whole:
            self.add_error(
                f"{index}-measure", _("Give the days of the whole country as the days in all.")
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        seen = set()
        for index in range(self.count):
            row = self._row(index, cleaned)
            key = row and (row["measure"], row["region_code"], row["is_for_first_timers"])
            if key in seen:
                sentence = _("There is already a quota like this. Remove one of them.")
                self.add_error(f"{index}-amount", sentence)
            elif key:
                seen.add(key)
        return cleaned


class IntakesForm(RowsForm):
    """The rounds of the call: what has arrived by then is decided together."""

    row_title = gettext_lazy("Round")

    def row_fields(self) -> dict[str, forms.Field]:
        return {
            "closes_at": MomentField(label=_("Applications that arrive by")),
            "decides_on": DateField(label=_("are decided by"), required=False),
            "is_removed": _removal(),
        }


class LinksForm(RowsForm):
    """Links to the policies and terms that the call rests on."""

    row_title = gettext_lazy("Link")

    def row_fields(self) -> dict[str, forms.Field]:
        return {
            "url": forms.CharField(
                label=_("Address"),
                max_length=400,
                validators=[
                    URLValidator(
                        schemes=["http", "https"],
                        message=_("Write the whole address, beginning with https://"),
                    )
                ],
            ),
            "fi": forms.CharField(label=f"{_('Name')} {LANGUAGE_NAMES['fi']}", max_length=160),
            "sv": forms.CharField(
                label=f"{_('Name')} {LANGUAGE_NAMES['sv']}", max_length=160, required=False
            ),
            "en": forms.CharField(
                label=f"{_('Name')} {LANGUAGE_NAMES['en']}", max_length=160, required=False
            ),
            "is_removed": _removal(),
        }
