"""A form sent, with where it leads told by how the address begins."""

import re
from typing import Any

from tests.client import Answer, CheckingClient


def send(
    page: CheckingClient,
    name: str,
    *args: Any,
    data: dict[str, Any] | None = None,
    to: str = "",
    **expected: Any,
) -> Answer:
    if to:
        expected["redirects_to"] = re.compile(f"^{re.escape(to)}")
    return page.post(name, data or {}, *args, **expected)
