"""Template tags of the ui components; builtins, so no template needs to load them."""

import datetime
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from django import template
from django.core.paginator import Page
from django.forms import BoundField
from django.middleware.csrf import get_token
from django.template.context import Context
from django.template.defaultfilters import capfirst
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils import formats, timezone, translation
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from talkoot.core import charts, forms, pictures
from talkoot.core.hyphenation import hyphenate

register = template.Library()

TEXTS = {
    "practices": _("Practices"),
    "calls": _("Calls"),
    "events": _("Events"),
    "experts": _("Experts"),
    "programmes": _("Programmes"),
    "figures": _("Figures"),
    "search": _("Site search"),
    "games": _("Work-community game"),
    "accessibility": _("Accessibility statement"),
    "privacy": _("Privacy"),
    "register": _("Register of cases"),
    "open-data": _("Open data"),
}
MAIN_MENU = ("practices", "calls", "events", "experts", "programmes", "figures")
FOOTER = ("search", "games", "register", "open-data", "accessibility", "privacy")
TAG_ICONS = {
    "ok": "check-circle",
    "warn": "warning-circle",
    "err": "x-circle",
    "late": "clock",
    "info": "info",
    "star": "star",
    "wait": "hourglass-medium",
}


@register.filter
def day(value: datetime.date | datetime.datetime | None) -> str:
    """21.11.2029; in English 21 November 2029. Empty for None."""
    if not value:
        return ""
    if isinstance(value, datetime.datetime) and timezone.is_aware(value):
        value = timezone.localtime(value)
    if _language() == "en":
        return formats.date_format(value, "j F Y")
    return f"{value.day}.{value.month}.{value.year}"


@register.filter
def moment(value: datetime.datetime | None) -> str:
    """21.11.2029 klo 14.32, 21.11.2029 kl. 14.32, 21 November 2029, 14:32. Local time."""
    if not value:
        return ""
    if timezone.is_aware(value):
        value = timezone.localtime(value)
    joint = {"fi": " klo ", "sv": " kl. "}.get(_language(), ", ")
    clock = f"{value:%H:%M}" if _language() == "en" else f"{value.hour}.{value.minute:02}"
    return f"{day(value)}{joint}{clock}"


@register.filter
def moment_in(value: datetime.datetime | None, zone: str) -> str:
    """The moment in that time zone, which is named where it is not ours: …, Europe/Rome (CET)."""
    if not value or zone == timezone.get_default_timezone_name():
        return moment(value)
    with timezone.override(zone):
        return f"{moment(value)} {zone} ({timezone.localtime(value).tzname()})"


@register.filter
def number(value: Any) -> str:
    """A number as people read it: 1 264 or 1 264,5 in Finnish. Empty for None."""
    return "" if value is None else str(formats.number_format(value, force_grouping=True))


@register.filter
def true_minus(text: Any) -> str:
    """A number already worded, with a minus sign in place of the hyphen before it."""
    words = str(text)
    return f"\u2212{words[1:]}" if words.startswith("-") else words


@register.filter
def shy(text: Any, language: str = "") -> str:
    """Soft hyphens in long Finnish words of a heading, label or cell.

    `language` is the text's own language if it is not the page's. Other languages pass unchanged.
    """
    if text is None:
        return ""
    plain = text if isinstance(text, str) else str(text)
    if (language or _language()) != "fi":
        return plain
    if isinstance(plain, SafeString):
        # Markup could hold a long word in an attribute, where a soft hyphen would do harm.
        return plain if "<" in plain else mark_safe(hyphenate(plain))  # noqa: S308
    return hyphenate(plain)


@register.filter
def language_of(obj: Any, name: str) -> str:
    """The language in which `obj`'s translated text `name` is shown, for a lang attribute."""
    language = _language()
    return language if getattr(obj, f"{name}_{language}", "") else "fi"


@register.simple_tag
@lru_cache(maxsize=500)
def icon(name: str, extra_class: str = "") -> str:
    """<svg> that shows a symbol of icons.svg; decoration only, the words stand beside it."""
    return format_html(
        '<svg class="ui-icon{}" aria-hidden="true"><use href="{}#{}"></use></svg>',
        f" {extra_class}" if extra_class else "",
        static("icons.svg"),
        name,
    )


@register.simple_tag
def tag_icon(kind: str = "") -> str:
    """The icon of a tag's kind; waiting without one."""
    return icon(TAG_ICONS.get(kind or "wait", "info"))


@register.simple_tag
def tag(text: Any, kind: str = "") -> str:
    """A state or label with its icon; the component ui/tag.html tells of the kinds."""
    css = {"": "", "wait": "", "late": " ui-tag--err"}.get(kind or "", f" ui-tag--{kind}")
    label = shy(capfirst(text))
    return format_html('<span class="ui-tag{}">{}{}</span>', css, tag_icon(kind), label)


@register.simple_tag(takes_context=True)
def csrf_field(context: Context) -> str:
    """csrf_token for components that are included with `only`."""
    request = getattr(context, "request", None)
    if request is None:
        return ""
    return format_html(
        '<input type="hidden" name="csrfmiddlewaretoken" value="{}">', get_token(request)
    )


@register.simple_tag(takes_context=True)
def main_menu(context: Context) -> str:
    """The public pages as list items, the one where the visitor is marked."""
    path = getattr(getattr(context, "request", None), "path", "")
    urls = [url for _text, url in _links(MAIN_MENU, _language())]
    return _menu(_language(), next((url for url in urls if path.startswith(url)), ""))


@register.simple_tag
def footer_links() -> str:
    """The statements as list items."""
    return _footer(_language())


@register.simple_tag
def page_numbers(page: "Page[Any]") -> list[int | None]:
    """First, neighbours and last page; None marks a gap."""
    last = page.paginator.num_pages
    near = sorted(
        {1, last} | {n for n in range(page.number - 1, page.number + 2) if 1 <= n <= last}
    )
    numbers: list[int | None] = []
    for number in near:
        before = numbers[-1] if numbers else 0
        if before is not None and number - before == 2:
            numbers.append(number - 1)
        elif before is not None and number - before > 2:
            numbers.append(None)
        numbers.append(number)
    return numbers


@register.filter
def control(field: BoundField) -> str:
    """The field's control with the classes and references of our form markup."""
    return field.as_widget(attrs=forms.control_attributes(field))


@register.filter
def get_item(mapping: Mapping[str, Any], key: str) -> Any:
    """A value whose key is not a name that templates can spell."""
    return mapping.get(key)


@register.filter
def pairs(first: Iterable[Any], second: Iterable[Any]) -> list[tuple[Any, Any]]:
    """Two lists side by side, to the length of the shorter."""
    return list(zip(first, second, strict=False))


@register.filter
def unlocalize(value: Any) -> str:
    """A number for a machine: no thousand separator."""
    return str(value)


@register.simple_tag
def count_texts(limit: int) -> str:
    """Attributes of the live character count; its script fills %{count} in."""
    return _count_texts(limit, _language())


@lru_cache(maxsize=100)
def _count_texts(limit: int, language: str) -> str:
    count = {"count": "%{count}"}
    texts = {
        "at-limit": _("No characters left"),
        "under-limit.one": _("1 character left"),
        "under-limit.other": _("%(count)s characters left") % count,
        "over-limit.one": _("1 character too many"),
        "over-limit.other": _("%(count)s characters too many") % count,
    }
    attributes = format_html_join("", ' data-i18n.characters-{}="{}"', texts.items())
    return format_html(
        'data-module="govuk-character-count" data-maxlength="{}"{}', str(limit), attributes
    )


register.filter("text_limit", forms.text_limit)
register.filter("choices", forms.choices_of)
register.simple_tag(forms.summary_of, name="form_errors")
register.simple_tag(charts.bar_chart)
register.simple_tag(charts.tile_grid)
register.simple_tag(pictures.key_of, name="chart_key")


@register.simple_tag
def chart_svg(picture: pictures.Picture, key: str, width: str) -> str:
    """The picture as SVG, `width` "wide" or "short"."""
    drawing = picture.wide if width == "wide" else picture.short
    name = {"title": picture.title, "description": picture.description}
    return drawing.svg(f"{key}-{width}", **name)


def _language() -> str:
    return (translation.get_language() or "fi")[:2]


# The same on every page of a language, so these are written once.
@lru_cache(maxsize=16)
def _links(menu: tuple[str, ...], language: str) -> list[tuple[str, str]]:
    """[(text, address)] in the language."""
    return [(str(TEXTS[name]), reverse(name)) for name in menu]


@lru_cache(maxsize=64)
def _menu(language: str, here: str) -> SafeString:
    context = {"links": _links(MAIN_MENU, language), "here": here}
    return render_to_string("main_menu.html", context)


@lru_cache(maxsize=16)
def _footer(language: str) -> SafeString:
    return render_to_string("footer_links.html", {"links": _links(FOOTER, language)})
