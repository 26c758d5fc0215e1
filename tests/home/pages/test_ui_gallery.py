"""The component gallery."""

import pytest


def test_gallery_is_a_good_page(page, db):
    answer = page.get("ui-gallery", queries=0)
    assert "Varhaiskasvatushenkilöstön työhyvinvointisuunnitelma" in answer.text


def test_gallery_shows_errors_that_lead_to_their_fields(page, db):
    answer = page.get("ui-gallery")
    assert len(answer.errors) == 6
    targets = [a.get("href") for s in answer.page.all(class_="govuk-error-summary")
               for a in s.iter("a")]  # fmt: skip
    assert targets == [
        "#id_name", "#id_email", "#id_need", "#id_who_0", "#id_starts_on_day", "#id_consent",
    ]  # fmt: skip


@pytest.mark.parametrize("number", [1, 12, 31, 999])
def test_gallery_pages(page, db, number):
    answer = page.get(f"/ui/?page={number}&order=adoptions")
    current = [a for a in answer.page.all("a", aria_current="page") if "page=" in a.get("href")]
    assert len(current) == 1
    assert "order=adoptions" in current[0].get("href")
