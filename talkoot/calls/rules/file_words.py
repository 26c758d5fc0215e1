"""What a file says in words, for those who cannot see or read it.

Each question that a file answers is followed by one of its own, which no office writes and nothing
counts: what the file contains. It is answered, kept, compared and sent as any other text.
"""

from collections.abc import Iterable, Iterator

from django.utils import translation
from django.utils.translation import gettext as _

from talkoot.surveys.models import Item

SUFFIX = "-in-words"
WORDS_LENGTH = 2000


def with_words(items: Iterable[Item]) -> Iterator[Item]:
    """The questions, after each file the one of its content in words."""
    for item in items:
        yield item
        if item.kind == Item.Kind.FILE:
            # Published questions are shared between requests, and so is what is made of them.
            if not hasattr(item, "_words"):
                item._words = _words_of(item)  # type: ignore[attr-defined]
            yield item._words  # type: ignore[attr-defined]


def file_code(code: str) -> str:
    """The code of the file whose content the question `code` tells; empty for another question."""
    return code.removesuffix(SUFFIX) if code.endswith(SUFFIX) else ""


def words_code(code: str) -> str:
    """The code of the question that tells in words what the file of the question `code` has."""
    return f"{code}{SUFFIX}"


def _words_of(item: Item) -> Item:
    texts = {}
    for language in ("fi", "sv", "en"):
        with translation.override(language):
            asked = _("“%(question)s”: what the file contains, in words")
            texts[f"text_{language}"] = asked % {"question": item.text}
            texts[f"help_{language}"] = _(
                "If you like: a picture, a scan, a table or a PDF does not open to everybody. What "
                "you write here goes wherever the file goes."
            )
    return Item(
        kind=Item.Kind.TEXT,
        code=words_code(item.code),
        section=item.section,
        order=item.order,
        is_required=False,
        max_length=WORDS_LENGTH,
        condition_item=item.condition_item,
        condition_values=item.condition_values,
        publicity=item.publicity,
        secrecy_ground=item.secrecy_ground,
        **texts,
    )
