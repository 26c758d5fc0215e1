"""Rows that people put in order one step at a time."""

from typing import Any

UP, DOWN = -1, 1


def move_row(rows: list[Any], row: Any, step: int) -> bool:
    """Move `row` one step UP or DOWN among `rows` and number all of them from 1 on.

    False, and nothing is written, at the ends and for a row that is not there. Call under the lock
    of what the rows belong to.
    """
    if row not in rows:
        return False
    here = rows.index(row)
    there = here + step
    if not 0 <= there < len(rows):
        return False
    rows[here], rows[there] = rows[there], rows[here]
    for order, each in enumerate(rows, 1):
        each.order = order
    type(row)._default_manager.bulk_update(rows, ["order"])
    return True
