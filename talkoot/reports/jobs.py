"""What the worker does for reports."""

from django.utils import timezone

from talkoot.reports import actions


def make_report_files() -> None:
    """Make the files that people have asked for; those that a dead worker left are given up."""
    now = timezone.now()
    actions.give_up_files(now)
    for row in actions.waiting_files(now):
        actions.make_file(row)


def renew_report_files() -> None:
    """Files of a report from which a quote was taken back are made anew without it."""
    actions.renew_files_without_lost_quotes()
