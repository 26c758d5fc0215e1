"""Form fields of sums and points."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _


class AmountField(forms.DecimalField):
    """A decimal written with a comma or a point, thousands apart by spaces if somebody likes.

    `least` and `most` are its bounds; the errors name the field.
    """

    widget = forms.TextInput(attrs={"inputmode": "decimal", "class": "govuk-input--width-10"})

    def __init__(
        self, *, least: Decimal | int = 0, most: Decimal | int | None = None, **kwargs: Any
    ) -> None:
        self.least, self.most = least, most
        kwargs.setdefault("max_digits", 10)
        kwargs.setdefault("decimal_places", 2)
        super().__init__(**kwargs)

    def clean(self, value: Any) -> Decimal | None:
        label = {"label": self.label}
        try:
            found = super().clean(value)
        except forms.ValidationError as error:
            if error.code == "required":
                raise
            sentence = _("Write “%(label)s” as a number, for example 1 150,50.") % label
            raise forms.ValidationError(sentence, "invalid") from error
        if found is not None and found < self.least:
            sentence = _("“%(label)s” must be at least %(least)s.")
            raise forms.ValidationError(
                sentence % {**label, "least": self.prepare_value(self.least)}
            )
        if found is not None and self.most is not None and found > self.most:
            sentence = _("“%(label)s” must be at most %(most)s.")
            raise forms.ValidationError(sentence % {**label, "most": self.prepare_value(self.most)})
        return found

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str):
            value = value.replace("\xa0", "").replace(" ", "").replace(",", ".")
        return super().to_python(value)

    def prepare_value(self, value: Any) -> Any:
        """Without needless decimals and with a comma."""
        if not isinstance(value, Decimal):
            return value
        text = f"{value:f}"
        return text.rstrip("0").rstrip(".").replace(".", ",") if "." in text else text
