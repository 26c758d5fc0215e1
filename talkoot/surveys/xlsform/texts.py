"""Texts of a workbook by language: label, label::Suomi (fi), hint::en …"""

import re

from django.utils.translation import gettext as _

from talkoot.surveys.building.outline import LANGUAGES
from talkoot.surveys.xlsform.sheets import Sheet

COLUMN = re.compile(r"(label|hint)(?:\s*::?\s*(.+))?", re.IGNORECASE)
LANGUAGE_WORDS = {
    "fi": {"fi", "fin", "suomi", "finnish", "finska"},
    "sv": {"sv", "swe", "svenska", "swedish", "ruotsi"},
    "en": {"en", "eng", "english", "englanti", "engelska"},
}


def language_of(name: str) -> str:
    """`Suomi (fi)`, `fi` and `Finnish` are fi; empty for a language that forms do not have."""
    words = set(re.findall(r"[a-zåäö]+", name.lower()))
    return next((code for code, known in LANGUAGE_WORDS.items() if words & known), "")


class Texts:
    """Reads labels and hints. A text without Finnish stands for it, because Finnish is the base."""

    def __init__(self, sheets: dict[str, Sheet]) -> None:
        settings = sheets["settings"].rows
        default = settings[0][1].get("default_language", "") if settings else ""
        self.columns: dict[str, tuple[str, str]] = {}
        self.strange: set[str] = set()
        self.lacks_finnish = False
        for column in [*sheets["survey"].columns, *sheets["choices"].columns]:
            if match := COLUMN.fullmatch(column):
                language = language_of(match[2] or default or "fi") or ("" if match[2] else "fi")
                if language:
                    self.columns[column] = (match[1].lower(), language)
                else:
                    self.strange.add(match[2])

    def of(self, row: dict[str, str], name: str) -> dict[str, str]:
        """{language: text} of the row's label or hint, empty where there is none."""
        found = dict.fromkeys(LANGUAGES, "")
        for column, (text, language) in self.columns.items():
            if text == name and row.get(column):
                found[language] = row[column]
        if not found["fi"] and any(found.values()):
            self.lacks_finnish = True
            found["fi"] = found["sv"] or found["en"]
        return found

    def remarks(self) -> list[str]:
        """What the reader did with languages, in sentences."""
        found = []
        if self.strange:
            sentence = _("Texts in these languages were left out: %(names)s.")
            found.append(sentence % {"names": ", ".join(sorted(self.strange))})
        if self.lacks_finnish:
            found.append(
                _("Some texts have no Finnish; the text in another language stands for it.")
            )
        return found
