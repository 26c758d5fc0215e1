"""What a good page is: the rules that the checking client applies to every answer."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cached_property
from xml.etree.ElementTree import Element

import html5lib
from django.utils import translation

LANGUAGES = ("fi", "sv", "en")
UNLABELLED = {"hidden", "submit", "button", "image", "reset"}
INTERACTIVE = {"a", "button", "input", "select", "textarea", "label", "details"}
LEFTOVERS = re.compile(r"\{\{|\}\}|\{%|%\}|%\(\w+\)|<QuerySet|__proxy__")
LONE_NONE = re.compile(r"(?:^|[\s:(–])None(?:$|[\s).,])")
REFERENCES = ("aria-describedby", "aria-labelledby", "aria-controls", "aria-owns")


def plain(text: str) -> str:
    """As a reader sees it: soft hyphens and word joiners gone, spaces joined."""
    return " ".join(re.sub("[\u00ad\u2060\u200b]", "", text).split())


def text_of(element: Element | None) -> str:
    return "" if element is None else plain("".join(element.itertext()))


class Page:
    """An answer, parsed when it is first looked into."""

    def __init__(self, source: str) -> None:
        self.source = source

    @cached_property
    def _parsed(self) -> tuple[Element, list[str]]:
        parser = html5lib.HTMLParser(
            html5lib.treebuilders.getTreeBuilder("etree"), namespaceHTMLElements=False
        )
        return parser.parse(self.source), [
            f"HTML: {code} {values or ''} at line {position[0] if position else '?'}"
            for position, code, values in parser.errors
        ]

    @property
    def root(self) -> Element:
        return self._parsed[0]

    @property
    def parse_errors(self) -> list[str]:
        return self._parsed[1]

    def all(self, *tags: str, **attributes: str) -> list[Element]:
        """Every element with one of the tags (any, if none is given) and these attributes.

        A trailing underscore frees Python's words (class_, for_); class_ matches one of several.
        """
        return [
            element
            for element in self.root.iter()
            if isinstance(element.tag, str)
            and (not tags or element.tag in tags)
            and all(_has(element, key, value) for key, value in attributes.items())
        ]

    def by_id(self, wanted: str) -> Element | None:
        return self.ids.get(wanted)

    @cached_property
    def ids(self) -> dict[str, Element]:
        return {e.get("id", ""): e for e in self.root.iter() if e.get("id")}

    @cached_property
    def language(self) -> str:
        return self.root.get("lang", "")

    @cached_property
    def title(self) -> str:
        return text_of(self.root.find("head/title"))

    @cached_property
    def h1(self) -> str:
        return text_of(self.root.find(".//h1"))

    @cached_property
    def main_text(self) -> str:
        main = self.root.find(".//main")
        return text_of(main if main is not None else self.root.find("body"))

    @cached_property
    def errors(self) -> list[str]:
        summaries = self.all(class_="govuk-error-summary")
        return [text_of(item) for summary in summaries for item in summary.iter("li")]

    @cached_property
    def links(self) -> dict[str, str]:
        main = self.root.find(".//main")
        return {} if main is None else {text_of(a): a.get("href", "") for a in main.iter("a")}


def _has(element: Element, key: str, value: str) -> bool:
    found = element.get(key.rstrip("_").replace("_", "-"))
    if found is None:
        return False
    return value in found.split() if key == "class_" else found == value


def judge(page: Page, headers: Mapping[str, str], *, fragment: bool = False) -> list[str]:
    """The page's faults, each as a sentence; an empty list is a good page."""
    faults = [*_ids(page), *_forms(page), *_inline(page), *_links(page), *_leftovers(page)]
    faults += _policy(headers)
    if not fragment:
        faults += [*page.parse_errors, *_frame(page, headers), *_headings(page), *_nesting(page)]
    return faults


def _frame(page: Page, headers: Mapping[str, str]) -> Iterator[str]:
    headings = page.all("h1")
    if len(headings) != 1:
        yield f"{len(headings)} h1 headings, not one"
    wanted = page.h1
    if page.errors:
        with translation.override(page.language):
            wanted = f"{translation.gettext('Error:')} {page.h1}"
    if not page.title.startswith(wanted):
        yield f"the title is “{page.title}”; it should begin “{wanted}”"
    language = headers.get("Content-Language", "")
    if page.language not in LANGUAGES or (language and page.language != language):
        yield f"html lang is “{page.language}”, the answer's language is “{language}”"
    mains = page.all("main")
    if len(mains) != 1:
        yield f"{len(mains)} main landmarks, not one"


def _headings(page: Page) -> Iterator[str]:
    level = 0
    for heading in page.all("h1", "h2", "h3", "h4", "h5", "h6"):
        found = int(heading.tag[1])
        if level and found > level + 1:
            yield f"heading h{found} “{text_of(heading)}” comes right after h{level}"
        if not text_of(heading):
            yield f"an empty h{found}"
        level = found


def _ids(page: Page) -> Iterator[str]:
    counted = Counter(e.get("id") for e in page.root.iter() if e.get("id") is not None)
    for name, times in counted.items():
        if times > 1 or not name or " " in name:
            yield f"id “{name}” stands {times} times" if times > 1 else f"bad id “{name}”"
    for element in page.root.iter():
        for attribute in REFERENCES:
            for target in (element.get(attribute) or "").split():
                if target not in page.ids:
                    yield f"{attribute} points to “{target}”, which is not on the page"
        if element.tag == "label" and element.get("for") and element.get("for") not in page.ids:
            yield f"a label is for “{element.get('for')}”, which is not on the page"


def _forms(page: Page) -> Iterator[str]:
    for form in page.all("form"):
        if (form.get("method") is None) != (form.get("action") is None):
            yield "a form has method without action or action without method"
        names = {field.get("name") for field in form.iter("input")}
        if (form.get("method") or "").lower() == "post" and "csrfmiddlewaretoken" not in names:
            yield f"the form to {form.get('action')} posts without a safety mark (csrf_token)"
        if not list(form.iter("button")):
            yield "a form has no visible submit button"
    labelled = {label.get("for") for label in page.all("label")}
    inside = {id(field) for label in page.all("label") for field in label.iter()}
    for field in page.all("input", "select", "textarea"):
        if field.get("type") in UNLABELLED:
            continue
        named = field.get("aria-label") or field.get("aria-labelledby")
        if not (field.get("id") in labelled or id(field) in inside or named):
            yield f"the field “{field.get('name')}” has no label"


def _inline(page: Page) -> Iterator[str]:
    for element in page.root.iter():
        # A script of another type than JavaScript is data: nothing runs it and CSP allows it.
        is_data = element.get("type") in ("application/json", "application/ld+json")
        if element.tag == "style" or (
            element.tag == "script" and not element.get("src") and not is_data
        ):
            yield f"inline {element.tag}"
        for attribute in element.attrib:
            if attribute == "style" or attribute.startswith("on"):
                yield f"inline {attribute}= on {element.tag}"


def _links(page: Page) -> Iterator[str]:
    for link in page.all("a"):
        href = link.get("href")
        if not href or href == "#":
            yield f"the link “{text_of(link)}” leads nowhere"
        elif href.startswith("#") and href[1:] not in page.ids:
            yield f"the link “{text_of(link)}” points to {href}, which is not on the page"
        images = " ".join(i.get("alt") or i.get("aria-label") or "" for i in link.iter())
        if not (text_of(link) or link.get("aria-label") or images.strip()):
            yield f"the link to {href} has no name"
    for image in page.all("img"):
        if image.get("alt") is None:
            yield f"the image {image.get('src')} has no alt"


def _nesting(page: Page) -> Iterator[str]:
    for outer in page.all("a", "button"):
        for inner in outer.iter():
            if inner is not outer and inner.tag in INTERACTIVE:
                yield f"{inner.tag} inside {outer.tag}"
    for outer in page.all("ul", "ol"):
        for inner in outer:
            if isinstance(inner.tag, str) and inner.tag not in ("li", "template", "script"):
                yield f"{inner.tag} straight inside {outer.tag}"
    for outer in page.all("p", "span", "h1", "h2", "h3", "h4", "label"):
        for inner in outer:
            if inner.tag in ("div", "p", "ul", "ol", "table", "section", "form"):
                yield f"{inner.tag} inside {outer.tag}"


def _leftovers(page: Page) -> Iterator[str]:
    for element in page.root.iter():
        if not isinstance(element.tag, str) or element.tag in ("script", "textarea"):
            continue
        for text in (element.text, element.tail):
            if text and LEFTOVERS.search(text):
                yield f"a leftover in the text: “{plain(text)[:80]}”"
            lone = text and (
                text.strip() == "None" or (page.language != "en" and LONE_NONE.search(text))
            )
            if lone:
                yield f"“None” in the text: “{plain(text or '')[:80]}”"
        for name, value in element.attrib.items():
            if value == "None" or LEFTOVERS.search(value):
                yield f"a leftover in {element.tag} {name}=“{value[:80]}”"


def _policy(headers: Mapping[str, str]) -> Iterator[str]:
    policy = headers.get("Content-Security-Policy", "")
    if "default-src 'none'" not in policy or "unsafe" in policy:
        yield f"the content security policy is “{policy}”"
