"""Every write to people."""

from allauth.account.models import EmailAddress

from talkoot.people.models import User


def confirm_address(user: User) -> None:
    """From now on the person's address counts as proved, as after a sign-in code."""
    EmailAddress.objects.update_or_create(
        user=user, email=user.email, defaults={"primary": True, "verified": True}
    )


def open_account(address: str, *, name: str, language: str, is_demo: bool = False) -> User:
    """An account without rights for a person who has been asked to do something.

    The person signs in with a code sent to the address.
    """
    return User.objects.create_user(address, name=name, language=language, is_demo=is_demo)
