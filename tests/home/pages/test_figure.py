"""One figure: its definition, and its records for those who may see them."""

import pytest

from tests.factories.people import make_organisation
from tests.factories.practices import make_practice

pytestmark = pytest.mark.django_db


def test_records_open(page, programme):
    practices = [make_practice(state="published") for _number in range(3)]
    answer = page.get(f"/figures/practices-published/?programme={programme.slug}")
    for practice in practices:
        assert answer.links[practice.title] == practice.get_absolute_url()


def test_records_of_applications_are_the_office_s(page, application, office_user):
    assert application.title not in page.get("figure", "applications-submitted").text
    page.sign_in(office_user)
    assert application.title in page.get("figure", "applications-submitted").text


def test_day_before_everything_counts_nothing(page, programme):
    make_practice(state="published")
    url = f"/figures/practices-published/?programme={programme.slug}&as_of=2001-01-01"
    assert "Ei tietueita" in page.get(url).text


def test_empty_base_says_so_and_gives_no_number(page, programme):
    answer = page.get(f"/en/figures/approval-rate/?programme={programme.slug}")
    assert answer.context["row"].counted.value is None
    assert "Nothing can be said" in answer.text


def test_figure_tells_how_it_is_rounded(page, programme):
    make_practice(state="published")
    answer = page.get(f"/en/figures/practices-published/?programme={programme.slug}")
    assert "Half up, to whole numbers" in answer.text
    assert "Nothing can be said" not in answer.text


def test_nonsense_day_means_today_and_says_so(page, programme):
    make_practice(state="published")
    answer = page.get(f"/figures/practices-published/?programme={programme.slug}&as_of=2026-13-99")
    assert "2026-13-99" in answer.text


def test_day_before_the_programme_is_told(page, programme):
    day = programme.starts_on.replace(year=programme.starts_on.year - 1)
    answer = page.get(f"/figures/practices-published/?programme={programme.slug}&as_of={day}")
    assert len(answer.context["choice"].notes) == 1


def test_figure_of_one_kind_of_organisation(page, programme):
    for kind in ("municipality", "company"):
        make_practice(organisation=make_organisation(kind=kind), state="published")
    answer = page.get(f"/figures/practices-published/?programme={programme.slug}&kind=company")
    assert answer.context["row"].counted.value == len(answer.context["records"]) == 1


@pytest.mark.parametrize("asked", ["period=9", "region=99", "kind=x", "service=ei-ole"])
def test_unknown_filter_is_refused(asked, page, programme):
    page.get(f"/figures/practices-published/?programme={programme.slug}&{asked}", status=400)


def test_filter_that_the_figure_does_not_know_is_refused(page, programme):
    answer = page.get(f"/figures/newsletters/?programme={programme.slug}&region=06", status=400)
    assert "maakunta" in answer.text


def test_planned_programme_is_its_office_s(page, programme, office_user):
    type(programme).objects.update(state="planned")
    address = f"/figures/practices-published/?programme={programme.slug}"
    page.get(address, status=404)
    page.sign_in(office_user).get(address)


def test_unknown_figure_gets_a_sentence(page, programme):
    page.get("/figures/no-such-figure/", status=404)
