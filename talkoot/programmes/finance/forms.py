"""Input of funded projects, shares, cost lines, costs and indicators."""

import re
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from talkoot.core.forms import DateField, Form
from talkoot.core.row_forms import RowsForm, in_languages, removal
from talkoot.programmes.finance import rules
from talkoot.programmes.finance.indicators import indicators_of
from talkoot.programmes.models import (
    BudgetLine,
    FundingProject,
    IndicatorTotal,
    Programme,
)


class EuroField(forms.DecimalField):
    """A sum as people write it: 1 234,50, 1234.50 or 1 234,50 €."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "class": "govuk-input--width-10"})

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_digits=12, decimal_places=2, **kwargs)

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str):
            value = re.sub(r"[\s€]", "", value).replace(",", ".").replace("\u2212", "-")
        return super().to_python(value)

    def prepare_value(self, value: Any) -> Any:
        return f"{value:.2f}".replace(".", ",") if isinstance(value, Decimal) else value


def _euros(label: Any, *, is_required: bool = True, **kwargs: Any) -> EuroField:
    return EuroField(label=label, required=is_required, **kwargs)


class ProjectForm(Form):
    """A funded project: whose money, from when to when, how much."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=160)
    fund = forms.ChoiceField(label=gettext_lazy("Fund"), choices=FundingProject.Fund)
    authority = forms.CharField(
        label=gettext_lazy("Authority that grants it"), required=False, max_length=160
    )
    code = forms.CharField(label=gettext_lazy("Project code"), required=False, max_length=40)
    starts_on = DateField(label=gettext_lazy("First day"))
    ends_on = DateField(label=gettext_lazy("Last day"))
    amount_eur = _euros(gettext_lazy("Budget in all, €"), is_required=False, min_value=0)
    is_approximate = forms.BooleanField(
        label=gettext_lazy("The sum is approximate"), required=False
    )
    last_paid_on = DateField(
        label=gettext_lazy("Day of the last payment"), required=False,
        help_text=gettext_lazy(
            "Once it is known: the evidence is kept five years from the end of that year."
        ),
    )  # fmt: skip
    kept_until = DateField(
        label=gettext_lazy("Kept until by the funder’s decision"), required=False,
        help_text=gettext_lazy("If the funder asks to keep the evidence longer."),
    )  # fmt: skip
    hold_reason = forms.CharField(
        label=gettext_lazy("Why nothing may be destroyed"), required=False, max_length=200,
        help_text=gettext_lazy("An audit or a dispute, for example. Empty it when it is over."),
    )  # fmt: skip

    def __init__(
        self,
        *args: Any,
        programme: Programme,
        project: FundingProject | None = None,
        **kwargs: Any,
    ) -> None:
        names = list(self.base_fields)
        initial = {name: getattr(project, name) for name in names} if project else {}
        super().__init__(*args, initial=initial, **kwargs)
        self.programme, self.project = programme, project

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("starts_on") and cleaned.get("ends_on"):
            problem = rules.project_problem(
                self.programme, cleaned["starts_on"], cleaned["ends_on"], besides=self.project
            )
            if problem:
                self.add_error(*problem)
        if unpaid := rules.paid_problem(cleaned.get("last_paid_on"), timezone.localdate()):
            self.add_error("last_paid_on", unpaid)
        return cleaned


class SharesForm(RowsForm):
    """Who pays how much of the project, in per cent."""

    row_title = gettext_lazy("Funder")

    def row_fields(self) -> dict[str, forms.Field]:
        return {
            "funder": forms.CharField(label=gettext_lazy("Funder"), max_length=160),
            "percent": forms.DecimalField(
                label=gettext_lazy("Per cent"),
                min_value=0,
                max_value=100,
                max_digits=5,
                decimal_places=2,
                localize=True,
                widget=forms.TextInput(
                    attrs={"inputmode": "decimal", "class": "govuk-input--width-5"}
                ),
            ),
            "is_removed": removal(),
        }

    def clean_row(self, index: int, row: dict[str, Any]) -> None:
        if row.get("percent") == 0:
            self.add_error(f"{index}-percent", _("Give more than nothing, or remove the funder."))

    def shares(self) -> list[tuple[str, str, Any]]:
        """(code, funder, per cent); the code is made of the name."""
        return [
            (slugify(row["funder"])[:36] or "funder", row["funder"], row["percent"])
            for row in self.rows_given()
        ]


class LineForm(Form):
    """A cost line."""

    code = forms.SlugField(
        label=gettext_lazy("Code"),
        help_text=gettext_lazy("By it the bookkeeping’s file finds the line."),
        max_length=40,
    )
    amount_eur = _euros(gettext_lazy("Budget, €"), min_value=0)

    def __init__(
        self, *args: Any, project: FundingProject, line: BudgetLine | None = None, **kwargs: Any
    ) -> None:
        own = dict(type(self).declared_fields)  # type: ignore[attr-defined]
        names = in_languages("name", _("Name"), limit=160, is_required=True)
        self.base_fields = {"code": own.pop("code"), **names, **own}  # type: ignore[misc]
        fields = list(self.base_fields)
        initial = {name: getattr(line, name) for name in fields} if line else {}
        super().__init__(*args, initial=initial, **kwargs)
        self.project, self.line = project, line

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"]
        rows = BudgetLine.objects.filter(project=self.project, code=code)
        if self.line:
            rows = rows.exclude(pk=self.line.pk)
        if rows.exists():
            raise ValidationError(_("The project has a line with this code already."))
        return code


class CostForm(Form):
    """One cost."""

    line = forms.ModelChoiceField(
        label=gettext_lazy("Cost line"), queryset=BudgetLine.objects.none(), empty_label=None
    )
    spent_on = DateField(label=gettext_lazy("Day"))
    amount_eur = _euros(
        gettext_lazy("Amount, €"), help_text=gettext_lazy("A correction is negative.")
    )
    reference = forms.CharField(label=gettext_lazy("Voucher"), required=False, max_length=60)
    note = forms.CharField(label=gettext_lazy("Note"), required=False, max_length=300)

    def __init__(self, *args: Any, project: FundingProject, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.project = project
        field: Any = self.fields["line"]
        field.queryset = BudgetLine.objects.filter(project=project)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        day, line = cleaned.get("spent_on"), cleaned.get("line")
        if day and (problem := rules.day_problem(self.project, day)):
            self.add_error("spent_on", problem)
        if cleaned.get("amount_eur") == 0:
            self.add_error("amount_eur", _("Give a sum that is not nothing."))
        reference = cleaned.get("reference", "")
        if line and (problem := rules.voucher_problem(line, reference)):
            self.add_error("reference", problem)
        if found := rules.words_problem(reference, cleaned.get("note", "")):
            self.add_error(*found)
        return cleaned


class CostsFileForm(Form):
    """The costs as the bookkeeping gave them."""

    file = forms.FileField(
        label=gettext_lazy("Costs as CSV"),
        help_text=gettext_lazy(
            "Columns: line (code of a cost line), day, amount, voucher and note. Vouchers that "
            "have been booked already are left as they are."
        ),
    )


class IndicatorForm(Form):
    """What an indicator counts on a day."""

    code = forms.ChoiceField(label=gettext_lazy("Indicator"))
    origin = forms.ChoiceField(
        label=gettext_lazy("Whose count"),
        help_text=gettext_lazy("A target may be of a day to come; a milestone is a target too."),
        choices=IndicatorTotal.Origin,
        widget=forms.RadioSelect,
    )
    gender = forms.ChoiceField(
        label=gettext_lazy("Of whom"), choices=IndicatorTotal.Gender, required=False
    )
    value = forms.IntegerField(label=gettext_lazy("Number"), min_value=0, max_value=10_000_000)
    as_of = DateField(label=gettext_lazy("On the day"))
    note = forms.CharField(
        label=gettext_lazy("What it rests on"),
        help_text=gettext_lazy("Needed for our own count. Never write of a single person here."),
        required=False,
        max_length=300,
    )

    def __init__(self, *args: Any, project: FundingProject, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.project = project
        field: Any = self.fields["code"]
        field.choices = [(code, f"{code} {label}") for code, label in indicators_of(project)]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        asked: dict[str, Any] = {
            name: cleaned.get(name) or "" for name in ("code", "origin", "as_of", "note")
        }
        if asked["code"] and asked["as_of"]:
            today = timezone.localdate()
            for name, sentence in rules.total_problems(self.project, today=today, **asked).items():
                self.add_error(name, sentence)
        return cleaned
