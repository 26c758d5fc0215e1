"""Fair lists."""

from decimal import Decimal

from talkoot.practices.rules.ranking import cumulated, per_inhabitants, ranked


def test_equals_share_a_rank_and_stand_by_name():
    rows = [("Liminka", 30, 1), ("Hämeenkyrö", 53, 2), ("Kangasala", 28, 3), ("Varkaus", 38, 4),
            ("Järvenpää", 30, 5), ("Ii", 2, 6)]  # fmt: skip
    assert [(row.rank, row.name) for row in ranked(rows, most=5)] == [
        (1, "Hämeenkyrö"), (2, "Varkaus"), (3, "Järvenpää"), (3, "Liminka"), (5, "Kangasala"),
    ]  # fmt: skip


def test_all_who_share_the_last_rank_are_in():
    assert len(ranked([(name, 1, None) for name in "abc"], most=1)) == 3


def test_numbers_in_proportion_to_inhabitants():
    assert per_inhabitants(3, 12_500) == Decimal("2.40")


def test_years_cumulate():
    assert cumulated({2019: 211, 2018: 118}) == {2018: 118, 2019: 329}
