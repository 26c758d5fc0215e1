"""Importing practices from a file: CSV or JSON Lines, all of it or nothing.

The sender vouches for the permission to publish: what is imported is public at once.
"""

import datetime
from collections import Counter
from pathlib import Path

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from talkoot.core.tables import Table, read_table
from talkoot.people.models import Organisation
from talkoot.practices.actions import add_published, new_slug
from talkoot.practices.models import Practice
from talkoot.programmes.models import Programme, Sector, Theme, ThemeUse

NEEDED = ["title", "gist", "organisation", "sector", "need", "what_was_done", "programme"]
TEXTS = ["unit_name", "who_took_part", "results", "status", "language"]
OPTIONAL = [*TEXTS, "themes", "published_on", "slug", "is_demo"]
LINKS = ["programme", "organisation", "sector", "engagement", "author"]


@transaction.atomic
def import_practices(path: Path) -> list[Practice]:
    """Publish the practices of a file and index them; return them.

    Organisations are known by key, sectors and themes (several with spaces between) by code,
    programmes by slug. Raises BadTable with every fault and writes nothing if there is any.
    """
    table = read_table(path, required=NEEDED, optional=OPTIONAL)
    organisations = {o.key: o for o in Organisation.objects.select_related("municipality")}
    sectors = {sector.code: sector for sector in Sector.objects.all()}
    themes = {theme.code: theme for theme in Theme.objects.filter(use=ThemeUse.PRACTICE)}
    programmes = {programme.slug: programme for programme in Programme.objects.all()}
    slugs = Counter(Practice.objects.values_list("slug", flat=True))
    slugs.update(cells["slug"] for cells in table.rows.values() if cells["slug"])
    practices = []
    for line, cells in table.rows.items():
        if slugs[cells["slug"]] > 1:
            sentence = _("the slug “%(slug)s” is in use already. Choose another.")
            table.fault(line, sentence % {"slug": cells["slug"]})
        practice = Practice(
            **{name: cells[name] for name in TEXTS if cells[name]},
            slug=cells["slug"] or new_slug(cells["title"]),
            title=cells["title"],
            gist=cells["gist"],
            need=cells["need"],
            what_was_done=cells["what_was_done"],
            programme=programmes.get(table.choose(line, "programme", programmes)),
            organisation=organisations.get(
                table.choose(line, "organisation", organisations, _("Use the organisation's key."))
            ),
            sector=sectors.get(table.choose(line, "sector", sectors)),
            state=Practice.State.PUBLISHED,
            may_publish=True,
            published_at=_moment(table.day(line, "published_on")),
            is_demo=cells["is_demo"].lower() in ("1", "true"),
        )
        _check_texts(table, line, practice)
        practices.append((practice, _themes(table, line, themes)))
    table.check()
    return add_published(practices)


def _themes(table: Table, line: int, themes: dict[str, Theme]) -> list[Theme]:
    codes = dict.fromkeys(table.rows[line]["themes"].split())
    for code in codes:
        if code not in themes:
            sentence = _("“%(value)s” is not known in column themes. Use one of: %(names)s.")
            table.fault(line, sentence % {"value": code, "names": ", ".join(themes)})
    return [themes[code] for code in codes if code in themes]


def _check_texts(table: Table, line: int, practice: Practice) -> None:
    """The model's own limits: lengths and choices."""
    try:
        practice.clean_fields(exclude=LINKS)
    except ValidationError as error:
        for name, sentences in error.message_dict.items():
            for sentence in sentences:
                table.fault(line, f"{name}: {sentence}")


def _moment(day: datetime.date | None) -> datetime.datetime:
    """Noon of the day, or now without one."""
    if day is None:
        return timezone.now()
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time(12)))
