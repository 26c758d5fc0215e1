"""What is still missing in a report: each gap says where it is."""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from talkoot.core.figures import get_figure
from talkoot.impact.models import Finding, Recommendation
from talkoot.programmes.finance.queries import all_with_shares
from talkoot.programmes.finance.rules import shares_problem
from talkoot.programmes.models import FundingProject, FundingShare, Goal, Programme
from talkoot.programmes.queries import logo_sets
from talkoot.reports.figures_shown import Shown, shown_figures
from talkoot.reports.models import Report, ReportSection
from talkoot.reports.rules import Gap

Kind = ReportSection.Kind
WRITTEN = (Kind.TEXT, Kind.SERVICE)
# What a chapter of the kind takes from the records, and how the records lead to the programme.
TAKEN = {
    Kind.GOALS: (Goal, "programme"),
    Kind.EVALUATION: (Finding, "programme"),
    Kind.RECOMMENDATIONS: (Recommendation, "programme"),
    Kind.FUNDING: (FundingShare, "project__programme"),
}


def gaps_of(report: Report, sections: Iterable[ReportSection]) -> list[Gap]:
    """Chapters first, then the whole report. Figures are looked at once they are frozen.

    Five queries whatever the number of chapters; `sections` are queries.sections_of.
    """
    shown = shown_figures(report, sections) if report.frozen else None
    lacking = _lacking(report.programme)
    found = [
        Gap(text, section.pk)
        for section in sections
        for text in [*_texts(section, lacking), *_figures(section, shown)]
    ]
    found += [Gap(text) for text in _money(report)]
    if not report.frozen:
        found.append(Gap(_("The figures have not been frozen at the cut-off day.")))
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
    """The kinds of chapters for which the programme has no records; one query."""
    asked = {
        f"has_{kind.value}": Exists(model._default_manager.filter(**{way: OuterRef("pk")}))
        for kind, (model, way) in TAKEN.items()
    }
    row = Programme.objects.filter(pk=programme.pk).annotate(**asked).values(*asked).get()
    return {kind.value for kind in TAKEN if not row[f"has_{kind.value}"]}


def _texts(section: ReportSection, lacking: set[str]) -> list[str]:
    name = {"name": section.title}
    found = []
    if section.kind in WRITTEN and not section.body_fi:
        found.append(_("“%(name)s” has no text.") % name)
    if section.kind in lacking and not section.body_fi:
        found.append(_("“%(name)s” is empty: there are no records for it.") % name)
    missing = [
        code for code in ("sv", "en") if section.body_fi and not getattr(section, f"body_{code}")
    ]
    if missing:
        found.append(
            _("The text of “%(name)s” is missing in: %(languages)s.")
            % {**name, "languages": ", ".join(missing)}
        )
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
