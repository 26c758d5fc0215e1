"""Forms of a wish to vary the content, and of its answer."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from talkoot.core.forms import Form


class WishForm(Form):
    wish = forms.CharField(
        label=_("What would you like to be different?"),
        help_text=_("For example a theme, an example of your own work, or the order of the days."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class VariationForm(Form):
    """What the trainer answers; what was agreed stands in the trainer's own words."""

    outcome = forms.ChoiceField(
        label=_("What was agreed?"),
        choices=[
            ("agreed", _("the content varies as written below")),
            ("refused", _("the content stays as it is")),
        ],
        widget=forms.RadioSelect,
    )
    agreed = forms.CharField(
        label=_("How the content varies"),
        help_text=_("Everybody in the series sees this, and it stands in the report."),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    answer = forms.CharField(
        label=_("Answer to the organisation"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        outcome = cleaned.get("outcome")
        if outcome == "agreed" and not cleaned.get("agreed"):
            self.add_error("agreed", _("Write what was agreed, so that everybody knows it."))
        if outcome == "refused" and not cleaned.get("answer"):
            self.add_error("answer", _("Write why the content stays as it is."))
        return cleaned

    def values(self) -> dict[str, str]:
        """For the action: nothing is agreed where the content stays."""
        found = self.cleaned_data
        agreed = found["agreed"] if found["outcome"] == "agreed" else ""
        return {"agreed": agreed, "answer": found["answer"]}
