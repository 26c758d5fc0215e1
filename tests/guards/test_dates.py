"""Moments are kept in UTC, days are Helsinki's: from midnight to three they are not the same."""

import re

from tests.guards.tree import PACKAGE, files, name_of

UTC_DAY = re.compile(r"\b(\w+_at|now|now\(\))\.(date\(\)|year|month|day|hour)\b")


def test_no_day_is_taken_from_utc():
    found = [
        f"{name_of(path)}: {match[0]}"
        for path in files(PACKAGE, ".py")
        for match in UTC_DAY.finditer(path.read_text(encoding="utf-8"))
    ]
    assert not found, f"Use timezone.localdate or timezone.localtime: {found}"
