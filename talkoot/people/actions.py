"""Every write to people."""

from talkoot.people.models import User


def change_account(user: User, *, name: str, language: str) -> None:
    """The person's own name and the language of their mail."""
    user.name, user.language = name, language
    user.save(update_fields=["name", "language"])
