"""The results of a round: pictures with their tables, hidden rows in words, splits."""

import pytest
from django.utils.translation import gettext as _

from tests.factories.results import make_counted_round
from tests.factories.surveys import make_round

SVG = "{http://www.w3.org/2000/svg}svg"


def pictures_of(answer):
    return answer.page.all(SVG, role="img")


def captions_of(answer):
    return list(answer.page.all("caption"))


@pytest.mark.parametrize("groups", [{"01": 5, "02": 6}, {"01": 12, "02": 13, "05": 7, "06": 5}])
def test_results_cost_the_same_with_any_number_of_answers(page, office_user, groups):
    survey = make_counted_round(groups)
    answer = page.sign_in(office_user).get("round-results", survey.pk, queries=14)
    for words in ("Kokonaisarvosana", "Osaaminen", "Sama asiantuntija", "Järjestys", "9-"):
        assert words in answer.text
    assert len(pictures_of(answer)) == 14, "Seven pictures in two widths."
    assert len(captions_of(answer)) == 7, "A picture never stands without its table."
    assert "Salainen vastaus" not in answer.text


def test_few_answers_are_not_shown_anywhere(page, office_user):
    survey = make_counted_round({"01": 4})
    answer = page.sign_in(office_user).get("round-results", survey.pk)
    assert pictures_of(answer) == []
    assert _("The results cannot be shown yet") in answer.text


def test_a_split_names_the_hidden_groups_and_says_why(page, office_user):
    survey = make_counted_round({"01": 12, "02": 3, "05": 3})
    answer = page.sign_in(office_user).get(f"/office/rounds/{survey.pk}/results/?by=region",
                                           queries=15)  # fmt: skip
    assert "Uusimaa" in answer.text
    hidden = [row for row in answer.page.all("tr") if "Varsinais-Suomi" in "".join(row.itertext())]
    assert hidden
    for row in hidden:
        words = "".join(row.itertext())
        assert "%" not in words
        assert "5" in words, "The limit is told in words."


def test_a_round_without_answers_says_so(page, office_user):
    answer = page.sign_in(office_user).get("round-results", make_round().pk)
    assert _("No answers yet") in answer.text


def test_unknown_dimension_is_all(page, office_user):
    survey = make_counted_round({"01": 6})
    answer = page.sign_in(office_user).get(f"/office/rounds/{survey.pk}/results/?by=shoe")
    assert len(pictures_of(answer)) == 14
