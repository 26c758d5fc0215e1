"""Loading the curated lists that the programmes' sources name. Idempotent."""

from django.db import transaction

from talkoot.core.loading import load_rows
from talkoot.data import read_programmes
from talkoot.practices.models import CuratedList
from talkoot.programmes.models import Programme


@transaction.atomic
def load_curated_lists() -> None:
    """Title and published length of each list; which practices it held is not published."""
    programmes = Programme.objects.in_bulk(field_name="slug")
    for facts in read_programmes():
        programme = programmes[facts["slug"]]
        records = [
            {"programme_id": programme.pk, "source": programme.source, **curated}
            for curated in facts.get("curated_lists", [])
        ]
        scope = CuratedList.objects.filter(programme=programme, is_demo=False)
        load_rows(scope, records, by=("title_fi",))
