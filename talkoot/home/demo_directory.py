"""The demo's experts: competences, places, times, a tie and a change that waits for the office."""

import datetime
from typing import Any

from django.utils import timezone

from talkoot.core.loading import load_rows
from talkoot.data import read_json
from talkoot.experts.actions import profiles as actions
from talkoot.experts.actions.directory import index_new_experts
from talkoot.experts.models import Availability, Competence, Expert
from talkoot.people.models import Municipality, Organisation, User


def load_profiles(*, by: User) -> None:
    """What each expert has told, through the same actions as in real work."""
    facts = read_json("demo/directory.json")
    rows = [{"order": order, **row} for order, row in enumerate(facts["competences"], 1)]
    load_rows(Competence.objects.all(), rows, by=("code",))
    experts = {row.slug: row for row in Expert.objects.filter(slug__in=facts["experts"])}
    for slug, told in facts["experts"].items():
        _tell(experts[slug], told, by=by)
    _add_period(experts, facts["away"], Availability.Kind.AWAY, by=by)
    _add_period(experts, facts["free"], Availability.Kind.FREE, by=by)
    tie = facts["tie"]
    organisation = Organisation.objects.filter(key=tie["organisation"]).first()
    if organisation is not None:
        actions.declare_tie(
            experts[tie["expert"]], organisation=organisation, reason=tie["reason"], by=by
        )
    _propose(experts[facts["change"]["expert"]], facts["change"]["title_fi"])
    index_new_experts()


def _tell(expert: Expert, told: dict[str, Any], *, by: User) -> None:
    home = Municipality.objects.get(code=told["home"])
    places = {"region_codes": told["regions"], "home_municipality": home}
    codes = Competence.objects.filter(code__in=told["competences"])
    content = actions.content_of(expert) | {
        "competences": sorted(codes.values_list("pk", flat=True)),
        "competence_words": told["words"],
    }
    change = actions.propose_change(expert, content=content, by=expert.user or by)
    if change is not None:
        actions.publish_change(change, by=by)
    actions.save_practicalities(expert, values=places, by=expert.user or by)


def _add_period(experts: dict[str, Expert], row: dict[str, Any], kind: str, *, by: User) -> None:
    starts_on = timezone.localdate() + datetime.timedelta(days=row.get("after", 0))
    actions.add_availability(
        experts[row["expert"]],
        kind=kind,
        starts_on=starts_on,
        ends_on=starts_on + datetime.timedelta(days=row["days"]),
        note=row["note"],
        by=experts[row["expert"]].user or by,
    )


def _propose(expert: Expert, title: str) -> None:
    expert = Expert.objects.get(pk=expert.pk)
    assert expert.user is not None
    content = actions.content_of(expert) | {"title_fi": title}
    actions.propose_change(expert, content=content, by=expert.user)
