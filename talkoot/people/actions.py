"""Every write to people."""

from allauth.account.models import EmailAddress

from talkoot.people.models import User


def change_account(user: User, *, name: str, language: str) -> None:
    """The person's own name and the language of their mail."""
    user.name, user.language = name, language
    user.save(update_fields=["name", "language"])


def confirm_address(user: User) -> None:
    """From now on the person's address counts as proved, as after a sign-in code."""
    EmailAddress.objects.update_or_create(
        user=user, email=user.email, defaults={"primary": True, "verified": True}
    )
