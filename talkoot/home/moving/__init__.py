"""Taking data elsewhere and bringing it in: registers as files that people read, or everything."""

from django.utils.translation import gettext as _

from talkoot.core.tables import BadTable
from talkoot.programmes.models import Programme

EVERYTHING = "everything"


def programme_at(slug: str | None) -> Programme | None:
    """The programme of the key, None without one; raises BadTable for an unknown key."""
    if not slug:
        return None
    found = Programme.objects.filter(slug=slug).first()
    if found is None:
        known = ", ".join(Programme.objects.order_by("slug").values_list("slug", flat=True))
        sentence = _("There is no programme “%(slug)s”. The programmes are: %(known)s.")
        raise BadTable(sentence % {"slug": slug, "known": known})
    return found
