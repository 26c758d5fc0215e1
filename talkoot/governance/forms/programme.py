"""Input of a programme's own records: periods, parties, goals, grounds, services, continuity."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from talkoot.core.forms import DateField, Form
from talkoot.governance import rules
from talkoot.governance.forms.entries import EntryForm, organisation_field, text_field
from talkoot.governance.models import ContinuationItem, Strategy
from talkoot.impact.forms.registers import LinesField
from talkoot.programmes.models import (
    FeedbackPlan,
    Goal,
    Mandate,
    Offering,
    OfferingKind,
    Party,
    Period,
    PriceBasis,
    Programme,
    StaffAssignment,
)


class PeriodForm(EntryForm):
    texts = (("name", gettext_lazy("Name"), 160),)
    starts_on = DateField(label=gettext_lazy("First day"))
    ends_on = DateField(label=gettext_lazy("Last day"))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("starts_on") and cleaned.get("ends_on"):
            row = self.row or Period(programme=self.parent)
            if problem := rules.period_problem(row, cleaned["starts_on"], cleaned["ends_on"]):
                self.add_error(*problem)
        return cleaned


class PartyForm(EntryForm):
    organisation = organisation_field(is_required=True)
    kind = forms.ChoiceField(label=gettext_lazy("Part in the programme"), choices=Party.Kind)
    share_percent = forms.DecimalField(
        label=gettext_lazy("Share of the funding in per cent"), required=False, min_value=0,
        max_value=100, max_digits=5, decimal_places=2, localize=True,
        help_text=gettext_lazy("Only of a funder. Empty: no share is told."),
    )  # fmt: skip

    def __init__(self, *args: Any, row: Any = None, **kwargs: Any) -> None:
        name = row.organisation.name if row else ""
        super().__init__(*args, row=row, initial={"organisation": name}, **kwargs)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors:
            row = self.row or Party(programme=self.parent)
            if problem := rules.party_problem(row, **cleaned):
                self.add_error(*problem)
        return cleaned


class GoalForm(EntryForm):
    texts = (("text", gettext_lazy("Goal"), 300),)
    number = forms.IntegerField(label=gettext_lazy("Number"), min_value=1, max_value=999)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        self.check_once(cleaned, Goal, "number")
        return cleaned


class MandateForm(EntryForm):
    texts = (("text", gettext_lazy("What was agreed or decided"), 300),)
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=Mandate.Kind)
    dated = text_field(
        gettext_lazy("When"), 20, help_text=gettext_lazy("A day or a year, as the source tells it.")
    )
    valid_from = DateField(label=gettext_lazy("In force from"), required=False)
    valid_to = DateField(label=gettext_lazy("In force until"), required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        self.check_days(cleaned, "valid_from", "valid_to")
        return cleaned


class StrategyForm(EntryForm):
    texts = (("name", gettext_lazy("Name"), 160),)
    keeper = text_field(gettext_lazy("Whose it is"), 160)
    url = forms.URLField(
        label=gettext_lazy("Address"), required=False, max_length=300, assume_scheme="https"
    )
    lines = LinesField(label=gettext_lazy("Goals or principles"))

    def __init__(self, *args: Any, row: Any = None, **kwargs: Any) -> None:
        lines = "\n".join(aim.text_fi for aim in row.aims.all()) if row else ""
        super().__init__(*args, row=row, initial={"lines": lines}, **kwargs)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        self.check_once(cleaned, Strategy, "name_fi")
        lines = cleaned.get("lines") or []
        if any(len(line) > 300 for line in lines):
            self.add_error("lines", _("Shorten the longest line to at most 300 characters."))
        cleaned["lines"] = {"": lines}
        return cleaned


class StaffForm(EntryForm):
    task = forms.ChoiceField(label=gettext_lazy("Task"), choices=StaffAssignment.Task)
    starts_on = DateField(label=gettext_lazy("First day"))
    ends_on = DateField(label=gettext_lazy("Last day"), required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        self.check_days(cleaned, "starts_on", "ends_on")
        return cleaned


class ServiceForm(EntryForm):
    texts = (("name", gettext_lazy("Name"), 160), ("summary", gettext_lazy("Description"), 2000))
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=OfferingKind)
    price_eur = forms.DecimalField(
        label=gettext_lazy("Price, €"), required=False, min_value=0, max_digits=8,
        decimal_places=2, localize=True,
        help_text=gettext_lazy("0 is free of charge. Empty: no price is told."),
    )  # fmt: skip
    price_basis = forms.ChoiceField(label=gettext_lazy("The price is"), choices=PriceBasis)
    has_own_costs = forms.BooleanField(
        label=gettext_lazy("The applicant arranges and pays for the premises and the catering"),
        required=False,
    )
    is_long_term = forms.BooleanField(
        label=gettext_lazy("Counts in the reach of services; events and webinars do not"),
        required=False,
        initial=True,
    )
    followup_months = forms.IntegerField(
        label=gettext_lazy("Effects are asked after so many months"),
        min_value=3,
        max_value=6,
        initial=4,
    )
    feedback = forms.ChoiceField(label=gettext_lazy("Feedback is asked"), choices=FeedbackPlan)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        self.check_once(cleaned, Offering, "name_fi")
        if not cleaned.get("summary_fi") and "summary_fi" not in self.errors:
            self.add_error("summary_fi", _("Tell what the service gives and to whom."))
        return cleaned


class ContinuationForm(EntryForm):
    texts = (("text", gettext_lazy("What goes on"), 200),)
    owner = text_field(gettext_lazy("Who keeps it"), 160)
    funding = text_field(gettext_lazy("With what money"), 160)
    until_on = DateField(label=gettext_lazy("Until what day"), required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        self.check_once(cleaned, ContinuationItem, "text_fi")
        return cleaned


class ContinuityForm(Form):
    continues = forms.ModelChoiceField(
        label=gettext_lazy("Carries on the work of"),
        queryset=Programme.objects.none(),
        required=False,
        empty_label=gettext_lazy("no programme"),
    )

    def __init__(self, *args: Any, programme: Programme, **kwargs: Any) -> None:
        super().__init__(*args, initial={"continues": programme.continues_id}, **kwargs)
        field: Any = self.fields["continues"]
        public = Programme.objects.exclude(state=Programme.State.PLANNED)
        field.queryset = public.exclude(pk=programme.pk)


class ServesForm(Form):
    """Which goals something serves: the programme's own, and those of each strategy."""

    def __init__(
        self, *args: Any, programme: Programme, goals: set[int], aims: set[int], **kwargs: Any
    ) -> None:
        self.base_fields = {"goals": _goals(_("Goals of the programme"), programme.goals, goals)}  # type: ignore[misc]
        for strategy in programme.strategies.prefetch_related("aims"):
            field = _goals(strategy.name, strategy.aims, aims)
            self.base_fields[f"aims-{strategy.pk}"] = field
        super().__init__(*args, **kwargs)

    def chosen_goals(self) -> list[int]:
        return [int(pk) for pk in self.cleaned_data["goals"]]

    def chosen_aims(self) -> list[int]:
        values = self.cleaned_data.items()
        return [int(pk) for name, chosen in values if name.startswith("aims-") for pk in chosen]


def _goals(label: str, rows: Any, chosen: set[int]) -> forms.MultipleChoiceField:
    own = list(rows.all())
    return forms.MultipleChoiceField(
        label=label,
        choices=[(row.pk, str(row)) for row in own],
        initial=[row.pk for row in own if row.pk in chosen],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
