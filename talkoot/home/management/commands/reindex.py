"""`talkoot reindex`: builds the search index anew while the site answers."""

from typing import Any

from django.core.management.base import BaseCommand

from talkoot.events.actions.recordings import index_recording
from talkoot.events.actions.searching import index_events
from talkoot.events.models import Recording
from talkoot.events.queries.series import findable_series
from talkoot.experts.actions.directory import index_experts
from talkoot.experts.models import Expert
from talkoot.practices.actions import reindex_all
from talkoot.search.actions import adopt_analyser
from talkoot.search.analysis import analyser_name, deep_analysis


class Command(BaseCommand):
    help = "Build the search index anew, in batches; searches go on meanwhile and find everything."

    def handle(self, *_args: Any, **_options: Any) -> None:
        with deep_analysis():
            adopt_analyser(analyser_name())
            counts = {
                "practices": reindex_all(),
                "events": index_events(findable_series()),
                "experts": index_experts(Expert.objects.select_related("supplier__organisation")),
                "recordings": _index_recordings(),
            }
        for name, count in counts.items():
            self.stdout.write(f"{name}: {count}")


def _index_recordings() -> int:
    recordings = Recording.objects.all()
    for recording in recordings.iterator(chunk_size=500):
        index_recording(recording)
    return recordings.count()
