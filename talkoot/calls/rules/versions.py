"""What differs between two sendings of an application."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from talkoot.core.differences import Change, word_changes


@dataclass(frozen=True)
class AnswerChange:
    """A question whose answer changed: the words that stayed, went and came."""

    code: str
    question: str
    changes: list[Change]


def answer_changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[AnswerChange]:
    """What changed from one ApplicationVersion.content to another, in the order of the questions.

    A question that is no longer asked counts as an answer that went.
    """
    found = []
    for code in dict.fromkeys([*after, *before]):
        old, new = _answer(before, code), _answer(after, code)
        if old != new:
            question = (after.get(code) or before[code])["question"]
            found.append(AnswerChange(code, question, word_changes(old, new)))
    return found


def _answer(content: Mapping[str, Any], code: str) -> str:
    return str(content[code]["answer"] or "") if code in content else ""
