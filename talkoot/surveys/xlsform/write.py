"""A form as an XLSForm workbook."""

import io
import re
from collections.abc import Callable, Iterable
from typing import Any

from django.utils import translation
from django.utils.text import capfirst
from django.utils.translation import gettext

from talkoot.people.models import ParticipantRole
from talkoot.surveys.building.outline import LANGUAGES, OPTION_KINDS, Outline, step_codes
from talkoot.surveys.models import Item, Section
from talkoot.surveys.rules import CANNOT_SAY, CANNOT_SAY_KINDS
from talkoot.surveys.texts import CHOSEN_KINDS, choices_of
from talkoot.surveys.xlsform.expressions import GRADE_NAMES, condition_text, limits_text, plain

LANGUAGE_NAMES = {"fi": "Suomi (fi)", "sv": "Svenska (sv)", "en": "English (en)"}
TYPES = {
    Item.Kind.SHORT_TEXT: "text",
    Item.Kind.TEXT: "text",
    Item.Kind.ORGANISATION: "text",
    Item.Kind.SCALE: "range",
    Item.Kind.NUMBER: "decimal",
    Item.Kind.MONEY: "decimal",
    Item.Kind.DATE: "date",
    Item.Kind.FILE: "file",
}
FIXED_LISTS = {
    Item.Kind.YES_NO: "yes_no",
    Item.Kind.GRADE: "grade",
    Item.Kind.EFFECT: "effect",
    Item.Kind.NPS: "nps",
    Item.Kind.SCHOOL_GRADE: "school_grade",
}
# Kinds that are written as a group with a row for each part.
GROUP_KINDS = frozenset({Item.Kind.PEOPLE, Item.Kind.MATRIX})
SELECTS = {Item.Kind.SEVERAL: "select_multiple", Item.Kind.RANKING: "rank"}
SURVEY_COLUMNS = [
    "type",
    "name",
    *[f"label::{name}" for name in LANGUAGE_NAMES.values()],
    *[f"hint::{name}" for name in LANGUAGE_NAMES.values()],
    "required",
    "relevant",
    "constraint",
    "appearance",
    "parameters",
    "talkoot_kind",
    "talkoot_code",
    "talkoot_fact",
    "talkoot_publicity",
    "talkoot_ground",
    "talkoot_sensitive",
    "talkoot_most",
]
CHOICE_COLUMNS = ["list_name", "name", *SURVEY_COLUMNS[2:5]]
Row = dict[str, str]


def write_xlsform(outline: Outline) -> bytes:
    """The workbook's content, with sheets survey, choices and settings."""
    import xlsxwriter  # type: ignore[import-untyped]

    content = io.BytesIO()
    book = xlsxwriter.Workbook(content, {"in_memory": True})
    bold = book.add_format({"bold": True})
    writing = _Writing(outline)
    sheets: list[tuple[str, list[str], list[Row]]] = [
        ("survey", SURVEY_COLUMNS, writing.survey()),
        ("choices", CHOICE_COLUMNS, writing.choices),
    ]
    settings = writing.settings()
    for title, columns, rows in [*sheets, ("settings", list(settings), [settings])]:
        sheet = book.add_worksheet(title)
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, len(columns), 24)
        # Every cell as a string: nothing in it can become a formula.
        for number, name in enumerate(columns):
            sheet.write_string(0, number, name, bold)
        for line, row in enumerate(rows, start=1):
            for number, name in enumerate(columns):
                if row.get(name):
                    sheet.write_string(line, number, row[name])
    book.close()
    return content.getvalue()


class _Writing:
    """The rows of the sheets; a question's name in the workbook is its code, made unique."""

    def __init__(self, outline: Outline) -> None:
        self.outline = outline
        self.choices: list[Row] = []
        self.lists: set[str] = set()
        self.used = {"data", "meta"}
        self.names = {item.code: self._name(item.code) for item in outline.items}

    def settings(self) -> Row:
        form = self.outline.questionnaire
        return {
            "form_title": form.title_fi,
            "form_id": form.code,
            "version": str(form.version),
            "default_language": LANGUAGE_NAMES["fi"],
            "talkoot_purpose": form.purpose,
            "talkoot_title_sv": form.title_sv,
            "talkoot_title_en": form.title_en,
        }

    def survey(self) -> list[Row]:
        rows: list[Row] = []
        for section, items in self.outline.parts:
            if section is None:
                rows += [row for item in items for row in self._item(item)]
            else:
                rows += self._section(section, items)
        return rows

    def _section(self, section: Section, items: list[Item]) -> list[Row]:
        name = self._name(f"section_{section.code}")
        rows = [
            {
                "type": "begin_group",
                "name": name,
                "appearance": "field-list",
                "relevant": self._relevant(section),
                "talkoot_kind": "section",
                "talkoot_code": section.code,
                **_texts("label", section, "title"),
            }
        ]
        intro = _texts("label", section, "intro")
        if any(intro.values()):
            rows.append({"type": "note", "name": self._name(f"{name}_intro"), **intro})
        rows += [row for item in items for row in self._item(item)]
        return [*rows, {"type": "end_group"}]

    def _item(self, item: Item) -> list[Row]:
        kind = Item.Kind(item.kind)
        row = {
            "type": self._type(item),
            "name": self.names[item.code],
            "required": "yes" if item.is_required else "no",
            "relevant": self._relevant(item),
            "constraint": limits_text(item),
            "talkoot_kind": kind.value,
            "talkoot_code": item.code,
            "talkoot_fact": "yes" if item.is_organisation_fact else "",
            "talkoot_publicity": item.publicity,
            "talkoot_ground": item.secrecy_ground,
            "talkoot_sensitive": "yes" if item.is_sensitive else "",
            **_texts("label", item, "text"),
            **_texts("hint", item, "help"),
        }
        if kind == Item.Kind.TEXT:
            row["appearance"] = "multiline"
        if kind == Item.Kind.RANKING and item.most is not None:
            row["talkoot_most"] = plain(item.most)
        if row["type"] == "range":
            steps = step_codes(item)
            row["parameters"] = f"start={steps[0]} end={steps[-1]} step=1"
        if kind == Item.Kind.MATRIX:
            return [{**row, "appearance": "table-list"}, *self._rows(item)]
        return [row, *self._roles(row["name"])] if kind == Item.Kind.PEOPLE else [row]

    def _rows(self, item: Item) -> list[Row]:
        """A matrix is a group of choices from the same list, one for each row."""
        steps = self._own_list(item, item.options)
        rows = [
            {
                "type": f"select_one {steps}",
                "name": self._name(f"{self.names[item.code]}_{row['code']}"),
                "required": "yes" if item.is_required else "no",
                "talkoot_code": row["code"],
                **_row("label", row),
            }
            for row in item.rows
        ]
        return [*rows, {"type": "end_group"}]

    def _roles(self, name: str) -> list[Row]:
        """A table of people is a group of whole numbers, one for each role."""
        labels = _in_languages(lambda: [capfirst(str(role.label)) for role in ParticipantRole])
        rows = [
            {
                "type": "integer",
                "name": self._name(f"{name}_{role.value}"),
                "constraint": ". >= 0",
                **_row("label", {language: labels[language][number] for language in LANGUAGES}),
            }
            for number, role in enumerate(ParticipantRole)
        ]
        return [*rows, {"type": "end_group"}]

    def _type(self, item: Item) -> str:
        kind = Item.Kind(item.kind)
        if kind in GROUP_KINDS:
            return "begin_group"
        if kind in OPTION_KINDS and not item.options:
            return "text"  # The product supplies the options; the form has none to write.
        if kind in CHOSEN_KINDS:
            return f"{SELECTS.get(kind, 'select_one')} {self._own_list(item, item.options)}"
        if kind == Item.Kind.SCALE and (item.options or item.has_cannot_say):
            return f"select_one {self._own_list(item, _steps(item))}"
        if kind == Item.Kind.NPS and not item.has_cannot_say:
            return "integer"
        if kind in FIXED_LISTS:
            return f"select_one {self._fixed_list(item)}"
        return TYPES[kind]

    def _own_list(self, item: Item, options: Iterable[dict[str, str]]) -> str:
        """The name of the list of the item's own options."""
        name = f"options_{self.names[item.code]}"
        self._list(name, [*options, *_cannot_say(item)])
        return name

    def _fixed_list(self, item: Item) -> str:
        """The name of the list that all items of the kind share."""
        kind = Item.Kind(item.kind)
        cannot_say = _cannot_say(item)
        name = f"{FIXED_LISTS[kind]}_cannot_say" if cannot_say else FIXED_LISTS[kind]
        labels = _in_languages(lambda: choices_of(kind))
        options = [
            {"code": GRADE_NAMES.get(code, code) if kind == Item.Kind.SCHOOL_GRADE else code}
            | {language: str(labels[language][n][1]) for language in LANGUAGES}
            for n, (code, _label) in enumerate(labels["fi"])
        ]
        self._list(name, [*options, *cannot_say])
        return name

    def _list(self, name: str, options: Iterable[dict[str, str]]) -> None:
        if name in self.lists:
            return
        self.lists.add(name)
        self.choices += [
            {"list_name": name, "name": option["code"], **_row("label", option)}
            for option in options
        ]

    def _relevant(self, part: Section | Item) -> str:
        if not part.condition_item:
            return ""
        asked = self.outline.item(part.condition_item)
        values = part.condition_values
        if asked is not None and asked.kind == Item.Kind.SCHOOL_GRADE:
            values = [GRADE_NAMES.get(value, value) for value in values]
        return condition_text(
            self.names.get(part.condition_item, part.condition_item),
            values,
            is_several=asked is not None and asked.kind == Item.Kind.SEVERAL,
        )

    def _name(self, wanted: str) -> str:
        """A name that XML permits and that no other row has."""
        name = re.sub(r"[^A-Za-z0-9_.-]", "_", wanted)
        name = base = name if re.match(r"[A-Za-z_]", name) else f"_{name}"
        number = 1
        while name in self.used:
            number += 1
            name = f"{base}_{number}"
        self.used.add(name)
        return name


def _steps(item: Item) -> list[dict[str, str]]:
    """A scale whose steps have names is a choice in the workbook; every step stands in it."""
    named = {option["code"]: option for option in item.options}
    bare = ({"code": step, **dict.fromkeys(LANGUAGES, step)} for step in step_codes(item))
    return [named.get(step["code"], step) for step in bare]


def _cannot_say(item: Item) -> list[dict[str, str]]:
    """The option that says nothing, where the item offers it."""
    if not item.has_cannot_say or item.kind not in CANNOT_SAY_KINDS:
        return []
    return [{"code": CANNOT_SAY, **_in_languages(lambda: capfirst(gettext("cannot say")))}]


def _texts(column: str, part: Any, name: str) -> Row:
    return _row(column, {language: getattr(part, f"{name}_{language}") for language in LANGUAGES})


def _row(column: str, texts: dict[str, str]) -> Row:
    return {
        f"{column}::{LANGUAGE_NAMES[language]}": texts.get(language, "") for language in LANGUAGES
    }


def _in_languages(read: Callable[[], Any]) -> dict[str, Any]:
    found = {}
    for language in LANGUAGES:
        with translation.override(language):
            found[language] = read()
    return found
