"""What changed between two texts, word by word."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

SAME, REMOVED, ADDED = "same", "removed", "added"
_WORDS = re.compile(r"\s+|[^\s]+")


@dataclass(frozen=True)
class Change:
    """A run of words that stayed, went or came; `kind` is SAME, REMOVED or ADDED."""

    kind: str
    text: str


def word_changes(before: str, after: str) -> list[Change]:
    """The two texts as runs of words; the SAME and ADDED runs together are `after`."""
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    changes = []
    matcher = SequenceMatcher(a=old, b=new, autojunk=False)
    for tag, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        if tag == "equal":
            changes.append(Change(SAME, "".join(new[new_from:new_to])))
            continue
        if old_from < old_to:
            changes.append(Change(REMOVED, "".join(old[old_from:old_to])))
        if new_from < new_to:
            changes.append(Change(ADDED, "".join(new[new_from:new_to])))
    return changes
