"""Measures of spreading, each by an example counted by hand."""

import datetime

import pytest

from talkoot.practices.queries.measures import BY_KEY, MEASURES, NOTHING
from talkoot.practices.rules.spread import Adopter, Origin, Place, Spread, generations, kilometres

DAY = datetime.date
AS_OF = DAY(2025, 6, 30)
HELSINKI = Place("091", "01", "90", 684_000, 60.17, 24.94)
TAMPERE = Place("837", "06", "08", 260_000, 61.50, 23.76)
VESANTO = Place("921", "11", "11", 1_900, 62.93, 26.42)
KUOPIO = Place("297", "11", "11", 125_000, 62.89, 27.68)


def adopter(number, *moves, place=TAMPERE, kind="municipality", **fields):
    return Adopter(
        number, number, f"kunta-{number}", f"Kunta {number}", kind, place, moves, **fields
    )


def spread(*adopters, as_of=AS_OF, **fields):
    origin = Origin(DAY(2022, 1, 1), 0, HELSINKI)
    known = {"eligible_kinds": frozenset({"municipality"}), "eligible": frozenset(range(10))}
    return Spread(origin, adopters, as_of, **{**known, **fields})


USING = (DAY(2022, 3, 2), "in_use")
LATER = (DAY(2024, 12, 1), "in_use")


def test_only_use_counts_and_the_stage_is_the_day_s():
    row = adopter(1, (DAY(2022, 1, 5), "interested"), USING, (DAY(2023, 4, 1), "dropped"))
    assert [row.stage_on(day) for day in (DAY(2022, 1, 4), DAY(2022, 1, 5), DAY(2022, 3, 2))] == [
        "", "interested", "in_use",
    ]  # fmt: skip
    assert spread(row, as_of=DAY(2023, 3, 31)).adopters == [row]
    assert spread(row).adopters == [] and spread(row).dropped == [row]


def test_interest_alone_is_not_use():
    found = spread(adopter(1, (DAY(2022, 1, 5), "trying")))
    assert (found.adopters, found.started, found.drop_out_rate) == ([], [], None)


def test_reach_is_of_the_eligible_kinds():
    rows = [adopter(1, USING), adopter(2, USING, kind="company"), adopter(3, LATER)]
    assert spread(*rows).reach == 0.2
    assert spread(*rows, eligible=frozenset()).reach is None


def test_drop_out_rate_is_of_everybody_who_began():
    rows = [adopter(1, USING), adopter(2, USING, (DAY(2023, 1, 1), "dropped")), adopter(3, LATER)]
    assert spread(*rows).drop_out_rate == pytest.approx(1 / 3)


def test_regions_and_size_classes_count_each_once():
    rows = [
        adopter(1, USING, place=VESANTO),
        adopter(2, USING, place=KUOPIO),
        adopter(3, USING, place=None),
    ]
    assert spread(*rows).regions == {"11": 2}
    assert spread(*rows).size_classes == {0: 1, 5: 1}


@pytest.mark.parametrize(
    ("population", "size_class"),
    [(4_999, 0), (5_000, 1), (19_999, 2), (20_000, 3), (50_000, 4), (100_000, 5)],
)
def test_size_class_begins_at_its_least(population, size_class):
    assert Place("1", "1", "1", population, 0, 0).size_class == size_class


def test_population_of_a_county_holds_its_municipalities_once():
    rows = [
        adopter(1, USING, place=KUOPIO),
        adopter(2, USING, place=KUOPIO, kind="wellbeing_county"),
        adopter(3, USING, place=TAMPERE, kind="company"),
    ]
    found = spread(
        *rows,
        county_places={"11": frozenset({"297", "921"})},
        populations={"297": 125_000, "921": 1_900, "837": 260_000, "091": 684_000},
    )
    assert found.covered == {"297", "921"}
    assert found.population_coverage == pytest.approx(126_900 / 1_070_900)


def test_distance_is_as_the_crow_flies():
    assert kilometres(HELSINKI, TAMPERE) == pytest.approx(161, abs=1)
    rows = [adopter(1, USING), adopter(2, USING, place=HELSINKI), adopter(3, USING, place=None)]
    assert spread(*rows).median_distance == pytest.approx(kilometres(HELSINKI, TAMPERE) / 2)


def test_lag_is_from_publishing_to_the_nth_beginning():
    found = spread(adopter(1, LATER), adopter(2, USING))
    assert (found.lag(1), found.lag(2), found.lag(3)) == (60, 1065, None)


def test_what_began_before_publishing_is_an_adopter_without_a_delay():
    found = spread(adopter(1, (DAY(2021, 12, 31), "in_use")), adopter(2, USING))
    assert (found.lag(1), found.lag(2)) == (None, 60)
    assert (found.is_older(1), found.is_older(2), found.is_older(3)) == (True, False, False)
    shown = {row.key: (row.value(found), len(row.rows(found))) for row in MEASURES}
    assert shown["lag-1"] == (NOTHING, 1) and shown["lag-5"] == (NOTHING, 0)
    assert BY_KEY["lag-1"].note(found) != "" and len(found.adopters) == 2


def test_day_of_publishing_is_no_delay_at_all():
    assert spread(adopter(1, (DAY(2022, 1, 1), "in_use"))).lag(1) == 0


def test_adoptions_a_year_have_the_years_between():
    assert spread(adopter(1, USING), adopter(2, LATER)).by_year == {
        2022: 1,
        2023: 0,
        2024: 1,
        2025: 0,
    }


def test_established_share_is_of_those_with_twelve_months_behind_them():
    rows = [
        adopter(1, USING, (DAY(2023, 3, 2), "established")),
        adopter(2, USING),
        adopter(3, USING, (DAY(2022, 9, 1), "dropped")),
        adopter(4, LATER),
    ]
    assert spread(*rows).established_at_12_months == pytest.approx(1 / 3)


def test_benefit_is_hidden_under_five_answers():
    rows = [adopter(number, USING, benefit=4 + number % 2) for number in range(4)]
    assert spread(*rows).good_benefit is None
    assert spread(*rows, adopter(9, USING, benefit=2)).good_benefit == 0.8


def test_generations_follow_who_learned_from_whom():
    assert generations({1: None, 2: 1, 3: 2, 4: None, 5: 99}) == {1: 1, 2: 2, 3: 3, 4: 1, 5: 1}


def test_generations_of_a_loop_end():
    assert set(generations({1: 2, 2: 1})) == {1, 2}


def test_growth_compares_users_with_those_of_a_year_before():
    rows = [adopter(1, USING), adopter(2, LATER), adopter(3, USING, (DAY(2025, 1, 1), "dropped"))]
    assert spread(*rows).growth(12) == 0
    assert spread(*rows[:2]).growth(12) == 1
    assert spread(*rows[:2]).years_of_growth == 1
    assert spread(adopter(1, USING), as_of=DAY(2022, 12, 31)).years_of_growth == 1
