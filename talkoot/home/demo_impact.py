"""The demo programme's impact chain, findings and money."""

import datetime
from decimal import Decimal

from django.utils import timezone

from talkoot.data import read_json
from talkoot.home.demo_governance import load_governance_demo
from talkoot.impact.actions import assessing, registers
from talkoot.impact.actions import chain as actions
from talkoot.impact.models import ImpactNode
from talkoot.people.models import User
from talkoot.programmes.finance import actions as finance
from talkoot.programmes.models import FundingProject, Programme


def load_impact_demo(programme: Programme, *, by: User) -> None:
    """A published chain with expectations, evidence and an assessment, a funded project, a body."""
    facts = read_json("demo/impact.json")
    chain = actions.start_chain(programme, by=by)
    nodes: dict[str, ImpactNode] = {}
    for row in facts["nodes"]:
        values = {f"text_{code}": text for code, text in row["text"].items()}
        values |= {"level": row["level"], "owner": row.get("owner", "")}
        nodes[row["key"]] = actions.save_node(chain, values, by=by)
    for row in facts["links"]:
        actions.add_link(
            nodes[row["start"]],
            end=nodes[row["end"]],
            assumption=row["assumption"],
            risk=row["risk"],
            by=by,
        )
    _assess(nodes["skills"], facts, by=by)
    actions.publish_chain(chain, is_public=True, by=by)
    for kind, entries in facts["registers"].items():
        for entry in entries:
            values = {name: value for name, value in entry.items() if name != "text"}
            values |= {f"text_{code}": text for code, text in entry["text"].items()}
            registers.save_entry(kind, programme, values, by=by)
    _fund(programme, by=by)
    load_governance_demo(programme, by=by)


def _assess(node: ImpactNode, facts: dict[str, str], *, by: User) -> None:
    today = timezone.localdate()
    assessing.set_expectation(
        node, period=None, level=4, grounds="", late_reason=facts["late_reason"], by=by
    )
    actions.add_evidence(
        node, kind="figure", strength=3, text=facts["evidence"], reference="staff-share", by=by
    )
    assessing.assess(
        node,
        period=None,
        assessed_on=today,
        achieved=3,
        is_adverse=False,
        confidence="medium",
        reasoning=facts["reasoning"],
        dissent="",
        light=None,
        light_reason="",
        assessor=facts["assessor"],
        by=by,
    )


def _fund(programme: Programme, *, by: User) -> None:
    """The programme's first project without days gets them, its shares and a cost line."""
    project = FundingProject.objects.filter(programme=programme).order_by("pk").first()
    values = {
        "name": project.name if project else "Työn uudistajat",
        "fund": FundingProject.Fund.ESF_2021,
        "authority": project.authority if project else "",
        "code": project.code if project else "",
        "amount_eur": Decimal(600_000),
        "is_approximate": False,
        "starts_on": programme.starts_on,
        "ends_on": datetime.date(programme.starts_on.year + 1, 12, 31),
    }
    project = finance.save_project(programme, values, by=by, project=project)
    shares = [("esr", "ESR+", Decimal(80)), ("kunnat", "Kunnat", Decimal(20))]
    finance.save_shares(project, shares, by=by)
    for code, fi, sv, en, amount in (
        ("palkat", "Palkat", "Löner", "Salaries", 400_000),
        ("ostopalvelut", "Ostopalvelut", "Köpta tjänster", "Purchased services", 200_000),
    ):
        line = {"code": code, "name_fi": fi, "name_sv": sv, "name_en": en, "amount_eur": amount}
        finance.save_line(project, line, by=by)
