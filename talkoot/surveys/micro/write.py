"""Writes a set of answers as SPSS and Parquet: python -m talkoot.surveys.micro.write set.json dir

A process of its own, because the libraries take more memory than a web process should keep. It
knows neither Django nor the database.
"""

import json
import sys
from pathlib import Path
from typing import Any

import polars
import pyreadstat

KINDS: dict[str, Any] = {"whole": polars.Int64, "number": polars.Float64, "text": polars.String}


def write(source: Path, folder: Path) -> None:
    """data.sav and data.parquet in the folder, from {"title", "columns", "rows"}."""
    content = json.loads(source.read_text(encoding="utf-8"))
    columns = content["columns"]
    frame = polars.DataFrame(
        content["rows"],
        schema={column["name"]: KINDS[column["kind"]] for column in columns},
        orient="row",
    )
    frame.write_parquet(folder / "data.parquet")
    labelled = {c["name"]: c["labels"] for c in columns if c["labels"]}
    pyreadstat.write_sav(
        frame,
        folder / "data.sav",
        file_label=content["title"][:64],
        column_labels={c["name"]: c["label"][:250] for c in columns},
        variable_value_labels={
            name: {float(value): label[:120] for value, label in labels.items()}
            for name, labels in labelled.items()
        },
        missing_ranges={c["name"]: [c["missing"]] for c in columns if c["missing"] is not None},
        variable_measure={c["name"]: c["measure"] for c in columns},
    )


if __name__ == "__main__":
    write(Path(sys.argv[1]), Path(sys.argv[2]))
