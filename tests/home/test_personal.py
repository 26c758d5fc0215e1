"""The inventory of personal data tells of every model that knows a person, and of no more."""

import json

import pytest
from django.apps import apps

from talkoot.home.personal import CATEGORIES, everything_of, ways_to_person
from talkoot.practices.models import Lead
from tests.factories.calls import make_application
from tests.factories.people import make_contact
from tests.factories.publishing import make_lead
from tests.factories.registrations import make_participant, make_registration

pytestmark = pytest.mark.django_db

HELD = [label for category in CATEGORIES for label in category.held]


def ours():
    return [m for m in apps.get_models() if m.__module__.startswith("talkoot.")]


def test_every_model_that_knows_a_person_is_in_the_inventory_once():
    known = {m._meta.label for m in ours() if any(ways_to_person(m))}
    assert known - set(HELD) == set(), "Tell in talkoot/home/personal.py what it is kept for."
    assert len(HELD) == len(set(HELD))


def test_inventory_names_what_there_is():
    for category in CATEGORIES:
        for label, names in category.held.items():
            model = apps.get_model(label)
            assert any(ways_to_person(model)), label
            assert {"password", "token_hash", "jwt"}.isdisjoint(names), label
            assert [model._meta.get_field(name).name for name in names] == list(names)


def test_file_has_the_persons_own_and_nobody_elses():
    me, other = make_contact(email="mina@esimerkki.fi"), make_contact(email="muu@esimerkki.fi")
    make_application(applicant=me, title="Minun hakemus")
    make_application(applicant=other, title="Muun hakemus")
    make_registration(participant=make_participant(email="MINA@esimerkki.fi", name="Mina Minä"))
    make_registration(participant=make_participant(email="muu@esimerkki.fi", name="Muu Muunen"))
    told = json.dumps(everything_of(me), ensure_ascii=False)
    assert "Minun hakemus" in told and "Mina Minä" in told
    assert "Muun hakemus" not in told and "Muu Muunen" not in told and other.email not in told


def test_what_an_officer_did_is_counted_not_shown(office_user):
    lead = make_lead(email="muu@esimerkki.fi")
    Lead.objects.update(found_by=office_user)
    told = [
        row for category in everything_of(office_user)["categories"] for row in category["data"]
    ]
    assert {"what": lead._meta.verbose_name, "done": 1} in told
    assert "muu@esimerkki.fi" not in json.dumps(told)
