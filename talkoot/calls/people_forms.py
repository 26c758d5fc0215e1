"""Input about the people of an application: colleagues, joint applicants, the sign-off."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from talkoot.core.forms import Form
from talkoot.people.models import Organisation
from talkoot.people.queries import organisations_by_key
from talkoot.surveys.fields import OrganisationAnswer


def _address(label: Any, hint: Any = "", *, required: bool = True) -> forms.EmailField:
    return forms.EmailField(
        label=label,
        help_text=hint,
        required=required,
        max_length=254,
        widget=forms.EmailInput(attrs={"spellcheck": "false", "autocomplete": "off"}),
    )


class InviteForm(Form):
    """A colleague by their work address."""

    address = _address(_("Colleague’s work e-mail address"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, prefix="invite", **kwargs)


class JointForm(Form):
    """An organisation of the register, and whom to ask beside its contact persons."""

    organisation = OrganisationAnswer(
        label=_("Organisation that applies with you"),
        help_text=_("Write the name as it stands in the register, or a part of it."),
        error_messages={"required": _("Enter the organisation’s name.")},
    )
    address = _address(
        _("E-mail address of its contact person"),
        _("Needed only if the organisation has no contact person here yet."),
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, prefix="joint", **kwargs)

    def chosen(self) -> Organisation:
        """The organisation of a valid form."""
        key = self.cleaned_data["organisation"]
        return organisations_by_key([key])[key]


class SignOffForm(Form):
    """The manager whose word is asked."""

    name = forms.CharField(label=_("Manager’s name"), max_length=120)
    title = forms.CharField(label=_("Manager’s title"), max_length=120, required=False)
    address = _address(_("Manager’s e-mail address"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, prefix="sign", **kwargs)


class SignOffAnswerForm(Form):
    """The manager’s comment; whether they sign, the button tells."""

    comment = forms.CharField(
        label=_("Comment for the applicant"),
        max_length=600,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
