"""Framework agreements, procurements and replacements: who gets what at their addresses."""

from typing import Any

from tests.factories.experts import make_call_off, make_framework
from tests.factories.files import make_file
from tests.factories.procurement import (
    TOKEN,
    make_co_designer,
    make_criteria,
    make_lot,
    make_offer,
    make_procurement,
    make_replacement,
    the_procurement_rule,
)
from tests.matrix import SIGN_IN, Row, World, everyone, office

OFFICE = {"others": 403}
# The office's page is there for the office; another's things are not.
ONLY_OFFICE = office(**OFFICE)


def framework_of(world: World) -> list[Any]:
    """The expert's agreement with a lot, an option and an order."""
    the_procurement_rule()
    framework = world.expert_profile.supplier.framework
    type(framework).objects.filter(pk=framework.pk).update(option_years=1, long_ground="Peruste.")
    make_call_off(world.expert_profile, lot=make_lot(framework))
    return [framework.pk]


def with_lot(world: World) -> list[Any]:
    return [*framework_of(world), 1]


def with_price(world: World) -> list[Any]:
    framework = world.expert_profile.supplier.framework
    line = framework.price_lines.create(price_eur=900, valid_from=framework.valid_from)
    return [framework.pk, line.pk]


def supplier_of(world: World) -> list[Any]:
    return [world.expert_profile.supplier_id]


def curriculum_of(world: World) -> list[Any]:
    return [world.expert_profile.supplier_id, world.call.offering.slug]


def replacement(state: str) -> Any:
    def args(world: World) -> list[Any]:
        return [make_replacement(world.expert_profile, state=state).pk]

    return args


def procurement(state: str) -> Any:
    """With criteria and an offer that has its points."""

    def args(world: World) -> list[Any]:
        row = make_procurement(world.programme, state=state)
        make_criteria(row)
        make_offer(row, points=4)
        return [row.pk]

    return args


def criterion(state: str) -> Any:
    return lambda world: [*procurement(state)(world), 1]


def offer(state: str, sent: str = "received") -> Any:
    def args(world: World) -> list[Any]:
        row = make_offer(make_procurement(world.programme, state=state), state=sent)
        return [row.procurement_id, row.pk]

    return args


def offer_token(state: str) -> Any:
    def args(world: World) -> list[Any]:
        row = make_procurement(world.programme, state=state)
        make_criteria(row)
        make_offer(row, token=TOKEN)
        return [TOKEN]

    return args


def planned_with(state: str = "asked") -> Any:
    """A planned procurement with an organisation that plans it."""

    def args(world: World) -> list[Any]:
        row = make_co_designer(make_procurement(world.programme), state=state)
        return [row.procurement_id, row.pk]

    return args


def planning_token(state: str) -> Any:
    def args(world: World) -> list[Any]:
        make_co_designer(make_procurement(world.programme, state=state), token=TOKEN)
        return [TOKEN]

    return args


def other_framework(world: World) -> list[Any]:
    """An agreement of another office."""
    from tests.factories.people import make_organisation
    from tests.factories.programmes import make_programme

    assert world.office_user
    programme = make_programme(office=make_organisation("Toinen toimisto"))
    return [make_framework(programme).pk]


def order_of(world: World) -> list[Any]:
    return [make_call_off(world.expert_profile).pk]


def document_of(world: World) -> list[Any]:
    row = make_procurement(world.programme)
    return [row.documents.create(file=make_file()).pk]


def changes(name: str, state: str, answer: int | str = 200, **fields: Any) -> Row:
    return Row(name, office(answer, **OFFICE), state, procurement(state), **fields)


STEPS = [
    changes("open-procurement", "planned", "/office/procurements/", method="post"),
    changes("open-procurement", "open", 409, method="post"),
    changes("evaluate-procurement", "open", 409, method="post"),
    changes("evaluate-procurement", "evaluating", 409, method="post"),
    changes("conclude-procurement", "evaluating", 409, method="post"),
    changes("conclude-procurement", "cancelled", 409, method="post"),
    changes("change-procurement", "planned"),
    changes("change-procurement", "open", 409),
    changes("new-quality-criterion", "planned"),
    changes("new-quality-criterion", "open", 409),
    changes("prolong-procurement", "open"),
    changes("award-procurement", "evaluating"),
    changes("reopen-award", "awarded"),
    changes("cancel-procurement", "open"),
    changes("new-bidder", "open"),
    changes("new-co-designer", "planned"),
    changes("new-co-designer", "open", 409),
    changes("ask-co-designers", "planned", "/office/procurements/", method="post"),
    changes("ask-co-designers", "open", 409, method="post"),
]

ROWS = [
    Row("office-frameworks", ONLY_OFFICE),
    Row("new-framework", ONLY_OFFICE),
    Row("office-framework", ONLY_OFFICE, "own", framework_of),
    Row("office-framework", office(404, **OFFICE), "another office's", other_framework),
    Row("change-framework", ONLY_OFFICE, args=framework_of),
    Row("use-option", ONLY_OFFICE, args=framework_of),
    Row("office-call-offs", ONLY_OFFICE, args=framework_of),
    Row("office-call-offs-csv", ONLY_OFFICE, args=framework_of, is_page=False),
    Row("office-call-offs-xlsx", ONLY_OFFICE, args=framework_of, is_page=False),
    Row("call-off-order", (SIGN_IN, 404, 404, 200, 200), args=order_of, is_page=False),
    Row("add-framework-document", ONLY_OFFICE, args=framework_of),
    changes("add-procurement-document", "awarded"),
    Row("purchase-document", ONLY_OFFICE, args=document_of, is_page=False),
    Row(
        "remove-purchase-document",
        office("/office/procurements/", **OFFICE),
        args=document_of,
        method="post",
    ),
    Row("new-lot", ONLY_OFFICE, args=framework_of),
    Row("office-lot", ONLY_OFFICE, args=with_lot),
    Row("new-supplier", ONLY_OFFICE, args=framework_of),
    Row("office-supplier", ONLY_OFFICE, args=supplier_of),
    Row("name-expert", ONLY_OFFICE, args=supplier_of),
    Row("end-expert", ONLY_OFFICE, args=lambda world: [world.expert_profile.slug]),
    Row("new-price", ONLY_OFFICE, args=framework_of),
    Row("office-price", ONLY_OFFICE, args=with_price),
    Row("curriculum", (SIGN_IN, 404, 404, 200, 200), args=curriculum_of),
    Row(
        "replace-expert",
        (SIGN_IN, 404, 404, 200, 200),
        args=lambda world: [world.expert_profile.slug],
    ),
    *[
        Row("office-replacement", ONLY_OFFICE, state, replacement(state))
        for state in ("requested", "approved", "refused")
    ],
    Row("move-engagements", ONLY_OFFICE, "approved", replacement("approved")),
    Row("move-engagements", office(409, **OFFICE), "requested", replacement("requested")),
    Row("office-procurements", ONLY_OFFICE),
    Row("new-procurement", ONLY_OFFICE),
    *[
        changes("office-procurement", state)
        for state in ("planned", "open", "evaluating", "awarded", "concluded", "cancelled")
    ],
    *STEPS,
    Row("quality-criterion", ONLY_OFFICE, "planned", criterion("planned")),
    Row("quality-criterion", office(409, **OFFICE), "open", criterion("open")),
    Row("record-offer", ONLY_OFFICE, "open", offer("open", "invited")),
    Row("record-offer", office(409, **OFFICE), "sealed", offer("open")),
    Row("office-offer", ONLY_OFFICE, "evaluating", offer("evaluating")),
    Row("office-offer", office(409, **OFFICE), "open", offer("open")),
    Row("exclude-offer", ONLY_OFFICE, "evaluating", offer("evaluating")),
    *[
        Row("offer", everyone(200), state, offer_token(state))
        for state in ("open", "evaluating", "awarded", "cancelled")
    ],
    Row("offer", everyone(409), "closed", offer_token("evaluating"), method="post"),
    Row(
        "remove-co-designer",
        office("/office/procurements/", **OFFICE),
        "planned",
        planned_with(),
        method="post",
    ),
    Row("specification", everyone(200), "planned", planning_token("planned")),
    Row("specification", everyone(200), "open", planning_token("open")),
    Row("specification", everyone(409), "answered late", planning_token("open"), method="post"),
    Row("specification", everyone(404), "wrong link", lambda world: ["x" * 32]),
    Row("offer", everyone(404), "wrong link", lambda world: ["x" * 32]),
]
