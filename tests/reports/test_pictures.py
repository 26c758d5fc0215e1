"""Pictures, the map, links, definitions and funders' marks in every shape of a report."""

import datetime
import io

import docx
import pikepdf
import pypdf
import pytest
from django.utils import timezone, translation

from talkoot.core.figures import COUNTING_RULES
from talkoot.reports import actions
from talkoot.reports.content import address_of, chapters_of
from talkoot.reports.files import absolute, pdf_bytes
from talkoot.reports.models import Report
from talkoot.reports.word import docx_bytes
from tests.correspondence.pdf import accessibility_faults
from tests.factories.events import make_series
from tests.factories.people import make_municipality, make_organisation
from tests.factories.practices import make_practice
from tests.factories.programmes import (
    make_funding_project,
    make_logo_set,
    make_offering,
    make_programme,
)
from tests.factories.reports import make_report, make_section

pytestmark = pytest.mark.django_db
DRAWN = "practices-by-year"
MAP = "municipalities-reached"


@pytest.fixture
def drawn(programme) -> Report:
    """A report with a tile, a picture of bars and the appendix."""
    make_practice(state="published", published_at=timezone.now())
    report = make_report(programme=programme)
    make_section(report, kind="practices", figures=["practices-published"], charts=[DRAWN])
    make_section(report, kind="definitions", body_fi="")
    return report


def pictures_of(report):
    return [block for chapter in chapters_of(report) for block in chapter.blocks if block.is_drawn]


def addresses_in(pdf: bytes) -> set[str]:
    """Where the link annotations of the pages lead."""
    pages = pypdf.PdfReader(io.BytesIO(pdf)).pages
    notes = [note.get_object() for page in pages for note in page.get("/Annots", [])]
    return {str(note["/A"]["/URI"]) for note in notes if "/URI" in note.get("/A", {})}


def structure_of(pdf: bytes) -> list[tuple[str, str]]:
    """(kind, text alternative) of each element of the tags, in the reading order."""
    found = []

    def walk(element):
        element = element.get_object()
        if not isinstance(element, pypdf.generic.DictionaryObject):
            return
        if "/S" in element:
            found.append((str(element["/S"]), str(element.get("/Alt", ""))))
        children = element.get("/K", pypdf.generic.ArrayObject())
        children = children.get_object()
        for child in children if isinstance(children, list) else [children]:
            walk(child)

    walk(pypdf.PdfReader(io.BytesIO(pdf)).trailer["/Root"]["/StructTreeRoot"])
    return found


def reading_order(pdf: bytes) -> list[tuple[int, int]]:
    """(page, place on it) of each piece of the content, in the order in which the tags read it."""
    found: list[tuple[int, int]] = []
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        pages = {page.objgen: number for number, page in enumerate(opened.pages)}

        def walk(element, page):
            if isinstance(element, pikepdf.Dictionary):
                page = element.get("/Pg", page)
                if "/MCID" in element:
                    found.append((pages[page.objgen], int(element.MCID)))
                element = element.get("/K")
            if isinstance(element, pikepdf.Dictionary):
                walk(element, page)
            elif isinstance(element, pikepdf.Array):
                for child in element:
                    walk(child, page)
            elif element is not None:
                found.append((pages[page.objgen], int(element)))

        walk(opened.Root.StructTreeRoot.get("/K"), None)
    return found


def without_language(pdf: bytes) -> bytes:
    """The same document, but nothing in it tells its language."""
    content = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        del opened.Root["/Lang"]
        opened.save(content)
    return content.getvalue()


def flat(rows):
    return [row for item in rows for row in (flat(item) if isinstance(item, list) else [item])]


def test_picture_is_made_of_the_figure_s_parts(drawn):
    year = str(timezone.localdate().year)
    [block] = pictures_of(drawn)
    assert [row[0] for row in block.rows] == [year]
    assert year in block.alt and "1" in block.alt
    assert block.caption_link == address_of(drawn, DRAWN)
    make_practice(state="published", published_at=timezone.now())
    [later] = pictures_of(drawn)
    assert later.rows[0][1] == "2"


def test_frozen_picture_stays(drawn, office_user):
    actions.freeze(drawn, by=office_user)
    drawn.refresh_from_db()
    make_practice(state="published", published_at=timezone.now())
    [block] = pictures_of(drawn)
    assert block.rows[0][1] == "1"


def test_frozen_parts_bear_their_names_in_each_language(programme, office_user):
    town = make_municipality("091", name="Helsinki", name_sv="Helsingfors")
    make_practice(organisation=make_organisation(municipality=town))
    service = make_offering(programme, name_fi="Työpajat", name_sv="Verkstäder", name_en="")
    make_series(programme, offering=service, starts_on=programme.starts_on, seats=10)
    figures = ["practices-per-inhabitants", "planned-series", "planned-seats"]
    report = make_report(programme=programme)
    make_section(report, figures=figures, charts=figures)
    actions.freeze(report, by=office_user)
    report.refresh_from_db()
    names = {"fi": ["Helsinki", "Työpajat"], "sv": ["Helsingfors", "Verkstäder"]}
    for language, (place, workshops) in {**names, "en": names["fi"]}.items():
        with translation.override(language):
            found = [block.rows[0][0] for block in pictures_of(report)]
        assert found == [place, workshops, workshops]


def test_map_of_reach_shows_kinds_of_service_by_municipality(programme):
    tampere = make_municipality("837", name="Tampere")
    organisation = make_organisation(municipality=tampere)
    make_series(programme, organisation=organisation, starts_on=programme.starts_on)
    report = make_report(programme=programme)
    make_section(report, kind="figures", charts=[MAP])
    make_section(report, kind="definitions")
    [block] = pictures_of(report)
    assert block.area_map is not None
    assert tampere.name in block.alt
    assert "Maanmittauslaitos" in block.note or "National Land Survey" in block.note
    assert block.paper_svg().startswith("<svg xmlns=")
    appendix = chapters_of(report)[-1]
    assert [tampere.name, "1", "1"] in appendix.blocks[-1].rows


def test_pdf_is_tagged_with_text_alternatives_in_reading_order(drawn):
    pdf = pdf_bytes(drawn, chapters_of(drawn))
    kinds = structure_of(pdf)
    figures = [alt for kind, alt in kinds if kind == "/Figure"]
    assert figures and all(figures)
    assert pictures_of(drawn)[0].alt in figures
    names = [kind for kind, _alt in kinds]
    assert names.index("/H1") < names.index("/TOC") < names.index("/H2") < names.index("/Figure")


def test_pdf_says_that_it_is_accessible_and_in_which_language(drawn):
    for language in ("fi", "sv", "en"):
        with translation.override(language):
            pdf = pdf_bytes(drawn, chapters_of(drawn))
        assert accessibility_faults(pdf) == []
        assert accessibility_faults(without_language(pdf)) != []
        with pikepdf.open(io.BytesIO(pdf)) as opened, opened.open_metadata() as about:
            assert about["pdfuaid:part"] == "1"
            assert about["dc:title"] == getattr(drawn, f"title_{language}")
            assert str(opened.Root.Lang).startswith(language)
            assert opened.Root.ViewerPreferences.DisplayDocTitle
            assert opened.Root.MarkInfo.Marked


def test_tags_follow_the_pages_and_the_bookmarks_the_chapters(drawn):
    chapters = chapters_of(drawn)
    pdf = pdf_bytes(drawn, chapters)
    order = reading_order(pdf)
    assert len(order) > 20 and order == sorted(order)
    marks = pypdf.PdfReader(io.BytesIO(pdf)).outline
    titles = [str(row.title) for row in flat(marks)]
    wanted = [row.title for row in chapters]
    assert [title for title in titles if title in wanted] == wanted


def test_every_figure_leads_from_pdf_to_its_definition_and_records(drawn):
    pdf = pdf_bytes(drawn, chapters_of(drawn))
    wanted = {absolute(address_of(drawn, key)) for key in ("practices-published", DRAWN)}
    assert wanted <= addresses_in(pdf)
    assert all(f"as_of={drawn.cut_off.isoformat()}" in address for address in wanted)


def test_appendix_prints_the_counting_rules(drawn):
    blocks = chapters_of(drawn)[-1].blocks
    assert blocks[0].items == [str(rule) for rule in COUNTING_RULES]
    text = "".join(
        page.extract_text()
        for page in pypdf.PdfReader(io.BytesIO(pdf_bytes(drawn, chapters_of(drawn)))).pages
    )
    assert str(COUNTING_RULES[0])[:20] in text


def test_docx_has_pictures_with_their_words(drawn):
    document = docx.Document(io.BytesIO(docx_bytes(drawn, chapters_of(drawn))))
    words = [shape._inline.docPr.get("descr") for shape in document.inline_shapes]
    assert words == [pictures_of(drawn)[0].alt]
    links = {row.target_ref for row in document.part.rels.values() if row.is_external}
    assert absolute(address_of(drawn, "practices-published")) in links


def test_marks_are_those_of_the_cut_off_day(drawn, programme):
    project = make_funding_project(programme)
    day = datetime.timedelta(days=1)
    ended = drawn.cut_off - day
    make_logo_set(project, valid_from=ended - 9 * day, valid_to=ended, alt_fi="Vanhat merkit")
    make_logo_set(project, valid_from=drawn.cut_off, alt_fi="Rahoittajan merkit")
    make_logo_set(make_funding_project(make_programme()), valid_from=ended, alt_fi="Muun merkit")
    pdf = pdf_bytes(drawn, chapters_of(drawn))
    marks = [alt for kind, alt in structure_of(pdf) if kind == "/Figure" and "merkit" in alt]
    assert marks == ["Rahoittajan merkit"]
    document = docx.Document(io.BytesIO(docx_bytes(drawn, chapters_of(drawn))))
    words = [shape._inline.docPr.get("descr") for shape in document.inline_shapes]
    assert words[-1] == "Rahoittajan merkit"


def test_brochure_begins_short(programme, office_user):
    values = {"title_fi": "Esite", "kind": "brochure", "cut_off": timezone.localdate()}
    report = actions.start_report(programme, values, by=office_user)
    kinds = [row.kind for row in report.sections.all()]
    assert kinds == ["overview", "figures", "practices", "text"]
    pdf = pdf_bytes(report, chapters_of(report))
    assert "/TOC" not in [kind for kind, _alt in structure_of(pdf)]
    assert programme.summary_fi in chapters_of(report)[0].blocks[0].paragraphs
