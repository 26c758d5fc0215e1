"""`talkoot levels`."""

import pytest
from django.core.management import CommandError, call_command

from talkoot.practices.models import Practice
from tests.factories.diffusion import make_spread
from tests.factories.practices import make_practice

pytestmark = pytest.mark.django_db


def test_difference_is_told_and_brought_up_to_date(capsys):
    practice = make_practice()
    make_spread(practice, 1)
    with pytest.raises(CommandError, match="1 kept levels differ"):
        call_command("levels")
    assert f"practice {practice.pk} should be on" in capsys.readouterr().out
    call_command("levels", keep=True)
    call_command("levels")
    assert "Every kept level agrees" in capsys.readouterr().out
    assert Practice.objects.get(pk=practice.pk).level >= 2
