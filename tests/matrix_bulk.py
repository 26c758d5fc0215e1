"""The slates' rows of the matrix: the office alone, whose decision maker signs."""

from typing import Any

from talkoot.decisions.models import Slate
from tests.factories.calls import make_application
from tests.factories.decisions import make_slate
from tests.matrix import Row, World, everyone, office

STATES = ("open", "signing", "signed", "discarded")


def slate(state: str = "open", *rest: Any) -> Any:
    """The address of a slate of two applications in `state`, then `rest`."""

    def args(world: World) -> list[Any]:
        return [of(world, state).pk, *rest]

    return args


def of(world: World, state: str) -> Slate:
    expert = world.expert_profile
    rows = [make_application(state="submitted", expert=expert) for _number in range(2)]
    return make_slate(*rows, state=state, made_by=world.office_user, signed_by=world.office_user)


def line(world: World) -> list[Any]:
    """A line that has not been signed."""
    signed = of(world, "signed")
    return [signed.pk, signed.lines.order_by("pk")[0].pk]


def compared(world: World) -> list[Any]:
    """One of two slates of the call."""
    of(world, "open")
    return [of(world, "open").pk]


ROWS = [
    Row("office-applications-xlsx", office(others=403), is_page=False),
    Row("office-slates", office(others=403)),
    Row("office-slates", office(others=403), "with slates", data=lambda w: {"x": of(w, "open").pk}),
    Row("add-to-slate", everyone(405)),
    Row("add-to-slate", office("/office/applications/", others=403), "none ticked", method="post"),
    *[Row("office-slate", office(others=403), state, slate(state)) for state in STATES],
    Row("office-slate", office(404, others=403), "unknown", lambda w: [999]),
    Row("office-slate", office(409, others=403), "signed", slate("signed"), method="post"),
    Row("slate-comparison", office(others=403), "alone", slate()),
    Row("slate-comparison", office(others=403), "with another", compared),
    Row("discard-slate", everyone(405), args=slate()),
    Row("discard-slate", office("/office/slates/", others=403), "open", slate(), method="post"),
    Row("discard-slate", office(409, others=403), "signed", slate("signed"), method="post"),
    Row("slate-letter", office(others=403), "open", slate("open", 1)),
    Row("slate-letter", office(404, others=403), "past the last", slate("open", 3)),
    Row("slate-letter", office(409, others=403), "signed", slate("signed", 1)),
    Row("slate-letter-pdf", office(others=403), "open", slate("open", 1), is_page=False),
    Row("sign-slate", office(others=403), "open", slate()),
    Row("sign-slate", office(409, others=403), "signed", slate("signed")),
    Row("sign-slate", office(409, others=403), "not looked at", slate(), method="post"),
    Row("stop-slate", everyone(405), args=slate("signing")),
    Row(
        "stop-slate",
        office("/office/slates/", others=403),
        "signing",
        slate("signing"),
        method="post",
    ),
    Row("stop-slate", office(409, others=403), "open", slate(), method="post"),
    Row("undo-slate", office(others=403), "signed", slate("signed")),
    Row("undo-slate-line", everyone(405), args=line),
    Row("undo-slate-line", office(409, others=403), "not signed", line, method="post"),
]
