"""`talkoot recount` finds what is kept wrong: counts, sums of families, pairs and intervals."""

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from talkoot.surveys.actions.tallies import tally_rounds
from talkoot.surveys.models import FamilySum, Item, Round, ShareInterval, Tally
from tests.factories.surveys import make_item, make_questionnaire, make_response, make_round


@pytest.fixture
def form(db, programme):
    form = make_questionnaire("effects")
    form.items.all().delete()
    make_item(form, code="direction", kind=Item.Kind.GRADE)
    make_item(form, code="days", kind=Item.Kind.NUMBER, order=2)
    return form


@pytest.fixture
def rounds(form):
    """Two rounds of the same people, of which the second has grown; counted."""
    made = []
    for step in range(2):
        survey = make_round(form, mode="confidential", state=Round.State.CLOSED)
        for number in range(24 - 8 * step):
            answers = {"direction": str(1 + (number + step) % 4), "days": f"{number}.5"}
            groups = {"region": ("01", "02")[number % 2]}
            make_response(survey, answers, groups=groups, panel=f"p{number}")
        tally_rounds()
        made.append(survey)
    return made


def recounted(capsys) -> list[str]:
    """What the command tells before it fails."""
    with pytest.raises(CommandError):
        call_command("recount")
    return capsys.readouterr().out.splitlines()


def test_what_has_just_been_counted_agrees(rounds, capsys):
    call_command("recount")
    assert capsys.readouterr().out == "2 rounds counted anew; every count agrees.\n"
    assert FamilySum.objects.exists()
    assert ShareInterval.objects.exists()


def test_wrong_number_in_a_familys_sum_is_found(rounds, capsys):
    kept = FamilySum.objects.get(dimension="region")
    [place] = [number for number, cell in enumerate(kept.cells) if cell[1:3] == ["02", "direction"]]
    kept.cells[place][3] += 1
    kept.save()
    [line] = recounted(capsys)
    assert line.startswith(f"family {kept.programme_id} {kept.family}: direction 02 region: kept [")


def test_sum_of_other_rounds_or_of_none_is_found(rounds, capsys):
    kept = FamilySum.objects.get(dimension="")
    kept.rounds = [rounds[0].pk]
    kept.save()
    FamilySum.objects.filter(dimension="region").update(family="/nobody/effects/")
    lines = recounted(capsys)
    assert [line.partition(": ")[2] for line in lines] == [
        f"whole: kept of rounds [{rounds[0].pk}], counted {[one.pk for one in rounds]}",
        "region is not kept",
        "no rounds",
    ]


def test_family_that_waits_for_its_sums_is_no_fault(rounds, capsys):
    FamilySum.objects.all().delete()
    call_command("recount")
    assert "every count agrees" in capsys.readouterr().out


def test_wrong_number_of_answers_or_sum_of_numbers_is_found(rounds, capsys):
    FamilySum.objects.all().delete()
    whole = rounds[1].tallies.filter(item_code="")
    whole.filter(dimension="").update(n=17)
    whole.filter(dimension="region", group="01").update(n=9)
    row = Tally.objects.get(round=rounds[0], item_code="days", dimension="")
    row.figures["sum"] = "1.0"
    row.save()
    first, second, third = recounted(capsys)
    assert first.startswith(f"round {rounds[0].pk}: days: kept (24, 0, 0, {{}}, Decimal('1.0'))")
    assert second.startswith(f"round {rounds[1].pk}: answers: kept (17,")
    assert third.startswith(f"round {rounds[1].pk}: answers region 01: kept (9,")


def test_wrong_pair_and_wrong_interval_are_found(rounds, capsys):
    row = Tally.objects.get(round=rounds[1], item_code="direction", dimension="")
    row.figures["pairs"]["change"] += 0.25
    row.save()
    share = ShareInterval.objects.first()
    ShareInterval.objects.filter(pk=share.pk).update(high=99.5)
    lines = recounted(capsys)
    assert lines == [
        f"round {rounds[1].pk}: direction pairs: change",
        f"interval of {share.count} of {share.n}: kept {share.low:.2f} to 99.50",
    ]


def test_one_round_alone_is_counted_when_asked(rounds, capsys):
    FamilySum.objects.update(rounds=[])
    call_command("recount", round=rounds[0].pk)
    assert capsys.readouterr().out == "1 rounds counted anew; every count agrees.\n"
