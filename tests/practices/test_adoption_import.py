"""Adoptions known from elsewhere: all of a file or nothing."""

import datetime

import pytest
from django.utils import timezone, translation

from talkoot.core.tables import BadTable
from talkoot.correspondence.models import Message
from talkoot.practices.actions.adoptions import move_adoption, tell_benefit
from talkoot.practices.imports.adoptions import import_adoptions
from talkoot.practices.models import Adoption
from tests.factories.people import make_organisation
from tests.factories.practices import make_adoption, make_practice

HEADER = "practice,organisation,adopted_on,stage,benefit,replaced_old\n"


def brought(tmp_path, *lines):
    path = tmp_path / "kaytot.csv"
    path.write_text(HEADER + "".join(f"{line}\n" for line in lines), encoding="utf-8")
    return import_adoptions(path)


def test_adoptions_come_in_confirmed_and_are_corrected_by_a_second_file(
    tmp_path, practice, outsider, applicant
):
    old = make_practice(external_id="vanha-7", author=applicant)
    ended = make_organisation("Entinen kunta", valid_to=datetime.date(2020, 12, 31))
    ours, other = make_organisation("Oma kunta"), make_organisation("Toinen kunta")
    told = make_adoption(practice, organisation=other, stated_by=outsider, stage="trying")
    lines = [
        f"{practice.slug},Oma kunta,2019-05-01,established,5,yes",
        f"{practice.slug},Toinen kunta,2019-05-01,in_use,,",
        f"vanha-7,{ended.key},1.5.2019,,,",
    ]
    assert len(brought(tmp_path, *lines)) == 2
    adoption = Adoption.objects.get(practice=practice, organisation=ours)
    assert adoption.confirmed_at and (adoption.benefit, adoption.replaced_old) == (5, True)
    assert [move.stage for move in adoption.moves.all()] == ["in_use", "established"]
    practice.refresh_from_db()
    old.refresh_from_db()
    # What has ended without a successor uses nothing today.
    assert (practice.adoption_count, old.adoption_count, old.adoptions.count()) == (1, 0, 1)
    brought(tmp_path, f"{practice.slug},Oma kunta,2019-05-01,dropped,2,no")
    adoption.refresh_from_db()
    told.refresh_from_db()
    assert (adoption.stage, adoption.benefit, told.stage) == ("dropped", 2, "trying")
    again = f"{practice.slug},Oma kunta,2019-05-01,dropped,2,no"
    moves = list(adoption.moves.values_list("stage", "moved_on"))
    brought(tmp_path, again)
    assert list(adoption.moves.values_list("stage", "moved_on")) == moves and len(moves) == 3
    # From the organisation's own word on a file changes nothing.
    tell_benefit(adoption, benefit=4, replaced_old=True, by=outsider)
    assert brought(tmp_path, f"{practice.slug},Oma kunta,2019-05-01,in_use,1,no") == []
    adoption.refresh_from_db()
    assert (adoption.stage, adoption.benefit) == ("dropped", 4)
    adoption = Adoption.objects.get(practice=old)
    for stage in ("established", "dropped"):  # In use for years: nobody is thanked of it now.
        move_adoption(adoption, stage=stage, by=outsider)
    assert not Message.objects.filter(kind="practice-adopted").exists()
    assert brought(tmp_path, f"vanha-7,{ended.key},1.5.2019,,,") == []


def test_every_fault_is_told_and_nothing_comes_in(tmp_path, practice):
    make_organisation("Ennen kunta", valid_to=datetime.date(2018, 12, 31))
    make_organisation("Oma kunta")
    today = timezone.localdate()
    with translation.override("en"), pytest.raises(BadTable) as refused:
        brought(
            tmp_path,
            f"{practice.slug},{practice.organisation.name},2019-05-01,,,",
            f"{practice.slug},Ennen kunta,2019-05-01,,,",
            f"{practice.slug},Tuntematon,2019-05-01,,,",
            "ei-ole,Oma kunta,2019-05-01,,,",
            f"{practice.slug},Oma kunta,{today},established,9,",
            f"{practice.slug},Oma kunta,2019-05-01,,,",
        )
    told = " ".join(refused.value.sentences)
    lines = [f"Line {number}" for number in range(2, 8)]
    assert all(line in told for line in lines) and not Adoption.objects.exists()
