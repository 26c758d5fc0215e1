"""Forms of the agreed day and its report."""

import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from talkoot.core.forms import DateField, Form
from talkoot.core.refusals import NotAllowed
from talkoot.engagements import rules
from talkoot.events.models import Session
from talkoot.events.rules import check_attendance
from talkoot.people.models import ParticipantRole

CLOCK_FORMATS = ["%H.%M", "%H:%M", "%H"]


class ClockField(forms.TimeField):
    """A time of day, such as 9.00, 9:00 or 9."""

    widget = forms.TextInput(attrs={"class": "govuk-input--width-4", "inputmode": "decimal"})

    def __init__(self, **kwargs: Any) -> None:
        sentence = _("Write the time as hours and minutes, for example 9.00.")
        super().__init__(
            input_formats=CLOCK_FORMATS, error_messages={"invalid": sentence}, **kwargs
        )

    def prepare_value(self, value: Any) -> Any:
        return f"{value.hour}.{value.minute:02}" if isinstance(value, datetime.time) else value


class AgreeDayForm(Form):
    """When, how and where the day is held."""

    day = DateField(label=_("Day"), help_text=_("For example 21 11 2029"))
    starts = ClockField(label=_("Starts"), help_text=_("For example 9.00"))
    ends = ClockField(label=_("Ends"), help_text=_("For example 15.30"))
    mode = forms.ChoiceField(
        label=_("How is the day held?"),
        choices=[(mode.value, capfirst(mode.label)) for mode in Session.Mode],
        widget=forms.RadioSelect,
    )
    place = forms.CharField(
        label=_("Place or link"),
        help_text=_("Address and room, or the link of the meeting"),
        max_length=200,
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if {"day", "starts", "ends"} <= cleaned.keys():
            cleaned["starts_at"] = _moment(cleaned["day"], cleaned["starts"])
            cleaned["ends_at"] = _moment(cleaned["day"], cleaned["ends"])
            try:
                rules.check_times(cleaned["starts_at"], cleaned["ends_at"])
            except NotAllowed as refusal:
                self.add_error("ends", refusal.sentence)
        return cleaned


class ReportDayForm(Form):
    """Who were present, and what came of the day."""

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

    def __init__(self, *args: Any, **kwargs: Any) -> None:
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
            self.fields[f"count_{role.value}"].is_filter = True  # No "(optional)" on each.
        self.order_fields([f"count_{role.value}" for role in ParticipantRole])

    def count_fields(self) -> list[Any]:
        return [self[f"count_{role.value}"] for role in ParticipantRole]

    def counts(self) -> dict[str, int]:
        """{role: people}, for engagements.actions.report_day."""
        return {
            role.value: self.cleaned_data.get(f"count_{role.value}") or 0
            for role in ParticipantRole
        }

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not any(name.startswith("count_") for name in self.errors):
            try:
                check_attendance(self.counts())
            except NotAllowed as refusal:
                self.add_error(f"count_{ParticipantRole.MANAGEMENT}", refusal.sentence)
        return cleaned


def _moment(day: datetime.date, clock: datetime.time) -> datetime.datetime:
    return timezone.make_aware(datetime.datetime.combine(day, clock))
