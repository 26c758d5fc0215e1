"""Everything that the worker does, and how often."""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.core.management import call_command

from talkoot.audit.actions import beat
from talkoot.audit.queries import WORKER
from talkoot.calls.jobs import close_overdue_requests, remind_completions, remind_drafts
from talkoot.correspondence.jobs import prune_outbox, send_due_messages
from talkoot.credentials.jobs import forget_unconfirmed_badges
from talkoot.decisions.actions.publicity import clear_addresses
from talkoot.decisions.jobs import sign_slates, tell_partners
from talkoot.engagements.jobs import ask_of_commitments, remind_reports
from talkoot.events.jobs import (
    ask_participants,
    fill_kept_seats,
    index_missing_events,
    remind_of_sessions,
    remind_of_tasks,
)
from talkoot.experts.jobs import forget_planners, index_missing_experts
from talkoot.games.actions import close_expired_rooms
from talkoot.home.opendata.build import build_open_data_nightly
from talkoot.practices.actions.import_runs import work_on_imports
from talkoot.practices.jobs import (
    ask_adopters,
    ask_benefits,
    ask_owners,
    fit_curves,
    forget_lead_addresses,
    forget_link_addresses,
    recount_all_levels,
    remind_of_ideas,
    send_search_digests,
    suggest_established_ones,
    trim_search_logs,
)
from talkoot.reports.jobs import make_report_files, renew_report_files
from talkoot.search.jobs import analyse_pending_tokens, keep_champions
from talkoot.surveys.jobs import (
    close_ended_rounds,
    forget_invited,
    group_answers,
    lay_out_answers,
    open_due_rounds,
    plan_by_calendar,
    remind,
    send_invitations,
    tally_rounds,
)

logger = logging.getLogger(__name__)
MINUTE, HOUR, DAY = 60, 3600, 86400


@dataclass
class Job:
    """A function without arguments that may run at any time, and the seconds between two runs."""

    run: Callable[[], Any]
    every: int
    due_at: float = field(default=0.0)

    @property
    def name(self) -> str:
        return f"{self.run.__module__}.{self.run.__name__}"


def clear_old_sessions() -> None:
    """Remove the sessions that have expired."""
    call_command("clearsessions")


def all_jobs() -> list[Job]:
    """The jobs, each due at once."""
    return [*_jobs_of_the_minute(), *_jobs_of_the_day()]


def _jobs_of_the_minute() -> list[Job]:
    """Those that somebody waits for."""
    return [
        Job(send_due_messages, every=1),
        Job(sign_slates, every=1),
        Job(analyse_pending_tokens, every=1),
        Job(index_missing_experts, every=MINUTE),
        Job(index_missing_events, every=MINUTE),
        Job(open_due_rounds, every=MINUTE),
        Job(close_ended_rounds, every=MINUTE),
        Job(tally_rounds, every=MINUTE),
        Job(lay_out_answers, every=MINUTE),
        Job(group_answers, every=5),
        Job(send_invitations, every=2),
        Job(make_report_files, every=2),
        Job(remind, every=MINUTE),
        Job(remind_completions, every=10 * MINUTE),
        Job(close_overdue_requests, every=10 * MINUTE),
        Job(tell_partners, every=5 * MINUTE),
        Job(remind_drafts, every=10 * MINUTE),
        Job(remind_of_sessions, every=10 * MINUTE),
        Job(remind_of_tasks, every=10 * MINUTE),
        Job(fill_kept_seats, every=10 * MINUTE),
    ]


def _jobs_of_the_day() -> list[Job]:
    """Those that run by the hour or the day."""
    return [
        Job(plan_by_calendar, every=DAY),
        Job(forget_invited, every=DAY),
        *_jobs_of_practices(),
        Job(remind_reports, every=HOUR),
        Job(renew_report_files, every=HOUR),
        Job(ask_of_commitments, every=HOUR),
        Job(ask_participants, every=HOUR),
        Job(prune_outbox, every=HOUR),
        Job(forget_unconfirmed_badges, every=HOUR),
        Job(close_expired_rooms, every=HOUR),
        Job(clear_old_sessions, every=DAY),
        Job(clear_addresses, every=DAY),
        Job(forget_planners, every=DAY),
    ]


def _jobs_of_practices() -> list[Job]:
    return [
        Job(ask_benefits, every=HOUR),
        Job(ask_owners, every=HOUR),
        Job(suggest_established_ones, every=HOUR),
        Job(ask_adopters, every=HOUR),
        Job(remind_of_ideas, every=HOUR),
        Job(forget_link_addresses, every=HOUR),
        Job(forget_lead_addresses, every=DAY),
        Job(send_search_digests, every=HOUR),
        Job(keep_champions, every=10 * MINUTE),
        Job(trim_search_logs, every=DAY),
        Job(recount_all_levels, every=DAY),
        Job(fit_curves, every=DAY),
        Job(work_on_imports, every=2),
        Job(build_open_data_nightly, every=HOUR),
    ]


def run_due_jobs(jobs: list[Job]) -> list[str]:
    """Run the jobs that are due, with a sign of life before each; returns the names of the failed.

    One job's failure is logged and the others run; the failed one is tried again in its turn.
    """
    failed = []
    for job in jobs:
        if time.monotonic() < job.due_at:
            continue
        job.due_at = time.monotonic() + job.every
        try:
            beat(WORKER)
            job.run()
        except Exception:  # A worker outlives whatever one of its jobs does.
            logger.exception("job failed", extra={"job": job.name})
            failed.append(job.name)
    return failed
