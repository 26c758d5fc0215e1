"""Statements written by hand: by the ORM a search would take nearly twice as long."""

from collections.abc import Collection, Iterable, Iterator
from itertools import groupby, islice
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


def one_of(column: str, ids: Iterable[int]) -> str:
    """SQL that tells whether a column is one of the numbers; hundreds of values would cost more."""
    listed = ",".join(map(str, ids))
    if connection.vendor == "postgresql":
        return f"{column} = ANY('{{{listed}}}')"
    return f"{column} IN ({listed})"


def list_of(column: str) -> str:
    """SQL that gathers numbers into one text; a row each would cost five times more."""
    if connection.vendor == "postgresql":
        return f"string_agg(({column})::text, ',')"
    return f"group_concat({column})"


def numbers(gathered: str | None) -> list[int]:
    """The numbers of such a text."""
    return list(map(int, gathered.split(","))) if gathered else []


def insert_rows(into: str, width: int, values: Iterable[Any], after: str = "") -> None:
    """Insert rows of `width` columns, given as one run of values; many rows in each statement.

    A bulk_create without model objects, which would take half of the work of indexing.
    """
    run, most = iter(values), VARIABLES // width * width
    pieces = iter(lambda: tuple(islice(run, most)), ())
    with connection.cursor() as cursor:
        for length, alike in groupby(pieces, key=len):
            rows = ", ".join([f"({marks(range(width))})"] * (length // width))
            statement = f"INSERT INTO {into} VALUES {rows} {after}"  # noqa: S608
            cursor.executemany(statement, alike)  # type: ignore[arg-type]


def in_batches(values: Collection[Any]) -> Iterator[list[Any]]:
    """Lists short enough for one statement's variables on any database."""
    every = list(values)
    for start in range(0, len(every), VARIABLES):
        yield every[start : start + VARIABLES]
