"""Reads of sign-offs."""

import datetime

from django.utils.translation import gettext as _

from talkoot.calls.models import Application, SignOff
from talkoot.core.refusals import NotFound
from talkoot.surveys.queries import token_hash


def get_sign_off(token: str) -> SignOff:
    """The request of a mailed link; a wrong link gives NotFound."""
    rows = SignOff.objects.select_related(
        "application__call__offering__programme__office",
        "application__organisation",
        "asked_by",
    )
    row = rows.filter(token_hash=token_hash(token)).first()
    if row is None:
        raise NotFound(
            _(
                "This link does not work. Use the newest mail you got, and check that the whole "
                "address came along."
            )
        )
    return row


def sign_offs_of(application: Application) -> list[SignOff]:
    """The requests that have not been withdrawn, newest first."""
    rows = application.sign_offs.exclude(state=SignOff.State.REVOKED)
    return list(rows.select_related("asked_by").order_by("-pk"))


def asked_since(application: Application, at: datetime.datetime) -> int:
    """How many requests have been mailed since the moment."""
    return application.sign_offs.filter(created_at__gte=at).count()
