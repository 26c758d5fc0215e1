"""Input of a small plan: what we will try."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from talkoot.core.forms import DateField, Form


class PlanForm(Form):
    """Nothing is required: an idea may wait on the list as it is."""

    will_try = forms.BooleanField(label=_("We will try this"), required=False)
    first_step = forms.CharField(
        label=_("First step"),
        max_length=300,
        required=False,
        help_text=_("For example “Show this in the unit's meeting in March”."),
    )
    owner_role = forms.CharField(
        label=_("Who takes care of it, by role"), max_length=120, required=False
    )
    check_on = DateField(
        label=_("When do we look how it went?"),
        required=False,
        help_text=_("You get a mail on this day."),
    )
    note = forms.CharField(
        label=_("Note"),
        max_length=600,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Only you see it."),
    )

    def clean_check_on(self) -> Any:
        day = self.cleaned_data["check_on"]
        if day and "check_on" in self.changed_data and day < timezone.localdate():
            raise forms.ValidationError(gettext("The day has passed. Choose one that is to come."))
        return day
