"""Mails about a framework agreement and its named experts."""

from decimal import Decimal

from django.conf import settings
from django.urls import reverse
from django.utils import formats
from django.utils.translation import gettext as _

from talkoot.core.dates import days_text, local_date
from talkoot.experts.models import Expert, Framework, Replacement
from talkoot.experts.rules.meters import Meter


def euros(value: Decimal | None) -> str:
    """1 150,00 in Finnish; a dash for none."""
    return "–" if value is None else formats.number_format(value, 2, force_grouping=True)


def near_ceiling(framework: Framework, name: str, limits: Meter) -> tuple[str, str]:
    """Tells the office how much is used and left of what is nearly used up."""
    lines = []
    if limits.days_cap is not None:
        lines.append(
            _("Days: %(used)s of %(cap)s, %(left)s left")
            % {
                "used": days_text(limits.days_used),
                "cap": days_text(limits.days_cap),
                "left": days_text(limits.days_left),
            }
        )
    if limits.value_cap_eur is not None:
        lines.append(
            _("Euros: %(used)s of %(cap)s, %(left)s left")
            % {
                "used": euros(limits.value_used_eur),
                "cap": euros(limits.value_cap_eur),
                "left": euros(limits.value_left_eur),
            }
        )
    subject = _("%(percent)s %% used: %(name)s") % {"percent": limits.percent, "name": name}
    body = _(
        "Hello!\n\n"
        "%(percent)s %% of the ceiling of “%(name)s” has been ordered.\n\n"
        "%(lines)s\n\n"
        "Orders stop at the ceiling. See the forecast and the option years, and start the next "
        "procurement in time:\n%(link)s\n\n"
        "With kind regards\n%(programme)s"
    ) % {
        "percent": limits.percent,
        "name": name,
        "lines": "\n".join(lines),
        "link": settings.BASE_URL + framework.get_absolute_url(),
        "programme": framework.programme.name,
    }
    return subject, body


def expert_named(expert: Expert) -> tuple[str, str]:
    """Invites a named expert to the profile; the address is the key to signing in."""
    framework = expert.supplier.framework
    subject = _("You are a named expert: %(agreement)s") % {"agreement": framework.name}
    body = _(
        "Hello %(name)s!\n\n"
        "%(supplier)s has named you as its expert in the agreement “%(agreement)s”, in force "
        "%(first)s – %(last)s.\n\n"
        "Sign in with this e-mail address and fill in your profile. Those who apply choose their "
        "expert by the profiles:\n%(link)s\n\n"
        "When somebody has chosen you and the decision is made, you get a message.\n\n"
        "With kind regards\n%(programme)s"
    ) % {
        "name": expert.name,
        "supplier": expert.supplier,
        "agreement": framework.name,
        "first": local_date(framework.valid_from),
        "last": local_date(framework.valid_to),
        "link": settings.BASE_URL + reverse("my-profile"),
        "programme": framework.programme.name,
    }
    return subject, body


def expert_ended(expert: Expert, grounds: str) -> tuple[str, str]:
    """Tells the expert and the supplier that the work under the agreement ends, and why."""
    framework = expert.supplier.framework
    subject = _("%(name)s is no longer a named expert") % {"name": expert.name}
    body = _(
        "Hello!\n\n"
        "From %(day)s on %(name)s is no longer a named expert of %(supplier)s in the agreement "
        "“%(agreement)s”. Days that have been ordered are delivered as agreed.\n\n"
        "The reason: %(grounds)s\n\n"
        "With kind regards\n%(programme)s"
    ) % {
        "name": expert.name,
        "day": local_date(expert.ended_on),
        "supplier": expert.supplier,
        "agreement": framework.name,
        "grounds": grounds,
        "programme": framework.programme.name,
    }
    return subject, body


def replacement_requested(row: Replacement) -> tuple[str, str]:
    """Tells the office that a supplier wants to replace a named expert."""
    subject = _("Replacement of an expert: %(name)s") % {"name": row.expert.name}
    body = _(
        "Hello!\n\n"
        "%(supplier)s asks to replace %(old)s by %(new)s from %(day)s.\n\n"
        "The reason: %(reason)s\n\n"
        "Give the points and decide here:\n%(link)s\n\n"
        "With kind regards\n%(programme)s"
    ) % {
        "supplier": row.expert.supplier,
        "old": row.expert.name,
        "new": row.name,
        "day": local_date(row.from_on),
        "reason": row.reason,
        "link": settings.BASE_URL + row.get_absolute_url(),
        "programme": row.expert.supplier.framework.programme.name,
    }
    return subject, body


def replacement_decided(row: Replacement) -> tuple[str, str]:
    """Tells who asked what the office decided, and why."""
    is_approved = row.state == Replacement.State.APPROVED
    subject = (
        _("Replacement approved: %(name)s") if is_approved else _("Replacement refused: %(name)s")
    ) % {"name": row.expert.name}
    outcome = (
        _("%(new)s works in place of %(old)s from %(day)s.")
        if is_approved
        else _("%(old)s stays the named expert; %(new)s was not approved.")
    ) % {"new": row.name, "old": row.expert.name, "day": local_date(row.from_on)}
    body = _(
        "Hello!\n\n%(outcome)s\n\nGrounds: %(grounds)s\n\nWith kind regards\n%(programme)s"
    ) % {
        "outcome": outcome,
        "grounds": row.grounds or _("the points are at least those of the one who leaves"),
        "programme": row.expert.supplier.framework.programme.name,
    }
    return subject, body
