"""The impact chain and the evaluation: who gets what at their addresses."""

from typing import Any

from tests.factories.files import make_file
from tests.factories.impact import (
    make_evidence,
    make_finding,
    make_node,
    make_recommendation,
    make_story,
    the_chain,
)
from tests.factories.programmes import (
    make_budget_line,
    make_funding_project,
    make_logo_set,
)
from tests.factories.reports import make_report, make_section, make_section_picture
from tests.factories.surveys import make_round
from tests.matrix import SIGN_IN, Row, World, everyone, office


def own(to: Any = 200) -> tuple[Any, ...]:
    """The office's page; the rest of the signed-in people are told that it is the office's."""
    return (SIGN_IN, 403, 403, 403, to)


def chain(published: bool = True) -> Any:
    def args(world: World) -> list[Any]:
        fields = {} if published else {"published_on": None}
        make_node(chain=the_chain(world.programme, **fields))
        return [world.programme.slug]

    return args


def node(published: bool = True) -> Any:
    def args(world: World) -> list[Any]:
        fields = {} if published else {"published_on": None}
        row = make_node(chain=the_chain(world.programme, **fields))
        return [world.programme.slug, row.pk]

    return args


def office_node(*rest: Any) -> Any:
    return lambda world: [make_node(chain=the_chain(world.programme)).pk, *rest]


def evidence(world: World) -> list[Any]:
    row = make_evidence(make_node(chain=the_chain(world.programme)))
    return [row.node_id, "evidence", row.pk]


def slug(*rest: Any) -> Any:
    return lambda world: [world.programme.slug, *rest]


def finding(world: World) -> list[Any]:
    return ["finding", make_finding(programme=world.programme).pk]


def recommendation(world: World) -> list[Any]:
    return [make_recommendation(programme=world.programme).pk]


def story(world: World) -> list[Any]:
    assert world.programme
    return [make_story().pk]


def project(*rest: Any) -> Any:
    def args(world: World) -> list[Any]:
        return [make_funding_project(world.programme, fund="esf_2021").pk, *rest]

    return args


def line(world: World) -> list[Any]:
    row = make_budget_line(make_funding_project(world.programme))
    return [row.project_id, row.pk]


def open_round(*rest: Any) -> Any:
    """Nothing is given of a round that is open."""
    return lambda world: [make_round(programme=world.programme).pk, *rest]


def report(state: str) -> Any:
    return lambda world: [make_report(state, programme=world.programme).pk]


def section(state: str) -> Any:
    return lambda world: [make_section(make_report(state, programme=world.programme)).pk]


def chapter(state: str) -> Any:
    def args(world: World) -> list[Any]:
        row = make_section(make_report(state, programme=world.programme))
        return [row.report_id, row.pk]

    return args


def picture(state: str) -> Any:
    def args(world: World) -> list[Any]:
        row = make_section_picture(make_section(make_report(state, programme=world.programme)))
        return [row.section.report_id, row.pk]

    return args


def marks(state: str) -> Any:
    def args(world: World) -> list[Any]:
        row = make_report(state, programme=world.programme)
        return [row.pk, make_logo_set(make_funding_project(world.programme)).pk]

    return args


def made_file(state: str) -> Any:
    def args(world: World) -> list[Any]:
        row = make_report(state, programme=world.programme)
        by = world.office_user
        return [row.files.create(kind="pdf", language="fi", by=by, file=make_file()).pk]

    return args


COMPOSER = "/office/programme-reports/"
EDITOR = "/office/impact/testiohjelma/"
REGISTERS = "/office/evaluation/testiohjelma/"

ROWS = [
    Row("impact", everyone(200), "published", chain()),
    Row("impact", (404, 404, 404, 404, 200), "not published", chain(published=False)),
    Row("impact", everyone(404), "none", slug()),
    Row("impact-node", everyone(200), "published", node()),
    Row("impact-node", (404, 404, 404, 404, 200), "not published", node(published=False)),
    Row("evaluation", everyone(200), args=slug()),
    Row("lessons", everyone(200), args=slug()),
    Row("office-impact", own()),
    Row("start-impact", own(EDITOR), args=slug(), method="post"),
    Row("edit-impact", own(), args=chain()),
    Row("impact-note", own(), args=chain()),
    Row("publish-impact", own(EDITOR), args=chain(), method="post"),
    Row(
        "add-impact-node",
        own(),
        args=lambda w: [*chain()(w), "result"],
    ),
    Row("office-node", own(), args=office_node()),
    Row("edit-impact-node", own(), args=office_node()),
    Row("move-impact-node", own(EDITOR), args=office_node(), method="post"),
    Row("remove-impact-node", own(), args=office_node()),
    *[
        Row("add-to-node", own(), kind, office_node(kind))
        for kind in ("link", "evidence", "threshold", "expectation", "assessment")
    ],
    Row("add-to-node", own(404), "unknown", office_node("magic")),
    Row("remove-from-node", own("/office/impact/nodes/"), args=evidence, method="post"),
    Row("office-evaluation", own(), args=slug()),
    *[
        Row("add-to-evaluation", own(), kind, slug(kind))
        for kind in (
            "evaluation", "finding", "recommendation", "lesson", "tip", "study", "story",
            "influence", "statistic",
        )
    ],
    Row("edit-in-evaluation", own(), args=finding),
    Row("remove-from-evaluation", own(REGISTERS), args=finding, method="post"),
    Row("answer-recommendation", own(), args=recommendation),
    Row("follow-recommendation", own(), args=recommendation),
    Row("publish-story", own(REGISTERS), args=story, method="post"),
    Row("office-funding", own()),
    Row("add-funding", own(), args=slug()),
    *[
        Row(name, own(), args=project())
        for name in (
            "funding-project", "edit-funding", "funding-shares", "add-budget-line", "book-cost",
            "import-costs", "funding-indicators", "tell-indicator",
        )
    ],
    Row("edit-budget-line", own(), args=line),
    *[
        Row(name, own(), kind, project(kind), is_page=False)
        for name in ("costs-file", "indicators-file")
        for kind in ("csv", "xlsx")
    ],
    Row("workspace", own()),
    Row("workspace-programme", office(), args=slug()),
    Row("workspace-file", office(404), "open", open_round("csv"), is_page=False),
    Row("workspace-answers", office(404), "open", open_round(), method="post"),
    Row("report", everyone(200), "released", report("released")),
    *[
        Row(name, (404, 404, 404, 404, 200), "draft", report("draft"), is_page=name == "report")
        for name in ("report", "report-data")
    ],
    Row("report-chapter", everyone(200), "released", chapter("released")),
    Row("report-chapter", (404, 404, 404, 404, 200), "draft", chapter("draft")),
    Row("report-chapter", everyone(404), "unknown", lambda w: [report("released")(w)[0], 0]),
    Row("report-picture", everyone(200), "released", picture("released"), is_page=False),
    Row("report-picture", (404, 404, 404, 404, 200), "draft", picture("draft"), is_page=False),
    Row("section-pictures", own(), "draft", section("draft")),
    Row("section-pictures", own(409), "released", section("released")),
    Row("report-logos", everyone(200), "released", marks("released"), is_page=False),
    Row("report-logos", (404, 404, 404, 404, 200), "draft", marks("draft"), is_page=False),
    Row("report-files", own(), args=report("draft")),
    Row("report-data", everyone(200), "released", report("released"), is_page=False),
    Row("report-file", everyone(200), "released", made_file("released"), is_page=False),
    Row("report-file", (404, 404, 404, 404, 200), "draft", made_file("draft"), is_page=False),
    Row("programme-reports", own()),
    Row("start-report", own(), args=slug()),
    Row("compose-report", own(), args=report("draft")),
    Row("report-isbn", own(), "draft", report("draft")),
    Row("report-isbn", own(409), "released", report("released")),
    Row("freeze-report", own(COMPOSER), "draft", report("draft"), method="post"),
    Row("freeze-report", own(409), "released", report("released"), method="post"),
    Row("release-report", own(), "frozen", report("frozen")),
    Row("ask-report-file", own(COMPOSER), args=report("draft"), method="post"),
    Row("report-section", own(), "draft", section("draft")),
    Row("report-section", own(409), "released", section("released")),
    Row("add-report-section", own(), "draft", report("draft")),
    Row("add-report-section", own(409), "frozen", report("frozen")),
    Row("move-report-section", own(COMPOSER), args=section("draft"), method="post"),
    Row("move-report-section", own(409), "released", section("released"), method="post"),
    Row("remove-report-section", own(), "draft", section("draft")),
    Row("remove-report-section", own(409), "released", section("released")),
    Row("restore-report-section", own(409), args=section("draft"), method="post"),
    Row("comment-section", own(COMPOSER), args=section("draft"), method="post"),
]  # fmt: skip
