"""Lists of like rows as one form: criteria, quotas, rounds and links of a call."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.core.validators import URLValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from talkoot.calls.models import Criterion, Quota
from talkoot.calls.rules.check_gaps import (
    ANSWER_PREFIX,
    CHECK_NAMES,
    check_words,
    missing_words,
)
from talkoot.core.forms import DateField, MomentField
from talkoot.core.row_forms import LANGUAGE_NAMES, RowsForm, in_languages, removal
from talkoot.people.models import ParticipantRole


class CriteriaForm(RowsForm):
    """Criteria and exclusions with their check and what the self-check asks."""

    row_title = gettext_lazy("Criterion")
    folded = frozenset({"question", "advice", "expected"})
    folded_title = gettext_lazy("Self-check: what is asked, and what would change the answer")
    ignored = RowsForm.ignored | {"expected", "is_exclusion", "check_name", "order"}

    def __init__(self, *args: Any, questions: Sequence[Any] = (), **kwargs: Any) -> None:
        names = ["", *CHECK_NAMES, *(f"{ANSWER_PREFIX}{item.code}" for item in questions)]
        self.checks = {name: check_words(name, questions) for name in names}
        # What a criterion waits for stays a choice also where the form does not ask it.
        for row in kwargs.get("rows", ()):
            name = row.get("check_name", "")
            self.checks.setdefault(name, missing_words(name))
        super().__init__(*args, **kwargs)

    def row_fields(self) -> dict[str, forms.Field]:
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
                label=_("Who checks it first"), required=False, choices=list(self.checks.items())
            ),
            "expected": forms.ChoiceField(
                label=_("The answer that passes in the self-check"),
                choices=[("yes", _("Yes")), ("no", _("No"))],
                initial="yes",
            ),
            **in_languages("question", _("Question of the self-check"), limit=300),
            **in_languages("advice", _("What would change the answer"), limit=400, rows=2),
            "is_removed": removal(),
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
    ignored = RowsForm.ignored | {"measure", "region_code", "is_for_first_timers", "role"}

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
            "role": forms.ChoiceField(
                label=_("Seats for people of one role group"),
                help_text=_("Counted from the numbers of participants in the applications."),
                required=False,
                choices=[("", _("all groups")), *ParticipantRole.choices],
            ),
            "is_removed": removal(),
        }

    def clean_row(self, index: int, row: dict[str, Any]) -> None:
        whole = not row["region_code"] and not row["is_for_first_timers"]
        if row["role"]:
            self._clean_role(index, row)
        elif row["measure"] == Quota.Measure.DAYS and whole:
            self.add_error(
                f"{index}-measure", _("Give the days of the whole country as the days in all.")
            )

    def _clean_role(self, index: int, row: dict[str, Any]) -> None:
        """The people of a group are counted in the whole call, and in seats."""
        if row["measure"] != Quota.Measure.SEATS:
            sentence = _("Limit a role group in seats, or choose all groups for a quota of days.")
            self.add_error(f"{index}-measure", sentence)
        if row["region_code"] or row["is_for_first_timers"]:
            sentence = _(
                "Seats of a role group hold for the whole call: choose the whole country, and do "
                "not keep them for those who have not been granted anything before."
            )
            self.add_error(f"{index}-role", sentence)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        seen = set()
        for index in range(self.count):
            row = self._row(index, cleaned)
            names = ("measure", "region_code", "is_for_first_timers", "role")
            key = row and tuple(row[name] for name in names)
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
            "id": forms.IntegerField(required=False, widget=forms.HiddenInput),
            "closes_at": MomentField(label=_("Applications that arrive by")),
            "decides_on": DateField(label=_("are decided by"), required=False),
            "is_removed": removal(),
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
            "is_removed": removal(),
        }
