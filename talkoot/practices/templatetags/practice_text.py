"""What people write of practices, as safe HTML: {% load practice_text %}."""

from functools import lru_cache

import nh3
from django import template
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

register = template.Library()

# No headings and no pictures: the page has its own.
TAGS = {"p", "br", "em", "strong", "ul", "ol", "li", "a"}
LINKS = {"http", "https", "mailto"}
_reader = MarkdownIt("commonmark", {"html": False, "breaks": True}).disable(
    ["image", "heading", "lheading", "code", "fence", "hr", "blockquote", "html_block"]
)


@register.filter
@lru_cache(maxsize=500)
def prose(text: str) -> SafeString:
    """Plain text with its line breaks, lists, links and emphasis; nothing else survives."""
    html = _reader.render(text or "")
    return mark_safe(nh3.clean(html, tags=TAGS, url_schemes=LINKS))  # noqa: S308
