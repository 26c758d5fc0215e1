"""What the worker does for reports."""

from django.utils import timezone

from talkoot.reports import actions


def make_report_files() -> None:
    """Make the files that people have asked for."""
    for row in actions.waiting_files(timezone.now()):
        actions.make_file(row)
