"""Forms of the office: the queue's filters, the findings on the criteria and the decision."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from talkoot.calls.models import Application
from talkoot.calls.queries import SORTS
from talkoot.calls.rules import Finding
from talkoot.core.dates import days_text
from talkoot.core.forms import Form
from talkoot.core.refusals import NotAllowed
from talkoot.decisions import rules
from talkoot.decisions.models import Decision

State = Application.State


class QueueForm(Form):
    """Filters of the queue. Nonsense in the address counts as no filter."""

    q = forms.CharField(label=_("Organisation, title or number"), required=False, max_length=100)
    state = forms.ChoiceField(label=_("State"), required=False)
    expert = forms.ChoiceField(label=_("Expert"), required=False)
    sort = forms.ChoiceField(
        choices=[(key, key) for key in SORTS], required=False, widget=forms.HiddenInput
    )

    def __init__(self, *args: Any, experts: Any = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        states = [(state.value, capfirst(state.label)) for state in State if state != State.DRAFT]
        self.fields["state"].choices = [("", _("All")), *states]
        names = [(str(expert.pk), expert.name) for expert in experts]
        self.fields["expert"].choices = [("", _("All")), *names]
        for field in self.fields.values():
            field.is_filter = True

    def filters(self) -> dict[str, Any]:
        """Keyword arguments for calls.queries.office_queue."""
        self.is_valid()
        chosen = self.cleaned_data
        return {
            "text": chosen.get("q", ""),
            "state": chosen.get("state", ""),
            "expert_id": int(chosen["expert"]) if chosen.get("expert") else None,
            "sort": chosen.get("sort") or "waiting",
        }


class LinesField(forms.CharField):
    """A long text; its line breaks are single characters, as letters split them."""

    widget = forms.Textarea

    def to_python(self, value: Any) -> str:
        text = super().to_python(value) or ""
        return text.replace("\r\n", "\n").strip()


class DaysField(forms.DecimalField):
    """Days in halves, written with a comma or a point."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "class": "govuk-input--width-4"})

    def to_python(self, value: Any) -> Any:
        return super().to_python(str(value).replace(",", ".") if value is not None else value)

    def prepare_value(self, value: Any) -> Any:
        return days_text(value) if isinstance(value, Decimal) else value

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value is not None and value % Decimal("0.5"):
            raise ValidationError(_("Give whole or half days, for example 1 or 1,5."))


class DecisionForm(Form):
    """The decision as the officer words it."""

    outcome = forms.ChoiceField(
        label=_("Decision"),
        choices=[(outcome.value, capfirst(outcome.label)) for outcome in Decision.Outcome],
        widget=forms.RadioSelect,
    )
    days = DaysField(
        label=_("Days granted"),
        help_text=_("Whole or half days. A refusal grants 0 days."),
        min_value=0,
        max_digits=4,
        decimal_places=1,
        error_messages={"invalid": _("Write the days as a number, for example 1 or 1,5.")},
    )
    reasons = LinesField(
        label=_("Reasons"),
        help_text=_("The letter tells these in this order. An empty line begins a new paragraph."),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 14}),
    )
    conditions = LinesField(
        label=_("Conditions"),
        help_text=_("What the applicant must do. Leave empty if you refuse."),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )

    def __init__(self, *args: Any, application: Application, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.application = application

    def clean(self) -> dict[str, Any]:
        """Say at the form what rules.check_decide would refuse; the action checks again."""
        cleaned = super().clean() or {}
        if not self.errors:
            try:
                rules.check_content(
                    self.application,
                    outcome=cleaned["outcome"],
                    days=cleaned["days"],
                    reasons=cleaned["reasons"],
                )
            except NotAllowed as refusal:
                self.add_error("days", refusal.sentence)
        return cleaned


class AssessmentForm(Form):
    """One finding per criterion: met or not, and why; starts from the pre-check."""

    def __init__(self, *args: Any, findings: list[tuple[Any, Finding]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.criteria = [criterion for criterion, _finding in findings]
        for criterion, finding in findings:
            self.fields[f"met_{criterion.pk}"] = forms.ChoiceField(
                label=f"{criterion.order}. {criterion.text}",
                choices=[("yes", _("Met")), ("no", _("Not met"))],
                widget=forms.RadioSelect,
                initial="yes" if finding.is_met else "no",
                error_messages={"required": _("Choose whether the criterion is met.")},
            )
            self.fields[f"reason_{criterion.pk}"] = forms.CharField(
                label=_("Reason"),
                max_length=400,
                widget=forms.Textarea(attrs={"rows": 2}),
                initial=finding.reason,
                error_messages={"required": _("Write the reason for your finding.")},
            )

    def findings(self) -> dict[int, Finding]:
        """What calls.actions.assess takes."""
        return {
            criterion.pk: Finding(
                self.cleaned_data[f"met_{criterion.pk}"] == "yes",
                self.cleaned_data[f"reason_{criterion.pk}"],
            )
            for criterion in self.criteria
        }
