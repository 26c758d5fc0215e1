"""Writers, invitations, joint applicants, sign-offs and facts."""

import datetime
from typing import Any

from django.utils import timezone

from talkoot.calls.models import (
    Application,
    JointApplicant,
    SignOff,
    Writer,
    WriterInvitation,
)
from talkoot.people.models import Organisation, OrganisationFact, User
from talkoot.surveys.queries import token_hash
from tests.factories.calls import make_application
from tests.factories.people import make_membership, make_organisation, make_user, next_number


def make_colleague(application: Application, **fields: Any) -> User:
    """A confirmed member of the organisation that applies."""
    user = make_user(**fields)
    make_membership(user, application.organisation)
    return user


def make_writer(application: Application, **fields: Any) -> User:
    """A colleague who writes too."""
    user = make_colleague(application, **fields)
    Writer.objects.create(application=application, user=user)
    return user


def make_invitation(
    application: Application, *, token: str = "kutsu", **fields: Any
) -> WriterInvitation:
    values = {
        "address": f"kutsuttu{next_number()}@esimerkki.fi",
        "expires_at": timezone.now() + datetime.timedelta(days=14),
        "invited_by": application.applicant,
    }
    return WriterInvitation.objects.create(
        application=application, token_hash=token_hash(token), **{**values, **fields}
    )


def make_joint(
    application: Application, organisation: Organisation | None = None, **fields: Any
) -> JointApplicant:
    """A joint applicant that has not confirmed; `confirmed_at` makes it a confirmed one."""
    return JointApplicant.objects.create(
        application=application, organisation=organisation or make_organisation(), **fields
    )


def make_sign_off(
    application: Application | None = None,
    *,
    state: str = SignOff.State.ASKED,
    token: str = "",
    **fields: Any,
) -> SignOff:
    application = application or make_application()
    values = {
        "name": "Jaana Johtaja",
        "title": "toimialajohtaja",
        "address": "johtaja@esimerkki.fi",
        "expires_at": timezone.now() + datetime.timedelta(days=14),
        "asked_by": application.applicant,
    }
    return SignOff.objects.create(
        application=application,
        state=state,
        token_hash=token_hash(token or f"linkki-{next_number()}"),
        **{**values, **fields},
    )


def make_fact(
    organisation: Organisation, code: str, value: Any, *, by: User, **fields: Any
) -> OrganisationFact:
    values = {"updated_at": timezone.now(), "updated_by": by}
    return OrganisationFact.objects.create(
        organisation=organisation, code=code, value=value, **{**values, **fields}
    )
