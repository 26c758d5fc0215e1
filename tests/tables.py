"""Whole tables as plain values, to compare before and after."""

from typing import Any

from django.db import models


def contents(*tables: type[models.Model]) -> dict[str, list[dict[str, Any]]]:
    """{table name: every row as a dict, in the order of the primary key}."""
    return {
        table._meta.label: list(table._default_manager.order_by("pk").values()) for table in tables
    }
