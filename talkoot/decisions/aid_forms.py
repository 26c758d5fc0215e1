"""The form of a dated row of de minimis parameters."""

import datetime
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from talkoot.calls.people_forms import sector_field
from talkoot.core.forms import DateField, Form
from talkoot.decisions.rules.aid_rules import is_used, used_sentence
from talkoot.surveys.fields import NumberAnswer


def _euros(label: Any, most: int, hint: Any = "") -> NumberAnswer:
    return NumberAnswer(
        label=label,
        help_text=hint,
        sentence=_("Write the sum in euros, for example 300000 or 1200,50."),  # type: ignore[arg-type]
        least=Decimal("0.01"),
        most=Decimal(most),
    )


class AidRuleForm(Form):
    """From when, the ceiling and its years, the price of a day, and the source."""

    valid_from = DateField(label=_("Holds from"), help_text=_("A day after today."))
    ceiling_eur = _euros(_("Ceiling of an undertaking, €"), 99_999_999)
    years = forms.IntegerField(
        label=_("Years over which aid is counted"), min_value=1, max_value=10, initial=3
    )
    day_price_eur = _euros(
        _("Reference price of a day, €"),
        999_999,
        _("What a day is worth where no expert with a price has been chosen."),
    )
    source = forms.CharField(
        label=_("Source"),
        help_text=_("The regulation, as the letters name it, for example (EU) 2023/2831."),
        max_length=300,
    )

    def clean_valid_from(self) -> datetime.date:
        day: datetime.date = self.cleaned_data["valid_from"]
        if is_used(day):
            raise ValidationError(used_sentence())
        return day


class AidSectorForm(Form):
    """The sector that the register's row lacks."""

    sector = sector_field(required=True)
