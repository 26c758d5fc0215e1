"""Input about the people of an application: colleagues, joint applicants, the sign-off."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from talkoot.core.forms import Form
from talkoot.people.models import Organisation
from talkoot.people.queries import organisations_by_key
from talkoot.surveys.fields import NumberAnswer, OrganisationAnswer


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


class OrganisationForm(Form):
    """For which of the person's organisations an application is."""

    organisation = forms.ChoiceField(
        label=_("Which organisation applies?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the organisation that applies.")},
    )

    def __init__(self, organisations: list[Organisation], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.organisations = {str(row.pk): row for row in organisations}
        field: Any = self.fields["organisation"]
        field.choices = [(key, str(row)) for key, row in self.organisations.items()]

    def chosen(self) -> Organisation:
        """The organisation of a valid form."""
        return self.organisations[self.cleaned_data["organisation"]]


def sector_field(*, required: bool) -> forms.RegexField:
    """The class of an activity, which the central register of de minimis aid asks for."""
    sentence = _("Write the class with digits, for example 62.10.")
    return forms.RegexField(
        r"^([A-Va-v] ?)?[0-9]{2}(\.?[0-9]{1,3})?$",
        label=_("Sector (TOL or NACE class)"),
        help_text=_(
            "The class of the activity that the support serves, for example 62.10. The central "
            "register of de minimis aid asks for it."
        ),
        max_length=10,
        required=required,
        error_messages={"invalid": sentence, "required": sentence},
    )


class ActivityForm(Form):
    """Whether the work is done in economic activity, and the de minimis aid received earlier."""

    is_economic = forms.ChoiceField(
        label=_("Is the work done in economic activity?"),
        help_text=_(
            "Economic activity is offering goods or services on a market. The support may then be "
            "de minimis aid."
        ),
        choices=[("yes", _("Yes")), ("no", _("No"))],
        widget=forms.RadioSelect,
    )
    earlier_aid_eur = NumberAnswer(
        label=_("De minimis aid granted to the group in the last three years, €"),
        sentence=_("Write the aid in euros, for example 1200 or 1200,50."),  # type: ignore[arg-type]
        least=Decimal(0),
        most=Decimal(99999999),
        help_text=_("From others than this programme office together. Write 0 if there is none."),
        required=False,
    )
    aid_sector = sector_field(required=False)

    needs_aid = True

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        is_economic = cleaned.get("is_economic") == "yes"
        told = cleaned.get("earlier_aid_eur") if is_economic else None
        if self.needs_aid and is_economic and told is None and not self.errors:
            sentence = _("Tell how much de minimis aid the group has received; 0 if none.")
            self.add_error("earlier_aid_eur", sentence)
        sector = cleaned.get("aid_sector", "") if is_economic else ""
        found = {"is_economic": is_economic, "earlier_aid_eur": told, "aid_sector": sector}
        return {**cleaned, **found}


class ClassifyForm(ActivityForm):
    """The same as the office finds it, with its reason; earlier aid may still be asked for."""

    needs_aid = False
    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("Which facts show it. The letter of the decision tells this."),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write why the activity is or is not economic.")},
    )


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
