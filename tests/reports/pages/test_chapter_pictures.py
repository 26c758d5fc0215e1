"""Pictures in the chapters: with what they show, their caption and who took them, in every file."""

import io

import docx
import pytest
from django.utils import translation

from talkoot.core.refusals import NotAllowed
from talkoot.files.models import StoredFile
from talkoot.reports.actions import add_picture
from talkoot.reports.content import chapters_of
from talkoot.reports.files import pdf_bytes
from talkoot.reports.gaps import gaps_of
from talkoot.reports.models import SectionPicture
from talkoot.reports.queries import get_section
from talkoot.reports.rules import PICTURES_MOST
from talkoot.reports.word import docx_bytes
from tests.correspondence.pdf import accessibility_faults, text_of
from tests.factories.files import make_picture
from tests.factories.reports import make_report, make_section, make_section_picture

pytestmark = pytest.mark.django_db
ANSWERS = {
    "alt_fi": "Kuusi ihmistä pöydän ympärillä", "caption_fi": "Työpaja Kuopiossa",
    "caption_sv": "Verkstad i Kuopio", "credit": "Kuvatoimisto", "has_consent": "on",
}  # fmt: skip


@pytest.fixture
def section(page, programme, office_user):
    page.sign_in(office_user)
    return make_section(make_report(programme=programme))


def add(page, section, **answers):
    own = f"/office/programme-reports/chapters/{section.pk}/#pictures"
    values = {**ANSWERS, "picture": make_picture(), **answers}
    page.post("section-pictures", values, section.pk, redirects_to=own)
    return SectionPicture.objects.latest("pk")


def test_picture_stands_in_the_page_and_in_every_file(page, section):
    row = add(page, section)
    page.get("report-section", section.pk)
    shown = page.get("report", section.report_id).content.decode()
    assert f'src="/reports/{section.report_id}/pictures/{row.pk}/"' in shown
    assert "Työpaja Kuopiossa" in shown and "Kuvatoimisto" in shown
    with translation.override("en"):
        gaps = [gap.text for gap in gaps_of(section.report, [section]) if "picture" in gap.text]
    assert [text.rpartition(": ")[2] for text in gaps] == ["sv, en."]
    chapters = chapters_of(section.report)
    pdf = pdf_bytes(section.report, chapters)
    assert accessibility_faults(pdf) == []
    assert "Työpaja Kuopiossa" in text_of(pdf) and "Kuvatoimisto" in text_of(pdf)
    document = docx.Document(io.BytesIO(docx_bytes(section.report, chapters)))
    assert [one._inline.docPr.get("descr") for one in document.inline_shapes] == [row.alt_fi]
    assert "Työpaja Kuopiossa" in [one.text for one in document.paragraphs]


def test_picture_needs_its_words_and_consent(page, section):
    page.get("section-pictures", section.pk)
    for name in ("alt_fi", "credit", "has_consent"):
        values = {**ANSWERS, name: "", "picture": make_picture()}
        page.post("section-pictures", values, section.pk, status=422)
    page.post("section-pictures", ANSWERS, section.pk, status=422)
    assert not SectionPicture.objects.exists()


def test_chapter_has_room_for_so_many(page, section):
    for _number in range(PICTURES_MOST):
        make_section_picture(section)
    values = {**ANSWERS, "picture": make_picture()}
    page.post("section-pictures", values, section.pk, status=409)


def test_room_and_place_are_counted_as_they_are_and_not_as_a_page_read_them(section, office_user):
    one, two = (make_section_picture(section, order=order) for order in (2, 3))
    read = get_section(office_user, section.pk)
    values = {"alt_fi": "Kuva", "credit": "Kuvaaja", "has_consent": True}
    added = add_picture(read, make_picture(), values, by=office_user)
    assert list(section.pictures.all()) == [one, two, added]
    for _number in range(PICTURES_MOST - 3):
        make_section_picture(section)
    with pytest.raises(NotAllowed):
        add_picture(read, make_picture(), values, by=office_user)


def test_removed_picture_leaves_no_file(page, section):
    row = add(page, section)
    own = f"/office/programme-reports/chapters/{section.pk}/#pictures"
    page.post("section-pictures", {"remove": str(row.pk)}, section.pk, redirects_to=own)
    assert not StoredFile.objects.filter(pk=row.file_id).exists()
    row = add(page, section)
    composer = f"/office/programme-reports/{section.report_id}/"
    page.post("remove-report-section", {}, section.pk, redirects_to=composer)
    assert not StoredFile.objects.filter(pk=row.file_id).exists()
