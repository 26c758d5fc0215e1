"""Forms of the office: the queue's filters, the findings on the criteria and the decision."""

import datetime
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from talkoot.calls.models import Application
from talkoot.calls.queries import SORTS
from talkoot.calls.rules import Finding
from talkoot.core.dates import days_text
from talkoot.core.forms import Form
from talkoot.core.refusals import NotAllowed
from talkoot.decisions.models import Decision, Reconsideration
from talkoot.decisions.queries.quotas import check_quotas
from talkoot.decisions.rules import reconsideration as reconsideration_rules
from talkoot.decisions.rules.aid import check_aid
from talkoot.decisions.rules.content import GRANTING, content_problem, draft_mark
from talkoot.decisions.rules.slates import OUTCOMES
from talkoot.people.models import Organisation
from talkoot.people.sizes import STAFF_SIZES

State = Application.State


class QueueForm(Form):
    """Filters of the queue. Nonsense in the address counts as no filter."""

    q = forms.CharField(
        label=_("Organisation, unit, title or number"), required=False, max_length=100
    )
    state = forms.ChoiceField(label=_("State"), required=False)
    expert = forms.ChoiceField(label=_("Expert"), required=False)
    call = forms.ChoiceField(label=_("Call"), required=False)
    round = forms.ChoiceField(label=_("Round"), required=False)
    size = forms.ChoiceField(
        label=_("Number of staff"),
        choices=[("", _("All")), *((code, row.label) for code, row in STAFF_SIZES.items())],
        required=False,
    )
    sort = forms.ChoiceField(
        choices=[(key, key) for key in SORTS], required=False, widget=forms.HiddenInput
    )

    def __init__(self, *args: Any, experts: Any = (), calls: Any = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        states = [(state.value, capfirst(state.label)) for state in State if state != State.DRAFT]
        self.fields["state"].choices = [("", _("All")), *states]
        names = [(str(expert.pk), expert.name) for expert in experts]
        self.fields["expert"].choices = [("", _("All")), *names]
        rows = list(calls)
        titles = [(str(call.pk), call.title) for call in rows]
        self.fields["call"].choices = [("", _("All")), *titles]
        self._offer_rounds(rows)
        if len(titles) < 2:
            del self.fields["call"]
        for field in self.fields.values():
            field.is_filter = True

    def _offer_rounds(self, calls: list[Any]) -> None:
        """The rounds of the call that is chosen, or that is the only one, where it has any."""
        asked = self.data.get("call")
        chosen = [row for row in calls if len(calls) == 1 or str(row.pk) == asked]
        numbers = [str(number) for row in chosen for number in range(1, row.round_count + 1)]
        self.fields["round"].choices = [("", _("All")), *((text, text) for text in numbers)]
        if not numbers:
            del self.fields["round"]

    def filters(self) -> dict[str, Any]:
        """Keyword arguments for calls.queries.office_queue."""
        self.is_valid()
        chosen = self.cleaned_data
        return {
            "text": chosen.get("q", ""),
            "state": chosen.get("state", ""),
            "expert_id": int(chosen["expert"]) if chosen.get("expert") else None,
            "call_id": int(chosen["call"]) if chosen.get("call") else None,
            "round_number": int(chosen["round"]) if chosen.get("round") else None,
            "size": STAFF_SIZES.get(chosen.get("size", "")),
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
    transferred_to = forms.CharField(
        label=_("Transferred to"),
        help_text=_("The competent authority, if the application is transferred."),
        required=False,
        max_length=200,
    )
    days = DaysField(
        label=_("Days granted"),
        help_text=_("Whole or half days. Other decisions than a grant give 0 days."),
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

    is_by_post = forms.BooleanField(
        label=_("The letter is also sent by post"),
        help_text=_(
            "The period then runs from the seventh day, not the third. Post the letter on "
            "the day it is signed."
        ),
        required=False,
    )

    # The draft that the page showed, so that two officers do not write over each other.
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        *args: Any,
        application: Application,
        draft: Decision | None = None,
        initial: dict[str, Any] | None = None,
        **kwargs: Any,
    ) -> None:
        initial = {**(initial or {}), "seen": draft_mark(draft)}
        super().__init__(*args, initial=initial, **kwargs)
        self.application = application

    def see(self, draft: Decision) -> None:
        """What is sent next has seen this draft."""
        self.data = {**self.data.dict(), "seen": draft_mark(draft)}  # type: ignore[union-attr]

    def clean(self) -> dict[str, Any]:
        """Say at the form what the action would refuse; the action checks again."""
        cleaned = super().clean() or {}
        # An address without the mark, as of a page from before it, has seen nothing.
        cleaned["seen"] = self.data.get("seen")
        if self.errors:
            return cleaned
        names = ("outcome", "days", "reasons", "transferred_to")
        said = {name: cleaned[name] for name in names}
        if problem := content_problem(self.application, **said):
            self.add_error(*problem)
            return cleaned
        grant = {name: cleaned[name] for name in ("outcome", "days")}
        try:
            check_aid(self.application, **grant, on=timezone.localdate())
            if self.data.get("step") in ("confirm", "sign"):
                check_quotas(self.application, **grant)  # A draft may wait for more.
        except NotAllowed as refusal:
            self.add_error("days", refusal.sentence)
        return cleaned


class GiveUpForm(Form):
    """Why what was granted is given up, if the applicant wants to tell."""

    reason = LinesField(
        label=_("Reason"),
        help_text=_("The expert and the programme office read it."),
        required=False,
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class RequestForm(Form):
    """A request to change a decision, as its writer words it."""

    demand = LinesField(
        label=_("What change do you want?"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    grounds = LinesField(
        label=_("On what grounds?"),
        help_text=_("Tell why the decision should change. You can refer to what you sent before."),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 8}),
    )


class RegisteredRequestForm(RequestForm):
    """The same, registered by the office from a letter or an e-mail."""

    received_on = forms.DateField(
        label=_("Arrived on"), help_text=_("The day on which the letter or e-mail came.")
    )
    organisation = forms.TypedChoiceField(label=_("Who asks?"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, parties: Sequence[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["organisation"]
        field.choices = [(str(party.pk), str(party)) for party in parties]
        field.coerce = {str(party.pk): party for party in parties}.get
        if len(parties) == 1:
            del self.fields["organisation"]
        self.fields["demand"].label = _("What change is wanted")
        self.fields["grounds"].label = _("On what grounds")

    def clean_received_on(self) -> datetime.date:
        day: datetime.date = self.cleaned_data["received_on"]
        if day > timezone.localdate():
            raise ValidationError(_("The day has not come yet. Give the day of arrival."))
        return day


class ReconsiderationForm(Form):
    """The decision on a request."""

    outcome = forms.ChoiceField(
        label=_("Decision on the request"),
        choices=[(outcome.value, capfirst(outcome.label)) for outcome in Reconsideration.Outcome],
        widget=forms.RadioSelect,
    )
    days = DaysField(
        label=_("Days granted in all"),
        help_text=_("Only when the change grants days."),
        required=False,
        min_value=0,
        max_digits=4,
        decimal_places=1,
        error_messages={"invalid": _("Write the days as a number, for example 1 or 1,5.")},
    )
    reasons = LinesField(
        label=_("Reasons"), max_length=4000, widget=forms.Textarea(attrs={"rows": 12})
    )

    def __init__(self, *args: Any, request: Reconsideration, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request = request

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and (
            problem := reconsideration_rules.content_problem(self.request, **cleaned)
        ):
            self.add_error(*problem)
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
                initial=None if finding.needs_person else "yes" if finding.is_met else "no",
                error_messages={"required": _("Choose whether the criterion is met.")},
            )
            self.fields[f"reason_{criterion.pk}"] = forms.CharField(
                label=_("Reason"),
                max_length=400,
                widget=forms.Textarea(attrs={"rows": 2}),
                initial="" if finding.needs_person else finding.reason,
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


class SlateLinesForm(Form):
    """What the office proposes for each of some lines of a slate; `removed` are taken off."""

    def __init__(self, *args: Any, rows: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = rows
        choices = [(outcome.value, capfirst(outcome.label)) for outcome in OUTCOMES]
        for row in rows:
            line, number = row.line, {"number": row.application.number}
            self.fields[f"outcome_{line.pk}"] = forms.ChoiceField(
                label=_("Decision on %(number)s") % number, choices=choices, initial=line.outcome
            )
            self.fields[f"days_{line.pk}"] = DaysField(
                label=_("Days granted to %(number)s") % number,
                min_value=0,
                max_digits=4,
                decimal_places=1,
                initial=line.days,
                error_messages={"invalid": _("Write the days as a number, for example 1 or 1,5.")},
            )
            self.fields[f"reason_{line.pk}"] = LinesField(
                label=_("Addition to the reasons of %(number)s") % number,
                required=False,
                max_length=600,
                initial=line.reason,
                widget=forms.Textarea(attrs={"rows": 2, "class": "govuk-textarea"}),
            )

    def lines(self) -> list[tuple[Any, list[Any]]]:
        """Each row with its fields: outcome, days, reason."""
        names = ("outcome", "days", "reason")
        return [(row, [self[f"{name}_{row.line.pk}"] for name in names]) for row in self.rows]

    def changes(self) -> dict[int, dict[str, Any]]:
        """What actions.slates.edit_lines takes; a refusal grants no days."""
        found = {}
        for row in self.rows:
            outcome, days, reason = (
                self.cleaned_data[f"{name}_{row.line.pk}"] for name in ("outcome", "days", "reason")
            )
            days = days if outcome in GRANTING else Decimal(0)
            found[row.line.pk] = {"outcome": outcome, "days": days, "reason": reason}
        return found
