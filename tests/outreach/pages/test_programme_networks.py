"""The networks of a programme, and the service from which one grew."""

import pytest
from django.utils import timezone

from talkoot.networks import figures
from tests.factories.events import make_event
from tests.factories.networks import make_member, make_network, make_role
from tests.factories.programmes import make_offering
from tests.figures import count


@pytest.mark.parametrize("number", [1, 3])
def test_network_names_the_service_and_the_service_names_it(page, programme, number):
    offering = make_offering(programme, kind="workshop_series", slug="tyopajasarjat")
    for _n in range(number):
        network = make_network(programme, kind="born", origin=offering)
        make_member(network)
        make_role(network)
    make_member(network, left_on=timezone.localdate())
    plain = make_network(programme, kind="own", series=make_event(programme))
    answer = page.get("programme-networks", programme.slug, queries=3)
    assert f"/events/{plain.series.slug}/" in answer.links.values()
    assert answer.text.count("Rooli 1") == number
    assert f"/programmes/{programme.slug}/#tyopajasarjat" in answer.links.values()
    assert plain.name in answer.text and "1 organis" in answer.text
    assert answer.text.count(offering.name) == number
    shown = page.get("programme", programme.slug)
    assert f"/programmes/{programme.slug}/networks/#{network.code}" in shown.links.values()
    assert count("networks-born").value == number
    [part] = figures._by_origin(programme, timezone.localdate())
    assert (part.key, part.value) == ("tyopajasarjat", number)


def test_programme_without_networks_says_so(page, programme):
    assert programme.name in page.get("programme-networks", programme.slug).text
