"""Writes files of JSON lines as Parquet: python -m talkoot.home.opendata.parquet folder

A process of its own, because the library takes more memory than the worker should keep. It knows
neither Django nor the database: beside each x.lines lies x.columns, {column: kind}.
"""

import json
import sys
from pathlib import Path
from typing import Any

import polars

KINDS: dict[str, Any] = {
    "text": polars.String,
    "whole": polars.Int64,
    "number": polars.Float64,
    "flag": polars.Boolean,
}


def write(source: Path) -> None:
    """x.parquet beside x.lines; with its columns also when there are no rows."""
    kinds = json.loads(source.with_suffix(".columns").read_text(encoding="utf-8"))
    schema = {name: KINDS[kind] for name, kind in kinds.items()}
    target = source.with_suffix(".parquet")
    if source.stat().st_size:
        polars.scan_ndjson(source, schema=schema).sink_parquet(target)
    else:
        polars.DataFrame(schema=schema).write_parquet(target)


if __name__ == "__main__":
    for path in sorted(Path(sys.argv[1]).glob("*.lines")):
        write(path)
