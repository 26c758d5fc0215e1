"""HTML in a text of a file: its words, with line breaks where it had paragraphs.

Only what is surely HTML is taken out: a “<” of a text, as in “alle < 3 päivää”, stays.
"""

import re
from html import unescape
from html.entities import html5

# No attribute crosses a “<”, so the time grows with the length alone.
TAG = re.compile(
    r"""<(?P<end>/?)(?P<name>[a-z][a-z0-9]*(?::[a-z]+)?)"""
    r"""(?P<rest>(?:[^<>"']|"[^"<]*"|'[^'<]*')*)>""",
    re.IGNORECASE,
)
UNSHOWN = re.compile(r"<(script|style)\b[^<>]*>(?:(?!<\1\b).)*?</\1\s*>", re.DOTALL | re.IGNORECASE)
COMMENT = re.compile(r"<!--(?:(?!<!--).)*?-->|<!doctype[^<>]*>", re.DOTALL | re.IGNORECASE)
ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,31});", re.IGNORECASE)
PARAGRAPHS = frozenset("p h1 h2 h3 h4 h5 h6 ul ol table blockquote hr pre section article".split())
LINES = frozenset("br div li tr dt dd header footer figcaption title".split())
INLINE = frozenset(
    "a abbr b big body button center cite code col colgroup del dl em figure font form head html i "
    "iframe img input ins label link main mark meta nav noscript object option param q s script "
    "select small span strike strong style sub sup svg tbody td tfoot th thead time tt u video wbr "
    "o:p".split()
)


def without_markup(text: str) -> str:
    """The text as a reader of the page would have seen it; as it is if it has no HTML."""
    if "<" not in text and "&" not in text:
        return text
    plain = _without_tags(text)
    if plain != text:
        return _unescaped(plain)
    # HTML that was escaped as a whole shows its tags only now.
    return _without_tags(_unescaped(text))


def _without_tags(text: str) -> str:
    bare = COMMENT.sub("", UNSHOWN.sub("", text))
    found = {match["name"].lower() for match in TAG.finditer(bare) if _is_html(match)}
    if not found:
        return bare
    bare = bare.replace("\r\n", "\n").replace("\r", "\n")
    if found & {"p", "br"}:  # These break the lines, and the ends of the file's own lines do not.
        bare = re.sub(r"(?<!\n)\n(?!\n)", " ", bare)
    bare = TAG.sub(_break, bare)
    return re.sub(r"\n{3,}", "\n\n", re.sub(r"[ \t]*\n[ \t]*", "\n", bare)).strip()


def _is_html(match: re.Match[str]) -> bool:
    """A name of HTML, alone or with attributes: “a<b ja c>d” has none."""
    rest = match["rest"].strip(" \t\r\n/")
    return match["name"].lower() in PARAGRAPHS | LINES | INLINE and (not rest or "=" in rest)


def _break(match: re.Match[str]) -> str:
    name = match["name"].lower()
    if not _is_html(match):
        return match[0]
    if name in PARAGRAPHS:
        return "\n\n"
    return "\n" if name in LINES else " " if name in ("td", "th") else ""


def _unescaped(text: str) -> str:
    """Entities as their characters; a name that HTML does not know stays."""
    return ENTITY.sub(_character, text)


def _character(match: re.Match[str]) -> str:
    name = match[0][1:]
    if not name.startswith("#") and name not in html5:
        return match[0]
    return unescape(match[0]).replace("\xa0", " ")
