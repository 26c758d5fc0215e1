"""The figures: constant queries, definitions, and records for those who may see them."""

import pytest

from tests.factories.practices import make_practice

pytestmark = pytest.mark.django_db
FIGURES_QUERIES = 27  # One or two for each of the figures, however many records there are.
RECORDS_QUERIES = 4
FRONT_QUERIES = 7


@pytest.mark.parametrize("count", [1, 3])
def test_figures_read_the_same_however_many(count, page, programme):
    for _number in range(count):
        make_practice(state="published")
    answer = page.get(f"/figures/?programme={programme.slug}", queries=FIGURES_QUERIES)
    assert str(count) in answer.text


@pytest.mark.parametrize("count", [1, 3])
def test_records_read_the_same_however_many(count, page, programme):
    practices = [make_practice(state="published") for _number in range(count)]
    url = f"/figures/practices-published/?programme={programme.slug}"
    answer = page.get(url, queries=RECORDS_QUERIES)
    for practice in practices:
        assert answer.links[practice.title] == practice.get_absolute_url()


def test_records_of_applications_are_the_office_s(page, application, office_user):
    url = "/figures/applications-submitted/"
    assert application.title not in page.get(url).text
    page.sign_in(office_user)
    assert application.title in page.get(url).text


def test_day_before_everything_counts_nothing(page, programme):
    make_practice(state="published")
    url = f"/figures/practices-published/?programme={programme.slug}&as_of=2001-01-01"
    assert "Ei tietueita" in page.get(url).text


def test_nonsense_day_means_today(page, programme):
    make_practice(state="published")
    page.get(f"/figures/practices-published/?programme={programme.slug}&as_of=2026-13-99")


@pytest.mark.parametrize(
    "url", ["/figures/no-such-figure/", "/figures/?programme=no-such-programme"]
)
def test_unknown_figure_and_programme_get_a_sentence(url, page, programme):
    page.get(url, status=404)


@pytest.mark.parametrize("count", [1, 3])
def test_front_reads_the_same_however_many(count, page, call):
    for _number in range(count):
        make_practice(state="published")
    page.get("/", queries=FRONT_QUERIES)
