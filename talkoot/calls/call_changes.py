"""What changed from one published version of a call to the next, in words."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from talkoot.calls.deadlines import moment_in_zone, promise_words
from talkoot.calls.models import Call, CallVersion, LatePolicy
from talkoot.calls.rules.check_gaps import check_words
from talkoot.core.dates import days_words
from talkoot.core.differences import Change, word_changes


@dataclass(frozen=True)
class Difference:
    """One thing that changed: its name and the words that went and came."""

    label: str
    changes: list[Change]


def version_changes(
    call: Call, versions: Sequence[CallVersion]
) -> list[tuple[CallVersion, list[Difference]]]:
    """Each version with what changed in it, the newest first; nothing for the first one."""
    earlier = [None, *versions]
    pairs = zip(versions, earlier, strict=False)
    return [(row, _differences(call, before, row) if before else []) for row, before in pairs][::-1]


def _differences(call: Call, before: CallVersion, after: CallVersion) -> list[Difference]:
    old, new = _parts(call, before.content), _parts(call, after.content)
    return [
        Difference(name, word_changes(old[name], new[name]))
        for name in new
        if name in old and old[name] != new[name]
    ]


def _parts(call: Call, content: Mapping[str, Any]) -> dict[str, str]:
    """A version as {name: text} in the reader's language."""
    terms = content.get("terms", {})
    parts = {
        _("Title"): _text(content["title"]),
        _("Opens"): _moment(call, terms.get("opens_at", "")),
        _("Closes"): _moment(call, terms.get("closes_at", "")),
        _("Late applications"): _late(terms),
        _("Days for one application"): days_words(Decimal(terms["max_days"])) if terms else "",
        _("Decision"): promise_words(terms["promised_hours"])
        if terms.get("promised_hours")
        else "",
        _("Text"): _text(content["text"]),
    }
    for is_exclusion, name in ((False, _("Criteria")), (True, _("Exclusions"))):
        rows = [row for row in content["criteria"] if row["is_exclusion"] is is_exclusion]
        parts[name] = "\n".join(_text(row["text"]) for row in rows)
    if all("check" in row for row in content["criteria"]):  # Older versions do not tell.
        parts[_("Who checks it first")] = "\n".join(
            f"{_text(row['text'])} – {check_words(row['check'])}" for row in content["criteria"]
        )
    return parts


def _text(texts: Mapping[str, str]) -> str:
    return texts.get((get_language() or "fi")[:2]) or texts["fi"]


def _moment(call: Call, text: str) -> str:
    return moment_in_zone(datetime.datetime.fromisoformat(text), call) if text else ""


def _late(terms: Mapping[str, Any]) -> str:
    if not terms:
        return ""
    words = str(LatePolicy(terms["late_policy"]).label)
    if terms["grace_minutes"]:
        words += " " + _("(%(minutes)s minutes of grace)") % {"minutes": terms["grace_minutes"]}
    return words
