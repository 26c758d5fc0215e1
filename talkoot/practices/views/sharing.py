"""Practices elsewhere: a feed, the picture of a shared link, a list inside another site's page."""

import datetime
import hashlib
import re
from dataclasses import replace
from typing import Any

from csp.decorators import csp_replace
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.http import quote_etag
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from talkoot.practices.listing import Listing, list_practices
from talkoot.practices.queries import get_practice
from talkoot.practices.queries.versions import last_public_changes
from talkoot.practices.sharing import card_png
from talkoot.practices.wanted import query_of, wanted_from

NEWEST, EMBEDDED = 50, 10
DAY = 86_400
NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


@require_safe
def practices_feed(request: HttpRequest) -> HttpResponse:
    """The newest practices as Atom; takes the filters and words of the list's address."""
    return PracticesFeed()(request)


class PracticesFeed(Feed):
    """What Django's syndication asks of a feed."""

    feed_type = Atom1Feed

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        return wanted_from(request.GET)

    def title(self, obj: Any) -> str:
        words = _printable(obj.text)
        return _("Practices: %(words)s") % {"words": words} if words else _("Practices")

    def subtitle(self) -> str:
        return _("Practices as they are published.")

    def link(self, obj: Any) -> str:
        return _with_query(settings.BASE_URL + reverse("practices"), query_of(obj))

    def feed_url(self, obj: Any) -> str:
        return _with_query(settings.BASE_URL + reverse("practices-feed"), query_of(obj))

    def author_name(self) -> str:
        return str(settings.SITE_NAME)

    def items(self, obj: Any) -> list[Any]:
        """Each with `owner_name` and `changed_at`: every entry must tell both (RFC 4287)."""
        listing = list_practices(replace(obj, sort="newest"), size=NEWEST)
        rows: list[Any] = listing.practices
        bodies = listing.catalogue.labels.organisations
        changed = last_public_changes([row.pk for row in rows])
        for row in rows:
            body = bodies.get(row.organisation_id)
            row.owner_name = body.name if body else ""
            row.changed_at = max(row.published_at, changed.get(row.pk, row.published_at))
        return rows

    def item_title(self, item: Any) -> str:
        return _printable(item.title)

    def item_link(self, item: Any) -> str:
        return str(settings.BASE_URL + item.get_absolute_url())

    def item_description(self, item: Any) -> str:
        """A summary is read as HTML (Atom1Feed)."""
        return escape(_printable(item.gist))

    def item_author_name(self, item: Any) -> str:
        return _printable(item.owner_name) or str(settings.SITE_NAME)

    def item_pubdate(self, item: Any) -> datetime.datetime:
        moment: datetime.datetime = item.published_at
        return moment

    def item_updateddate(self, item: Any) -> datetime.datetime:
        """When its public text last changed."""
        moment: datetime.datetime = item.changed_at
        return moment


def _printable(text: str) -> str:
    """Without the characters that no XML may hold."""
    return NOT_IN_XML.sub("", text)


def _with_query(address: str, query: str) -> str:
    return f"{address}?{query}" if query else address


@require_safe
def practice_card(request: HttpRequest, slug: str) -> HttpResponse:
    """The picture that a shared link shows; made anew only when the title or the owner changes."""
    found = get_practice(AnonymousUser(), slug)
    words = f"{found.title}|{found.organisation.name}|{settings.SITE_NAME}|{found.is_demo}"
    etag = quote_etag(hashlib.sha256(words.encode()).hexdigest()[:32])
    if seen := get_conditional_response(request, etag=etag):
        return seen
    response = HttpResponse(card_png(found), content_type="image/png")
    response["ETag"] = etag
    response["Cache-Control"] = f"public, max-age={DAY}"
    return response


@require_safe
@xframe_options_exempt
@csp_replace({"frame-ancestors": ["*"]})  # type: ignore[arg-type]
def embed_practices(request: HttpRequest) -> HttpResponse:
    """A short list for another site's page: no cookie, no script, no trace of a reader."""
    wanted = wanted_from(request.GET)
    listing: Listing = list_practices(wanted, size=EMBEDDED)
    bodies = listing.catalogue.labels.organisations
    rows = [
        {
            "title": row.title,
            "url": row.get_absolute_url(),
            "language": row.language,
            "owner": bodies[row.organisation_id].name if row.organisation_id in bodies else "",
            "year": localtime(row.published_at).year if row.published_at else "",
            "is_demo": row.is_demo,
        }
        for row in listing.practices
    ]
    context = {
        "rows": rows,
        "all_url": _with_query(settings.BASE_URL + reverse("practices"), query_of(wanted)),
        "base_url": settings.BASE_URL,
    }
    response = render(request, "practices/embed.html", context)
    response["Cache-Control"] = "public, max-age=600"
    return response
