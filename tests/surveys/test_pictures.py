"""Results as pictures: like questions together, numbers of the table equal the results'."""

from decimal import Decimal

import pytest

from talkoot.surveys import pictures, results
from talkoot.surveys.actions.tallies import tally_rounds
from talkoot.surveys.models import Round
from talkoot.surveys.results import Audience, PairResult
from tests.factories.results import KINDS, make_counted_round
from tests.factories.surveys import make_item


@pytest.fixture
def survey(db):
    return make_counted_round({"01": 12, "02": 9})


@pytest.fixture
def whole(survey):
    return results.of_round(survey, Audience.OFFICE)


def test_every_counted_question_is_in_one_picture(whole):
    codes = [code for block in pictures.blocks_of(whole.items) for code in block.codes]
    assert codes == [row.code for row in whole.items if row.kind != "text"]
    assert len(codes) == len(KINDS)  # The matrix has two rows, the open question none.


def test_like_neighbours_share_a_picture(whole):
    blocks = pictures.blocks_of(whole.items)
    assert blocks[0].codes == ["overall", "usefulness"]
    assert ["areas.skills", "areas.new-ways"] in [block.codes for block in blocks]


def test_table_has_the_results_numbers(whole):
    block = pictures.blocks_of(whole.items)[0]
    row = whole.item("overall")
    cells = block.picture.rows[0]
    assert cells[0] == row.text and row.positive.text in cells[1] and cells[2] == row.mean_text
    assert cells[3:-3] == [f"{one.count} ({one.text})" for one in row.options]
    assert cells[-3:] == [str(row.n), str(row.cannot_say), str(row.missing)]


def test_promoters_are_three_parts_of_the_whole(whole):
    block = next(b for b in pictures.blocks_of(whole.items) if b.codes == ["recommend"])
    assert next(text for _mark, text in block.picture.legend).endswith("9–10")
    assert sum(int(row[1]) for row in block.picture.rows) == whole.item("recommend").n
    score = f"NPS {whole.item('recommend').nps}".replace("-", "−")
    assert score in block.picture.wide.body.replace("\u00a0", " ")


def test_hidden_questions_have_words_alone(db):
    survey = make_counted_round({"01": 12}, count=False)
    survey.questionnaire.items.filter(code="overall").update(is_sensitive=True)
    tally_rounds()
    whole = results.of_round(survey, Audience.OFFICE)
    row = whole.item("overall")
    assert row.is_hidden
    block = pictures.blocks_of(whole.items)[0]
    assert block.picture.rows[0][1] == row.why
    assert not any(cell.strip("–") for cell in block.picture.rows[0][2:])


def test_scale_with_many_steps_is_bars(db):
    survey = make_counted_round({"01": 12}, count=False)
    make_item(survey.questionnaire, code="long", kind="scale", least=0, most=10, order=20)
    for response in survey.responses.all():
        response.answers["long"] = "7"
        response.save()
    tally_rounds()
    whole = results.of_round(Round.objects.get(pk=survey.pk), Audience.OFFICE)
    block = next(b for b in pictures.blocks_of(whole.items) if b.codes == ["long"])
    assert len(block.picture.rows) == 11


def test_trend_needs_two_rounds(survey):
    points = results.trends([survey], ["overall"], Audience.OFFICE)["overall"]
    assert pictures.trend_block("T", [("overall", points)]) is None


def pair_of(**fields):
    old, new = Round(title="Ennen"), Round(title="Jälkeen")
    return PairResult("overall", "Kokonaisarvosana", old, new, **fields)


def test_pairs_tell_the_change_with_its_interval_and_who_is_missing():
    found = pair_of(
        n=34, before_mean=Decimal("2.9"), after_mean=Decimal("3.8"), change=Decimal("0.9"),
        low=Decimal("0.4"), high=Decimal("1.4"), only_before=3, only_after=5,
    )  # fmt: skip
    (block,) = pictures.pair_blocks([found])
    cells = block.picture.rows[0]
    assert cells[1:3] == ["2,9", "3,8"] and cells[3].startswith("+0,9") and "1,4" in cells[3]
    assert "34" in cells[4] and "3" in block.notes[0] and "5" in block.notes[0]


def test_hidden_pairs_have_words_alone():
    (block,) = pictures.pair_blocks([pair_of(is_hidden=True, why="Liian vähän.")])
    assert block.picture is None and block.notes == ["Liian vähän."]
