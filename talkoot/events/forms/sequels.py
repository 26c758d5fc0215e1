"""The form of what followed of a series."""

import datetime
from decimal import Decimal
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from talkoot.core.forms import DateField, Form
from talkoot.events.models import Sequel


class EurosField(forms.DecimalField):
    """A sum as people write it: thousands apart by spaces, cents after a comma or a point."""

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str):
            value = "".join(value.split()).replace(",", ".")
        return super().to_python(value)


class SequelForm(Form):
    """A grant from elsewhere asks for its funder, a qualification for the number of persons."""

    kind = forms.ChoiceField(
        label=_("What followed"), choices=Sequel.Kind.choices, widget=forms.RadioSelect
    )
    organisation_name = forms.CharField(label=_("Organisation"), max_length=160)
    text = forms.CharField(
        label=_("In a few words"),
        max_length=300,
        help_text=_("Such as the name of the project or the qualification. Name nobody."),
    )
    funder = forms.CharField(label=_("Funder of the grant"), max_length=160, required=False)
    amount_eur = EurosField(
        label=_("Sum, €"),
        max_digits=10,
        decimal_places=2,
        min_value=Decimal("0.01"),
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "class": "govuk-input--width-10"}),
    )
    persons = forms.IntegerField(
        label=_("Number of persons"), min_value=1, max_value=9999, required=False
    )
    on = DateField(label=_("Day"))

    def clean_on(self) -> datetime.date:
        day: datetime.date = self.cleaned_data["on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("The day is ahead. Write down what has happened."))
        return day

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        kind = cleaned.get("kind")
        if kind == Sequel.Kind.GRANT and not cleaned.get("funder"):
            self.add_error("funder", _("Tell who gave the grant."))
        if kind == Sequel.Kind.QUALIFICATION and not cleaned.get("persons"):
            self.add_error("persons", _("Tell how many persons went on to the qualification."))
        return cleaned
