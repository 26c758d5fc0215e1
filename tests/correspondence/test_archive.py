"""Letters against their checksums, and the command that tells."""

from io import StringIO

import pytest
from django.core.management import call_command

from talkoot.correspondence.actions import render_letter
from talkoot.correspondence.models import Letter
from talkoot.correspondence.queries import damaged_letters
from tests.factories.correspondence import make_letter, make_message

pytestmark = pytest.mark.django_db


def doctor(*words):
    """The line that tells of letters and files."""
    out = StringIO()
    with pytest.raises(SystemExit):  # No worker runs in the tests.
        call_command("doctor", *words, stdout=out)
    return next((row for row in out.getvalue().splitlines() if "letters and files" in row), "")


def test_rendered_letter_matches_its_checksums():
    letter = render_letter(make_letter())
    make_message(state="sent", letter=letter)
    assert list(damaged_letters()) == []
    assert doctor().startswith("ok")


def test_changed_text_is_told():
    letter = make_letter()
    Letter.objects.filter(pk=letter.pk).update(content={**letter.content, "title": "Muu"})
    assert list(damaged_letters()) == [(letter, "text changed")]
    line = doctor()
    assert line.startswith("WRONG")
    assert letter.number in line


def test_sent_letter_without_a_pdf_is_told():
    letter = make_letter()
    assert list(damaged_letters()) == []
    make_message(state="sent", letter=letter)
    assert list(damaged_letters()) == [(letter, "no PDF")]


def test_missing_pdf_is_told_and_can_be_left_unread():
    stored = render_letter(make_letter()).file
    stored.content.storage.delete(stored.content.name)
    assert "missing" in doctor()
    assert doctor("--no-files") == ""
