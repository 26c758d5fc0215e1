"""Who reads and edits, what is missing, which stage fits which day."""

from talkoot.practices import rules
from talkoot.practices.models import Practice
from tests.factories.practices import make_practice


def test_draft_is_read_by_its_author_and_the_office_only(applicant, outsider, office_user):
    practice = make_practice(state=Practice.State.DRAFT, author=applicant)
    assert rules.can_read(applicant, practice) and rules.can_read(office_user, practice)
    assert not rules.can_read(outsider, practice)
    assert not rules.can_edit(office_user, practice)


def test_at_most_six_answers_are_asked(db):
    assert len(rules.missing_answers(Practice())) == 6
