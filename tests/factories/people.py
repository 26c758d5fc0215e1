"""Users, organisations, municipalities and memberships."""

import datetime
from itertools import count
from typing import Any

from django.utils import timezone

from talkoot.people.models import Membership, Municipality, Organisation, Role, User

_numbers = count(40_001)  # Past a small integer: a column that long runs would overflow shows.


def next_number() -> int:
    """A number that no other row of this test run has."""
    return next(_numbers)


def make_user(email: str = "", *, name: str = "Testi Henkilö", **fields: Any) -> User:
    return User.objects.create_user(
        email or f"henkilo{next_number()}@esimerkki.fi", name=name, **fields
    )


def make_municipality(code: str = "", *, name: str = "Kuopio", **fields: Any) -> Municipality:
    values = {
        "name_fi": name,
        "name_sv": name,
        "region_code": "11",
        "region_fi": "Pohjois-Savo",
        "region_sv": "Norra Savolax",
        "region_en": "North Savo",
        "language_status": "fi",
        "population": 125_000,
        "latitude": 62.9,
        "longitude": 27.7,
        "valid_from": datetime.date(1865, 1, 1),
    }
    return Municipality.objects.create(
        code=code or f"{next_number() % 1000:03}", **{**values, **fields}
    )


def make_organisation(
    name: str = "", *, key: str = "", kind: str = "municipality", **fields: Any
) -> Organisation:
    number = next_number()
    return Organisation.objects.create(
        key=key or f"organisaatio-{number}",
        name=name or f"Testikunta {number}",
        kind=kind,
        **fields,
    )


def make_membership(
    user: User, organisation: Organisation, role: str = Role.MEMBER, **fields: Any
) -> Membership:
    """A confirmed membership; `confirmed_at=None` makes it self-declared."""
    values = {"confirmed_at": timezone.now(), **fields}
    return Membership.objects.create(user=user, organisation=organisation, role=role, **values)


def make_contact(organisation: Organisation | None = None, **fields: Any) -> User:
    """A user who is the contact person of an organisation (a new one, if none is given)."""
    user = make_user(**fields)
    make_membership(user, organisation or make_organisation(), Role.CONTACT)
    return user


def make_officer(office: Organisation, *, may_sign: bool = False, **fields: Any) -> User:
    """An officer of the programme office; `may_sign` makes them a decision maker too."""
    user = make_user(**fields)
    make_membership(user, office, Role.OFFICER)
    if may_sign:
        make_membership(user, office, Role.DECISION_MAKER)
    return user


APPLICANT_EMAIL = "hakija@esimerkki.fi"


def the_applicant() -> User:
    """The test's applicant: contact person of Kuopion kaupunki."""
    user = User.objects.filter(email=APPLICANT_EMAIL).first()
    if user is None:
        organisation = make_organisation("Kuopion kaupunki", key="kuopion-kaupunki")
        user = make_contact(organisation, email=APPLICANT_EMAIL, name="Aino Hakija")
    return user


def the_organisation() -> Organisation:
    """The organisation of the test's applicant."""
    the_applicant()
    return Organisation.objects.get(key="kuopion-kaupunki")
