"""What a page was loaded with, so that two people's changes are told apart field by field."""

import hashlib
import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

from django.core import signing

from talkoot.calls.rules.answers import LIST_CODES, NUMBER_CODES
from talkoot.surveys.rules import has_answer

SALT = "calls.snapshot"
Marks = Mapping[str, str]


@dataclass(frozen=True)
class Merge:
    """`changes` are saved; `conflicts` {code: the other's answer} were changed by both."""

    changes: dict[str, Any] = field(default_factory=dict)
    conflicts: dict[str, Any] = field(default_factory=dict)


def mark(code: str, answer: Any) -> str:
    """A short checksum of an answer; empty for no answer."""
    if not has_answer(answer):
        return ""
    if code in NUMBER_CODES:
        try:
            answer = str(Decimal(str(answer)).normalize())
        except InvalidOperation:
            answer = str(answer)
    if code in LIST_CODES and isinstance(answer, list):  # Elsewhere the order may be the answer.
        answer = sorted(map(str, answer))
    text = json.dumps(answer, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def seal(ref: str, answers: Mapping[str, Any], codes: Collection[str], kept: Marks) -> str:
    """The signed marks of the answers that a page shows; `kept` marks stay as they were."""
    marks = {code: kept.get(code, mark(code, answers.get(code))) for code in codes}
    return signing.dumps([ref, marks], salt=SALT, compress=True)


def opened(text: str, ref: str) -> Marks | None:
    """The marks of a seal of this application, or None for any other text."""
    try:
        sealed_ref, marks = signing.loads(text, salt=SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return marks if sealed_ref == ref else None


def merge(posted: Mapping[str, Any], stored: Mapping[str, Any], loaded: Marks | None) -> Merge:
    """Compare three ways: as the page was loaded, as it came back and as it is kept now.

    A field changed by one of the two takes that change; by both to the same, nothing happens; by
    both to different answers, it is a conflict. Without marks (None) the posted answers count.
    """
    changes, conflicts = {}, {}
    for code, answer in posted.items():
        mine, theirs = mark(code, answer), mark(code, stored.get(code))
        before = theirs if loaded is None else loaded.get(code, theirs)
        if mine in (before, theirs):
            continue
        if theirs == before:
            changes[code] = answer
        else:
            conflicts[code] = stored.get(code)
    return Merge(changes, conflicts)
