"""Input of saved searches and of the office's synonyms."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from talkoot.core.forms import Form, ModelForm
from talkoot.practices.models import SavedSearch
from talkoot.search.models import SynonymGroup


class SaveSearchForm(ModelForm):
    """What the search is called, and whether new practices come by mail."""

    class Meta:
        model = SavedSearch
        fields = ["name", "sends_digest"]
        labels = {"sends_digest": _("Send me new practices by mail once a week")}
        help_texts = {"name": _("You know the search by this, for example in the mail.")}
        error_messages = {"name": {"required": _("Give the search a name.")}}


class SynonymGroupForm(ModelForm):
    """Words that mean the same; what the action refuses is told above the form."""

    class Meta:
        model = SynonymGroup
        fields = ["words_fi", "words_sv", "words_en", "is_active"]
        widgets = {
            name: forms.Textarea(attrs={"rows": 5}) for name in ("words_fi", "words_sv", "words_en")
        }
        labels = {
            "words_fi": _("Words in Finnish"),
            "words_sv": _("Words in Swedish"),
            "words_en": _("Words in English"),
            "is_active": _("The group is in use"),
        }
        help_texts = {
            "words_fi": _("One word or short phrase on each line, in its base form."),
        }


class SynonymFilterForm(Form):
    """Which groups the list shows."""

    q = forms.CharField(label=_("Word"), required=False, max_length=80)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["q"].widget.attrs["autocomplete"] = "off"
