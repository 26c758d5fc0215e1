"""The form of a questionnaire, or of a section of it."""

from collections import ChainMap
from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.html import escape, format_html
from django.utils.translation import gettext as _

from talkoot.core.forms import Form
from talkoot.surveys.compound_fields import MatrixAnswer
from talkoot.surveys.fields import Choices, field_of
from talkoot.surveys.models import Item, Section
from talkoot.surveys.rules import asked_items, is_met, missing_items
from talkoot.surveys.texts import missing_sentence, options_of
from talkoot.surveys.values import initial_of, stored_of


class AnswerForm(Form):
    """One field for each item, named by the item's code; required only where it is asked.

    `answers` are those that are kept already, of these items and of others that conditions name.
    `choices` {code: options} stand instead of the item's own. With `is_draft` an answer may be
    missing, but a wrong one is still told. A question whose condition is met by nobody's answer
    outside the form is left out; one that depends on this form's answers is shown with a hint.
    """

    def __init__(
        self,
        items: Iterable[Item],
        *args: Any,
        answers: Mapping[str, Any] | None = None,
        choices: Mapping[str, Choices] | None = None,
        is_draft: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.known: Mapping[str, Any] = answers or {}
        self.is_draft = is_draft
        self.items: list[Item] = []
        for item in items:
            if self._may_be_asked(item):
                self._add(item, (choices or {}).get(item.code))

    def _add(self, item: Item, options: Choices | None) -> None:
        field = field_of(item, options_of(item) if options is None else options)
        self.items.append(item)
        self.fields[item.code] = field
        if item.code in self.known and not self.is_bound:  # Else what was typed is shown.
            self.initial[item.code] = initial_of(item, self.known[item.code])
        above = next((row for row in self.items if row.code == item.condition_item), None)
        if above is not None:
            field.shown_when = f"{above.code}={'|'.join(item.condition_values)}"  # type: ignore[attr-defined]
            field.help_text = format_html("{} {}", _condition_text(item, above), field.help_text)

    def _may_be_asked(self, item: Item) -> bool:
        """Not ruled out by an answer that this form does not ask for."""
        codes = {row.code for row in self.items}
        conditions = [row for row in (item.section, item) if row is not None]
        return all(row.condition_item in codes or is_met(row, self.known) for row in conditions)

    def answers(self) -> dict[str, Any]:
        """{code: answer as it is kept}; one with an error, and a file, is left out."""
        kinds = {item.code: item.kind for item in self.items}
        return {
            code: stored_of(self.cleaned_data[code])
            for code, kind in kinds.items()
            if code in self.cleaned_data and kind != Item.Kind.FILE
        }

    def clean(self) -> dict[str, Any]:
        """Mistakes in questions that are not asked count for nothing; the missing ones do."""
        values = super().clean() or self.cleaned_data
        given = {code: stored_of(value) for code, value in values.items()}
        asked = asked_items(self.items, ChainMap(given, self.known))  # type: ignore[arg-type]
        for code in {item.code for item in self.items} - {item.code for item in asked}:
            self.errors.pop(code, None)
        if not self.is_draft:
            self.ask_for(missing_items(asked, given))
        return values

    def ask_for(self, missing: Iterable[Item]) -> None:
        """Show the missing answers as errors of their fields."""
        for item in missing:
            if item.code in self.fields and item.code not in self.errors:
                given = stored_of(self.cleaned_data.get(item.code))
                self.add_error(item.code, missing_sentence(item, given))
                field = self.fields[item.code]
                if isinstance(field, MatrixAnswer):
                    field.point_at_missing(given or {})

    def sections(self) -> list[tuple[Section | None, list[forms.BoundField]]]:
        """The fields under the sections of their questions, in order."""
        found: list[tuple[Section | None, list[forms.BoundField]]] = []
        for item in self.items:
            if not found or found[-1][0] != item.section:
                found.append((item.section, []))
            found[-1][1].append(self[item.code])
        return found


class SurveyForm(AnswerForm):
    """A survey, whose free texts warn of personal data."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for item in self.items:
            if item.kind == Item.Kind.TEXT and not item.help:
                hint = escape(_("Do not write names or other personal data."))
                self.fields[item.code].help_text = hint


def _condition_text(item: Item, above: Item) -> str:
    """When to answer, for those whose page cannot hide the question."""
    texts = dict(options_of(above))
    values = [str(texts.get(value, value)) for value in item.condition_values]
    return _("Answer this if you chose “%(answers)s” in “%(question)s”.") % {
        "answers": _("” or “").join(values),
        "question": above.text,
    }
