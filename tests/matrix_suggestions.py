"""Themes from the field: who gets what at their addresses."""

from typing import Any

from tests.factories.calls import make_suggestion
from tests.matrix import SIGN_IN, Row, office


def a_theme(state: str = "collected") -> Any:
    return lambda world: [make_suggestion(state=state, programme=world.programme).pk]


ROWS = [
    Row("office-suggestions", office(others=403)),
    Row("new-suggestion", office(others=403)),
    Row("decide-suggestion", office(others=403), args=a_theme()),
    Row("decide-suggestion", office(others=403), "decided", a_theme("launched")),
    Row(
        "reopen-suggestion", office("/office/calls/themes/", others=403), "decided",
        a_theme("set_aside"), method="post",
    ),
    Row("reopen-suggestion", office(409, others=403), "open", a_theme(), method="post"),
    Row("reopen-suggestion", (SIGN_IN, 403, 403, 403, 405), "read", a_theme("launched")),
]  # fmt: skip
