"""The form of a programme's end."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from talkoot.core.forms import Form
from talkoot.people.models import Organisation
from talkoot.programmes.models import Programme


class EndForm(Form):
    """Who keeps the records from now on, and who answers questions."""

    keeper: "forms.ModelChoiceField[Organisation]" = forms.ModelChoiceField(
        label=_("Who keeps the programme's records?"),
        queryset=None,
        help_text=_(
            "Its officers and decision makers get the rights of the programme office, and the "
            "present office loses them. Choose the present office if nothing changes."
        ),
    )
    contact_email = forms.EmailField(label=_("E-mail for questions"), max_length=254)

    def __init__(self, *args: Any, programme: Programme, keepers: Any, **kwargs: Any) -> None:
        initial = {"keeper": programme.office_id, "contact_email": programme.contact_email}
        super().__init__(*args, initial=initial, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["keeper"].queryset = keepers
