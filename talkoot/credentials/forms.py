"""Input of certificates and badges."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from talkoot.core.forms import Form


class CodeForm(Form):
    """A verification code as it stands on a certificate."""

    code = forms.CharField(
        label=_("Verification code"),
        help_text=_("Ten letters and digits, at the bottom of the certificate’s facts."),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": _("Enter the verification code of the certificate.")},
    )


class BadgeForm(Form):
    """The address that a badge is bound to."""

    address = forms.EmailField(
        label=_("E-mail address of the badge"),
        help_text=_(
            "Choose an address that stays yours when you change jobs. It goes into the badge only "
            "as a checksum, and we forget it when you have confirmed it."
        ),
        max_length=254,
        widget=forms.EmailInput(attrs={"spellcheck": "false", "autocomplete": "email"}),
        error_messages={"required": _("Enter the address that the badge is bound to.")},
    )


class RevokeForm(Form):
    """Why a certificate is revoked; whoever checks it sees the reason."""

    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("Anybody who checks the certificate sees this. Write no personal data."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write why the certificate is revoked.")},
    )


class IssueForm(Form):
    """Those to whom certificates are given; `choices` are the registrations that may get one."""

    chosen = forms.TypedMultipleChoiceField(
        coerce=int,
        error_messages={
            "required": _("Choose at least one person to whom a certificate is given.")
        },
    )

    def __init__(self, *args: Any, choices: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["chosen"].choices = choices  # type: ignore[attr-defined]
