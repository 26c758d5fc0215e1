"""What people write of practices, as safe HTML: {% load practice_text %}."""

from functools import lru_cache

import nh3
from django import template
from django.utils.html import linebreaks
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

register = template.Library()

# No headings and no pictures: the page has its own.
TAGS = {"p", "br", "em", "strong", "ul", "ol", "li", "a"}
LINKS = {"http", "https", "mailto"}
# Reading takes the square of what a hostile text is long, and the texts read are remembered.
READ_MOST = 20_000
_reader = MarkdownIt("commonmark", {"html": False, "breaks": True}).disable(
    ["image", "heading", "lheading", "code", "fence", "hr", "blockquote", "html_block"]
)


@register.filter
def prose(text: str) -> SafeString:
    """Plain text with its line breaks, lists, links and emphasis; nothing else survives.

    Of a text longer than READ_MOST only the paragraphs and line breaks.
    """
    if len(text) > READ_MOST:
        return mark_safe(linebreaks(text, autoescape=True))  # noqa: S308
    return _read(text)


@lru_cache(maxsize=500)
def _read(text: str) -> SafeString:
    html = _reader.render(text)
    return mark_safe(nh3.clean(html, tags=TAGS, url_schemes=LINKS))  # noqa: S308
