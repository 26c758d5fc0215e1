"""Proves that what is kept equals what the answers give."""

from talkoot.surveys.models import Round, Tally
from talkoot.surveys.results.counting import WHOLE, Count, count_round


def differences(survey: Round) -> list[str]:
    """What differs between the kept counts of a closed round and its answers; none is right."""
    counted = count_round(survey)
    found: dict[tuple[str, str, str], Count] = {}
    for code in counted.codes:
        found[code, "", ""] = counted.total(code)
        for (dimension, group), count in counted.by_group(code).items():
            found[code, dimension, group] = count
    kept = {
        (row.item_code, row.dimension, row.group): row
        for row in Tally.objects.filter(round=survey).exclude(item_code=WHOLE)
    }
    lines = [f"{_name(key)} is not kept" for key in sorted(found.keys() - kept.keys())]
    lines += [f"{_name(key)} has no answers" for key in sorted(kept.keys() - found.keys())]
    for key in sorted(found.keys() & kept.keys()):
        row, count = kept[key], found[key]
        before = (row.n, row.cannot_say, row.missing, row.counts)
        after = (count.n, count.cannot_say, count.missing, dict(count.options))
        if before != after:
            lines.append(f"{_name(key)}: kept {before}, counted {after}")
    return lines


def _name(key: tuple[str, str, str]) -> str:
    return " ".join(part for part in key if part)
