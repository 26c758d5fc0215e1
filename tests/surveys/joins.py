"""Looks for whatever in the database joins an answer to a person, as somebody who holds it might.

It reads every table and, beside the columns, the order and the transactions in which the database
keeps the rows. Both sides are numbered alike: person 7 gave answer 7.
"""

import datetime
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import DatabaseError, connection, transaction

LEAST_SHARING = 5
# Among 30 people chance makes as many pairs of equal values, or as like an order, about never.
CHANCE_PAIRS = 6
ALIKE = 0.8
RESPONSES, INVITATIONS, USERS = "surveys_response", "surveys_invitation", "people_user"
MESSAGES = "correspondence_message"
Row = dict[str, Any]


@dataclass(frozen=True)
class Known:
    """What is known of the people and their answers: for each number its keys and its texts.

    The key of an answer that has not been sent is 0.
    """

    invitations: Sequence[int]
    users: Sequence[int]
    responses: Sequence[int]
    person_texts: Sequence[Sequence[str]]
    answer_texts: Sequence[str]


def every_table() -> dict[str, list[Row]]:
    """All rows of all tables, with what the database itself notes of each."""
    with connection.cursor() as cursor:
        names = sorted(connection.introspection.table_names(cursor))
    return {name: _rows(name) for name in names}


def _rows(table: str) -> list[Row]:
    name = connection.ops.quote_name(table)
    notes = "ctid AS row_place, xmin AS row_transaction" if _is_postgres() else "rowid AS row_place"
    for columns in (f"{notes}, {name}.*", "*"):  # A table may lack what the database notes.
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(f"SELECT {columns} FROM {name}")
                titles = [column[0] for column in cursor.description]
                return [dict(zip(titles, row, strict=True)) for row in cursor.fetchall()]
        except DatabaseError:
            continue
    raise AssertionError(f"{table} cannot be read.")


def _is_postgres() -> bool:
    return connection.vendor == "postgresql"


def find_joins(known: Known, *, order: Sequence[int]) -> list[str]:
    """What joins answers to people, in words; nothing is the good answer.

    `order` are the people in the order in which they answered, which an onlooker may have seen.
    """
    tables = every_table()
    mentions = {name: _mentions(name, rows, known) for name, rows in tables.items()}
    _spread(tables, mentions)
    found = [
        f"{name}: a row names person {min(people)} and answer {min(answers)}"
        for name, rows in mentions.items()
        for people, answers in rows
        if len(people) == len(answers) == 1
    ]
    people_columns = _columns(tables, mentions, side=0)
    people_columns["an onlooker"] = {"order": {person: n for n, person in enumerate(order)}}
    answer_columns = _columns(tables, mentions, side=1)
    pairs = [
        (f"{a_table}.{a} = {p_table}.{p}", a_values, p_values)
        for a_table, a_columns in answer_columns.items()
        for a, a_values in a_columns.items()
        for p_table, p_columns in people_columns.items()
        for p, p_values in p_columns.items()
    ]
    found += [f"like order: {name}" for name, *values in pairs if _is_alike(*values)]
    return found + _equal_values(pairs)


def _mentions(table: str, rows: Iterable[Row], known: Known) -> list[tuple[set[int], set[int]]]:
    """For each row the numbers of the people and of the answers that it names."""
    keys = {
        RESPONSES: ("id", known.responses, 1),
        INVITATIONS: ("id", known.invitations, 0),
        USERS: ("id", known.users, 0),
    }
    found = []
    for row in rows:
        sides: tuple[set[int], set[int]] = (set(), set())
        if table in keys:
            column, numbers, side = keys[table]
            sides[side].update(n for n, key in enumerate(numbers) if row[column] == key)
        text = "\n".join(str(value) for value in row.values())
        key = f"{row.get('key', '')}-" if table == MESSAGES else ""
        for number, words in enumerate(known.person_texts):
            is_named = any(word in text for word in words)
            if is_named or f"-{known.invitations[number]}-" in key:
                sides[0].add(number)
        if row.get("subject_kind") == "surveys.invitation":
            numbers = [
                n for n, key in enumerate(known.invitations) if row["subject_id"] == str(key)
            ]
            sides[0].update(numbers)
        for number, words in enumerate(known.answer_texts):
            if words in text or (known.responses[number] and str(known.responses[number]) in text):
                sides[1].add(number)
        found.append(sides)
    return found


def _spread(
    tables: Mapping[str, list[Row]], mentions: Mapping[str, list[tuple[set[int], set[int]]]]
) -> None:
    """A row that points to a row that names one person, or one answer, names it too."""
    with connection.cursor() as cursor:
        relations = [
            (table, column, *target)
            for table in tables
            for column, target in connection.introspection.get_relations(cursor, table).items()
        ]
    is_new = True
    while is_new:
        is_new = False
        for table, column, to_column, to_table, *_more in relations:
            if not tables.get(to_table):
                continue
            targets = {
                row[to_column]: sides
                for row, sides in zip(tables[to_table], mentions[to_table], strict=True)
            }
            for row, sides in zip(tables[table], mentions[table], strict=True):
                for own, named in zip(sides, targets.get(row[column], (set(), set())), strict=True):
                    if len(named) == 1 and not named <= own:
                        own.update(named)
                        is_new = True


def _columns(
    tables: Mapping[str, list[Row]],
    mentions: Mapping[str, list[tuple[set[int], set[int]]]],
    *,
    side: int,
) -> dict[str, dict[str, dict[int, Any]]]:
    """{table: {column: {number: value}}} of the rows that name one person, or one answer."""
    found: dict[str, dict[str, dict[int, Any]]] = {}
    for table, rows in tables.items():
        columns: dict[str, dict[int, Any]] = defaultdict(dict)
        for row, sides in zip(rows, mentions[table], strict=True):
            if len(sides[side]) != 1 or sides[1 - side]:  # Of both: told already.
                continue
            (number,) = sides[side]
            for column, value in row.items():
                for name, one in _parts(column, value):
                    columns[name].setdefault(number, one)
        if columns:
            found[table] = dict(columns)
    return found


def _parts(column: str, value: Any) -> list[tuple[str, Any]]:
    """The column itself, and of a JSON object each of its values."""
    if isinstance(value, str) and value.startswith("{"):
        try:
            value = json.loads(value)
        except ValueError:
            return [(column, value)]
    if isinstance(value, dict):
        return [(f"{column}.{key}", one) for key, one in value.items()]
    return [(column, value)]


def _rank(value: Any) -> Any:
    """Something that sorts as the value does; None for what has no order."""
    if isinstance(value, int | float | datetime.datetime | datetime.date):
        return value.timestamp() if isinstance(value, datetime.datetime) else (
            value.toordinal() if isinstance(value, datetime.date) else value
        )  # fmt: skip
    if isinstance(value, str):
        if value.startswith("(") and value.endswith(")"):  # A place: (page,row).
            page, _comma, row = value[1:-1].partition(",")
            return int(page) * 10_000 + int(row) if page.isdecimal() and row.isdecimal() else None
        if value.isdecimal():
            return int(value)
        try:
            return datetime.datetime.fromisoformat(value).timestamp()
        except ValueError:
            return None
    return None


def _is_alike(answers: Mapping[int, Any], people: Mapping[int, Any]) -> bool:
    """The answers stand in the order of the people, or in the reverse one (Spearman)."""
    pairs = [(_rank(answers[n]), _rank(people[n])) for n in answers if n in people]
    pairs = [pair for pair in pairs if None not in pair]
    if min(len({a for a, _ in pairs}), len({p for _, p in pairs})) < 12:
        return False
    ranks = [_ranks([pair[side] for pair in pairs]) for side in (0, 1)]
    mean = (len(pairs) - 1) / 2
    both = sum((a - mean) * (p - mean) for a, p in zip(*ranks, strict=True))
    spread = [sum((rank - mean) ** 2 for rank in side) for side in ranks]
    return bool(abs(both) >= ALIKE * (spread[0] * spread[1]) ** 0.5)


def _ranks(values: Sequence[Any]) -> list[float]:
    places = defaultdict(list)
    for place, value in enumerate(sorted(values)):
        places[value].append(place)
    return [sum(places[value]) / len(places[value]) for value in values]


def _equal_values(pairs: Sequence[tuple[str, Mapping[int, Any], Mapping[int, Any]]]) -> list[str]:
    """Values that the answers share with few people, alone or several of them together."""
    found = []
    together: dict[int, set[int]] = {}
    for name, answers, people in pairs:
        by_value = defaultdict(set)
        for person, value in people.items():
            by_value[str(value)].add(person)
        alike = {number: by_value.get(str(value), set()) for number, value in answers.items()}
        few = [n for n, who in alike.items() if n in who and len(who) < LEAST_SHARING]
        if len(few) > CHANCE_PAIRS:
            found.append(f"equal values: {name}")
        if alike and all(number in who for number, who in alike.items()):
            for number, who in alike.items():
                together[number] = together.get(number, who) & who
    few = [number for number, who in together.items() if len(who) < LEAST_SHARING]
    if few:
        found.append(f"equal values taken together name {len(few)} people")
    return found
