"""Forms of planning, moving and cancelling a session."""

import datetime
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from talkoot.core.forms import DateField, Form
from talkoot.core.refusals import NotAllowed
from talkoot.engagements import rules
from talkoot.engagements.forms import ClockField
from talkoot.engagements.models import Engagement
from talkoot.engagements.rules.hours import check_free, check_room, hours_between, meter_of
from talkoot.engagements.rules.substitutes import holder_of
from talkoot.events.models import Session
from talkoot.experts.models import Expert

MOST_AT_ONCE = 12
Times = tuple[datetime.datetime, datetime.datetime]


class SessionForm(Form):
    """When, how and where one session is held; says what the plan would be refused for."""

    day = DateField(label=_("Day"), help_text=_("For example 21 11 2029"))
    starts = ClockField(label=_("Starts"), help_text=_("For example 9.00"))
    ends = ClockField(label=_("Ends"), help_text=_("For example 15.30"))
    mode = forms.ChoiceField(
        label=_("How is it held?"),
        choices=[(mode.value, capfirst(mode.label)) for mode in Session.Mode],
        widget=forms.RadioSelect,
    )
    place = forms.CharField(
        label=_("Place"),
        help_text=_("Address and room, or the name of the meeting tool"),
        max_length=200,
    )
    link = forms.URLField(
        label=_("Link to the meeting"),
        required=False,
        max_length=500,
        assume_scheme="https",
        error_messages={
            "invalid": _("Write the whole link, for example https://meeting.example/abc.")
        },
    )

    def __init__(
        self, *args: Any, engagement: Engagement, session: Session | None = None, **kwargs: Any
    ) -> None:
        self.engagement, self.session = engagement, session
        super().__init__(*args, **kwargs)

    def times(self) -> list[Times]:
        """When the sessions start and end."""
        chosen = self.cleaned_data
        return [(_moment(chosen["day"], chosen["starts"]), _moment(chosen["day"], chosen["ends"]))]

    def agreed(self) -> dict[str, Any]:
        """How and where, for the actions."""
        return {name: self.cleaned_data[name] for name in ("mode", "place", "link")}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if {"day", "starts", "ends"} <= cleaned.keys() and not self.errors:
            try:
                self._check(self.times())
            except NotAllowed as refusal:
                self.add_error("ends", refusal.sentence)
        return cleaned

    def _check(self, times: list[Times]) -> None:
        meter = meter_of(self.engagement, leave_out=self.session)
        for starts_at, ends_at in times:
            rules.check_times(starts_at, ends_at)
        hours = [hours_between(*pair, self.engagement.hours_per_day) for pair in times]
        check_room(meter, sum(hours[1:], hours[0]))
        own = self.session and holder_of(self.engagement, self.session)
        for starts_at, ends_at in times:
            check_free(own or self.engagement.expert, starts_at, ends_at, leave_out=self.session)


class AgreeDayForm(SessionForm):
    """One session, or several like it with some weeks between."""

    count = forms.IntegerField(
        label=_("How many sessions like this?"),
        help_text=_("At the same time of day and in the same place"),
        required=False,
        min_value=1,
        max_value=MOST_AT_ONCE,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-4"}),
        error_messages={
            "max_value": _("Plan at most 12 sessions at once."),
            "min_value": _("Plan at least one session."),
        },
    )
    weeks = forms.TypedChoiceField(
        label=_("How far apart?"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=[(1, _("A week")), (2, _("Two weeks")), (4, _("Four weeks"))],
        initial=1,
        widget=forms.RadioSelect,
    )
    is_identical = forms.BooleanField(
        label=_("The same content for different groups"), required=False
    )

    def times(self) -> list[Times]:
        [(starts_at, ends_at)] = super().times()
        day = timezone.localtime(starts_at).date()
        clock = timezone.localtime(starts_at).time(), timezone.localtime(ends_at).time()
        found = []
        for number in range(self.cleaned_data.get("count") or 1):
            # By the calendar and the clock, so that summer time moves nothing.
            on = day + datetime.timedelta(weeks=number * (self.cleaned_data.get("weeks") or 1))
            found.append((_moment(on, clock[0]), _moment(on, clock[1])))
        return found


class SubstituteForm(Form):
    """Who of the supplier's experts holds the session, and why."""

    expert = forms.ChoiceField(label=_("Who holds the session?"), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Why is a substitute needed?"),
        help_text=_("For the programme's log. Write nothing of anybody's health."),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, experts: Iterable[Expert], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.experts = {str(row.pk): row for row in experts}
        self.fields["expert"].choices = [  # type: ignore[attr-defined]
            (key, f"{row.name}, {row.title}") for key, row in self.experts.items()
        ]

    def clean_expert(self) -> Any:
        return self.experts[self.cleaned_data["expert"]]


class CancelSessionForm(Form):
    """Why a session is not held."""

    reason = forms.CharField(
        label=_("Why is the session cancelled?"),
        help_text=_("The other party is told."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


def _moment(day: datetime.date, clock: datetime.time) -> datetime.datetime:
    return timezone.make_aware(datetime.datetime.combine(day, clock))
