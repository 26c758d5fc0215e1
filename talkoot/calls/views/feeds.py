"""The feed of calls, one in each language."""

import datetime
from typing import Any

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.db.models import Max
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from talkoot.calls.deadlines import deadline_text
from talkoot.calls.models import Call
from talkoot.calls.queries.calls import public_calls

NEWEST = 50


@require_safe
def calls_feed(request: HttpRequest) -> HttpResponse:
    """The newest published calls as Atom, in the language of the address."""
    return CallsFeed()(request)


class CallsFeed(Feed):
    """What Django's syndication asks of a feed."""

    feed_type = Atom1Feed

    def title(self) -> str:
        return _("Calls for applications")

    def subtitle(self) -> str:
        return _("Calls as they are published, each with its deadline.")

    def link(self) -> str:
        return settings.BASE_URL + reverse("calls")

    def author_name(self) -> str:
        return str(settings.SITE_NAME)

    def feed_url(self) -> str:
        return settings.BASE_URL + reverse("calls-feed")

    def items(self) -> list[Call]:
        rows = public_calls().annotate(changed_at=Max("versions__created_at"))
        return list(rows.order_by("-published_at", "-pk")[:NEWEST])

    def item_title(self, item: Any) -> str:
        return str(item.title)

    def item_link(self, item: Any) -> str:
        return str(settings.BASE_URL + item.get_absolute_url())

    def item_description(self, item: Any) -> str:
        """A summary is read as HTML (Atom1Feed)."""
        words = _("%(offering)s, %(programme)s. Closes: %(closes)s") % {
            "offering": item.offering,
            "programme": item.offering.programme,
            "closes": deadline_text(item),
        }
        return escape(words)

    def item_pubdate(self, item: Any) -> datetime.datetime:
        moment: datetime.datetime = item.published_at
        return moment

    def item_updateddate(self, item: Any) -> datetime.datetime:
        """When its text or terms last changed, for instance its deadline."""
        moment: datetime.datetime = item.changed_at or item.published_at
        return moment
