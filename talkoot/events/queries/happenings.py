"""What has happened in a learning space lately, for those who lead it."""

import datetime
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from talkoot.events.models import Material, Post, Submission
from talkoot.events.rules.learning import Space

SHOWN = 10


@dataclass(frozen=True)
class Happening:
    """Something that somebody did, and where it is seen."""

    at: datetime.datetime
    text: str
    url: str


def happenings(space: Space) -> list[Happening]:
    """Answers handed in, messages and materials, the newest first; three queries."""
    series = space.series
    answers = Submission.objects.filter(task__series=series, submitted_at__isnull=False)
    answers = answers.select_related("task", "registration__participant", "team")
    posts = Post.objects.filter(discussion__series=series, state=Post.State.SHOWN)
    materials = Material.objects.filter(series=series).order_by("-created_at")
    found = [_handed_in(row, series.slug) for row in answers.order_by("-submitted_at")[:SHOWN]]
    found += [
        Happening(
            row.created_at,
            _("%(name)s wrote in “%(title)s”")
            % {"name": row.author.name, "title": row.discussion.title},
            reverse("discussion", args=[series.slug, row.discussion_id]),
        )
        for row in posts.select_related("author", "discussion").order_by("-created_at")[:SHOWN]
    ]
    found += [
        Happening(
            row.created_at,
            _("Material added: %(title)s") % {"title": row.title},
            reverse("material", args=[row.pk]),
        )
        for row in materials[:SHOWN]
    ]
    return sorted(found, key=lambda row: row.at, reverse=True)[:SHOWN]


def _handed_in(row: Submission, slug: str | None) -> Happening:
    assert row.submitted_at is not None
    name = row.team.name if row.team else ""
    if row.registration is not None:
        name = row.registration.participant.name
    text = _("%(name)s handed in “%(title)s”") % {"name": name, "title": row.task.title}
    return Happening(row.submitted_at, text, reverse("submission", args=[slug, row.pk]))
