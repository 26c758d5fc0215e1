"""Fairs and conferences of a programme by year, marked where the sources differ."""

import datetime

import pytest

from tests.factories.outreach import make_presentation


@pytest.mark.parametrize("number", [1, 3])
def test_fairs_stand_by_year_with_what_is_uncertain(page, programme, number):
    for year in range(2015, 2015 + number):
        day = datetime.date(year, 9, 10)
        make_presentation(programme, held_on=day, title=f"Messut {year}")
        make_presentation(
            programme, held_on=day, title=f"Seminaari {year}", source_note="Toinen lista: 2020."
        )
    answer = page.get("programme-presentations", programme.slug, queries=2)
    years = ["".join(row.itertext()) for row in answer.page.all("h2") if row.get("id")]
    wanted = [str(year) for year in range(2014 + number, 2014, -1)]
    assert [year for year in years if year.isdecimal()] == wanted
    assert answer.text.count("Toinen lista: 2020.") == number
    assert len(answer.page.all("section", aria_labelledby="year-2015")) == 1
    links = page.get("programme", programme.slug).links.values()
    assert f"/programmes/{programme.slug}/presentations/" in links


def test_programme_never_presented_says_so(page, programme):
    answer = page.get("programme-presentations", programme.slug)
    assert programme.name in answer.text
    assert not answer.page.all("div", class_="ui-notice--warn")
