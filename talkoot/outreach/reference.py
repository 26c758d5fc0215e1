"""Loading the podcast episodes, stories and campaigns that the sources name. Idempotent."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from talkoot.core.loading import load_rows
from talkoot.data import read_programmes
from talkoot.outreach.models import Campaign, PodcastEpisode, Story
from talkoot.programmes.models import Programme


@transaction.atomic
def load_outreach() -> None:
    """Episodes, stories with their municipalities, and campaigns. After load_programmes."""
    programmes = Programme.objects.in_bulk(field_name="slug")
    for facts in read_programmes():
        programme = programmes[facts["slug"]]
        same = {"programme_id": programme.pk, "source": facts["source_id"]}
        if podcast := facts.get("podcast"):
            common = same | {name: podcast[name] for name in ("series", "published_by")}
            episodes = [common | episode for episode in podcast["episodes"]]
            load_rows(PodcastEpisode.objects.filter(programme=programme), episodes, by=("number",))
        if stories := facts.get("stories"):
            _load_stories(programme, stories, same)
        campaigns = [same | campaign for campaign in facts.get("campaigns", [])]
        load_rows(Campaign.objects.filter(programme=programme), campaigns, by=("slug",))


def _load_stories(programme: Programme, stories: Mapping[str, Any], same: dict[str, Any]) -> None:
    common = same | {name: stories[name] for name in ("series", "published_by")}
    records = [
        common | {"number": item["number"], "title": item["title"]} for item in stories["items"]
    ]
    loaded = load_rows(Story.objects.filter(programme=programme), records, by=("number",))
    link = Story.municipalities.through
    links = [
        {"story_id": loaded[(item["number"],)].pk, "municipality_id": code}
        for item in stories["items"]
        for code in item["municipalities"]
    ]
    load_rows(
        link.objects.filter(story__in=loaded.values()), links, by=("story_id", "municipality_id")
    )
