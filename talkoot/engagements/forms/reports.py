"""Forms of the day report and of its approval."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from talkoot.core.forms import Form
from talkoot.core.refusals import NotAllowed
from talkoot.engagements.forms import AmountField
from talkoot.engagements.rules.hours import Meter, check_room
from talkoot.events.rules import check_attendance
from talkoot.people.models import ParticipantRole

LONGEST_DAY = Decimal(24)


class ReportDayForm(Form):
    """Who were present, how long it took, and what came of it.

    `meter` leaves the session itself out; `is_last_asked`: hours may stay unused after this one.
    """

    hours = AmountField(
        label=_("Hours of work"),
        min_value=Decimal("0.25"),
        max_value=LONGEST_DAY,
        max_digits=5,
        decimal_places=2,
        error_messages={
            "invalid": _("Write the hours as a number, for example 2,5."),
            "min_value": _("A session takes at least a quarter of an hour."),
            "max_value": _("Check the hours: a day has no more than 24."),
        },
    )
    travel_hours = AmountField(
        label=_("Hours of travel"),
        help_text=_("There and back together. The agreement pays for travel by the hour."),
        required=False,
        min_value=Decimal(0),
        max_value=LONGEST_DAY,
        max_digits=5,
        decimal_places=2,
        error_messages={
            "invalid": _("Write the hours as a number, for example 2,5."),
            "min_value": _("The hours of travel cannot be negative."),
            "max_value": _("Check the hours: a day has no more than 24."),
        },
    )
    done = forms.CharField(
        label=_("What was done?"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4})
    )
    results = forms.CharField(
        label=_("Immediate results"),
        help_text=_("What changed or was decided during the day?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    next_steps = forms.CharField(
        label=_("Agreed next steps"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    stuck = forms.CharField(
        label=_("Is something stuck?"),
        help_text=_("What does not move on without help. The programme office gets it at once."),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    is_last = forms.BooleanField(
        label=_("This was the last session; the rest of the hours is not used"), required=False
    )

    def __init__(
        self,
        *args: Any,
        meter: Meter,
        is_listed: bool = False,
        is_last_asked: bool = False,
        is_correction: bool = False,
        **kwargs: Any,
    ) -> None:
        self.meter, self.is_listed = meter, is_listed
        super().__init__(*args, **kwargs)
        for role in ParticipantRole:
            self.fields[f"count_{role.value}"] = forms.IntegerField(
                label=capfirst(role.label),
                required=False,
                min_value=0,
                max_value=5000,
                widget=forms.TextInput(
                    attrs={"inputmode": "numeric", "class": "govuk-input--width-4"}
                ),
                error_messages={
                    "invalid": _("Write the number of people in figures, for example 12."),
                    "max_value": _("Check the number of people: it is very large."),
                    "min_value": _("The number of people cannot be negative."),
                },
            )
            self.fields[f"count_{role.value}"].is_filter = True  # type: ignore[attr-defined]
        if not is_last_asked or is_correction:
            del self.fields["is_last"]
        if is_correction:
            del self.fields["stuck"]
        if meter.order.travel_price_eur is None:
            del self.fields["travel_hours"]
        self.order_fields([f"count_{role.value}" for role in ParticipantRole])

    def count_fields(self) -> list[Any]:
        return [self[f"count_{role.value}"] for role in ParticipantRole]

    def other_fields(self) -> list[Any]:
        return [field for field in self if not field.name.startswith("count_")]

    def counts(self) -> dict[str, int]:
        """{role: people}, for the actions."""
        return {
            role.value: self.cleaned_data.get(f"count_{role.value}") or 0
            for role in ParticipantRole
        }

    def report(self) -> dict[str, Any]:
        """What the expert wrote, for the actions."""
        chosen = self.cleaned_data
        found = {name: chosen[name] for name in ("hours", "done", "results", "next_steps")}
        if "travel_hours" in self.fields:
            found["travel_hours"] = chosen["travel_hours"] or Decimal(0)
        if "stuck" in self.fields:
            # Nobody is asked when nothing would be left: then it is the last by itself.
            found |= {"stuck": chosen["stuck"], "is_last": chosen.get("is_last", False)}
        return found

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.is_listed and not any(name.startswith("count_") for name in self.errors):
            self._try(f"count_{ParticipantRole.MANAGEMENT}", check_attendance, self.counts())
        if cleaned.get("hours"):
            self._try("hours", check_room, self.meter, cleaned["hours"])
        return cleaned

    def _try(self, field: str, check: Any, *args: Any) -> None:
        try:
            check(*args)
        except NotAllowed as refusal:
            self.add_error(field, refusal.sentence)


class ReturnReportForm(Form):
    """What the expert is asked to correct."""

    note = forms.CharField(
        label=_("What should be corrected?"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
