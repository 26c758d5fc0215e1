"""Code frames: list, one frame, one code."""

import re

import pytest
from django.utils.translation import gettext as _

from talkoot.surveys.models import Code, CodeFrame
from tests.factories.texts import make_frame, make_laid_round, make_read_answer


@pytest.mark.parametrize("count", [1, 3])
def test_frames_cost_the_same_however_many(page, office_user, count):
    for number in range(count):
        make_frame(title=f"Joukko {number}")
    answer = page.sign_in(office_user).get("office-frames", queries=5)
    assert answer.text.count("Joukko") == count


def test_a_frame_starts_from_a_template(page, office_user, programme):
    make_laid_round()
    page.sign_in(office_user)
    data = {"programme": programme.pk, "template": "workshop-benefits", "title": "Hyödyt"}
    page.post("new-frame", {**data, "item_code": "ei"}, status=422)
    page.post(
        "new-frame",
        {**data, "item_code": "text"},
        redirects_to=re.compile(r"/office/texts/frames/\d+/"),
    )
    assert CodeFrame.objects.get().codes.count() == 10


@pytest.mark.parametrize("count", [1, 3])
def test_a_frame_costs_the_same_with_any_number_of_codes(page, office_user, count):
    frame = make_frame(codes=tuple("ABC"[:count]))
    make_read_answer().points.create(code=frame.codes.first())
    answer = page.sign_in(office_user).get("office-frame", frame.pk, queries=7)
    assert "100 %" in answer.text and "1." in answer.text
    page.post("office-frame", {"name": "Uusi"}, frame.pk, redirects_to=answer_address(frame))
    assert frame.codes.count() == count + 1


def answer_address(frame):
    return f"/office/texts/frames/{frame.pk}/"


def test_a_code_is_renamed_merged_and_deleted(page, office_user):
    frame = make_frame(codes=("A", "B", "C"))
    a, b, c = frame.codes.all()
    page.sign_in(office_user)
    assert _("Merge into another code") in page.get("edit-code", a.pk).text
    page.post("edit-code", {"step": "save", "name_fi": ""}, a.pk, status=422)
    renamed = {"step": "save", "name_fi": "Aika", "name_en": "Time"}
    page.post("edit-code", renamed, a.pk, redirects_to=answer_address(frame))
    page.post(
        "edit-code", {"step": "merge", "into": a.pk}, b.pk, redirects_to=answer_address(frame)
    )
    page.post("edit-code", {"step": "delete"}, c.pk, redirects_to=answer_address(frame))
    assert [code.name_fi for code in Code.objects.all()] == ["Aika"]
