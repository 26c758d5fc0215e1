"""Input of a service area or a theme."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from talkoot.core.forms import Form
from talkoot.core.row_forms import in_languages

LAST = 999


class ClassForm(Form):
    """Its names, and its place in the list."""

    order = forms.IntegerField(
        label=_("Place in the list"),
        min_value=1,
        max_value=LAST,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-4"}),
    )

    def __init__(self, *args: Any, longest: int, **kwargs: Any) -> None:
        """`longest`: how many letters a name of the list may have."""
        super().__init__(*args, **kwargs)
        self.fields.update(in_languages("name", _("Name"), limit=longest, is_required=True))
        self.order_fields(["name_fi", "name_sv", "name_en", "order"])
