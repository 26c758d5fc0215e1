"""Input of an organisation's facts: each asked as its question asks it."""

from collections.abc import Iterable, Mapping
from typing import Any

from talkoot.people.models import OrganisationFact
from talkoot.surveys.forms import AnswerForm
from talkoot.surveys.models import Item


class FactsForm(AnswerForm):
    """One field for each fact whose question is still asked somewhere."""

    def __init__(
        self,
        items: Iterable[Item],
        facts: Mapping[str, OrganisationFact],
        *args: Any,
        **kwargs: Any,
    ) -> None:
        items = list(items)
        for item in items:  # Asked by itself here, whatever the form it comes from asks before it.
            item.condition_item, item.section = "", None
        answers = {code: fact.value for code, fact in facts.items()}
        super().__init__(items, *args, answers=answers, is_draft=True, **kwargs)
        self.facts = facts

    def rows(self) -> list[dict[str, Any]]:
        """[{"field", "fact"}] in the order of the questions."""
        return [{"field": self[item.code], "fact": self.facts[item.code]} for item in self.items]
