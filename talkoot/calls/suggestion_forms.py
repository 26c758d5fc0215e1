"""Input of suggested themes."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from talkoot.calls.models import Call, ThemeSuggestion
from talkoot.core.forms import DateField, Form
from talkoot.programmes.models import Programme

Source = ThemeSuggestion.Source


class SuggestionForm(Form):
    """A theme and where it was heard of."""

    title = forms.CharField(
        label=_("Theme"),
        max_length=160,
        help_text=_("In the words of the field, for example: rostering in home care."),
    )
    grounds = forms.CharField(
        label=_("Why it matters now"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("What was told, by how many. No names of persons."),
    )
    source = forms.ChoiceField(
        label=_("Where it was heard of"),
        choices=[(row.value, capfirst(row.label)) for row in Source],
        widget=forms.RadioSelect,
    )
    source_note = forms.CharField(
        label=_("Source more exactly"),
        max_length=300,
        required=False,
        help_text=_("For example the name of the event, or the barometer, its year and page."),
    )
    heard_on = DateField(label=_("Day"))
    programme: "forms.ModelChoiceField[Programme]" = forms.ModelChoiceField(
        label=_("Programme"), queryset=None, empty_label=None
    )

    def __init__(self, *args: Any, programmes: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["programme"].queryset = programmes  # type: ignore[attr-defined]
        self.initial.setdefault("heard_on", timezone.localdate())

    def clean_heard_on(self) -> Any:
        day = self.cleaned_data["heard_on"]
        if day and day > timezone.localdate():
            raise forms.ValidationError(gettext("The day is in the future. Check it."))
        return day


class SuggestionDecisionForm(Form):
    """What becomes of the theme, and why."""

    outcome = forms.ChoiceField(
        label=_("Decision"),
        choices=[("launched", _("Launch the theme")), ("set_aside", _("Set it aside for now"))],
        widget=forms.RadioSelect,
    )
    call: "forms.ModelChoiceField[Call]" = forms.ModelChoiceField(
        label=_("Call that comes of it"),
        queryset=None,
        required=False,
        empty_label=_("No call, or it is made later"),
    )
    reason = forms.CharField(
        label=_("Reasons"), max_length=1000, widget=forms.Textarea(attrs={"rows": 4})
    )

    def __init__(self, *args: Any, calls: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["call"].queryset = calls  # type: ignore[attr-defined]
