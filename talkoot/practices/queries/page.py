"""What the page of a practice shows of its text: sections, badges, pictures, files, opinions."""

from collections.abc import Callable
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

from django.db.models import OuterRef, Subquery
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from talkoot.calls.models import Application
from talkoot.core.access import fetch
from talkoot.core.gathered import columns_of, gathered, put_gathered
from talkoot.core.refusals import NotAllowed, NotFound
from talkoot.practices import rules
from talkoot.practices.models import Attachment, Image, Opinion, Practice
from talkoot.practices.rules.evidence import Ground, evidence_reason, grounds_of
from talkoot.practices.rules.moderation import badges_of
from talkoot.programmes.models import Theme

THEME_NAMES = ("name_fi", "name_sv", "name_en")


@dataclass(frozen=True)
class Shown:
    """A practice with what belongs to its page; `attachments` are (row, bytes of its file).

    `needs` are the themes of needs in the application of whose work it came.
    """

    practice: Practice
    images: list[Image]
    attachments: list[tuple[Attachment, int | None]]
    opinions: list[Opinion]
    needs: list[Theme] = field(default_factory=list)

    @property
    def sections(self) -> list[tuple[str, str]]:
        """(heading, text) of what has been told."""
        practice = self.practice
        rows = [
            (_("What was the need?"), practice.need),
            (_("What was done?"), practice.what_was_done),
            (_("Who took part?"), practice.who_took_part),
            (_("Results so far"), practice.results),
            (_("How do you know the results?"), practice.how_measured),
            (_("What did it take?"), practice.resources),
            (_("What must hold, and what did not work?"), practice.conditions),
            (_("Tips for those who adopt it"), practice.tips),
        ]
        return [(label, text) for label, text in rows if text.strip()]

    @cached_property
    def badges(self) -> list[tuple[str, str, str]]:
        is_validated = any(opinion.is_validating for opinion in self.opinions)
        return badges_of(self.practice, is_validated=is_validated)

    @property
    def grounds(self) -> list[Ground]:
        return grounds_of(self.practice)

    @property
    def evidence_reason(self) -> str:
        return evidence_reason(self.practice)

    @property
    def video_host(self) -> str:
        return urlsplit(self.practice.video_url).hostname or ""

    @property
    def place(self) -> str:
        """Municipality and region, of the practice or else of its organisation."""
        practice = self.practice
        place = practice.place or practice.organisation.municipality
        return f"{place.name}, {place.region}" if place else ""


def get_page(
    user: Any, slug: str, *, can: Callable[[Any, Practice], bool] = rules.can_read
) -> Practice:
    """get_practice with all that its page shows, in one query; shown_page reads it from there."""
    rows = Practice.objects.select_related(
        "programme__office",
        "organisation__municipality",
        "sector",
        "author",
        "place",
        "origin_practice__organisation",
        "engagement__application__call__offering",
    ).annotate(need_rows=_needs(), **{f"{name}_rows": part for name, part in _parts().items()})
    try:
        practice = fetch(rows, user, can, slug=slug)
    except NotFound:
        _refuse_withdrawn(slug)
        raise
    for name in _parts():
        order = {"partners": "name", "opinions": "given_on"}.get(name, "order")
        order = "pk" if name == "attachments" else order
        put_gathered(
            [practice], name, {practice.pk: getattr(practice, f"{name}_rows")}, order=order
        )
    return practice


def _refuse_withdrawn(slug: str) -> None:
    """What has been public is not merely missing: the address says so to who followed a link."""
    gone = Practice.objects.filter(slug=slug, state=Practice.State.WITHDRAWN)
    if gone.filter(published_at__isnull=False).exists():
        sentence = _("This practice has been withdrawn. See the list of practices for others.")
        raise NotAllowed(sentence, status=HTTPStatus.GONE)


def _needs() -> Subquery:
    """What its own organisation had told as its needs; the application is of its engagement."""
    columns = {name: f"theme__{name}" for name in ("code", "order", *THEME_NAMES)}
    rows = Application.themes.through.objects.filter(
        application__engagement__practice=OuterRef("pk")
    )
    return gathered(rows, by="application__engagement__practice", **columns)


def _parts() -> dict[str, Subquery]:
    """The related rows of a practice, each gathered into a column."""
    own = OuterRef("pk")
    theme, partner = ("use", "code", "order", *THEME_NAMES), ("name", "key")
    return {
        "themes": gathered(
            Practice.themes.through.objects.filter(practice=own),
            by="practice",
            **{"id": "theme_id"} | {name: f"theme__{name}" for name in theme},
        ),
        "partners": gathered(
            Practice.partners.through.objects.filter(practice=own),
            by="practice",
            **{"id": "organisation_id"} | {name: f"organisation__{name}" for name in partner},
        ),
        "images": gathered(
            Image.objects.filter(practice=own), "id", "order", "alt", "credit", by="practice"
        ),
        "attachments": gathered(
            Attachment.objects.filter(practice=own),
            *("id", "title", "url", "file_id"),
            by="practice",
            size="file__size",
        ),
        "opinions": gathered(
            Opinion.objects.filter(practice=own), *columns_of(Opinion), by="practice"
        ),
    }


def shown_page(practice: Practice) -> Shown:
    """The pictures, files and opinions of a practice that get_page has read; no query."""
    sizes = {row["id"]: row["size"] for row in getattr(practice, "attachments_rows", None) or []}
    return Shown(
        practice,
        list(practice.images.all()),
        [(row, sizes.get(row.pk)) for row in practice.attachments.all()],
        list(practice.opinions.all()),
        sorted((Theme(**row) for row in getattr(practice, "need_rows", None) or []), key=_order),
    )


def _order(theme: Theme) -> int:
    return theme.order
