"""Loading the municipalities of Finland and the known organisations. Idempotent."""

from typing import Any

from django.db import transaction

from talkoot.core.loading import load_rows
from talkoot.data import read_rows
from talkoot.people.models import (
    Municipality,
    Organisation,
    OrganisationKind,
    OrganisationSuccession,
)


@transaction.atomic
def load_municipalities() -> int:
    """Every municipality since 2013 with its validity; a merged one points to its successor.

    Returns how many there are in the file.
    """
    # Empty dates, numbers and references are unknown; an empty text stays a text.
    unknown_if_empty = {"population", "population_on", "valid_to", "merged_into_id"}
    records = []
    for row in read_rows("municipalities.csv"):
        row["merged_into_id"] = row.pop("merged_into")
        records.append(
            {
                name: None if name in unknown_if_empty and not value else value
                for name, value in row.items()
            }
        )
    return len(load_rows(Municipality.objects.all(), records, by=("code",)))


@transaction.atomic
def load_organisations() -> int:
    """Each municipality as an organisation, the organisations that the sources name, mergers.

    A municipality that a source names (“Alavuden kaupunki”) is one organisation under that name.
    Call after load_municipalities. Returns how many organisations were loaded.
    """
    records: dict[str, dict[str, Any]] = {
        municipality_key(place.code): {
            "key": municipality_key(place.code),
            "name": place.name_fi,
            "name_sv": place.name_sv,
            "kind": OrganisationKind.MUNICIPALITY,
            "municipality_id": place.code,
            "valid_from": place.valid_from,
            "valid_to": place.valid_to,
            "source": "tilastokeskus-2026",
        }
        for place in Municipality.objects.all()
    }
    parents = {}
    for row in read_rows("organisations.csv"):
        named: dict[str, Any] = {
            name: row[name] for name in ("key", "name", "name_sv", "kind", "source")
        }
        named["municipality_id"] = row["municipality_code"] or None
        records[row["key"]] = records.get(row["key"], {}) | named
        if row["parent"]:
            parents[row["key"]] = row["parent"]
    known = Organisation.objects.filter(key__in=records)
    ids = {key: row.pk for (key,), row in load_rows(known, records.values(), by=("key",)).items()}
    load_rows(
        known.filter(key__in=parents),
        [{"key": key, "parent_id": ids[parent]} for key, parent in parents.items()],
        by=("key",),
    )
    _load_successions(ids)
    return len(records)


def municipality_key(code: str) -> str:
    """The key of the municipality's own organisation."""
    return f"kunta-{code}"


def _load_successions(ids: dict[str, int]) -> None:
    load_rows(
        OrganisationSuccession.objects.all(),
        [
            {
                "predecessor_id": ids[municipality_key(row["code"])],
                "successor_id": ids[municipality_key(row["successor_code"])],
                "on": row["effective_on"],
            }
            for row in read_rows("municipality_mergers.csv")
        ],
        by=("predecessor_id", "successor_id"),
    )
