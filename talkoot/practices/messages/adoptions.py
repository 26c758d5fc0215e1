"""Mails about adoptions and about ideas that somebody will try."""

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from talkoot.core.dates import local_date
from talkoot.practices.models import Adoption, AdoptionLink, Wish
from talkoot.practices.rules.histories import steps_of, used_since


def adopted(adoption: Adoption) -> tuple[str, str]:
    """Thanks the owner: another organisation uses the practice."""
    practice = adoption.practice
    subject = _("%(organisation)s adopted your practice") % {"organisation": adoption.organisation}
    body = _(
        "Hello!\n\n"
        "%(organisation)s marked that it has adopted your practice “%(title)s”.\n"
        "Stage: %(stage)s. How: %(fidelity)s.\n\n%(link)s\n\n"
        "Thank you for sharing it. Your organisation is named as the origin.\n\n"
        "With kind regards\n%(programme)s"
    ) % {
        "organisation": adoption.organisation,
        "title": practice.title,
        "stage": adoption.get_stage_display(),
        "fidelity": adoption.get_fidelity_display(),
        "link": _link("practice", practice.slug),
        "programme": practice.programme.name,
    }
    return subject, body


def noticed(adoption: Adoption) -> tuple[str, str]:
    """Tells the owner that another organisation thinks of the practice or tries it."""
    practice = adoption.practice
    subject = _("%(organisation)s took an interest in your practice") % {
        "organisation": adoption.organisation
    }
    body = _(
        "Hello!\n\n"
        "%(organisation)s told how far it is with your practice “%(title)s”.\n"
        "Stage: %(stage)s.\n\n%(link)s\n\n"
        "It is not counted as an adoption yet. You get another message when the practice is in "
        "use.\n\n"
        "With kind regards\n%(programme)s"
    ) % {
        "organisation": adoption.organisation,
        "title": practice.title,
        "stage": adoption.get_stage_display(),
        "link": _link("practice", practice.slug),
        "programme": practice.programme.name,
    }
    return subject, body


def adoption_link(link: AdoptionLink, token: str) -> tuple[str, str]:
    """The link by which somebody without an account states an adoption."""
    subject = _("Mark the practice as adopted: %(title)s") % {"title": link.practice.title}
    body = _(
        "Hello!\n\n"
        "Somebody asked for this link with your address, to mark that %(organisation)s has adopted "
        "the practice “%(title)s”. Open it to tell how you use the practice:\n%(link)s\n\n"
        "The link works once and until %(day)s. The contact person of %(organisation)s confirms "
        "the mark. If you did not ask for this, do nothing.\n\n"
        "With kind regards\n%(programme)s"
    ) % {
        "organisation": link.organisation,
        "title": link.practice.title,
        "link": _link("adopt-by-link", token),
        "day": local_date(timezone.localdate(link.expires_at)),
        "programme": link.practice.programme.name,
    }
    return subject, body


def confirm_request(adoption: Adoption) -> tuple[str, str]:
    """Asks the contact person to confirm or refuse what was stated by a mailed link."""
    subject = _("Please confirm: %(organisation)s adopted a practice") % {
        "organisation": adoption.organisation
    }
    body = _(
        "Hello!\n\n"
        "A colleague of yours marked that %(organisation)s has adopted the practice “%(title)s” "
        "of %(origin)s.\nStage: %(stage)s. How: %(fidelity)s.\n\n"
        "Confirm or refuse it here:\n%(link)s\n\n"
        "The mark is shown and counted only when you have confirmed it.\n\n"
        "With kind regards\n%(programme)s"
    ) % {
        "organisation": adoption.organisation,
        "title": adoption.practice.title,
        "origin": adoption.practice.organisation,
        "stage": adoption.get_stage_display(),
        "fidelity": adoption.get_fidelity_display(),
        "link": _link("confirm-adoption", adoption.pk),
        "programme": adoption.practice.programme.name,
    }
    return subject, body


def benefit_request(adoption: Adoption) -> tuple[str, str]:
    """Asks, once and six months later, what came of it."""
    subject = _("Did it help? %(title)s") % {"title": adoption.practice.title}
    body = _(
        "Hello!\n\n"
        "%(organisation)s adopted the practice “%(title)s” on %(day)s. Has it been of use? Two "
        "questions, half a minute:\n%(link)s\n\n"
        "If you have given it up, tell that too: others learn from the reason.\n\n"
        "With kind regards\n%(programme)s"
    ) % _facts(adoption)
    return subject, body


def established_suggestion(adoption: Adoption) -> tuple[str, str]:
    """Suggests, once and twelve months later, that the practice is established."""
    subject = _("Has it become the usual way? %(title)s") % {"title": adoption.practice.title}
    body = _(
        "Hello!\n\n"
        "%(organisation)s has used the practice “%(title)s” since %(day)s, so it may be "
        "established by now. Mark it with one click:\n%(link)s\n\n"
        "If nothing is marked, it stays in use as before.\n\n"
        "With kind regards\n%(programme)s"
    ) % _facts(adoption)
    return subject, body


def still_used(adoptions: list[Adoption]) -> tuple[str, str]:
    """Asks once a year whether what an organisation adopted is still in use."""
    first = adoptions[0]
    subject = ngettext(
        "Is the practice that you adopted still in use?",
        "Are the %(count)s practices that you adopted still in use?",
        len(adoptions),
    ) % {"count": len(adoptions)}
    lines = []
    for row in adoptions:
        words = _("%(title)s: %(stage)s, since %(day)s") % {
            **_facts(row),
            "stage": row.get_stage_display(),
        }
        lines.append(f"{words}\n{_link('my-adoption', row.pk)}")
    body = _(
        "Hello!\n\n"
        "%(organisation)s has told us that it uses these practices of others:\n\n%(lines)s\n\n"
        "If one of them has ended or changed, mark it with one click. What is not marked is taken "
        "to be in use as before.\n\n"
        "With kind regards\n%(programme)s"
    ) % {**_facts(first), "lines": "\n\n".join(lines)}
    return subject, body


def idea_check(wish: Wish) -> tuple[str, str]:
    """Reminds of the day on which the person wanted to see how a try went."""
    subject = _("How did it go? %(title)s") % {"title": wish.practice.title}
    body = _(
        "Hello!\n\n"
        "You wanted to look today at how it went with the practice “%(title)s”.\n"
        "Your plan, and what you can do next:\n%(link)s\n\n"
        "With kind regards\n%(programme)s"
    ) % {
        "title": wish.practice.title,
        "link": _link("my-idea", wish.pk),
        "programme": wish.practice.programme.name,
    }
    return subject, body


def _facts(adoption: Adoption) -> dict[str, object]:
    """What the later questions tell; the day is the first of the use that goes on."""
    used = used_since(steps_of(adoption.moves.all()))
    return {
        "organisation": adoption.organisation,
        "title": adoption.practice.title,
        "day": local_date(used or adoption.adopted_on),
        "link": _link("my-adoption", adoption.pk),
        "programme": adoption.practice.programme.name,
    }


def _link(name: str, *args: object) -> str:
    return settings.BASE_URL + reverse(name, args=args)
