"""Forms of planning together what is bought."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from talkoot.core.forms import Form
from talkoot.experts.procurement_forms import LANGUAGES
from talkoot.people.queries import organisation_named


class CoDesignerForm(Form):
    """An organisation of the register that plans with the office."""

    name = forms.CharField(
        label=_("Name of the organisation"),
        max_length=160,
        help_text=_("As it stands in the register, such as Kuopion kaupunki."),
    )
    contact_name = forms.CharField(label=_("Contact person"), max_length=120, required=False)
    address = forms.EmailField(label=_("E-mail address"))
    language = forms.ChoiceField(label=_("Language of the messages"), choices=LANGUAGES)

    def clean_name(self) -> str:
        name = self.cleaned_data["name"].strip()
        self.organisation = organisation_named(name)
        if self.organisation is None:
            raise forms.ValidationError(
                _("No organisation of this name is in the register. Check how it is written.")
            )
        return name


class SpecificationForm(Form):
    """What the organisation thinks of what is to be bought."""

    ANSWERS = [
        ("agree", _("We agree: this may be asked of suppliers.")),
        ("change", _("We would change something.")),
    ]
    answer = forms.ChoiceField(label=_("Your answer"), choices=ANSWERS, widget=forms.RadioSelect)
    remarks = forms.CharField(
        label=_("What you need or would change"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("answer") == "change" and not cleaned.get("remarks", "").strip():
            self.add_error("remarks", _("Write what you would change, so that it can be changed."))
        return cleaned
