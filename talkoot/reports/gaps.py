"""What is still missing in a report: each gap says where it is."""

from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from talkoot.core.figures import get_figure
from talkoot.governance.models import ContinuationItem
from talkoot.impact.models import Finding, ImpactChain, Recommendation
from talkoot.programmes.finance.queries import all_with_shares
from talkoot.programmes.finance.rules import shares_problem
from talkoot.programmes.models import FundingProject, FundingShare, Goal, Programme
from talkoot.programmes.queries import logo_sets
from talkoot.reports.breakthroughs import candidates
from talkoot.reports.figures_shown import Shown, shown_figures
from talkoot.reports.models import Report, ReportSection, SectionPicture
from talkoot.reports.rules import Gap

Kind = ReportSection.Kind
CLOSED_CHAIN = "closed_chain"
WRITTEN = (Kind.TEXT, Kind.SERVICE)
# What a chapter of the kind takes from the records of a programme.
TAKEN: dict[str, Callable[[Any], Any]] = {
    Kind.GOALS: lambda of: Goal.objects.filter(programme=of),
    Kind.BREAKTHROUGHS: candidates,
    Kind.EVALUATION: lambda of: Finding.objects.filter(programme=of),
    Kind.RECOMMENDATIONS: lambda of: Recommendation.objects.filter(programme=of),
    Kind.FUTURE: lambda of: ContinuationItem.objects.filter(programme=of),
    Kind.FUNDING: lambda of: FundingShare.objects.filter(project__programme=of),
}


def gaps_of(report: Report, sections: Iterable[ReportSection]) -> list[Gap]:
    """Chapters first, then the whole report. Figures are looked at once they are frozen.

    Six queries whatever the number of chapters; `sections` are queries.sections_of.
    """
    sections = list(sections)
    shown = shown_figures(report, sections) if report.frozen else None
    lacking = _lacking(report.programme)
    found = [
        Gap(text, section.pk)
        for section in sections
        for text in [*_texts(section, lacking), *_figures(section, shown)]
    ]
    if missing := _missing(report, "title"):
        text = _("The report’s title is missing in: %(languages)s.")
        found.append(Gap(text % {"languages": missing}))
    found += _pictures(report, {section.pk: section.title for section in sections})
    found += [Gap(text) for text in _money(report)]
    if not report.frozen:
        found.append(Gap(_("The figures have not been frozen at the cut-off day.")))
    return found


def _pictures(report: Report, titles: dict[int, str]) -> list[Gap]:
    """Pictures whose words are read aloud or printed in another language than the report's."""
    text = _("A picture in “%(name)s” lacks its words in: %(languages)s.")
    found = []
    for row in SectionPicture.objects.filter(section__report=report):
        codes = [
            code
            for code in ("sv", "en")
            if not getattr(row, f"alt_{code}")
            or (row.caption_fi and not getattr(row, f"caption_{code}"))
        ]
        if codes:
            words = {"name": titles.get(row.section_id, ""), "languages": ", ".join(codes)}
            found.append(Gap(text % words, row.section_id))
    return found


def _money(report: Report) -> list[str]:
    """Shares that do not sum, and begun projects without their funder's marks."""
    marked = {row.project_id for row in logo_sets(report.programme_id, report.cut_off)}
    found = []
    for project in all_with_shares(report.programme):
        name = {"name": project.name}
        if sentence := shares_problem(share.percent for share in project.shares.all()):
            found.append(f"{project.name}: {sentence}")
        has_begun = project.starts_on is None or project.starts_on <= report.cut_off
        if project.fund != FundingProject.Fund.OTHER and has_begun and project.pk not in marked:
            found.append(_("“%(name)s” has no funder’s marks on the cut-off day.") % name)
    return found


def _lacking(programme: Programme) -> set[str]:
    """The kinds of chapters for which the programme has no records; one query.

    CLOSED_CHAIN is among them when there is a chain that readers do not see.
    """
    asked: dict[str, Any] = {
        f"has_{kind}": Exists(rows(OuterRef("pk")).order_by()) for kind, rows in TAKEN.items()
    }
    closed = ImpactChain.objects.filter(programme=OuterRef("pk"), published_on=None)
    asked[f"has_{CLOSED_CHAIN}"] = ~Exists(closed)
    row = Programme.objects.filter(pk=programme.pk).annotate(**asked).values(*asked).get()
    return {kind for kind in (*TAKEN, CLOSED_CHAIN) if not row[f"has_{kind}"]}


def _texts(section: ReportSection, lacking: set[str]) -> list[str]:
    name = {"name": section.title}
    found = []
    if section.kind in WRITTEN and not section.body_fi:
        found.append(_("“%(name)s” has no text.") % name)
    if section.kind in lacking and not section.body_fi:
        found.append(_("“%(name)s” is empty: there are no records for it.") % name)
    if section.kind == Kind.EVALUATION and CLOSED_CHAIN in lacking:
        found.append(_("“%(name)s” lacks the impact chain: it has not been published.") % name)
    if missing := _missing(section, "title"):
        text = _("The heading “%(name)s” is missing in: %(languages)s.")
        found.append(text % {**name, "languages": missing})
    if missing := _missing(section, "body"):
        text = _("The text of “%(name)s” is missing in: %(languages)s.")
        found.append(text % {**name, "languages": missing})
    comments = getattr(section, "open_comments", 0)
    if comments:
        found.append(
            ngettext(
                "“%(name)s” has %(count)s open comment.",
                "“%(name)s” has %(count)s open comments.",
                comments,
            )
            % {**name, "count": comments}
        )
    return found


def _missing(row: Report | ReportSection, field: str) -> str:
    """The languages in which a text that stands in Finnish is missing."""
    if not getattr(row, f"{field}_fi"):
        return ""
    return ", ".join(code for code in ("sv", "en") if not getattr(row, f"{field}_{code}"))


def _figures(section: ReportSection, shown: dict[str, Shown] | None) -> list[str]:
    name = {"name": section.title}
    found = [
        _("“%(name)s” names a figure that there is not: %(figure)s.") % {**name, "figure": key}
        for key in (*section.figures, *section.charts)
        if get_figure(key) is None
    ]
    if shown is None:
        return found
    found += [
        _(
            "“%(label)s” in “%(name)s” was not there when the figures were frozen. Let them "
            "live again, and freeze them anew."
        )
        % {**name, "label": figure.label}
        for key in dict.fromkeys((*section.figures, *section.charts))
        if key not in shown and (figure := get_figure(key))
    ]
    empty = [shown[key] for key in section.figures if key in shown and shown[key].raw is None]
    return found + [
        _("“%(label)s” in “%(name)s” has no records on the cut-off day.")
        % {**name, "label": figure.label}
        for figure in empty
    ]
