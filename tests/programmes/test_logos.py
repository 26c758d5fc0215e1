"""The funders' marks: one set of a project in force at a time."""

import datetime

import pytest
from django.utils import timezone

from talkoot.audit.models import LogEntry
from talkoot.core.refusals import NotAllowed
from talkoot.programmes import actions
from talkoot.programmes.models import LogoSet
from tests.factories.files import make_picture
from tests.factories.programmes import make_funding_project, make_logo_set

pytestmark = pytest.mark.django_db
DAY = datetime.date(2026, 6, 1)


def values(**given):
    words = {"alt_fi": "Merkit", "alt_sv": "", "alt_en": ""}
    return {"image": make_picture(), "valid_from": DAY, "valid_to": None, **words, **given}


@pytest.mark.parametrize(
    ("first", "last", "is_refused"),
    [
        (datetime.date(2026, 6, 1), None, True),
        (datetime.date(2026, 12, 31), None, True),
        (datetime.date(2027, 1, 1), None, False),
        (datetime.date(2025, 1, 1), None, True),
        (datetime.date(2025, 1, 1), datetime.date(2025, 12, 31), False),
        (datetime.date(2025, 1, 1), datetime.date(2026, 1, 1), True),
    ],
)
def test_two_sets_never_hold_on_one_day(office_user, first, last, is_refused):
    held = make_logo_set(valid_from=datetime.date(2026, 1, 1), valid_to=datetime.date(2026, 12, 31))
    try:
        actions.add_logo_set(held.project, values(valid_from=first, valid_to=last), by=office_user)
    except NotAllowed as refusal:
        assert is_refused
        assert "1.1.2026–31.12.2026" in refusal.sentence
    else:
        assert not is_refused
        assert LogEntry.objects.filter(key="programmes.logos.added").count() == 1
    assert LogoSet.objects.count() == (1 if is_refused else 2)


def test_another_projects_marks_are_free_to_overlap(office_user):
    held = make_logo_set(valid_from=DAY)
    other = make_funding_project(held.project.programme, name="Toinen hanke")
    assert actions.add_logo_set(other, values(), by=office_user).image.media_type == "image/png"


def test_end_frees_the_days_after_it(office_user):
    held = make_logo_set(valid_from=timezone.localdate())
    with pytest.raises(NotAllowed, match="ensimmäistä päivää"):
        actions.end_logo_set(held, timezone.localdate() - datetime.timedelta(1), by=office_user)
    actions.end_logo_set(held, timezone.localdate(), by=office_user)
    tomorrow = timezone.localdate() + datetime.timedelta(1)
    actions.add_logo_set(held.project, values(valid_from=tomorrow), by=office_user)
    with pytest.raises(NotAllowed, match="muut"):
        actions.end_logo_set(held, tomorrow, by=office_user)


def test_ended_set_stays(office_user):
    held = make_logo_set(valid_from=DAY, valid_to=DAY)
    with pytest.raises(NotAllowed, match="jo päättynyt"):
        actions.end_logo_set(held, DAY, by=office_user)


def test_what_is_no_picture_is_refused(office_user):
    project = make_funding_project()
    wrong = make_picture()
    wrong.name = "merkit.svg"
    with pytest.raises(NotAllowed):
        actions.add_logo_set(project, values(image=wrong), by=office_user)
    assert not LogoSet.objects.exists()
