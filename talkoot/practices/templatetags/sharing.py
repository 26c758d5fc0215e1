"""What a practice's head tells search engines and shared links."""

from django import template
from django.conf import settings
from django.utils.safestring import SafeString

from talkoot.practices import sharing
from talkoot.practices.models import Practice

register = template.Library()


@register.filter
def address(practice: Practice) -> str:
    """The whole address of the practice's page."""
    return sharing.address(practice)


@register.filter
def whole_address(path: str) -> str:
    return f"{settings.BASE_URL}{path}"


@register.filter
def locale(practice: Practice) -> str:
    """The text's language as shared links tell it, with a country."""
    return sharing.LOCALES.get(practice.language, sharing.LOCALES["fi"])


@register.filter
def structured(practice: Practice) -> SafeString:
    """schema.org's JSON-LD, fit to stand in a script element."""
    return sharing.json_text(sharing.structured(practice))
