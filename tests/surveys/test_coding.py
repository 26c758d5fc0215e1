"""Code frames and their counts."""

import datetime

import pytest
from django.utils import timezone
from django.utils.translation import gettext as _

from talkoot.core.figures import get_figure
from talkoot.core.refusals import NotAllowed
from talkoot.surveys.actions.code_frames import create_frame, delete_code, merge_codes, save_code
from talkoot.surveys.models import Code, CodedPoint, ReadAnswer
from talkoot.surveys.reading.coding import coded_counts, public_counts, ranked
from tests.factories.texts import make_coded, make_frame, make_interview, make_laid_round
from tests.figures import count

pytestmark = pytest.mark.django_db


def give(code, answers):
    CodedPoint.objects.bulk_create(CodedPoint(code=code, answer=answer) for answer in answers)


def answers_of(survey):
    return list(ReadAnswer.objects.filter(response__round=survey))


def test_equals_share_a_rank(programme):
    codes = list(make_frame(codes=("A", "B", "C", "D")).codes.all())
    rows = ranked(zip(codes, [2, 5, 5, 0], strict=True), 8)
    assert [(row.code.name_fi, row.count, row.place, row.percent) for row in rows] == [
        ("B", 5, "1.=", 63),
        ("C", 5, "1.=", 63),
        ("A", 2, "3.", 25),
        ("D", 0, "4.", 0),
    ]


def test_small_counts_are_hidden_and_never_alone(programme):
    codes = list(make_frame(codes=("A", "B", "C", "D")).codes.all())

    def shown(*counts):
        return [row.count for row in ranked(zip(codes, counts, strict=True), 0, least=5)]

    assert shown(9, 7, 6, 5) == [9, 7, 6, 5]
    assert shown(9, 7, 4, 3) == [9, 7, None, None]
    assert shown(9, 7, 6, 2) == [9, 7, None, None]
    assert shown(9, 7, 6, 0) == [9, 7, 6, None]


def test_answers_and_interviews_are_counted_once_each(programme, office_user):
    frame = make_frame(item_code="")
    time, ideas = frame.codes.all()
    interview = make_interview()
    for code in (time, time, ideas):
        interview.points.create(code=code, text="x")
    give(time, answers_of(make_laid_round(2)))
    rows, n = coded_counts(frame, office_user)
    assert n == 3
    assert [(row.code, row.count, row.percent) for row in rows] == [(time, 3, 100), (ideas, 1, 33)]


def test_the_public_sees_small_counts_of_identified_rounds_only(programme):
    frame = make_frame()
    time, ideas = frame.codes.all()
    give(time, answers_of(make_laid_round(3)))
    assert [row.count for row in public_counts([frame])] == [3, 0]
    protected = answers_of(make_laid_round(6, mode="anonymous"))
    give(time, protected)
    give(ideas, protected[:2])
    assert [row.count for row in public_counts([frame])] == [None, None]


def test_a_template_brings_ten_benefits_in_three_languages(programme, office_user):
    frame = create_frame(programme, title="Hyödyt", template="workshop-benefits", by=office_user)
    assert (frame.codes.count(), frame.code) == (10, "workshop-benefits")
    assert all(code.name_sv and code.name_en for code in frame.codes.all())
    roles = create_frame(programme, title="Roolit", template="agent-roles", by=office_user)
    assert roles.codes.count() == 6
    assert create_frame(programme, title="Oma", by=office_user).codes.count() == 0


def test_merged_codes_count_each_answer_once(programme, office_user):
    frame = make_frame()
    time, ideas = frame.codes.all()
    answers = answers_of(make_laid_round(3))
    give(time, answers[:2])
    give(ideas, answers[1:])
    merge_codes(ideas, into=time, by=office_user)
    assert CodedPoint.objects.filter(code=time).count() == 3
    assert list(frame.codes.all()) == [time]
    other = make_frame().codes.first()
    for wrong in (other, time):
        with pytest.raises(NotAllowed):
            merge_codes(time, into=wrong, by=office_user)


def test_a_code_in_use_is_renamed_not_deleted(programme, office_user):
    time, ideas = make_frame().codes.all()
    give(time, answers_of(make_laid_round()))
    save_code(time, name_fi="Ajankäyttö", by=office_user)
    with pytest.raises(NotAllowed):
        delete_code(time, by=office_user)
    delete_code(ideas, by=office_user)
    assert [code.name_fi for code in Code.objects.all()] == ["Ajankäyttö"]


def test_interviews_and_coded_benefits_are_figures(programme):
    today = timezone.localdate()
    yesterday = today - datetime.timedelta(days=1)
    for number in range(6):
        make_interview(held_on=today if number else yesterday)
    make_interview(role="rehtori")
    assert (count("interviews").value, count("interviews", as_of=yesterday).value) == (7, 1)
    rows = get_figure("interviews").breakdown.rows(programme, today)
    assert rows == [["asiantuntija", 6]]
    for _number in range(10):
        code = make_coded("workshop-benefits", make_interview(role="x"))
    give(code, answers_of(make_laid_round(5, mode="anonymous")))
    assert count("coded-benefits").value == 10
    assert count("agent-roles").value == 0
    breakdown = get_figure("coded-benefits").breakdown
    assert breakdown.rows(programme, yesterday) == []
    shown = [row[2] for row in breakdown.rows(programme, today)]
    assert shown[0] == 6 and set(shown[1:]) == {_("fewer than %(least)s") % {"least": 5}}
