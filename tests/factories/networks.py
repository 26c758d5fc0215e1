"""Networks and their members."""

from typing import Any

from django.utils import timezone

from talkoot.networks.models import Network, NetworkMember, NetworkRole
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


def make_role(network: Network | None = None, **fields: Any) -> NetworkRole:
    network = network or make_network()
    number = network.roles.count() + 1
    values = {"number": number, "title": f"Rooli {number}", "text": "Kuvaus."}
    return NetworkRole.objects.create(network=network, **{**values, **fields})
