"""Input of the office's picked lists."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from talkoot.core.forms import Form
from talkoot.core.row_forms import in_languages
from talkoot.programmes.models import Programme


class ListForm(Form):
    """What a list is called and who has chosen it."""

    curator = forms.CharField(
        label=_("Chosen by"),
        required=False,
        max_length=160,
        help_text=_("The office or the organisation; a person only with consent."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.update(in_languages("title", _("Title"), limit=160, is_required=True))
        self.order_fields(["programme", "title_fi", "title_sv", "title_en", "curator"])


class NewListForm(ListForm):
    """The same with the programme whose list it is."""

    programme = forms.ModelChoiceField(
        label=_("Programme"), queryset=Programme.objects.none(), empty_label=None
    )

    def __init__(self, *args: Any, programmes: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["programme"].queryset = programmes  # type: ignore[attr-defined]


class PickForm(Form):
    """Words of a practice, or its address."""

    q = forms.CharField(
        label=_("Words or the address of a practice"), required=False, max_length=300
    )
