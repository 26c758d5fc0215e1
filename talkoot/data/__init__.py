"""Reference data that ships with the product; README.md tells sources and licences."""

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parent


def read_rows(name: str) -> list[dict[str, str]]:
    """The rows of a CSV file, every value as text."""
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def read_json(name: str) -> Any:
    return json.loads((FOLDER / name).read_text(encoding="utf-8"))


def read_programmes() -> Iterator[dict[str, Any]]:
    """Each programme's published facts, one file after the other."""
    for path in sorted((FOLDER / "programmes").glob("*.json")):
        yield read_json(f"programmes/{path.name}")


def read_forms() -> Iterator[dict[str, Any]]:
    """Each application form that ships with the product."""
    for path in sorted((FOLDER / "forms").glob("*.json")):
        yield read_json(f"forms/{path.name}")
