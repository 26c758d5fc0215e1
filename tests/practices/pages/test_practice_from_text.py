"""A draft from a text that is written already."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from talkoot.practices.models import Practice
from tests.factories.people import make_municipality, make_organisation, make_user
from tests.factories.programmes import make_sector
from tests.practices.test_drafting import STORY


@pytest.fixture
def asked(applicant, programme):
    organisation = applicant.memberships.get().organisation_id
    return {"organisation": organisation, "programme": programme.pk, "kind": "practice"}


def hidden(source):
    found = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', source)
    return {name: value for name, value in found if name != "csrfmiddlewaretoken"}


def test_text_is_read_and_nothing_kept_before_the_person_confirms(page, applicant, asked):
    make_municipality(name="Lahti")
    partner = make_organisation("Naapurikunnan kotihoito")
    page.sign_in(applicant).get("practice-from-text")
    text = STORY + "\nLahdessa tehtiin tämä, mukana Naapurikunnan kotihoito."
    answer = page.post("practice-from-text", {**asked, "text": text})
    assert not Practice.objects.exists()
    source = answer.page.source
    assert "Lahti" in source and "Naapurikunnan kotihoito" in source
    # Nothing is chosen for the person but "later".
    assert source.count(" checked") == source.count('value="" checked')
    values = {
        **hidden(source),
        "title": "Työvuorot suunnitellaan yhdessä",
        "need": "Vaihtuvuus oli suurta.",
        "partners": [partner.pk],
        "sector": "",
    }
    page.post("practice-from-text", values, redirects_to=re.compile("^/my/practices/tyovuorot"))
    practice = Practice.objects.get()
    assert practice.state == "draft" and practice.author == applicant
    assert practice.need == "Vaihtuvuus oli suurta." and list(practice.partners.all()) == [partner]


def test_neither_text_nor_file_both_and_a_disguised_file_are_refused(page, applicant, asked):
    page.sign_in(applicant)
    disguised = SimpleUploadedFile("a.pdf", b"MZ not a pdf")
    for fields in ({}, {"text": " "}, {"upload": disguised}, {"text": "x" * 60_001}):
        assert len(page.post("practice-from-text", {**asked, **fields}).errors) == 1


def test_file_without_text_says_so_and_keeps_the_page(page, applicant, asked):
    empty = SimpleUploadedFile("a.pdf", b"%PDF-1.7\n%%EOF\n")
    assert (
        len(page.sign_in(applicant).post("practice-from-text", {**asked, "upload": empty}).errors)
        == 1
    )


def test_strangers_organisation_is_refused(page, applicant, outsider, asked, programme):
    make_sector()
    foreign = {**asked, "organisation": outsider.memberships.get().organisation_id}
    page.sign_in(applicant).post("practice-from-text", {**foreign, "text": STORY}, status=403)
    page.post("practice-from-text", {**foreign, "title": "Oma", "language": "fi"}, status=403)
    page.sign_in(make_user()).get("practice-from-text", status=403)
    assert not Practice.objects.exists()
