"""Loading themes, service areas and the five published programmes. Idempotent."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import models, transaction

from talkoot.core.loading import load_rows
from talkoot.data import read_json, read_programmes
from talkoot.people.models import Organisation
from talkoot.programmes.models import (
    FundingProject,
    FundingShare,
    Goal,
    Mandate,
    Offering,
    Party,
    Period,
    Programme,
    PublishedFact,
    PublishedList,
    Sector,
    Theme,
)

COLUMNS = ["slug", "name", "summary", "vision", "state", "starts_on", "ends_on", "source"]
# Set once: afterwards the office changes them on its page of remedies and numbers.
FIRST_COLUMNS = ["number_prefix", "remedy_regime"]


@transaction.atomic
def load_themes_and_sectors() -> None:
    """Themes of needs, workshops and practices, and the eight service areas."""
    lists = read_json("classifications.json")
    for use, items in lists["themes"].items():
        records = [{"use": use, "order": order, **item} for order, item in enumerate(items, 1)]
        load_rows(Theme.objects.filter(use=use), records, by=("use", "code"))
    sectors = [{"order": order, **item} for order, item in enumerate(lists["sectors"], 1)]
    load_rows(Sector.objects.all(), sectors, by=("code",))


@transaction.atomic
def load_programmes() -> int:
    """Every programme of the data folder with what it consists of; returns how many.

    Call after load_organisations. Their series, lists and stories are loaded by the apps that
    hold them.
    """
    organisations = dict(Organisation.objects.values_list("key", "pk"))
    files = list(read_programmes())
    known = set(Programme.objects.values_list("slug", flat=True))
    for facts in files:
        names = COLUMNS if facts["slug"] in known else COLUMNS + FIRST_COLUMNS
        record = {name: facts[name] for name in names}
        record["office_id"] = organisations[facts["office"]]
        scope = Programme.objects.filter(slug=facts["slug"])
        programme = load_rows(scope, [record], by=("slug",))[(facts["slug"],)]
        _load_parts(programme, facts, organisations)
    _load_lists()
    return len(files)


def _load_lists() -> None:
    """Names that the sources list, in the order of the file."""
    programmes = dict(Programme.objects.values_list("slug", "pk"))
    rows = [
        {"programme_id": programmes[row.pop("programme")], "order": order, **row}
        for order, row in enumerate(read_json("published_lists.json"), 1)
    ]
    load_rows(PublishedList.objects.all(), rows, by=("programme_id", "code"))


def _load_parts(
    programme: Programme, facts: Mapping[str, Any], organisations: Mapping[str, int]
) -> None:
    def load(model: type[models.Model], records: Iterable[Mapping[str, Any]], *by: str) -> Any:
        mine = [{"programme_id": programme.pk, **record} for record in records]
        return load_rows(model._default_manager.filter(programme=programme), mine, by=by)

    periods = load(Period, facts["periods"], "order")
    load(Goal, facts["goals"], "number")
    load(Mandate, facts["mandates"], "text_fi")
    projects = [dict(project) for project in facts["funding_projects"]]
    shares = {project["name"]: project.pop("shares", []) for project in projects}
    for (name,), project in load(FundingProject, projects, "name").items():
        same = {"project_id": project.pk}
        scope = FundingShare.objects.filter(project=project)
        load_rows(scope, [same | share for share in shares[name]], by=("code",))
    parties = [
        {
            "organisation_id": organisations[party["organisation"]],
            "kind": party["kind"],
            "share_percent": party.get("share_percent"),
        }
        for party in facts["parties"]
    ]
    load(Party, parties, "organisation_id", "kind")
    offerings = [dict(offering) for offering in facts["offerings"]]
    for offering in offerings:
        if order := offering.pop("period", None):
            offering["period_id"] = periods[(order,)].pk
    load(Offering, offerings, "slug")
    published = [
        {"order": order, "source": programme.source, **fact}
        for order, fact in enumerate(facts["published_facts"], 1)
    ]
    load(PublishedFact, published, "code")
