"""Statements written by hand: by the ORM a search would take nearly twice as long."""

from array import array
from collections.abc import Collection, Iterable, Iterator
from typing import Any

from django.db import connection

VARIABLES = 900


def rows_of(sql: str, values: Iterable[Any] = ()) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql, list(values))
        return cursor.fetchall()


def marks(values: Collection[Any]) -> str:
    """A placeholder for each of the values."""
    return ", ".join(["%s"] * len(values))


def list_of(column: str) -> str:
    """SQL that gathers a column of numbers into one text; a row each would cost five times more."""
    if connection.vendor == "postgresql":
        return f"string_agg({column}::text, ',')"
    return f"group_concat({column})"


def numbers(gathered: str | None) -> "array[int]":
    """The numbers of such a text."""
    return array("L", map(int, gathered.split(","))) if gathered else array("L")


def united(lists: Iterable[str | None]) -> "array[int]":
    """The numbers of several such texts, each once, ascending."""
    found: set[str] = set()
    for gathered in lists:
        if gathered:
            found.update(gathered.split(","))
    return array("L", sorted(map(int, found)))


def in_batches(values: Collection[Any]) -> Iterator[list[Any]]:
    """Lists short enough for one statement's variables on any database."""
    every = list(values)
    for start in range(0, len(every), VARIABLES):
        yield every[start : start + VARIABLES]
