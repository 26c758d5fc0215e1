"""The office's page of the funders' marks."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from talkoot.programmes.models import LogoSet
from tests.factories.files import make_picture
from tests.factories.people import make_officer, make_organisation
from tests.factories.programmes import make_funding_project, make_logo_set


@pytest.mark.parametrize("count", [1, 3])
def test_page_has_a_fixed_number_of_queries(page, programme, office_user, count):
    for number in range(count):
        make_logo_set(make_funding_project(programme, name=f"Hanke {number}"))
    answer = page.sign_in(office_user).get("office-logos", queries=6)
    assert answer.content.decode().count('alt="Rahoittajan merkit"') == count


def test_marks_are_added_with_their_days(page, programme, office_user):
    project = make_funding_project(programme)
    page.sign_in(office_user)
    data = {"image": make_picture(), "alt_fi": "Merkit", "valid_from": "1.1.2026"}
    page.post("add-logos", data, project.pk, redirects_to="/office/logos/")
    row = LogoSet.objects.get()
    assert (row.valid_from.isoformat(), row.valid_to) == ("2026-01-01", None)
    data = {"image": make_picture(), "alt_fi": "Merkit", "valid_from": "1.2.2026"}
    answer = page.post("add-logos", data, project.pk, status=422)
    assert "voimassa" in answer.text
    data = {"valid_to": "31.12.2099"}
    page.post("end-logos", data, row.pk, redirects_to="/office/logos/")
    assert LogoSet.objects.get().valid_to.year == 2099


def test_wrong_file_gives_a_sentence_at_its_field(page, programme, office_user):
    project = make_funding_project(programme)
    page.sign_in(office_user)
    svg = SimpleUploadedFile("merkit.svg", b"<svg/>")
    data = {"image": svg, "alt_fi": "Merkit", "valid_from": "1.1.2026"}
    page.post("add-logos", data, project.pk, status=422)
    data = {"image": make_picture(), "alt_fi": "", "valid_from": "1.1.2026", "valid_to": "1.1.2025"}
    answer = page.post("add-logos", data, project.pk, status=422)
    assert "Täytä kohta ”Mitä kuvassa on suomeksi”." in answer.text
    assert not LogoSet.objects.exists()


def test_other_office_sees_nothing(page, programme):
    row = make_logo_set()
    page.sign_in(make_officer(make_organisation("Toinen toimisto")))
    page.get("logos-picture", row.pk, status=404)
    assert "Rahoittajan merkit" not in page.get("office-logos").text
