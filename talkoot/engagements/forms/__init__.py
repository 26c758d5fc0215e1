"""Fields and forms of an engagement."""

import datetime
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from talkoot.core.dates import days_text

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


class AmountField(forms.DecimalField):
    """A decimal written with a comma or a point."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "class": "govuk-input--width-5"})

    def to_python(self, value: Any) -> Any:
        text = str(value).replace(",", ".").replace(" ", "").replace("\xa0", "")
        return super().to_python(text if value is not None else value)

    def prepare_value(self, value: Any) -> Any:
        return days_text(value) if isinstance(value, Decimal) else value
