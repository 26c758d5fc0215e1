"""Networks and their members."""

from typing import Any

from django.utils import timezone

from talkoot.networks.models import Network, NetworkMember
from talkoot.programmes.models import Programme
from tests.factories.people import make_organisation, next_number
from tests.factories.programmes import the_programme


def make_network(programme: Programme | None = None, **fields: Any) -> Network:
    number = next_number()
    values = {
        "kind": "development",
        "code": f"verkosto-{number}",
        "name": f"Verkosto {number}",
        "starts_on": timezone.localdate(),
    }
    return Network.objects.create(programme=programme or the_programme(), **{**values, **fields})


def make_member(network: Network | None = None, **fields: Any) -> NetworkMember:
    values: dict[str, Any] = {"persons": 2, "joined_on": timezone.localdate()}
    values.setdefault("organisation", make_organisation())
    return NetworkMember.objects.create(network=network or make_network(), **{**values, **fields})
