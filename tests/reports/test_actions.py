"""A report writes itself from the records; its figures freeze; gaps are told."""

import datetime
import io
import json

import docx
import pikepdf
import pytest
from django.utils import timezone, translation

from talkoot.audit.models import LogEntry
from talkoot.core.refusals import NotAllowed
from talkoot.reports import actions
from talkoot.reports.content import chapters_of, written
from talkoot.reports.figures_shown import address_of
from talkoot.reports.files import data_of, pdf_bytes
from talkoot.reports.gaps import gaps_of
from talkoot.reports.jobs import make_report_files
from talkoot.reports.models import Report
from talkoot.reports.queries import sections_of
from talkoot.reports.word import docx_bytes
from tests.correspondence.pdf import accessibility_faults
from tests.factories.governance import make_continuation_item
from tests.factories.impact import (
    make_finding,
    make_link,
    make_node,
    make_recommendation,
    the_chain,
)
from tests.factories.practices import make_practice
from tests.factories.programmes import (
    make_funding_project,
    make_goal,
    make_offering,
    make_share,
)
from tests.factories.reports import make_report, make_section
from tests.figures import count

pytestmark = pytest.mark.django_db


@pytest.fixture
def whole(programme, office_user) -> Report:
    """A report of a programme with a service, findings, a chain and money."""
    make_goal(programme)
    make_offering(programme, name_fi="Sparraus")
    make_practice(state="published")
    make_finding("plus", text_fi="Matala kynnys")
    make_recommendation(text_fi="Jatkakaa")
    make_link(make_node(text_fi="Sparraukset"), make_node("effect", text_fi="Työ sujuu"))
    make_share(make_funding_project(programme, amount_eur=1000), "esf", 100)
    values = {"title_fi": "Loppuraportti", "title_sv": "", "title_en": "",
              "cut_off": timezone.localdate()}  # fmt: skip
    return actions.start_report(programme, values, by=office_user)


def chapter_of(report, kind):
    return next(row for row in chapters_of(report) if row.section.kind == kind)


def test_chapters_are_made_of_the_records(whole):
    kinds = [row.kind for row in whole.sections.all()]
    assert kinds[:4] == ["text", "overview", "goals", "figures"]
    assert kinds.count("service") == 1
    assert kinds[-1] == "definitions"
    assert all(row.title_fi and row.title_en for row in whole.sections.all())
    assert "Matala kynnys" in chapter_of(whole, "evaluation").blocks[1].items
    assert "Jatkakaa" in chapter_of(whole, "recommendations").blocks[0].rows[0][0]
    make_continuation_item(programme=whole.programme, text_fi="Verkosto", owner="Kunnat")
    [future] = chapter_of(whole, "future").blocks
    assert future.rows == [["Verkosto", "Kunnat", *future.rows[0][2:]]]
    [goals] = chapter_of(whole, "goals").blocks
    assert goals.is_numbered and not goals.items[0].startswith("1")
    [chain] = [row for row in chapter_of(whole, "evaluation").blocks if row.svg]
    assert chain.svg.startswith("<svg ")
    assert "Sparraukset" in chain.svg
    assert len(chain.rows) == 2


def test_unpublished_chain_is_left_out(whole):
    type(the_chain()).objects.update(published_on=None)
    assert all(not block.svg for block in chapter_of(whole, "evaluation").blocks)


def test_figures_live_until_they_are_frozen(whole, office_user):
    def practices():
        [row] = [row for row in chapter_of(whole, "practices").figures
                 if row.id == "practices-published"]  # fmt: skip
        return row.raw

    assert practices() == "1"
    make_practice(state="published")
    assert practices() == "2"
    actions.freeze(whole, by=office_user)
    whole.refresh_from_db()
    make_practice(state="published")
    assert practices() == "2"
    actions.thaw(whole, by=office_user)
    whole.refresh_from_db()
    assert practices() == "3"


def test_frozen_figure_speaks_each_language(whole, office_user):
    actions.freeze(whole, by=office_user)
    whole.refresh_from_db()
    labels = set()
    for language in ("fi", "sv", "en"):
        with translation.override(language):
            labels.add(chapter_of(whole, "practices").figures[0].label)
    assert len(labels) > 1


def test_cut_off_before_the_programme_is_refused(programme, office_user):
    day = programme.starts_on - datetime.timedelta(days=1)
    values = {"title_fi": "R", "title_sv": "", "title_en": "", "cut_off": day}
    with pytest.raises(NotAllowed):
        actions.start_report(programme, values, by=office_user)
    values["cut_off"] = timezone.localdate() + datetime.timedelta(days=1)
    with pytest.raises(NotAllowed):
        actions.start_report(programme, values, by=office_user)


def test_gaps_say_where_they_are(whole):
    report = whole
    gaps = gaps_of(report, list(sections_of(report)))
    service = report.sections.get(kind="service")
    assert any(gap.section_pk == service.pk and "Sparraus" in gap.text for gap in gaps)
    assert gaps[-1].section_pk is None  # Not frozen.


def test_title_of_one_language_and_closed_chain_are_gaps(programme):
    the_chain(published_on=None)
    report = make_report(title_en="")
    section = make_section(report, kind="evaluation", title_sv="")
    with translation.override("en"):
        found = {(gap.text, gap.section_pk) for gap in gaps_of(report, list(sections_of(report)))}
    assert ("The report’s title is missing in: en.", None) in found
    wanted = (
        f"The heading “{section.title_en}” is missing in: sv.",
        f"“{section.title_en}” lacks the impact chain: it has not been published.",
    )
    assert {(text, section.pk) for text in wanted} <= found


def test_figure_named_after_the_freezing_is_a_gap(programme, office_user):
    report = make_report()
    section = make_section(report, body_sv="T", body_en="T", figures=["practices-published"])
    make_practice(state="published")
    actions.freeze(report, by=office_user)
    report.refresh_from_db()
    assert gaps_of(report, list(sections_of(report))) == []
    values = {"figures": ["practices-published", "adoptions"]}
    actions.save_section(section, values, version=1, by=office_user)
    [gap] = gaps_of(report, list(sections_of(report)))
    assert gap.section_pk == section.pk
    assert chapters_of(report)[0].figures[0].id == "practices-published"


def test_report_with_gaps_needs_a_reason(whole, office_user):
    actions.freeze(whole, by=office_user)
    whole.refresh_from_db()
    gaps = gaps_of(whole, list(sections_of(whole)))
    keys = [gap.key for gap in gaps]
    with pytest.raises(NotAllowed):
        actions.release(whole, acknowledged=keys, reason="", by=office_user)
    with pytest.raises(NotAllowed) as refused:
        actions.release(whole, acknowledged=keys[1:], reason="Kiire.", by=office_user)
    assert gaps[0].text in str(refused.value)
    actions.release(whole, acknowledged=keys, reason="Julkistus on huomenna.", by=office_user)
    entry = LogEntry.objects.get(key="reports.report.released")
    assert entry.after["gaps"] == [gap.text for gap in gaps]
    whole.refresh_from_db()
    assert (whole.state, whole.release_reason) == ("released", "Julkistus on huomenna.")
    section = whole.sections.first()
    with pytest.raises(NotAllowed):
        actions.save_section(section, {"body_fi": "Uusi"}, version=1, by=office_user)
    with pytest.raises(NotAllowed):
        actions.comment_section(section, text="Uusi", by=office_user)


def test_report_without_gaps_is_released(programme, office_user):
    report = make_report()
    make_section(report, body_sv="Text.", body_en="Text.")
    actions.freeze(report, by=office_user)
    actions.release(report, acknowledged=[], reason="", by=office_user)
    report.refresh_from_db()
    assert (report.state, report.release_reason) == ("released", "")


def test_earlier_version_is_kept_and_nobody_writes_over_another(programme, office_user):
    section = make_section(body_fi="Ensin.")
    actions.save_section(section, {"body_fi": "Sitten."}, version=1, by=office_user)
    with pytest.raises(NotAllowed):
        actions.save_section(section, {"body_fi": "Toinen."}, version=1, by=office_user)
    section.refresh_from_db()
    assert (section.body_fi, section.version) == ("Sitten.", 2)
    assert section.versions.get().content["body_fi"] == "Ensin."


def test_worker_makes_a_tagged_pdf(whole, office_user):
    row = actions.ask_file(whole, kind="pdf", language="sv", by=office_user)
    assert actions.ask_file(whole, kind="pdf", language="sv", by=office_user) == row
    make_report_files()
    row.refresh_from_db()
    assert (row.progress, row.failure) == (100, "")
    content = row.file.content.read()
    assert accessibility_faults(content) == []
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang).startswith("sv")
        assert str(pdf.docinfo.Title) == "Loppuraportti"
        assert "/StructTreeRoot" in pdf.Root


def test_documents_hold_every_chapter(whole):
    chapters = chapters_of(whole)
    document = docx.Document(io.BytesIO(docx_bytes(whole, chapters)))
    headings = [row.text for row in document.paragraphs if row.style.name == "Heading 1"]
    assert headings == [f"{row.number} {row.title}" for row in written(chapters)]
    assert headings[0].startswith("1 ") and not any(row.is_empty for row in written(chapters))
    assert pdf_bytes(whole, chapters).startswith(b"%PDF")


def test_data_appendix_has_each_figure_with_definition_n_and_day(whole):
    data = json.loads(json.dumps(data_of(whole, chapters_of(whole))))
    [figure] = [row for row in data["figures"] if row["id"] == "practices-published"]
    assert (figure["value"], figure["n"], figure["version"]) == ("1", 1, 1)
    assert figure["definition"] and "as_of=" in figure["address"]
    today = timezone.localdate()
    assert data["as_of"] == today.isoformat()
    assert data["is_frozen"] is False
    # The same query again has the same mark, that of another day another.
    earlier = today - datetime.timedelta(days=1)
    asked = [count("practices-published", whole.programme, day) for day in (today, earlier)]
    assert asked[0].query_hash == figure["query_hash"] != asked[1].query_hash
    assert len({row["query_hash"] for row in data["figures"]}) > 1


def test_appendix_of_a_final_report_has_every_published_figure(whole):
    ids = {row["id"] for row in data_of(whole, chapters_of(whole))["figures"]}
    # No chapter shows this one, and it has a place in the list of published figures.
    assert "findings-condition" not in ids
    make_finding("condition")
    chapters = chapters_of(whole)
    data = {row["id"]: row for row in data_of(whole, chapters)["figures"]}
    assert (data["findings-condition"]["value"], data["findings-condition"]["n"]) == ("1", 1)
    [link] = [
        link
        for block in chapters[-1].blocks
        for row, link in zip(block.rows, block.links, strict=False)
        if row[-1] == "F92 findings-condition"
    ]
    assert link == address_of(whole, "findings-condition")


def test_figures_of_a_meeting_stay_as_they_were_when_it_met(programme, office_user):
    make_practice(state="published")
    values = {"title_fi": "Ohjausryhmä", "kind": "meeting", "cut_off": timezone.localdate()}
    report = actions.start_report(programme, values, by=office_user)
    assert [row.kind for row in report.sections.all()].count("recommendations") == 1
    actions.freeze(report, by=office_user)
    make_practice(state="published")
    report.refresh_from_db()
    kept = {row.id: row for row in chapter_of(report, "practices").figures}
    figure = kept["practices-published"]
    assert (figure.raw, figure.n, figure.version) == ("1", 1, 1)
    assert report.frozen["as_of"] == timezone.localdate().isoformat()
