"""Sign-in by allauth, with its mail in our outbox."""

import uuid
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from allauth.core import context as allauth_context
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from talkoot.correspondence.actions import queue_message
from talkoot.correspondence.rules import SIGN_IN_KIND
from talkoot.people.models import User

LOGIN_CODE = "account/email/login_code"


class AccountAdapter(DefaultAccountAdapter):
    """Sign-in codes leave at once through the outbox, so that the demo's mailbox shows them."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "incorrect_code": _("The code is not right. Check it, or ask for a new code."),
        "invalid_login": _("Write an e-mail address, such as etunimi.sukunimi@kunta.fi."),
        "rate_limited": _("Too many attempts. Wait a few minutes and try again."),
        "too_many_login_attempts": _("Too many attempts. Wait a few minutes and try again."),
        "email_taken": _("This address has an account already. Sign in with it."),
        "account_inactive": _("This account is closed. Ask the programme office for help."),
    }

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Queue the plain text mail in the receiver's language, or in the page's for a stranger."""
        user = User.objects.filter(email__iexact=email).first()
        if user is not None and template_prefix == LOGIN_CODE:
            # The code that comes back proves the address, also of a person whom others added.
            EmailAddress.objects.get_or_create(
                user=user, email=user.email, defaults={"primary": True}
            )
        language = user.language if user else translation.get_language() or "fi"
        request = allauth_context.request
        with translation.override(language):
            whole = {"email": email, **context}
            subject = render_to_string(f"{template_prefix}_subject.txt", whole, request)
            body = render_to_string(f"{template_prefix}_message.txt", whole, request)
        kind = SIGN_IN_KIND + template_prefix.rsplit("/", 1)[-1]
        queue_message(
            kind,
            key=f"{kind}:{uuid.uuid4()}",
            office_id=None,
            subject=subject,
            body=body.strip(),
            to=user,
            address=email,
            language=language,
            delay_seconds=0,
        )

    def send_account_already_exists_mail(self, email: str) -> None:
        """Somebody signed up with an address that has an account: tell how to sign in."""
        login_url = self.request.build_absolute_uri(reverse("account_login"))
        self.send_mail("account/email/account_already_exists", email, {"login_url": login_url})

    def new_user(self, request: HttpRequest) -> User:
        """A new person's language is the language of the page where they signed up."""
        return User(language=translation.get_language() or "fi")
