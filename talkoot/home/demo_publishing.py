"""The demo's publishing desk: an expert's opinion, a change that waits, stories seen elsewhere."""

from typing import Any

from django.utils import timezone

from talkoot.data import read_json
from talkoot.people.models import Organisation, User
from talkoot.practices.actions.leads import add_lead, close_lead
from talkoot.practices.actions.opinions import record_opinion
from talkoot.practices.actions.writing import edit_practice, propose_change, save_writing
from talkoot.practices.models import Practice
from talkoot.programmes.models import Programme


def load_publishing(programme: Programme, users: dict[str, User]) -> None:
    """All invented, told in talkoot/data/demo/publishing.json."""
    facts = read_json("demo/publishing.json")
    office = users["office"]
    practice = _practice(programme, facts["opinion"]["practice"])
    edit_practice(practice, values=facts["opinion"]["told"], by=office)
    record_opinion(
        practice, given_on=timezone.localdate(), by=office, **facts["opinion"]["opinion"]
    )
    changed = _practice(programme, facts["change"]["practice"])
    author = changed.author
    assert author is not None
    save_writing(changed, values=facts["change"]["told"], by=author)
    propose_change(changed, by=author)
    for row in facts["leads"]:
        _load_lead(programme, row, office)


def _practice(programme: Programme, title: str) -> Practice:
    return Practice.objects.get(programme=programme, title=title)


def _load_lead(programme: Programme, row: dict[str, Any], office: User) -> None:
    organisation = Organisation.objects.filter(key=row["organisation"]).first()
    lead = add_lead(
        programme, title=row["title"], note=row["note"], organisation=organisation, by=office
    )
    if row["outcome"]:
        close_lead(lead, outcome=row["outcome"], by=office)
