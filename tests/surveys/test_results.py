"""Results by the conventions, checked against published values."""

import datetime
from decimal import Decimal

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from talkoot.surveys import results
from talkoot.surveys.actions.tallies import tally_rounds
from talkoot.surveys.models import Item, Round, Tally
from talkoot.surveys.results import Audience, conventions, statistics
from tests.factories.people import make_organisation
from tests.factories.surveys import make_item, make_questionnaire, make_response, make_round

PUBLISHED = [
    *[(71, 90, 79), (64, 90, 71), (56, 90, 62), (52, 90, 58)],
    *[(89, 107, 83), (82, 107, 77), (81, 107, 76), (76, 107, 71)],
    *[(15, 16, 94), (13, 16, 81), (60, 75, 80), (48, 75, 64)],
    *[(83, 91, 91), (79, 91, 87), (80, 91, 88), (36, 52, 69), (23, 52, 44)],
]
# Published shares that no count out of the printed number gives, and the number of the item.
IMPOSSIBLE = [
    *[("69.4", 75, 72), ("78.6", 75, 70), ("78", 52, 50)],
    *[("39", 52, 51), ("82", 52, 50), ("97", 52, 38)],
]


def asked(*items: dict, code: str = "") -> Round:
    """A closed confidential round that asks these items alone."""
    questionnaire = make_questionnaire(code, purpose="effectiveness")
    questionnaire.items.all().delete()
    for item in items:
        make_item(questionnaire, **item)
    return make_round(questionnaire, state="closed", mode="confidential")


def answer(survey: Round, *answers: dict, **fields) -> None:
    for one in answers:
        make_response(survey, one, **fields)


def item_of(survey: Round, code: str, audience: Audience = Audience.OFFICE):
    found = results.of_round(survey, audience).item(code)
    assert found is not None
    return found


def options(*codes: str) -> list[dict]:
    return [{"code": code, "fi": code.title(), "sv": "", "en": ""} for code in codes]


@pytest.mark.parametrize(("count", "n", "percent"), PUBLISHED)
def test_published_shares(count, n, percent):
    assert conventions.half_up(conventions.percent(count, n), 0) == percent


@pytest.mark.parametrize(("percent", "printed", "actual"), IMPOSSIBLE)
def test_shares_that_their_printed_number_cannot_give(percent, printed, actual):
    assert not conventions.is_possible(Decimal(percent), printed)
    assert conventions.is_possible(Decimal(percent), actual)


def test_effect_is_counted_with_its_interval_and_cannot_say_apart(db, programme):
    survey = asked({"code": "start", "kind": Item.Kind.EFFECT})
    answer(survey, *[{"start": "5"}] * 40, *[{"start": "4"}] * 31, *[{"start": "3"}] * 19)
    answer(survey, *[{"start": "0"}] * 6, *[{}] * 2)
    tally_rounds()
    found = item_of(survey, "start", Audience.PUBLIC)
    assert (found.n, found.cannot_say, found.missing) == (90, 6, 2)
    assert (found.positive.count, found.positive.text) == (71, "79 %")
    assert (round(found.positive.low, 1), round(found.positive.high, 1)) == (
        Decimal("69.4"), Decimal("86.0"),
    )  # fmt: skip
    assert found.positive.interval_text == "69–86 %"
    assert [(option.code, option.count) for option in found.options] == [
        ("5", 40), ("4", 31), ("3", 19), ("2", 0), ("1", 0),
    ]  # fmt: skip
    assert round(found.mean, 4) == Decimal("4.2333")


def test_share_of_fewer_answers_than_the_survey_has_is_flagged(db, programme):
    survey = asked({"code": "useful", "kind": Item.Kind.YES_NO})
    answer(survey, *[{"useful": "yes"}] * 39, *[{"useful": "no"}] * 11, *[{}] * 2)
    tally_rounds()
    found = item_of(survey, "useful")
    assert (found.n, found.positive.text) == (50, "78 %")
    assert len(found.flags) == 1
    assert "52" in found.flags[0]


def test_interval_only_from_ten_answers(db, programme):
    survey = asked({"code": "useful", "kind": Item.Kind.YES_NO})
    answer(survey, *[{"useful": "yes"}] * 9)
    tally_rounds()
    assert item_of(survey, "useful").positive.low is None
    assert [round(bound, 2) for bound in statistics.wilson(15, 16)] == [71.67, 98.89]


def test_school_grades_scores_rankings_and_matrices(db, programme):
    survey = asked(
        {"code": "grade", "kind": Item.Kind.SCHOOL_GRADE},
        {"code": "nps", "kind": Item.Kind.NPS},
        {"code": "order", "kind": Item.Kind.RANKING, "options": options("a", "b", "c")},
        {"code": "area", "kind": Item.Kind.MATRIX, "options": options("5", "4", "3", "2", "1"),
         "rows": options("staff", "skills", "ways")},
        {"code": "routes", "kind": Item.Kind.SEVERAL, "options": options("mail", "event")},
    )  # fmt: skip
    rows = [
        ("9-", "10", ["a", "b", "c"], ("5", "5", "3")),
        ("9", "9", ["a", "c", "b"], ("4", "4", "3")),
        ("9-", "8", ["b", "a", "c"], ("4", "4", "3")),
        ("8½", "6", ["a", "b", "c"], ("2", "2", "3")),
        ("8½", "0", ["c", "b", "a"], ("1", "1", "5")),
    ]
    for grade, score, order, (staff, skills, ways) in rows:
        area = {"staff": staff, "skills": skills, "ways": ways}
        answers = {"grade": grade, "nps": score, "order": order, "area": area}
        answer(survey, {**answers, "routes": ["mail", "event"]})
    tally_rounds()
    found = results.of_round(survey, Audience.PUBLIC)
    assert (found.item("grade").mean, found.item("grade").mean_text) == (Decimal("8.7"), "9-")
    assert found.item("nps").nps == 0
    ranking = [(row.rank, row.code, row.mean, row.borda) for row in found.item("order").ranking]
    assert ranking == [
        (1, "a", Decimal("1.6"), 7), (2, "b", Decimal(2), 5), (3, "c", Decimal("2.4"), 3),
    ]  # fmt: skip
    assert [(row.rank, row.code) for row in results.top(found, 1, ["area"])] == [
        (1, "area.staff"), (1, "area.skills"),
    ]  # fmt: skip
    assert [row.rank for row in results.top(found, 3)] == [1, 1, 3]
    routes = found.item("routes")
    assert [option.text for option in routes.options] == ["100 %", "100 %"]
    assert len(routes.flags) == 1


def test_few_answers_are_hidden_and_carry_no_number(db, programme):
    survey = asked({"code": "useful", "kind": Item.Kind.YES_NO}, {"code": "open", "kind": "text"})
    answer(survey, *[{"useful": "yes", "open": "Hyvä."}] * 4)
    tally_rounds()
    for audience in Audience:
        found = results.of_round(survey, audience)
        assert found.is_hidden
        assert found.why
        hidden = found.item("useful")
        assert (hidden.is_hidden, hidden.n, hidden.options, hidden.positive) == (
            True,
            None,
            (),
            None,
        )
        assert not results.can_show_texts(survey, found.item("open").item, audience)


def test_identified_round_is_shown_to_the_office_alone(db, programme):
    survey = asked({"code": "useful", "kind": Item.Kind.YES_NO})
    Round.objects.update(mode="identified")
    survey.refresh_from_db()
    organisation = make_organisation()
    answer(survey, {"useful": "yes"}, organisation=organisation, groups={"region": "01"})
    answer(survey, *[{"useful": "no"}] * 2)
    tally_rounds()
    assert item_of(survey, "useful").n == 3
    assert item_of(survey, "useful", Audience.PUBLIC).is_hidden
    own = results.of_organisation([survey], organisation)
    assert (own.answered, own.item("useful").positive.count) == (1, 1)
    [group] = results.split([survey], "region", Audience.OFFICE)
    assert (group.group, group.item("useful").n) == ("01", 1)


def test_sensitive_item_needs_twenty(db, programme):
    survey = asked({"code": "bullied", "kind": Item.Kind.YES_NO, "is_sensitive": True})
    answer(survey, *[{"bullied": "no"}] * 19)
    tally_rounds()
    assert item_of(survey, "bullied").is_hidden
    other = make_round(survey.questionnaire, state="closed", mode="confidential")
    answer(other, *[{"bullied": "no"}] * 20)
    tally_rounds()
    assert item_of(other, "bullied").n == 20


def test_open_protected_round_moves_in_steps_and_the_newest_wait(db, programme):
    survey = asked({"code": "useful", "kind": Item.Kind.YES_NO})
    Round.objects.update(state="open")
    survey.refresh_from_db()
    seen = []
    for _number in range(23):
        answer(survey, {"useful": "yes"})
        tally_rounds()
        seen.append(item_of(survey, "useful").n or 0)
    assert seen == [0] * 9 + [5] * 5 + [10] * 5 + [15] * 4
    assert results.split([survey], "region", Audience.OFFICE) == []
    Round.objects.update(state="closed")
    tally_rounds()
    survey.refresh_from_db()
    assert item_of(survey, "useful").n == 23


def test_rounds_together_trend_and_comparison(db, programme):
    first = asked({"code": "useful", "kind": Item.Kind.YES_NO}, code="palaute-kerta")
    second = make_round(
        first.questionnaire, state="closed", mode="confidential",
        opens_on=first.opens_on + datetime.timedelta(days=1),
    )  # fmt: skip
    answer(first, *[{"useful": "yes"}] * 6, *[{"useful": "no"}] * 6)
    answer(second, *[{"useful": "yes"}] * 9, *[{"useful": "no"}] * 3)
    tally_rounds()
    both = results.together([first, second], Audience.PUBLIC)
    assert (both.item("useful").n, both.item("useful").positive.text) == (24, "63 %")
    assert both.item("useful").positive.low is not None
    trend = results.trend([second, first], "useful", Audience.PUBLIC)
    assert [point.result.positive.text for point in trend] == ["50 %", "75 %"]
    [row] = results.compare(
        results.of_round(second, Audience.PUBLIC), results.of_round(first, Audience.PUBLIC)
    )
    assert (row.difference, row.unit, row.is_clear) == (Decimal(25), "points", False)


def test_pairs_of_the_same_people(db, programme):
    again = {"code": "same-expert", "kind": Item.Kind.YES_NO}  # No number, so in no pair.
    first = asked({"code": "skill", "kind": Item.Kind.GRADE}, again, code="ennen-jalkeen")
    second = make_round(first.questionnaire, state="closed", mode="confidential")
    yes = {"same-expert": "yes"}
    for number in range(24):
        make_response(first, {"skill": str(2 + number % 2), **yes}, panel=f"p{number}")
        if number < 14:
            make_response(second, {"skill": str(3 + number % 3), **yes}, panel=f"p{number}")
    for number in range(6):
        make_response(second, {"skill": "5"}, panel=f"q{number}")
    tally_rounds()
    [pair] = results.pairs(second, Audience.PUBLIC)
    assert (pair.is_hidden, pair.n, pair.only_before, pair.only_after) == (False, 14, 10, 6)
    assert (pair.before_mean, pair.before) == (Decimal("2.5"), first)
    assert round(pair.change, 3) == Decimal("1.429")
    assert pair.low < pair.change < pair.high
    assert results.pairs(first, Audience.PUBLIC) == []


def test_pairs_are_hidden_when_few_answered_only_once(db, programme):
    first = asked({"code": "skill", "kind": Item.Kind.GRADE}, code="ennen-jalkeen")
    second = make_round(first.questionnaire, state="closed", mode="confidential")
    for number in range(12):
        make_response(first, {"skill": "3"}, panel=f"p{number}")
        if number < 10:
            make_response(second, {"skill": "4"}, panel=f"p{number}")
    tally_rounds()
    [pair] = results.pairs(second, Audience.PUBLIC)
    assert (pair.is_hidden, pair.n, pair.change) == (True, None, None)


def test_recount_proves_the_counts_and_finds_a_wrong_one(db, programme, capsys):
    survey = asked({"code": "useful", "kind": Item.Kind.YES_NO})
    answer(survey, *[{"useful": "yes"}] * 6, groups={"region": "01"})
    tally_rounds()
    call_command("recount")
    assert "every count agrees" in capsys.readouterr().out
    Tally.objects.filter(item_code="useful", dimension="region").update(n=7)
    with pytest.raises(CommandError):
        call_command("recount")
    assert "useful region 01" in capsys.readouterr().out
