"""Reads of networks."""

from django.db.models import Q, QuerySet
from django.utils import timezone

from talkoot.events.models import Series
from talkoot.networks.models import Network


def networks_after(series: Series) -> "QuerySet[Network]":
    """The networks for which the series trains people, with their roles; those that go on."""
    goes_on = Q(ends_on=None) | Q(ends_on__gte=timezone.localdate())
    rows = Network.objects.filter(goes_on, trained_in=series).order_by("starts_on", "pk")
    return rows.select_related("programme", "series").prefetch_related("roles")
