"""The keys of badges: which one signs, and what the operator is told."""

import datetime
import os
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from talkoot.credentials import keys
from talkoot.home.management.commands import doctor

TODAY = datetime.date(2026, 11, 22)


@pytest.fixture(autouse=True)
def _key(settings, tmp_path):
    settings.BADGE_KEY_FILE = tmp_path / "badge-key.pem"


def test_newest_key_whose_day_has_come_signs(settings):
    first = keys.signing_key(TODAY)
    assert (first.name, first.path) == ("badges", settings.BADGE_KEY_FILE)
    made = keys.new_key(datetime.date(2027, 3, 1))
    keys.new_key(datetime.date(2027, 1, 1))
    settings.BADGE_KEY_FILE.with_name("badge-key.copy.pem").write_bytes(first.private)
    names = [key.name for key in keys.all_keys()]
    assert names == ["badges", "badges-2027-01-01", "badges-2027-03-01"]
    assert keys.signing_key(datetime.date(2027, 2, 28)).name == "badges-2027-01-01"
    assert keys.signing_key(datetime.date(2027, 3, 1)) == made
    assert keys.published_keys(datetime.date(2027, 2, 1))[0].name == "badges-2027-01-01"
    assert len({key.public for key in keys.all_keys()}) == 3
    with pytest.raises(FileExistsError):
        keys.new_key(datetime.date(2027, 3, 1))


def test_command_makes_a_key_for_tomorrow_and_lists_them():
    out = StringIO()
    call_command("badge_key", new=True, stdout=out)
    tomorrow = timezone.localdate() + datetime.timedelta(days=1)
    assert f"{tomorrow} badges-{tomorrow}: signs from that day on" in out.getvalue()
    assert "badges: signs now" in out.getvalue()
    for wrong in ("2020-01-01", "2026-13-01", "huomenna"):
        with pytest.raises(CommandError, match="after today"):
            call_command("badge_key", new=True, day=wrong)


def test_doctor_warns_of_an_old_key(settings):
    assert "none yet" in doctor.check_badge_keys()
    key = keys.signing_key(timezone.localdate())
    assert "newest has signed for 0 days" in doctor.check_badge_keys()
    old = timezone.now().timestamp() - 731 * 86_400
    os.utime(key.path, (old, old))
    with pytest.raises(doctor.Warned, match="badge_key --new"):
        doctor.check_badge_keys()
    out = StringIO()
    assert doctor.Command(stdout=out).told("badge keys", doctor.check_badge_keys)
    assert out.getvalue().startswith("WARN ")
