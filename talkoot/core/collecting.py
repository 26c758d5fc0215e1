"""Looking seldom for garbage that refers to itself, while rows are made by the hundred thousand."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

NEW_OBJECTS = 200_000  # between two looks


@contextmanager
def seldom_collected() -> Iterator[None]:
    """Rows and counts hold no cycles; looking for those is a fifth of the work of many."""
    usual = gc.get_threshold()
    gc.set_threshold(NEW_OBJECTS, *usual[1:])
    try:
        yield
    finally:
        gc.set_threshold(*usual)
