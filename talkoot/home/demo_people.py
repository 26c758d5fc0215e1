"""The demo's invented organisations and people."""

from django.utils import timezone
from django.utils.text import slugify

from talkoot.data import read_json
from talkoot.people.models import Membership, Municipality, Organisation, Role, User
from talkoot.people.rules import PART_ROLES

ACCOUNTS = [  # key, name, organisation, role
    ("office", "Oona Toimistola", "demo-office", Role.DECISION_MAKER),
    ("applicant", "Hanna Hakulinna", "demo-metsalahti", Role.CONTACT),
    ("contact", "Kaisa Mallikoivu", "demo-koivuranta", Role.CONTACT),
    ("expert", "Venla Malliniemi", "demo-kehitystupa", Role.MEMBER),
    ("assessor", "Arvo Lukulampi", "demo-arviointi", Role.MEMBER),
    ("evaluator", "Elli Selvityslampi", "demo-office", Role.EVALUATOR),
]


def load_organisations() -> None:
    for row in read_json("demo/organisations.json"):
        row["municipality"] = Municipality.objects.get(code=row["municipality"])
        Organisation.objects.create(is_demo=True, **row)


def load_accounts() -> dict[str, User]:
    """The accounts of the sign-in page by their keys."""
    users = {
        key: account(f"{key}@demo.example", name, organisation, role)
        for key, name, organisation, role in ACCOUNTS
    }
    Membership.objects.create(
        user=users["office"],
        organisation=Organisation.objects.get(key="demo-office"),
        role=Role.OFFICER,
        confirmed_at=timezone.now(),
    )
    return users


def account(email: str, name: str, organisation: str, role: str = Role.MEMBER) -> User:
    """A new person with a role in the organisation of that key; a part's is never confirmed."""
    user = User.objects.create_user(email, name=name, is_demo=True)
    Membership.objects.create(
        user=user,
        organisation=Organisation.objects.get(key=organisation),
        role=role,
        confirmed_at=None if role in PART_ROLES else timezone.now(),
    )
    return user


def contact_of(organisation: Organisation) -> User:
    """The organisation's contact person, made when first needed; named after the organisation."""
    membership = Membership.objects.filter(organisation=organisation, role=Role.CONTACT).first()
    if membership:
        return membership.user
    email = f"{slugify(organisation.name)}@demo.example"
    return account(email, f"{organisation.name}, yhteyshenkilö", organisation.key, Role.CONTACT)
