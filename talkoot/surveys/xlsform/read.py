"""A form from an XLSForm workbook: all of it or nothing, with faults that say which row."""

import re
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from talkoot.core.tables import BadTable
from talkoot.files.models import Publicity
from talkoot.surveys.building.outline import LANGUAGES, answer_codes
from talkoot.surveys.models import Item, Questionnaire
from talkoot.surveys.xlsform.expressions import GRADE_NAMES, NotUnderstood, read_condition
from talkoot.surveys.xlsform.questions import (
    ACKNOWLEDGED,
    Refused,
    bounds_of,
    kind_of,
    offers_cannot_say,
    steps_of,
)
from talkoot.surveys.xlsform.sheets import Sheet, read_sheets
from talkoot.surveys.xlsform.texts import Texts

CODE = re.compile(r"[A-Za-z0-9_-]{1,60}")
# About the filling in, not about the matter: no answer is lost without them.
METADATA = {
    "start", "end", "today", "deviceid", "subscriberid", "simserial", "phonenumber", "username",
    "email", "audit",
}  # fmt: skip
REFUSED_COLUMNS = ("calculation", "choice_filter", "repeat_count", "trigger")
LOST_COLUMNS = ("default", "read_only", "readonly", "guidance_hint", "image", "audio", "video")
TEXTS_MAX = {"title": 160, "intro": 2000, "text": 300, "help": 500}
FAULTS_MAX = 50
LISTED = ("select", "rank", "odk:rank")  # types that name a list
BARE = ("kind", "options", "has_cannot_say", "least", "most")
TRUE = {"yes", "true", "true()", "1"}
Row = dict[str, str]


@dataclass
class FormContent:
    """A form that has been read: columns of the tables; an item names its section by code."""

    questionnaire: dict[str, Any]
    sections: list[dict[str, Any]] = field(default_factory=list)
    items: list[dict[str, Any]] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)


def read_xlsform(upload: Any) -> FormContent:
    """The form of a checked .xlsx upload.

    Raises BadTable with a sentence for each row that a form of ours cannot hold; what was left out
    without loss to the answers is told in `remarks`.
    """
    sheets = read_sheets(upload)
    reading = _Reading(sheets)
    for line, row in sheets["survey"].rows:
        reading.take(line, row)
    reading.finish()
    if reading.faults:
        raise BadTable(*reading.faults[:FAULTS_MAX])
    if not reading.content.items:
        raise BadTable(_("The sheet “survey” has no questions."))
    return reading.content


class _Reading:
    """One pass over the survey sheet; conditions are settled when every question is known."""

    def __init__(self, sheets: dict[str, Sheet]) -> None:
        self.faults: list[str] = []
        self.texts = Texts(sheets)
        self.content = FormContent(_settings(sheets["settings"]))
        self.lists = self._lists(sheets["choices"])
        self.has_pages = any(_word(row) in ("note", "begin_group") and not _is_table(row)
                             for _line, row in sheets["survey"].rows)  # fmt: skip
        self.by_name: dict[str, dict[str, Any]] = {}
        self.conditions: list[tuple[int, dict[str, Any], str]] = []
        self.open: list[tuple[str, int, str]] = []  # what has begun, on which line, its condition
        self.section: dict[str, Any] | None = None

    def take(self, line: int, row: Row) -> None:
        """One row of the survey sheet."""
        word, inside = _word(row), self.open[-1][0] if self.open else ""
        if word in ("end_group", "end_repeat"):
            self._end(line)
        elif inside == "matrix":
            self._matrix_row(line, row, word)
        elif inside in ("people", "repeat"):
            if word.startswith("begin_"):
                self.open.append((inside, line, ""))
        elif word == "begin_repeat":
            self.open.append(("repeat", line, ""))
            self._fault(line, _("a repeated group is not possible. Ask once."))
        elif word == "begin_group":
            self._begin(line, row)
        elif word == "note":
            self._note(line, row)
        elif word in METADATA:
            self._remark(_("Rows that record how the form is filled in were left out."))
        else:
            self._question(line, row, word)

    def finish(self) -> None:
        """What can be told only when every row has been read."""
        for _what, line, _condition in self.open:
            self._fault(line, _("this group has no end. Add a row “end_group”."))
        for line, part, text in self.conditions:
            self._settle(line, part, text)
        for remark in self.texts.remarks():
            self._remark(remark)

    def _lists(self, sheet: Sheet) -> dict[str, list[dict[str, str]]]:
        lists: dict[str, list[dict[str, str]]] = {}
        for line, row in sheet.rows:
            name = row.get("list_name") or row.get("list name") or ""
            code = row.get("name") or row.get("value") or ""
            options = lists.setdefault(name, [])
            if not name or not CODE.fullmatch(code):
                sentence = _(
                    "an option needs a list_name and a name of letters a–z, digits, hyphens and "
                    "underscores."
                )
                self._fault(line, sentence, sheet=sheet.name)
            elif any(option["code"] == code for option in options):
                sentence = _("the option “%(code)s” is in the list “%(list)s” twice.")
                self._fault(line, sentence % {"code": code, "list": name}, sheet=sheet.name)
            labels = {lang: " ".join(t.split()) for lang, t in self.texts.of(row, "label").items()}
            options.append({"code": code, **labels, "fi": labels["fi"] or code})
        return lists

    def _begin(self, line: int, row: Row) -> None:
        condition = row.get("relevant", "")
        if _is_people(row):
            self._add_item(line, row, {"kind": Item.Kind.PEOPLE})
            self.open.append(("people", line, ""))
        elif _is_table(row):
            self._add_item(line, row, {"kind": Item.Kind.MATRIX})
            self.open.append(("matrix", line, ""))
        elif not self.open:
            self.open.append(("section", line, ""))
            texts = self._texts(line, row, "label", "title")
            self._open_section(self._code(line, row, self.content.sections, "section_"), texts)
            self._condition(line, self.section or {}, condition)
        else:
            outer = self.open[-1][2]
            if condition and outer:
                self._fault(line, _("a condition inside a condition is not possible. Join them."))
            self.open.append(("group", line, condition or outer))
            sentence = _("Line %(line)s: the heading of a group inside a group was left out.")
            self._remark(sentence % {"line": line})

    def _end(self, line: int) -> None:
        if not self.open:
            self._fault(line, _("this ends a group that has not begun. Remove the row."))
            return
        what, began, _condition = self.open.pop()
        if what == "section":
            self.section = None
        if what == "matrix" and not self.content.items[-1]["rows"]:
            self._fault(began, _("the table has no rows. Add rows of select_one."))

    def _matrix_row(self, line: int, row: Row, word: str) -> None:
        """One row of a matrix: a choice from the same list as the others."""
        matrix = self.content.items[-1]
        words = row.get("type", "").split()
        options = self.lists.get(words[-1], []) if word == "select_one" else []
        steps = steps_of(options)
        if word.startswith("begin_"):
            self.open.append(("repeat", line, ""))  # Read to its end; the fault is told once.
        if not steps or (matrix["rows"] and steps != matrix["options"]) or row.get("relevant"):
            self._fault(
                line,
                _(
                    "each row of a table must be a select_one of the same list, without a "
                    "condition of its own."
                ),
            )
            return
        texts = self._texts(line, row, "label", "text")
        code = self._code(line, row, matrix["rows"])
        labels = {language: texts[f"text_{language}"] for language in LANGUAGES}
        matrix["rows"].append({"code": code, **labels, "fi": labels["fi"] or code})
        matrix |= {"options": steps, "has_cannot_say": offers_cannot_say(options)}
        matrix["is_required"] |= row.get("required", "").lower() in TRUE

    def _note(self, line: int, row: Row) -> None:
        """A text without an answer joins the section's introduction."""
        section = self._page()
        for language, text in self.texts.of(row, "label").items():
            name = f"intro_{language}"
            section[name] = f"{section[name]}\n\n{text}".strip()
            if len(section[name]) > TEXTS_MAX["intro"]:
                sentence = _("the notes of a group may have %(most)s characters. Shorten them.")
                self._fault(line, sentence % {"most": TEXTS_MAX["intro"]})

    def _question(self, line: int, row: Row, word: str) -> None:
        if not word:
            self._fault(line, _("the type is empty. Write what kind of question it is."))
            return
        try:
            name = row["type"].split()[-1] if word.startswith(LISTED) else ""
            options = [ACKNOWLEDGED] if word == "acknowledge" else self.lists.get(name, [])
            if name and not options:
                sentence = _("the list “%(list)s” is not on the sheet “choices”.")
                raise Refused(sentence % {"list": name})
            kind = kind_of(row, word, [option["code"] for option in options])
            fields = {"kind": kind, **bounds_of(row, kind, options)}
        except Refused as error:
            self._fault(line, str(error))
            return
        if word in ("integer", "int") and kind == Item.Kind.NUMBER:
            self._remark(_("Questions that took whole numbers only now take decimals too."))
        self._add_item(line, row, fields)

    def _add_item(self, line: int, row: Row, fields: dict[str, Any]) -> None:
        self._check_columns(line, row)
        item = {
            "options": [], "rows": [], "has_cannot_say": False, "max_length": None, "least": None,
            "most": None, **fields,
            "code": self._code(line, row, self.content.items),
            "section": self._page()["code"] if self.has_pages else None,
            "is_required": row.get("required", "").lower() in TRUE,
            "is_sensitive": row.get("talkoot_sensitive", "").lower() in TRUE,
            "is_organisation_fact": row.get("talkoot_fact", "").lower() in TRUE,
            "publicity": row.get("talkoot_publicity") or Publicity.PARTY.value,
            "secrecy_ground": row.get("talkoot_ground", "")[:200],
            "condition_item": "", "condition_values": [],
            **self._texts(line, row, "label", "text"),
            **self._texts(line, row, "hint", "help"),
        }  # fmt: skip
        if item["publicity"] not in Publicity.values:
            self._fault(line, _("talkoot_publicity must be public, party or secret."))
        if not item["text_fi"]:
            self._fault(line, _("the question has no label. Write what is asked."))
        self.content.items.append(item)
        self.by_name[row.get("name", "")] = item
        inherited = self.open[-1][2] if self.open and self.open[-1][0] == "group" else ""
        if inherited and row.get("relevant"):
            self._fault(line, _("a condition inside a condition is not possible. Join them."))
        self._condition(line, item, row.get("relevant", "") or inherited)

    def _page(self) -> dict[str, Any]:
        """The section at hand; questions between the groups get one titled as the form is."""
        if self.section is None:
            taken = {section["code"] for section in self.content.sections}
            number = next(n for n in range(1, 9999) if f"part-{n}" not in taken)
            texts = {f"title_{x}": self.content.questionnaire[f"title_{x}"] for x in LANGUAGES}
            self._open_section(f"part-{number}", texts)
        assert self.section is not None
        return self.section

    def _open_section(self, code: str, titles: dict[str, str]) -> None:
        intros = {f"intro_{language}": "" for language in LANGUAGES}
        self.section = {"code": code, **titles, **intros, "condition_item": ""}
        self.section |= {"title_fi": titles["title_fi"] or code, "condition_values": []}
        self.content.sections.append(self.section)

    def _code(self, line: int, row: Row, others: list[dict[str, Any]], prefix: str = "") -> str:
        name = row.get("talkoot_code") or row.get("name", "").removeprefix(prefix)
        code = name.replace(".", "-")
        if not CODE.fullmatch(code) or (prefix and len(code) > 40):
            sentence = _(
                "the name “%(name)s” is not possible. Use letters a–z, digits, hyphens and "
                "underscores, 40 at most."
            )
            self._fault(line, sentence % {"name": name})
        elif any(other["code"] == code for other in others):
            self._fault(line, _("the name “%(name)s” is in use already.") % {"name": name})
        return code

    def _texts(self, line: int, row: Row, column: str, name: str) -> dict[str, str]:
        texts = {lang: " ".join(t.split()) for lang, t in self.texts.of(row, column).items()}
        if any("${" in text for text in texts.values()):
            self._fault(line, _("a text cannot repeat another answer. Remove the ${…}."))
        if any(len(text) > TEXTS_MAX[name] for text in texts.values()):
            sentence = _(
                "the text in the column %(column)s may have %(most)s characters. Shorten it."
            )
            self._fault(line, sentence % {"column": column, "most": TEXTS_MAX[name]})
        return {f"{name}_{language}": text for language, text in texts.items()}

    def _check_columns(self, line: int, row: Row) -> None:
        for name in REFUSED_COLUMNS:
            if row.get(name):
                sentence = _("the column %(column)s is not possible here. Empty the cell.")
                self._fault(line, sentence % {"column": name})
        for column in row:
            name = column.split(":")[0].strip()
            if name in LOST_COLUMNS:
                self._remark(_("The column %(column)s was left out.") % {"column": column})
        if row.get("required", "").lower() not in TRUE | {"", "no", "false", "false()", "0"}:
            self._fault(line, _("write yes or no in the column required."))

    def _condition(self, line: int, part: dict[str, Any], text: str) -> None:
        if text:
            self.conditions.append((line, part, text))

    def _settle(self, line: int, part: dict[str, Any], text: str) -> None:
        try:
            name, values = read_condition(text)
        except NotUnderstood:
            sentence = _(
                "the condition “%(text)s” is not understood. Use one question's answers: "
                "${question} = 'answer' or selected(${question}, 'answer'), joined by “or”."
            )
            self._fault(line, sentence % {"text": text})
            return
        asked = self.by_name.get(name)
        known = answer_codes(_bare(asked)) if asked else []
        if asked and asked["kind"] == Item.Kind.SCHOOL_GRADE:
            grades = {name: text for text, name in GRADE_NAMES.items()}
            values = [grades.get(value, value) for value in values]
        if asked is None or (known and not set(values) <= set(known)) or not known:
            sentence = _(
                "the condition “%(text)s” must name a question with options and answers of it."
            )
            self._fault(line, sentence % {"text": text})
            return
        part |= {"condition_item": asked["code"], "condition_values": values}

    def _fault(self, line: int, sentence: str, *, sheet: str = "survey") -> None:
        text = _("Sheet %(sheet)s, line %(line)s: %(sentence)s")
        self.faults.append(text % {"sheet": sheet, "line": line, "sentence": sentence})

    def _remark(self, sentence: str) -> None:
        if sentence not in self.content.remarks:
            self.content.remarks.append(sentence)


def _bare(item: dict[str, Any]) -> Item:
    return Item(**{name: item[name] for name in BARE})


def _word(row: Row) -> str:
    """The type without the name of a list: begin_group, select_one, text …"""
    words = row.get("type", "").lower().split()
    if len(words) > 1 and words[0] in ("begin", "end", "select"):
        return f"{words[0]}_{words[1]}"
    return words[0] if words else ""


def _is_people(row: Row) -> bool:
    return row.get("talkoot_kind") == Item.Kind.PEOPLE


def _is_table(row: Row) -> bool:
    """A group that is one question of several parts: a table of people or a matrix."""
    named = row.get("talkoot_kind", "")
    is_list = not named and "table-list" in row.get("appearance", "")
    return named in (Item.Kind.PEOPLE, Item.Kind.MATRIX) or is_list


def _settings(sheet: Sheet) -> dict[str, str]:
    row = sheet.rows[0][1] if sheet.rows else {}
    purpose = row.get("talkoot_purpose", "")
    if purpose not in Questionnaire.Purpose.values:
        purpose = Questionnaire.Purpose.APPLICATION.value
    return {
        "code": re.sub(r"[^A-Za-z0-9_-]+", "-", row.get("form_id", ""))[:60],
        "purpose": purpose,
        "title_fi": (row.get("form_title") or row.get("form_id") or _("Imported form"))[:160],
        "title_sv": row.get("talkoot_title_sv", "")[:160],
        "title_en": row.get("talkoot_title_en", "")[:160],
    }
