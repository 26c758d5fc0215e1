"""Sign-in, sign-up and the person's own data."""

from typing import Any

from allauth.account import forms as account
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from talkoot.core.forms import Form


def _dress_email(field: forms.Field) -> None:
    field.label = _("E-mail address")
    field.help_text = _("Use your work address.")
    field.widget = forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"})


def _dress_code(field: forms.Field) -> None:
    field.label = _("Code")
    field.help_text = _("The code is valid for three minutes. Capitals do not matter.")
    field.widget = forms.TextInput(attrs={"autocomplete": "one-time-code", "spellcheck": "false"})


class SignInForm(account.LoginForm):
    """The address to which a sign-in code goes."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _dress_email(self.fields["login"])


class RequestCodeForm(account.RequestLoginCodeForm):
    """The same on the page that asks for a new code."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _dress_email(self.fields["email"])


class SignUpForm(account.SignupForm):
    """A new account needs an address and nothing else."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _dress_email(self.fields["email"])


class SignInCodeForm(account.ConfirmLoginCodeForm):
    """The code that was sent for signing in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _dress_code(self.fields["code"])


class AddressCodeForm(account.ConfirmEmailVerificationCodeForm):
    """The code that was sent to a new account's address."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _dress_code(self.fields["code"])


class PasskeyForm(webauthn.AddWebAuthnForm):
    """A new passkey; the browser fills in the credential."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Name of the passkey")
        self.fields["name"].help_text = _("For example “Work phone”.")
        self.fields["passwordless"].label = _("Sign in with this passkey alone, without a code")
        self.fields["passwordless"].help_text = ""
        self.fields["passwordless"].initial = True


class MyAccountForm(Form):
    """The person's name and the language of their mail."""

    name = forms.CharField(
        label=_("Name"),
        max_length=120,
        required=False,
        help_text=_("Shown to those with whom you work here."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    language = forms.ChoiceField(
        label=_("Language of mail"),
        choices=settings.LANGUAGES,
        help_text=_("Choose the language of the pages at the top of the page."),
        widget=forms.RadioSelect,
    )
