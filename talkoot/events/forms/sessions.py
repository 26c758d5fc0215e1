"""Input of a session."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from talkoot.core.forms import Form, MomentField
from talkoot.core.refusals import NotAllowed
from talkoot.events.clashes import clash_sentence
from talkoot.events.models import Mode, Series, Session, SessionKind
from talkoot.events.queries.registrations import participating
from talkoot.events.queries.sessions import clashes, people_of
from talkoot.events.rules.sessions import check_times
from talkoot.people.models import Municipality, Organisation


class SessionForm(Form):
    """A session's content, time and place. `has_clash`: something is double-booked."""

    title = forms.CharField(label=gettext_lazy("Title"), max_length=200, required=False)
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=SessionKind.choices)
    starts_at = MomentField(label=gettext_lazy("Starts"), required=False)
    ends_at = MomentField(label=gettext_lazy("Ends"), required=False)
    mode = forms.ChoiceField(
        label=gettext_lazy("Way"), choices=Mode.choices, widget=forms.RadioSelect
    )
    place = forms.CharField(
        label=gettext_lazy("Place"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Address and room, written the same way each time."),
    )
    municipality: "forms.ModelChoiceField[Municipality]" = forms.ModelChoiceField(
        label=gettext_lazy("Municipality"),
        queryset=Municipality.objects.filter(valid_to=None),
        required=False,
        empty_label=gettext_lazy("not told"),
    )
    link = forms.URLField(
        label=gettext_lazy("Link to the meeting"),
        required=False,
        max_length=500,
        assume_scheme="https",
        help_text=gettext_lazy("Only those who take part see it."),
    )
    tool = forms.CharField(
        label=gettext_lazy("Meeting tool"),
        max_length=60,
        required=False,
        help_text=gettext_lazy("Such as Teams or Zoom; everybody sees it."),
    )
    is_recorded = forms.BooleanField(
        label=gettext_lazy("The session is recorded"),
        required=False,
        help_text=gettext_lazy("It is told before people register."),
    )
    summary = forms.CharField(
        label=gettext_lazy("Description"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    seats = forms.IntegerField(
        label=gettext_lazy("Seats of this session"), required=False, min_value=1, max_value=32000
    )
    content_set = forms.CharField(
        label=gettext_lazy("Group of sessions with the same content"),
        required=False,
        max_length=40,
        help_text=gettext_lazy(
            "Give the same name, such as A, to those of which each person comes to one."
        ),
    )
    organisation: "forms.ModelChoiceField[Organisation]" = forms.ModelChoiceField(
        label=gettext_lazy("Only for"),
        queryset=Organisation.objects.none(),
        required=False,
        empty_label=gettext_lazy("everybody who comes"),
        help_text=gettext_lazy(
            "Such as guidance of one organisation: others do not see the session, and it is not in "
            "their calendars."
        ),
    )
    accepts_clash = forms.BooleanField(
        label=gettext_lazy("Both are held all the same"), required=False
    )

    def __init__(
        self, *args: Any, series: Series, session: Session | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.series, self.session = series, session
        body = session.organisation_id if session else None
        bodies = participating(series, besides=body)
        self.fields["organisation"].queryset = bodies  # type: ignore[attr-defined]
        self.has_clash = False

    def shown_fields(self) -> list[forms.BoundField]:
        """The fields, the tick about a double booking only when there is one."""
        return [field for field in self if field.name != "accepts_clash" or self.has_clash]

    def values(self) -> dict[str, Any]:
        """What actions.sessions takes."""
        return {name: self.cleaned_data[name] for name in self.fields if name != "accepts_clash"}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        starts, ends = cleaned.get("starts_at"), cleaned.get("ends_at")
        if starts and not ends and "ends_at" not in self.errors:
            self.add_error("ends_at", _("Tell when the session ends."))
        if ends and not starts and "starts_at" not in self.errors:
            self.add_error("starts_at", _("Tell when the session starts."))
        if self.session and self.session.starts_at and not starts and not self.errors:
            self.add_error(
                "starts_at", _("The time has been agreed. Give a new one, or cancel the session.")
            )
        if cleaned.get("organisation") and cleaned.get("content_set"):
            self.add_error(
                "organisation",
                _(
                    "A session of one organisation is not one of several with the same content. "
                    "Leave the group or the organisation out."
                ),
            )
        if starts and ends and not self.errors:
            self._check_time(cleaned)
        return cleaned

    def _check_time(self, cleaned: dict[str, Any]) -> None:
        try:
            check_times(cleaned["starts_at"], cleaned["ends_at"])
        except NotAllowed as refusal:
            self.add_error("ends_at", refusal.sentence)
            return
        trial = Session(
            pk=self.session.pk if self.session else None,
            series=self.series,
            **{name: cleaned[name] for name in ("starts_at", "ends_at", "mode", "place")},
        )
        found = clashes(trial, people=people_of(self.series, self.session))
        self.has_clash = bool(found)
        if found and not cleaned.get("accepts_clash"):
            self.add_error("starts_at", clash_sentence(found))
