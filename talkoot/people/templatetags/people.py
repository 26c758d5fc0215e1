"""What the sign-in page needs beyond what its view gives."""

from typing import Any

from django import template

from talkoot.people import queries

register = template.Library()


@register.simple_tag
def demo_accounts() -> list[dict[str, Any]]:
    """Invented people with their roles; empty outside a demo."""
    return [
        {
            "email": user.email,
            "name": str(user),
            "roles": [
                f"{membership.get_role_display()}, {membership.organisation}"
                for membership in user.memberships.all()
            ],
        }
        for user in queries.demo_accounts()
    ]
