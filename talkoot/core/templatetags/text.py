"""Running text that people write in Markdown: {% load text %}."""

from functools import lru_cache

import nh3
from django import template
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

register = template.Library()

TAGS = {"p", "br", "em", "strong", "ul", "ol", "li", "a", "h2", "h3", "h4", "h5", "blockquote"}
LINKS = {"http", "https", "mailto", "tel"}
_reader = MarkdownIt("commonmark", {"html": False})


@register.filter
@lru_cache(maxsize=500)
def markdown(text: str, top: int = 2) -> SafeString:
    """Markdown as safe HTML: paragraphs, lists, links, emphasis and headings, nothing else.

    The text's highest heading becomes h`top`, so that the page's own headings stay in order.
    """
    tokens = _reader.parse(text or "")
    headings = [token for token in tokens if token.type in ("heading_open", "heading_close")]
    highest = min((int(token.tag[1]) for token in headings), default=1)
    for token in headings:
        token.tag = f"h{min(int(token.tag[1]) - highest + top, 5)}"
    html = _reader.renderer.render(tokens, _reader.options, {})
    return mark_safe(nh3.clean(html, tags=TAGS, url_schemes=LINKS))  # noqa: S308
