"""Figures of practices and adoptions."""

import pytest

from talkoot.practices.models import Adoption
from tests.factories.people import make_organisation
from tests.factories.practices import make_adoption, make_practice
from tests.figures import count

pytestmark = pytest.mark.django_db


def test_adopted_share_counts_a_practice_once(programme):
    adopted, other = make_practice(), make_practice()
    make_adoption(adopted)
    make_adoption(adopted)
    make_adoption(other, stage=Adoption.Stage.INTERESTED)
    make_adoption(make_practice(state="withdrawn"))
    found = count("adopted-share")
    assert (found.value, found.n) == (50, 2)
    assert list(found.records) == [adopted]
    assert count("adoptions").value == 2


def test_organisation_with_two_practices_counts_once(programme):
    organisation = make_organisation()
    make_practice(organisation=organisation)
    make_practice(organisation=organisation)
    make_practice(organisation=make_organisation(), state="draft")
    found = count("practice-organisations")
    assert list(found.records) == [organisation]
    assert (found.value, found.n) == (1, 1)


def test_share_of_no_practices_says_nothing(programme):
    found = count("adopted-share")
    assert (found.value, found.n) == (None, 0)
